"""What the directives of the book put on a page: costs, the lecture map, source code."""

import pytest
from page import source
from small_book import page, rows

CODE = '''"""A module."""
SIZE: int = 3


def decorate(function):
    return function


class Box:
    """A box."""

    @decorate
    def open(self):
        return SIZE


NAMES = ["a",
         "b"]
'''
COST = {"seconds": 12.3, "peak_mb": 1410.2, "device": "cpu", "versions": {"python": "3.11", "torch": "2.2"},
        "date": "2026-01-31"}


INDEX = "# Index\n\n```{toctree}\n:numbered:\none\n```\n```{toctree}\nclaims\n```\n"
CLAIMS = "# Claims\n\n```{claims}\n```\n"


def test_costs_are_those_of_the_build(build):
    one, times = "# One\n\n**Cost:**\n\n```{cost}\n```\n\nText.\n\n```{cost}\n```\n", "# Times\n\n```{run-times}\n```\n"
    app = build({"one": COST, "gone": COST}, index=INDEX, one=one, claims=times)
    sentence = "12 s on one CPU core, 1,410 MB peak memory (measured by this build)."
    words = [paragraph.get_text() for paragraph in page(app, "one").select("section > p")]
    assert words == [f"Cost: {sentence}", "Text.", sentence]
    assert rows(app, "claims") == [["1. One", "12.3", "1,410", "cpu", "python 3.11, torch 2.2", "2026-01-31"],
                                   ["All chapters", "12.3", "", "", "", ""]]
    app = build({"one": COST | {"seconds": 13.4}}, one=one + "\nMore.\n")
    assert "13 s" in page(app, "one").p.get_text()
    assert rows(app, "claims")[0][1] == "13.4"
    assert "nothing was measured" in build(one=one).warning.getvalue()


def test_a_given_number_says_so(build):
    mark = page(build(index="# Index\n\nA step of {given}`0.05`."), "index").find("abbr")
    assert (mark.get_text(), mark["title"], mark["class"]) == ("0.05", "chosen, not measured", ["given"])


def test_lecture_map_links_topics_to_their_sections(build):
    one = "# One\n\n(l1-1)=\n## First section\n\nText.\n\n(l1-2)=\n(other)=\n### Second *section*\n\nText.\n"
    app = build(index=INDEX, one=one, claims="# Map\n\n```{lecture-map}\n```\n")
    assert rows(app, "claims") == [["L1-1", "Labels", "First section", "1. One"],
                                   ["L1-2", "Codes", "Second section", "1. One"],
                                   ["L1-3", "Maps", "not yet written", ""]]
    assert [link["href"] for link in page(app, "claims").select("tbody a")] == ["one.html#l1-1", "one.html#l1-2"]
    assert page(app, "claims").find(id="l1").find(["h2"]).get_text().startswith("L1 · First")
    app = build(one=one.replace("(l1-1)=\n## First", "(l1-3)=\n## New"))
    assert [row[2] for row in rows(app, "claims")] == ["not yet written", "Second section", "New section"]


def test_an_unknown_topic_is_reported_in_every_build(build):
    texts = {"index": INDEX, "one": "# One\n\n(l1-9)=\n## Section\n\nText.\n", "claims": CLAIMS}
    assert "no topic L1-9" in build(**texts).warning.getvalue()
    assert "no topic L1-9" in build().warning.getvalue()


def test_a_topic_before_no_heading_is_reported(build):
    app = build(index=INDEX, one="# One\n\n(l1-1)=\n## Section\n\n(l1-2)=\nText.\n", claims=CLAIMS)
    assert app.warning.getvalue().count("stands before no heading") == 1
    assert "l1-2 stands" in app.warning.getvalue()


@pytest.mark.parametrize(("name", "first", "last"), [
    ("SIZE", 2, 2), ("decorate", 5, 6), ("Box", 9, 14), ("Box.open", 12, 14), ("NAMES", 17, 18)])
def test_source_finds_classes_functions_and_constants(name, first, last):
    assert source.find_lines(CODE, name) == (first, last)


def test_source_finds_the_longest_module(tmp_path):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").touch()
    (tmp_path / "package" / "module.py").touch()
    assert source.find_module("package.module.Box.open", tmp_path) == (tmp_path / "package" / "module.py", "Box.open")
    assert source.find_module("package.SIZE", tmp_path) == (tmp_path / "package" / "__init__.py", "SIZE")


def test_source_shows_the_file_as_it_is_now(build, tmp_path, monkeypatch):
    monkeypatch.setattr(source, "ROOT", tmp_path)
    monkeypatch.setattr(source, "SOURCES", tmp_path / "src")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "boxes.py").write_text(CODE, "utf8")
    app = build(index="# Index\n\n```{source} boxes.Box.open\n```\n\n```{source} boxes.Bag\n```\n")
    assert page(app, "index").find("pre").get_text() == "@decorate\ndef open(self):\n    return SIZE\n"
    assert "src/boxes.py" in page(app, "index").find(class_="code-block-caption").get_text()
    assert "source: no definition of 'Bag'" in app.warning.getvalue()
    (tmp_path / "src" / "boxes.py").write_text(CODE.replace("return SIZE", "return 4"), "utf8")
    assert "return 4" in page(build(), "index").find("pre").get_text()
