"""What was recorded before the build: its line of origin, the marks that lead there, the list of records."""

import json

import pytest
from page import origin
from page.origin import RECORDED
from page.records import CLAIM
from small_book import FRONT, page, rows

LINE = "Recorded: 5 seeds, MNIST, one CPU core, 23 minutes, 21 November 2026, torch 2.13.0"
LOAD = {"text/plain": LINE, RECORDED: {"name": "deep", "line": LINE}}
INDEX = "# Index\n\n```{toctree}\n:numbered:\none\n```\n```{toctree}\nother\n```\n"
LIST = "# Records\n\n```{recorded-experiments}\n```\n"
RECORD = {"code": "a" * 16, "data": "MNIST", "sha256": {}, "seeds": [0, 1, 2], "device": "one CPU core",
          "versions": {"python": "3.11", "torch": "2.13.0"}, "seconds": 1380.0, "date": "2026-11-21", "results": {}}


def cell(bundle: dict, **metadata) -> str:
    """A cell that displays what the package would, without the package."""
    return (f"```{{code-cell}} python\nfrom IPython.display import display\n"
            f"display({bundle!r}, raw=True, metadata={metadata!r})\n```\n")


def glued(name: str, **recorded) -> str:
    """A cell that offers the number 2.345 under a name."""
    prefix = "application/papermill.record/"
    return cell({f"{prefix}text/plain": "2.345"}, scrapbook={"name": name, "mime_prefix": prefix, **recorded})


def claimed(**recorded) -> str:
    """A cell with a claim."""
    record = {"name": "first", "statement": "It is small", "value": 2.345, "threshold": 5, "relation": "below",
              "spread": None, "seeds": 1, "margin": 2, "images": "mnist", "holds": True, "scope": "", **recorded}
    return cell({"text/plain": "It is small", CLAIM: record})


def marks(app, name: str) -> list[tuple[str, str]]:
    """The text before each mark of a page, and where the mark leads."""
    return [(mark.previous_sibling.get_text(), mark["href"]) for mark in page(app, name).select("a.recorded")]


def test_a_record_shows_its_origin_once_as_a_target(build):
    app = build(index=INDEX, one=f"{FRONT}# One\n{cell(LOAD)}{cell(LOAD)}", other="# Other\n")
    assert not app.warning.getvalue()
    lines = page(app, "one").select("p.recorded-origin")
    assert [line.get_text() for line in lines] == [LINE, LINE]
    assert [line.get("id") for line in lines] == ["record-deep", None]
    assert not page(app, "one").select(".text_plain")


def test_a_recorded_number_is_marked_wherever_it_is_pasted_and_no_other_number_is(build):
    one = (f"{FRONT}# One\n{cell(LOAD)}{glued('a', recorded='deep')}{glued('b')}\n"
           "A {glue:text}`a:.1f`. B {glue:text}`b:.2f`.\n")
    other = "# Other\n\nA {glue:text}`one.md::a:.1f`. B {glue:text}`one.md::b:.2f`.\n"
    app = build(index=INDEX, one=one, other=other)
    assert not app.warning.getvalue()
    assert marks(app, "one") == [("2.3", "#record-deep")]
    assert marks(app, "other") == [("2.3", "one.html#record-deep")]
    assert page(app, "one").find("a", class_="recorded")["title"] == "recorded, not computed by this build"
    for name in ("one", "other"):
        assert "A 2.3†. B 2.35." in page(app, name).get_text()


def test_a_claim_on_recorded_numbers_is_marked_on_its_line_and_in_the_table(build):
    index = INDEX.replace("# Index\n", "# Index\n\n```{claims}\n```\n")
    app = build(index=index, one=f"{FRONT}# One\n{cell(LOAD)}{claimed(recorded='deep')}", other="# Other\n")
    line = page(app, "one").find(id="claim-first")
    assert line.get_text() == "It is small 2.35 (below 5 required)†"
    assert line.find("a")["href"] == "#record-deep"
    assert rows(app, "index")[0][1] == "2.35†"
    app = build(one=f"{FRONT}# One\n{claimed()}")
    assert page(app, "one").find(id="claim-first").get_text() == "It is small 2.35 (below 5 required)"
    assert rows(app, "index")[0][1] == "2.35"


def test_all_records_are_listed_with_the_chapters_that_load_them(build, tmp_path, monkeypatch):
    monkeypatch.setattr(origin, "RESULTS", tmp_path / "results")
    app = build(index=INDEX, one=f"{FRONT}# One\n{cell(LOAD)}", other=LIST)
    assert "None yet." in page(app, "other").get_text()
    (tmp_path / "results").mkdir()
    for name in ("deep", "very_deep"):
        (tmp_path / f"results/{name}.json").write_text(json.dumps(RECORD))
    app = build()
    facts = ["MNIST", "3", "23.0", "one CPU core", "2026-11-21", "python 3.11, torch 2.13.0"]
    assert rows(app, "other") == [["deep", "Chapter 1", *facts], ["very deep", "", *facts]]
    assert page(app, "other").select_one("tbody a")["href"] == "one.html#record-deep"


def test_an_unknown_number_is_still_reported(build):
    assert "No key 'c' found" in build(index="# Index\n", one=f"{FRONT}# One\n{glued('a')}\n{{glue:text}}`c:.1f`\n"
                                       ).warning.getvalue()


@pytest.mark.parametrize("text", ["{glue:text}`a:.1q`", "{glue:text}`one.md::c:.1f`"])
def test_what_cannot_be_pasted_is_reported_and_not_marked(build, text):
    app = build(index=INDEX, one=f"{FRONT}# One\n{glued('a', recorded='deep')}\n{text}\n", other="# Other\n")
    assert app.warning.getvalue()
    assert not marks(app, "one")
