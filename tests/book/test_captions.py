"""The finding of a caption is its first sentence, whatever it is made of."""

import pytest
from docutils import nodes
from page.captions import mark_finding
from small_book import FRONT, SETTINGS, build_small_book, page


@pytest.mark.parametrize(("parts", "finding", "rest"), [
    (["Errors fall. Bands: one deviation."], "Errors fall.", " Bands: one deviation."),
    (["Errors fall."], "Errors fall.", ""),
    (["Errors fall by ", nodes.emphasis("", "1.5"), " points. See ", nodes.strong("", "all. Of it.")],
     "Errors fall by 1.5 points.", " See all. Of it."),
    (["From 0.5 to 1.5. Then on"], "From 0.5 to 1.5.", " Then on"),
    (["Do errors fall? Yes"], "Do errors fall?", " Yes"),
])
def test_the_first_sentence_is_marked_and_nothing_is_lost(parts, finding, rest):
    caption = nodes.caption("", "", *[nodes.Text(part) if isinstance(part, str) else part for part in parts])
    mark_finding(caption)
    first, *others = caption.children
    assert first["classes"] == ["finding"]
    assert first.astext() == finding
    assert "".join(other.astext() for other in others) == rest


def test_a_caption_that_is_no_sentence_stays_as_it_is():
    caption = nodes.caption("", "No sentence")
    mark_finding(caption)
    assert caption.children == [nodes.Text("No sentence")]


def test_captions_of_figures_are_marked_on_the_page(tmp_path, monkeypatch):
    monkeypatch.setitem(SETTINGS, "extensions", [*SETTINGS["extensions"], "page.captions"])
    figure = "```{figure} dot.svg\n:alt: A dot.\n:name: fig-dot\n\nErrors *fall*. Bands.\n```\n"
    app = build_small_book(tmp_path, index=f"{FRONT}# Dots\n\n{figure}")
    caption = page(app, "index").select_one("figure#fig-dot .caption-text")
    assert str(caption.select_one(".finding")) == '<span class="finding">Errors <em>fall</em>.</span>'
    assert caption.get_text() == "Errors fall. Bands."
