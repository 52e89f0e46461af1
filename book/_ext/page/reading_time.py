"""How long a chapter takes to read: the directive ``{reading-time}``, and the mark of sections that may be skipped.

A label ``(skip-name)=`` before a heading marks its section: a first reading may leave it out, and the short path does.
"""
from __future__ import annotations

from pathlib import Path

from docutils import nodes
from linter.measures import minutes
from sphinx.transforms import SphinxTransform

from page.pages import completed
from page.placeholders import add_gathered

SKIPPED = "A first reading may skip this section."


def sentence(text: str) -> str:
    """The minutes that a chapter takes, from its source."""
    time = minutes(text)
    short = f"; {time.short} without the sections that a first reading may skip" if time.short < time.whole else ""
    return f"about {time.whole} minutes{short}."


def reading_time(app, page: str, node) -> list[nodes.Node]:
    """One sentence: the minutes for all of the page and for its short path."""
    return completed(node, sentence(Path(app.env.doc2path(page)).read_text("utf8")))


class MarkSkipped(SphinxTransform):
    """Says under a heading that its section may be skipped."""

    default_priority = 500  # after labels have been handed to their sections

    def apply(self):
        for section in self.document.findall(nodes.section):
            if any(name.startswith("skip-") for name in section["ids"]):
                section.insert(1, nodes.paragraph("", SKIPPED, classes=["may-skip"]))


def setup(app):
    add_gathered(app, "reading-time", reading_time, one_page=True)
    app.add_transform(MarkSkipped)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
