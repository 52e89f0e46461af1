"""Measured numbers and tables, from a chapter's run into its text."""

import pytest
from small_book import FRONT, displays, measures, page, rows

ERROR = measures("error", "6.1 ± 0.2\N{NO-BREAK SPACE}%", "6.1\N{NO-BREAK SPACE}%")
TABLE = {"name": "sizes", "heading": "Method", "columns": ["error", "size"], "best": [["deep", "error"]],
         "rows": [["PCA", "16.5 ± 0.5", "8"], ["deep", "11.3 ± 0.5", ""]]}
RESULTS = "See {numref}`tab-sizes`.\n\n```{results} sizes\n:name: tab-sizes\n\nErrors *fall*.\n```\n\n"


@pytest.fixture
def only(build):
    """The one chapter of a book, built from its text, and what the build warned of."""
    def of(*parts):
        app = build(index="# Index\n\n```{toctree}\n:numbered:\none\n```\n", one=f"{FRONT}# One\n\n{''.join(parts)}")
        return page(app, "one"), app.warning.getvalue()
    return of


def test_a_number_answers_with_its_seeds_and_leads_to_its_cell(only):
    soup, warnings = only("Errors of {number}`error`, or {number}`error:mean`.\n\n", ERROR)
    assert not warnings
    both, mean = soup.select("a.number")
    assert (both.get_text(), mean.get_text()) == ("6.1 ± 0.2\N{NO-BREAK SPACE}%", "6.1\N{NO-BREAK SPACE}%")
    assert both["href"] == mean["href"] == "#number-error"
    assert both["aria-describedby"] != mean["aria-describedby"]
    for link in (both, mean):
        described = soup.find(id=link["aria-describedby"])
        assert described.get_text() == "6.1 ± 0.2\N{NO-BREAK SPACE}%: mean ± standard deviation over 5 seeds"
        assert described.find_next("a").get_text() == "The cell that measures it"
    assert soup.find(id="number-error")


def test_a_single_number_has_no_spread_to_tell(only):
    soup, _ = only("With {number}`count` pictures.\n\n", measures("count", "1,797", "1,797", seeds=1))
    assert "1,797: one value" in soup.select_one(".evidence").get_text()


FIGURE = """\
```{code-cell} python
---
mystnb:
  figure: {name: fig-a, caption: "It falls to {number}`error`."}
  image: {alt: "It falls to {number}`error:mean`."}
---
from IPython.display import Image
Image(b"GIF89a" + bytes(20), format="png")
```

"""


def test_numbers_in_captions_alt_texts_and_headings(only):
    soup, warnings = only("## An error of {number}`error`\n\n", FIGURE, ERROR)
    assert not warnings
    assert soup.select("figcaption a.number")
    assert soup.img["alt"] == "It falls to 6.1\N{NO-BREAK SPACE}%."
    assert soup.h2.get_text().startswith("1.1. An error of 6.1 ± 0.2")
    assert not soup.h2.select("a.number")


@pytest.mark.parametrize("role", ["errors", "error:spread", "one.md::error"])
def test_an_unknown_number_is_reported(only, role):
    assert f"no cell of this page makes a number '{role}'" in only(f"It is {{number}}`{role}`.\n\n", ERROR)[1]


def test_an_unknown_number_in_an_alt_text_is_reported(only):
    assert "makes a number 'errors'" in only(FIGURE.replace("`error:mean`", "`errors`"), ERROR)[1]


@pytest.mark.parametrize("made", [ERROR, displays("application/vnd.latents.table+json", TABLE)])
def test_a_name_is_used_once(only, made):
    with pytest.raises(Exception, match="is made twice in one"):
        only(made, made)


def test_a_table_is_built_from_the_run_with_number_and_caption(build, only):
    soup, warnings = only(RESULTS, displays("application/vnd.latents.table+json", TABLE, "evidence"))
    assert not warnings
    assert soup.caption.get_text().startswith("Table 1.1 Errors fall.")
    assert "Table 1.1" in soup.p.get_text()
    assert [cell.get_text() for cell in soup.select("thead th")] == ["Method", "error", "size"]
    assert [[cell.get_text() for cell in row(["th", "td"])] for row in soup.select("tbody tr")] == [
        ["PCA", "16.5 ± 0.5", "8"], ["deep", "11.3 ± 0.5", ""]]
    assert [cell.get_text() for cell in soup.select("tbody strong")] == ["11.3 ± 0.5"]
    assert rows(build(), "one") == rows(build(), "one") != []


def test_an_unknown_table_is_reported(only):
    assert "no cell of this page makes a table 'sizes'" in only(RESULTS, ERROR)[1]
