"""What a reader sees of a cell, by its tag."""

import pytest
from small_book import FRONT, cell, claims, measures, page

FIGURE = """\
```{code-cell} python
---
mystnb:
  figure: {name: fig-a, caption: A dot.}
  image: {alt: A dot.}
tags: [figure]
---
from IPython.display import SVG
SVG("<svg xmlns='http://www.w3.org/2000/svg'/>")
```

"""


@pytest.fixture
def only(build):
    """The one page of a book, built from cells, and what the build warned of."""
    def of(*cells):
        app = build(index=f"{FRONT}# One\n\n{''.join(cells)}")
        return page(app, "index"), app.warning.getvalue()
    return of


def test_a_teaching_cell_is_open(only):
    soup, warnings = only(cell("print('shown')"))
    assert not warnings
    assert not soup.select("details")
    assert soup.select("div.cell pre")


def test_a_harness_is_folded_with_what_it_prints_under_its_own_words(only):
    soup, warnings = only(cell("print('trained')", "harness", fold="Train it on 5 < 6 splits"))
    assert not warnings
    (fold,) = soup.select("div.cell > details.fold")
    assert not fold.has_attr("open")
    assert fold.summary.get_text() == "Train it on 5 < 6 splits"
    assert ["trained" in block.get_text() for block in fold.select("pre")] == [True, True]
    assert not soup.select(".toggle-button, details.hide")


def test_a_harness_without_words_is_reported(only):
    assert "a cell with the tag harness says what it does: `:fold: " in only(cell("1", "harness"))[1]


def test_of_a_figure_only_the_code_is_folded_below_it(only):
    soup, warnings = only(FIGURE)
    assert not warnings
    output, fold = soup.select_one("div.cell").find_all(recursive=False)
    assert output.select("figure figcaption")
    assert fold.summary.get_text() == "How this figure is drawn"
    assert "IPython" in fold.get_text()
    assert "IPython" not in output.get_text()


def test_evidence_is_folded_and_counts_its_claims(only):
    soup, warnings = only(claims("evidence"), measures("a", "1", "1"))
    assert not warnings
    checked, measured = soup.select("details.fold")
    assert checked.summary.get_text() == "What is checked here (1)"
    assert checked.find(id="claim-first")
    assert measured.summary.get_text() == "What is measured here"
    assert measured.find(id="number-a").get_text() == "a: 1 over 5 seeds"


def test_a_cell_of_two_kinds_is_reported(only):
    assert "a cell is one of ['evidence', 'harness'], not all" in only(cell("1", "harness", "evidence", fold="x"))[1]
