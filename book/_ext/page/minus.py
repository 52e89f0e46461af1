"""Sphinx extension: a true minus sign before the negative numbers that ``glue:text`` puts into the prose."""
from __future__ import annotations

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


def with_minus(text: str) -> str:
    """The same number with a minus sign instead of the hyphens that Python writes."""
    try:
        float(text)
    except ValueError:
        return text
    return text.replace("-", "\N{MINUS SIGN}")


class TrueMinus(SphinxPostTransform):
    """Once MyST-NB has put in the numbers of other pages too."""

    default_priority = 6

    def run(self):
        for pasted in self.document.findall(nodes.inline):
            if "pasted-text" in pasted["classes"]:
                number = with_minus(pasted.astext())
                pasted.clear()
                pasted += nodes.Text(number)


def setup(app):
    app.add_post_transform(TrueMinus)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
