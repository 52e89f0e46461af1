"""Directives without a body that leave a placeholder: it is filled when a page is written, when every page is known."""
from __future__ import annotations

from collections.abc import Callable

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

FILL: dict[str, Callable] = {}
ONE_PAGE: set[str] = set()  # directives whose words depend on their own page only


class Placeholder(nodes.General, nodes.Element):
    """Stands for what is known only when all pages have been read."""


class Gathered(SphinxDirective):
    """A directive whose nodes ``FILL[name](app, page, placeholder)`` makes."""

    def run(self):
        return [self.placeholder()]

    def placeholder(self, **attributes) -> Placeholder:
        """To be filled later; noted with the page."""
        self.env.metadata[self.env.docname].setdefault("gathers", []).append(self.name)
        node = Placeholder(kind=self.name, **attributes)
        self.set_source_info(node)
        return node


def add_gathered(app, name: str, make: Callable, *, directive: type = Gathered, one_page: bool = False) -> None:
    """Add a directive whose placeholders ``make`` fills; one that gathers from other pages is never stale."""
    app.setup_extension("page.placeholders")
    FILL[name] = make
    if one_page:
        ONE_PAGE.add(name)
    app.add_directive(name, directive)


def pages_with(env, directive: str) -> list[str]:
    """The pages on which a directive stands."""
    return sorted(page for page in env.found_docs if directive in env.metadata[page].get("gathers", []))


def fill(app, doctree, page: str) -> None:
    """Replace the placeholders of a page that is being written."""
    for node in list(doctree.findall(Placeholder)):
        node.replace_self(FILL[node["kind"]](app, page, node))


def pages_to_write(app, env) -> list[str]:
    """The pages that gather from others are written in every build."""
    return sorted({page for name in FILL.keys() - ONE_PAGE for page in pages_with(env, name)})


def setup(app):
    app.add_node(Placeholder)
    app.connect("env-updated", pages_to_write)
    app.connect("doctree-resolved", fill)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
