"""The table of files: complete, and right for the files that are on this machine."""

import hashlib
import re

import pytest

from latents.data.download import fetch
from latents.data.sources import FILES

PARTS = [f"{part}-{kind}-ubyte.gz" for part in ("train", "t10k") for kind in ("images-idx3", "labels-idx1")]


def test_every_set_has_its_files():
    expected = [f"{folder}/{part}" for folder in ("mnist", "fashion_mnist") for part in PARTS]
    assert sorted(FILES) == sorted([*expected, "usps/usps.bz2", "usps/usps.t.bz2", "nltk/movie_reviews.zip",
                                   "olivetti/olivettifaces.mat"])


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_two_mirrors_or_more(name):
    """On each it bears its own name; figshare alone numbers its files."""
    assert len({re.match("https?://([^/]+)/", address)[1] for address in FILES[name]}) >= 2
    for address, checksum in FILES[name].items():
        assert address.endswith(("/" + name.partition("/")[2], "figshare.com/files/5976027"))
        assert re.fullmatch("[0-9a-f]{64}", checksum)


def test_no_checksum_stands_for_two_files():
    """The faces were saved twice; everything else is one file wherever it lies."""
    sums = [set(mirrors.values()) for mirrors in FILES.values()]
    assert [len(some) for some in sums] == [1] * 11 + [2]
    assert len(set.union(*sums)) == 13


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith(("mnist", "nltk", "olivetti"))])
def test_the_real_files_are_these(real_data, name):
    real_data(name.partition("/")[0])
    assert hashlib.sha256(fetch(name).read_bytes()).hexdigest() in FILES[name].values()
