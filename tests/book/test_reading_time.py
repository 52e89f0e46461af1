"""The minutes of a chapter, on its page and in its notebook, and the mark of what may be skipped."""

import pytest
from page.reading_time import SKIPPED, reading_time
from small_book import page

TEXT = ("# One\n\nAbout {reading-time}`full`, or {reading-time}`short`.\n\n## First\n\nWords.\n\n"
        "(skip-second)=\n(sec-second)=\n## Second\n\n" + "word " * 400 + "\n\n### Below\n\nSee {ref}`sec-second`.\n")


def test_the_page_tells_its_minutes_and_marks_what_may_be_skipped(build):
    app = build(index=TEXT)
    assert not app.warning.getvalue()
    soup = page(app, "index")
    assert soup.p.get_text() == "About 3 minutes, or 1 minute."
    (mark,) = soup.select("p.may-skip")
    assert mark.get_text() == SKIPPED
    assert mark.find_previous_sibling("h2").get_text().startswith("Second")
    app = build(index=TEXT.replace("word ", ""))
    assert page(app, "index").p.get_text() == "About 1 minute, or 1 minute."


def test_another_time_is_reported(build):
    assert "reading-time is full or short, not 'long'" in build(
        index=TEXT.replace("`short`", "`long`")).warning.getvalue()


def test_a_notebook_tells_the_same(tmp_path):
    (tmp_path / "one.md").write_text(TEXT)
    assert [reading_time(tmp_path / "one.md", which) for which in ("full", "short")] == ["3 minutes", "1 minute"]
    with pytest.raises(ValueError, match="not 'long'"):
        reading_time(tmp_path / "one.md", "long")
