"""The switch of the pictures in a build: the note on the page, the cache, the folder of the data."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from page import image_set
from sphinx.errors import ExtensionError

CELL = "import os\n\ndef chosen_images():\n    return os.environ.get('LATENTS_IMAGES')\n\nprint('on', chosen_images())"


@pytest.fixture
def pictures(book, monkeypatch):
    """A book whose left chapter takes the chosen pictures; its builds choose."""
    book.settings["extensions"] += ",page.image_set"
    book.chapter("left", CELL)

    def build(name=""):
        monkeypatch.setenv("LATENTS_IMAGES", name)
        assert book.build() == 0
        return BeautifulSoup(book.read("_build/html/left.html"), "html.parser")

    return build


def test_a_page_on_other_pictures_says_so_at_its_top(book, pictures):
    assert not pictures().select(".image-set")
    page = pictures("fashion_mnist")
    (note,) = page.select(".image-set")
    assert "executed on Fashion-MNIST, not on the digits" in note.get_text()
    assert note.find_previous_sibling().name == "h1"
    assert "on fashion_mnist" in page.get_text()
    assert "image-set" not in book.read("_build/html/right.html")
    assert not pictures("digits").select(".image-set")


def test_two_sets_never_share_a_result(book, pictures):
    pictures("mnist")
    assert book.states["left"] == "executed"
    assert "on usps" in pictures("usps").get_text()
    assert book.states["left"] == "executed"
    assert "on mnist" in pictures("mnist").get_text()
    assert book.states["left"] == "cached"


def test_where_the_files_lie_does_not_matter(book, pictures, monkeypatch):
    pictures("mnist")
    monkeypatch.setenv("LATENTS_DATA", "elsewhere")
    pictures("mnist")
    assert book.states["left"] == "cached"


def test_an_unknown_set_stops_the_build(monkeypatch):
    monkeypatch.setenv("LATENTS_IMAGES", "letters")
    with pytest.raises(ExtensionError, match="'letters'; choose one of digits, mnist, fashion_mnist, usps"):
        image_set.chosen()


def test_kernels_get_the_data_folder_in_full(tmp_path):
    """They run in another folder than the build."""
    show = "from execution import kernels; print(kernels.ENVIRONMENT.get('LATENTS_DATA'))"
    path = str(Path(image_set.__file__).parents[1])
    for given, seen in (("../data", tmp_path / "../data"), ("", None)):
        environment = os.environ | {"LATENTS_DATA": given, "PYTHONPATH": path}
        run = subprocess.check_output([sys.executable, "-c", show], cwd=tmp_path, env=environment, text=True)
        assert run.strip() == str(seen)
