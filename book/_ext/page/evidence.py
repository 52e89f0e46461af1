"""What answers a pointer, a tap or the keyboard at a tick or a measured number: a link, and a box of facts behind it.

The style sheet shows the box while the link is pointed at or focused; ``evidence.js`` places it, opens it on a tap and
closes it on Escape.
"""
from __future__ import annotations

from html import escape
from typing import NamedTuple

from docutils import nodes

from page.quiz import Part


class Fact(NamedTuple):
    """What a box says of one claim or number, as HTML of inline elements: a screen reader hears what was measured."""

    statement: str
    measured: str
    remarks: list[str]
    links: list[str]


class Evident(nodes.Inline, nodes.TextElement):
    """A tick or a number in the text; the subclass says what stands behind it."""

    def uri(self, builder) -> str:
        """Where the link leads."""
        raise NotImplementedError

    def facts(self, builder) -> list[Fact]:
        """The inside of the box."""
        raise NotImplementedError

    def put(self, text: str) -> bool:
        """Take this text; in an answer of a quiz and in a heading, where a link is in the way, leave nothing but it."""
        place = self.parent
        while place and not (isinstance(place, Part) or isinstance(place.parent, nodes.section)):
            place = place.parent
        if isinstance(place, Part | nodes.title):
            self.parent.replace(self, nodes.Text(text))
            return False
        self += nodes.Text(text)
        return True


def anchor(uri: str, text: str, *, again: bool = False) -> str:
    """A link in a box of facts; the keyboard passes over one that leads ``again`` where the mark itself leads."""
    return f'<a class="reference internal" href="{escape(uri)}"{" tabindex=-1" if again else ""}>{escape(text)}</a>'


def visit_html(translator, node: Evident) -> None:
    facts = node.facts(translator.builder)
    name = f' aria-label="{escape(node["label"])}"' if "label" in node else ""
    targets = "".join(f'<span id="{target}"></span>' for target in node["ids"])
    described = " ".join(ident(node, number) for number in range(len(facts)))
    translator.body.append(
        f'{targets}<span class="evident"><a class="reference internal {" ".join(node["classes"])}" '
        f'href="{escape(node.uri(translator.builder))}" aria-describedby="{described}"{name}>')


def depart_html(translator, node: Evident) -> None:
    lines = []
    for number, fact in enumerate(node.facts(translator.builder)):
        lines += [f'<span class="evidence-statement">{fact.statement}</span>'] if fact.statement else []
        lines += [f'<span id="{ident(node, number)}">{fact.measured}</span>']
        lines += [f"<span>{line}</span>" for line in [*fact.remarks, " · ".join(fact.links)]]
    box = f'<span class="evidence"><span class="evidence-box">{"".join(lines)}</span></span>'
    translator.body.append(f"</a>{box}</span>")


def ident(node: Evident, number: int) -> str:
    """The id of what was measured in one of the facts behind a node."""
    return f"facts-{node['serial']}-{number}"


def ignore(translator, node: Evident) -> None:
    """On paper, the text alone."""


def add_evident(app, node: type[Evident]) -> None:
    """Let the book's builders write a kind of node."""
    plain = dict.fromkeys(("latex", "text", "man", "texinfo"), (ignore, ignore))
    app.add_node(node, html=(visit_html, depart_html), **plain)
