"""Measured numbers in the text: the role ``{number}``; and chosen ones: the role ``{given}``.

``number("error", values)`` in a cell leaves a record, rounded already; ``{number}`error``` prints mean ± standard
deviation, ``{number}`error:mean``` the mean. Both roles work in captions, and in the alt texts of pictures as text.
"""
from __future__ import annotations

import re
from html import escape

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxRole

from page.evidence import Evident, Fact, add_evident, anchor
from page.origin import origin_lines
from page.outputs import on_output
from page.pages import recorded_mark

NUMBER = "application/vnd.latents.number+json"
UNKNOWN = "?"
IN_ALT = re.compile(r"\{number\}`([^`]+)`")


def show_number(record: dict, env, tags: list[str]) -> list[nodes.Node]:
    """A line in the fold of the cell, and the record kept with the page."""
    numbers = env.metadata[env.docname].setdefault("numbers", {})
    if record["name"] in numbers:
        raise ExtensionError(f"number {record['name']!r} is made twice in {env.docname}")
    numbers[record["name"]] = record
    seeds = f" over {record['seeds']} seeds" if record["seeds"] > 1 else ""
    return [nodes.paragraph("", f"{record['name']}: {record['text']}{seeds}", classes=["measured"],
                            ids=[f"number-{record['name']}"])]


def printed(target: str, numbers: dict[str, dict]) -> str:
    """What the role prints for ``name`` or ``name:mean``; raises KeyError for another one."""
    name, _, part = target.partition(":")
    return numbers[name][{"": "text", "mean": "mean"}[part]]


class Number(Evident):
    """A measured number in a sentence."""

    def uri(self, builder) -> str:
        return f"#number-{self['name']}"

    def facts(self, builder) -> list[Fact]:
        record = builder.env.metadata[self["page"]]["numbers"][self["name"]]
        seeds = record["seeds"]
        kind = f"mean ± standard deviation over {seeds} seeds" if seeds > 1 else "one value"
        return [Fact("", f"<strong>{escape(record['text'])}</strong>: {kind}",
                     origin_lines(builder.env, self["page"], record),
                     [anchor(self.uri(builder), "The cell that measures it", again=True)])]


class NumberRole(SphinxRole):
    """``{number}`name`` and ``{number}`name:mean``."""

    def run(self):
        node = Number("", target=self.text, name=self.text.partition(":")[0], page=self.env.docname,
                      classes=["number"], serial=self.env.new_serialno("evidence"))
        self.set_source_info(node)
        return [node], []


class PrintNumbers(SphinxTransform):
    """Once all cells of a page are known, its numbers become text."""

    default_priority = 500

    def apply(self):
        for node in list(self.document.findall(Number)):
            text = self.text(node["target"], node)
            if text == UNKNOWN:
                node.parent.replace(node, nodes.Text(text))
            elif node.put(text):
                self.mark_recorded(node)
        for image in self.document.findall(nodes.image):
            for target in IN_ALT.findall(image.get("alt", "")):
                image["alt"] = image["alt"].replace(f"{{number}}`{target}`", self.text(target, image))

    def text(self, target: str, node: nodes.Node) -> str:
        """What stands for a number, or a report of one that no cell makes."""
        try:
            return printed(target, self.env.metadata[self.env.docname].get("numbers", {}))
        except KeyError:
            self.document.reporter.warning(f"no cell of this page makes a number {target!r}", base_node=node)
            return UNKNOWN

    def mark_recorded(self, node: Number) -> None:
        """Put the mark of what was recorded behind a number."""
        record = self.env.metadata[self.env.docname]["numbers"][node["name"]]
        if "recorded" in record:
            node.parent.insert(node.parent.index(node) + 1, recorded_mark(f"#record-{record['recorded']}"))


class Given(SphinxRole):
    """A number that was chosen, not measured: ``{given}`0.05```."""

    def run(self):
        return [nodes.abbreviation("", self.text, explanation="chosen, not measured", classes=["given"])], []


def setup(app):
    app.setup_extension("page.origin")
    on_output(NUMBER, show_number)
    add_evident(app, Number)
    app.add_role("number", NumberRole())
    app.add_role("given", Given())
    app.add_transform(PrintNumbers)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
