"""Small pieces of page that the book's extensions share: links between pages, tables."""
from __future__ import annotations

import math

from docutils import nodes


def link(app, page: str, target: str, text: str, anchor: str = "") -> nodes.reference:
    """A link from ``page`` to ``target``, or to an anchor on it."""
    uri = app.builder.get_relative_uri(page, target) + (f"#{anchor}" if anchor else "")
    return nodes.reference("", text, refuri=uri, internal=True)


def recorded_mark(uri: str) -> nodes.reference:
    """A dagger that leads from something recorded to its line of origin."""
    return nodes.reference("", "\N{DAGGER}", refuri=uri, internal=True, classes=["recorded"],
                           reftitle="recorded, not computed by this build")


def _number(env, docname: str) -> tuple[int, ...]:
    return env.toc_secnumbers.get(docname, {}).get("", ())


def chapter_title(env, docname: str) -> str:
    """``2. Principal components``: number and title of a page, as the sidebar shows them."""
    number = "".join(f"{part}. " for part in _number(env, docname))
    return number + env.titles[docname].astext()


def chapter_number(env, docname: str) -> str:
    """``Chapter 2``, or the title of a page that has no number."""
    number = _number(env, docname)
    return f"Chapter {number[0]}" if number else env.titles[docname].astext()


def in_book_order(env, docnames) -> list[str]:
    """Pages by chapter number; what has none comes last."""
    return sorted(docnames, key=lambda name: (_number(env, name) or (math.inf,), name))


def table(header: list[str], rows: list[list], widths: list[int], *, css: str) -> nodes.table:
    """A table of strings and nodes; the first column labels the row."""
    group = nodes.tgroup(cols=len(header))
    group += [nodes.colspec(colwidth=width) for width in widths]
    group += nodes.thead("", _row(header))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group, classes=["record", css])


def _row(cells: list) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", _inline(cell))) for cell in cells))


def _inline(cell) -> nodes.Node:
    return nodes.Text(cell) if isinstance(cell, str) else cell
