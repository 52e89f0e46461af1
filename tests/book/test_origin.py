"""What was recorded before the build: its line of origin, the marks that lead there, the list of records."""

import json

from page import origin
from page.origin import RECORDED
from small_book import FRONT, claims, displays, measures, page, rows

LINE = "Recorded: 5 seeds, MNIST, one CPU core, 23 minutes, 21 November 2026, torch 2.13.0"
INDEX = "# Index\n\n```{toctree}\n:numbered:\none\n```\n```{toctree}\nother\n```\n"
LIST = "# Records\n\n```{recorded-experiments}\n```\n"
RECORD = {"code": "a" * 16, "data": "MNIST", "sha256": {}, "seeds": [0, 1, 2], "device": "one CPU core",
          "versions": {"python": "3.11", "torch": "2.13.0"}, "seconds": 1380.0, "date": "2026-11-21", "results": {}}


LOADED = displays(RECORDED, {"name": "deep", "line": LINE})


def test_a_record_shows_its_origin_once_as_a_target(build):
    app = build(index=INDEX, one=f"{FRONT}# One\n{LOADED}{LOADED}", other="# Other\n")
    assert not app.warning.getvalue()
    lines = page(app, "one").select("p.recorded-origin")
    assert [line.get_text() for line in lines] == [LINE, LINE]
    assert [line.get("id") for line in lines] == ["record-deep", None]
    assert not page(app, "one").select(".text_plain")


def test_a_recorded_number_is_marked_and_its_origin_is_told_and_no_other_is(build):
    one = (f"{FRONT}# One\n{LOADED}{measures('a', '2.3', '2.3', recorded='deep')}{measures('b', '2.35', '2.35')}\n"
           "A {number}`a`. B {number}`b`.\n")
    app = build(index=INDEX, one=one, other="# Other\n")
    assert not app.warning.getvalue()
    soup = page(app, "one")
    (mark,) = soup.select("a.recorded")
    assert (mark.get_text(), mark["href"], mark["title"]) == ("†", "#record-deep",
                                                              "recorded, not computed by this build")
    recorded, live = soup.select(".evidence")
    assert LINE in recorded.get_text()
    assert LINE not in live.get_text()
    assert mark.find_previous_sibling() is recorded.parent


def test_a_claim_on_recorded_numbers_is_marked_on_its_line_in_its_tick_and_in_the_table(build):
    index = INDEX.replace("# Index\n", "# Index\n\n```{claims}\n```\n")
    tick = "It is. {tick}`first`\n"
    app = build(index=index, one=f"{FRONT}# One\n{LOADED}{claims(recorded='deep')}{tick}", other="# Other\n")
    line = page(app, "one").find(id="claim-first")
    assert line.get_text() == "It is small 2.35 ± 0.12 (below 5 required, 5 seeds)†"
    assert line.find("a")["href"] == "#record-deep"
    assert LINE in page(app, "one").select_one(".evidence").get_text()
    assert rows(app, "index")[0][1] == "2.35 ± 0.12†"
    app = build(one=f"{FRONT}# One\n{claims()}{tick}")
    assert not page(app, "one").select("a.recorded")
    assert rows(app, "index")[0][1] == "2.35 ± 0.12"


def test_all_records_are_listed_with_the_chapters_that_load_them(build, tmp_path, monkeypatch):
    monkeypatch.setattr(origin, "RESULTS", tmp_path / "results")
    app = build(index=INDEX, one=f"{FRONT}# One\n{LOADED}", other=LIST)
    assert "None yet." in page(app, "other").get_text()
    (tmp_path / "results").mkdir()
    for name in ("deep", "very_deep"):
        (tmp_path / f"results/{name}.json").write_text(json.dumps(RECORD))
    app = build()
    facts = ["MNIST", "3", "23.0", "one CPU core", "2026-11-21", "python 3.11, torch 2.13.0"]
    assert rows(app, "other") == [["deep", "Chapter 1", *facts], ["very deep", "", *facts]]
    assert page(app, "other").select_one("tbody a")["href"] == "one.html#record-deep"
