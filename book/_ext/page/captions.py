"""Sphinx extension: the first sentence of a figure's caption, which says what was found, stands out from the rest."""
from __future__ import annotations

import re

from docutils import nodes
from sphinx.transforms import SphinxTransform

END = re.compile(r"[.!?](?=\s|$)")


def mark_finding(caption: nodes.caption) -> None:
    """Put all up to the end of the first sentence into a part of its own; leave a caption of one sentence alone."""
    for place, part in enumerate(caption.children):
        if isinstance(part, nodes.Text) and (end := END.search(part)):
            before, after = part[:end.end()], part[end.end():]
            rest = [nodes.Text(after), *caption.children[place + 1:]]
            first = [*caption.children[:place], nodes.Text(before)]
            caption.clear()
            caption += [nodes.inline("", "", *first, classes=["finding"]), *rest]
            return


class MarkFindings(SphinxTransform):
    """When all of a page has been read."""

    default_priority = 800

    def apply(self):
        for figure in self.document.findall(nodes.figure):
            for caption in figure.findall(nodes.caption):
                mark_finding(caption)


def setup(app):
    app.add_transform(MarkFindings)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
