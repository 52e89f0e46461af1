"""How long a chapter takes to read: the role ``{reading-time}``, and the mark of sections that may be skipped.

``{reading-time}`full``` prints the minutes for all of its chapter, ``{reading-time}`short``` those of the short path. A
label ``(skip-name)=`` before a heading marks its section: the short path leaves it out.
"""
from __future__ import annotations

from pathlib import Path

from docutils import nodes
from linter.measures import minutes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxRole

SKIPPED = "Skip this on a first reading."


def reading_time(path: str, which: str) -> str:
    """The minutes that the chapter at this path takes; ValueError unless ``full`` or ``short`` is asked for."""
    time = minutes(Path(path).read_text("utf8"))._asdict()
    if which not in time:
        raise ValueError(f"reading-time is {' or '.join(time)}, not {which!r}")
    return f"{time[which]} minute{'s' if time[which] > 1 else ''}"


class ReadingTime(SphinxRole):
    """The minutes of the page that it stands on."""

    def run(self):
        try:
            return [nodes.Text(reading_time(self.env.doc2path(self.env.docname), self.text))], []
        except ValueError as error:
            return [], [self.inliner.reporter.warning(str(error), line=self.lineno)]


class MarkSkipped(SphinxTransform):
    """Says under a heading that its section may be skipped."""

    default_priority = 500  # after labels have been handed to their sections

    def apply(self):
        for section in self.document.findall(nodes.section):
            if any(name.startswith("skip-") for name in section["ids"]):
                section.insert(1, nodes.paragraph("", SKIPPED, classes=["may-skip"]))


def setup(app):
    app.add_role("reading-time", ReadingTime())
    app.add_transform(MarkSkipped)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
