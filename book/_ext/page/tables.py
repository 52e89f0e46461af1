"""Directive ``{results} name``: the table that ``table("name", rows)`` made in a cell, with a caption and a number.

    ```{results} sizes
    :name: tab-sizes

    Errors by size of the code: they fall.
    ```
"""
from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.errors import ExtensionError
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from page.outputs import on_output
from page.pages import recorded_mark

TABLE = "application/vnd.latents.table+json"


def show_table(record: dict, env, tags: list[str]) -> list[nodes.Node]:
    """Nothing where the cell stands; the record is kept with the page."""
    tables = env.metadata[env.docname].setdefault("tables", {})
    if record["name"] in tables:
        raise ExtensionError(f"table {record['name']!r} is made twice in {env.docname}")
    tables[record["name"]] = record
    return [nodes.target("", "", ids=[f"table-{record['name']}"])]


class Results(SphinxDirective):
    """A numbered table, empty until the cells of the page are known."""

    required_arguments = 1
    has_content = True
    option_spec = {"name": directives.unchanged_required}  # noqa: RUF012

    def run(self):
        caption, messages = self.parse_inline(" ".join(self.content), lineno=self.lineno)
        table = nodes.table("", nodes.title("", "", *caption), classes=["results"], results=self.arguments[0])
        self.set_source_info(table)
        self.add_name(table)
        return [table, *messages]


class FillTables(SphinxTransform):
    """Puts the records into the tables."""

    default_priority = 490

    def apply(self):
        made = self.env.metadata[self.env.docname].get("tables", {})
        for node in [table for table in self.document.findall(nodes.table) if "results" in table]:
            if record := made.get(node["results"]):
                fill(node, record)
            else:
                self.document.reporter.warning(f"no cell of this page makes a table {node['results']!r}",
                                               base_node=node)


def fill(node: nodes.table, record: dict) -> None:
    """Give a table its cells; the first column labels the rows."""
    columns = record["columns"]
    heading = nodes.inline("", record["heading"] or "Row", classes=[] if record["heading"] else ["visually-hidden"])
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1, stub=int(not place)) for place in range(len(columns) + 1)),
                         cols=len(columns) + 1)
    group += nodes.thead("", row(heading, *map(nodes.Text, columns)))
    group += nodes.tbody("", *(
        row(nodes.Text(label), *(nodes.strong("", cell) if [label, column] in record["best"] else nodes.Text(cell)
                                 for column, cell in zip(columns, cells, strict=True)))
        for label, *cells in record["rows"]))
    node += group
    if "recorded" in record:
        node.next_node(nodes.title).append(recorded_mark(f"#record-{record['recorded']}"))


def row(*cells: nodes.Node) -> nodes.row:
    """A row of a table."""
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))


def setup(app):
    on_output(TABLE, show_table)
    app.add_transform(FillTables)
    app.add_directive("results", Results)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
