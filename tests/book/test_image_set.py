"""The switch of the pictures in a build: the note on the page, the cache, the folder of the data."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from page import image_set
from sphinx.errors import ExtensionError

DEFINED = "import os\n\nchosen_images = lambda *_, **__: os.environ.get('LATENTS_IMAGES')"
CALLS = {"left": "print('on', chosen_images())", "right": "print('on', chosen_images(99, default=\"digits\"))"}


@pytest.fixture
def pictures(book, monkeypatch):
    """A book whose builds choose: two chapters, the right one written for the digits, and a page without pictures."""
    book.settings["extensions"] += ",page.image_set"
    book.chapter("none", "print(1)")
    book.edit("book/index.md", "right\n", "right\nnone\n")
    for name, call in CALLS.items():
        book.chapter(name, DEFINED, call)

    def build(name=""):
        monkeypatch.setenv("LATENTS_IMAGES", name)
        assert book.build() == 0
        pages = {page: BeautifulSoup(book.read(f"_build/html/{page}.html"), "html.parser")
                 for page in ("left", "right", "none")}
        assert not pages["none"].select(".image-set")
        return pages["left"], pages["right"]

    return build


def notes(pages):
    return ["".join(note.get_text() for note in page.select(".image-set")) for page in pages]


def test_a_page_on_other_pictures_than_its_own_says_so_at_its_top(pictures):
    assert notes(pictures()) == ["", ""]
    pages = pictures("fashion_mnist")
    left, right = notes(pages)
    assert "executed on Fashion-MNIST, not on 5,000 digits of MNIST" in left
    assert "What is claimed for 5,000 digits of MNIST only" in left
    assert "executed on Fashion-MNIST, not on the 8 by 8 digits" in right
    assert pages[0].select_one(".image-set").find_previous_sibling().name == "h1"
    assert "on fashion_mnist" in pages[0].get_text()


@pytest.mark.parametrize(("name", "at_home"), [("mnist_5k", 0), ("digits", 1)])
def test_a_page_on_its_own_pictures_has_no_note(pictures, name, at_home):
    both = notes(pictures(name))
    assert both[at_home] == ""
    assert "This page was executed on" in both[1 - at_home]


def test_two_sets_never_share_a_result(book, pictures):
    pictures("mnist")
    assert book.states["left"] == "executed"
    assert "on usps" in pictures("usps")[0].get_text()
    assert book.states["left"] == "executed"
    assert "on mnist" in pictures("mnist")[0].get_text()
    assert book.states["left"] == "cached"


def test_where_the_files_lie_does_not_matter(book, pictures, monkeypatch):
    pictures("mnist")
    monkeypatch.setenv("LATENTS_DATA", "elsewhere")
    pictures("mnist")
    assert book.states["left"] == "cached"


def test_an_unknown_set_stops_the_build(monkeypatch):
    monkeypatch.setenv("LATENTS_IMAGES", "letters")
    with pytest.raises(ExtensionError, match="'letters'; choose one of mnist_5k, digits, mnist"):
        image_set.chosen()


def test_kernels_get_the_data_folder_in_full(tmp_path):
    """They run in another folder than the build."""
    show = "from execution import kernels; print(kernels.ENVIRONMENT.get('LATENTS_DATA'))"
    path = str(Path(image_set.__file__).parents[1])
    for given, seen in (("../data", tmp_path / "../data"), ("", None)):
        environment = os.environ | {"LATENTS_DATA": given, "PYTHONPATH": path}
        run = subprocess.check_output([sys.executable, "-c", show], cwd=tmp_path, env=environment, text=True)
        assert run.strip() == str(seen)
