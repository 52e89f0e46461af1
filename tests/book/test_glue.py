"""Numbers that go from a chapter's run into its prose, and into other pages."""

import pytest
from page.minus import with_minus

GLUE = """\
from IPython.display import display
display({{"application/papermill.record/text/plain": "{}"}}, raw=True,
        metadata={{"scrapbook": {{"name": "loss", "mime_prefix": "application/papermill.record/"}}}})"""


def test_a_number_in_the_prose_of_its_own_page(book):
    book.chapter("left", GLUE.format(2.345), prose="Loss {glue:text}`loss:.1f`.")
    assert book.build() == 0
    assert ">2.3</span>." in book.read("_build/html/left.html")


def test_a_negative_number_has_a_true_minus_sign_on_every_page(book):
    book.settings["extensions"] += ",page.minus"
    book.chapter("left", GLUE.format(-2.345), prose="Gain {glue:text}`loss:.1f`.")
    book.chapter("right", "1", prose="Theirs {glue:text}`left.md::loss:.2f`.")
    assert book.build() == 0
    assert ">\N{MINUS SIGN}2.3</span>." in book.read("_build/html/left.html")
    assert ">\N{MINUS SIGN}2.35</span>." in book.read("_build/html/right.html")


@pytest.mark.parametrize(("python", "shown"), [("-2.5", "\N{MINUS SIGN}2.5"), ("1e-05", "1e\N{MINUS SIGN}05"),
                                               ("2.5", "2.5"), ("semi-supervised", "semi-supervised")])
def test_words_keep_their_hyphens(python, shown):
    assert with_minus(python) == shown


def test_pages_that_take_a_number_from_a_changed_page_are_written_again(book):
    book.chapter("right", "1", prose="Theirs {glue:text}`left.md::loss:.1f`.")
    for loss, shown in [(2.345, "2.3"), (9.876, "9.9")]:
        book.chapter("left", GLUE.format(loss))
        assert book.build() == 0
        assert f">{shown}</span>" in book.read("_build/html/right.html")
    assert book.build() == 0
    assert "no targets are out of date" in book.out


def test_an_unknown_number_fails_the_build(book):
    book.chapter("left", "1", prose="{glue:text}`losss:.1f`")
    assert book.build() == 1
    assert "losss" in book.err
