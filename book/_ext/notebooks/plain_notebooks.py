"""Sphinx extension: every chapter as a plain notebook, for Colab, for Binder and for the download button.

A notebook is written to ``_build/notebooks/<chapter>.ipynb`` whenever its page is written, so both hold the same
numbers. Nothing in it needs the book: MyST is turned into plain Markdown, and the first cell installs the package,
on Colab, from the commit that the book was built from. Outputs are left to the reader's own run.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from page.claims import CLAIM
from page.folds import FOLDED as KINDS
from page.folds import label
from page.numbers import NUMBER
from page.tables import TABLE
from sphinx.util import logging

from notebooks.plain_markdown import Made, PlainMarkdown, folded, leftovers

log = logging.getLogger(__name__)
INSTALL = """\
# On Colab, install the package of the book; anywhere else, do so yourself:
# pip install "latents[data] @ git+{url}@{commit}"
import sys

if "google.colab" in sys.modules:
    %pip install -q "latents[data] @ git+{url}@{commit}"
"""
METADATA = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"}}
SOLUTION = re.compile(r"^(`{3,}|:{3,})\{solution-(?P<side>start|end)\}[ \t]*(?P<exercise>\S*)\n(?:.*\n)*?\1[ \t]*$",
                      re.MULTILINE)
FOLDED = {"jupyter": {"source_hidden": True}, "cellView": "form"}  # in JupyterLab, on Colab


def made_by(notebook: NotebookNode) -> Made:
    """The measured numbers, claims and tables that a notebook offers to its text."""
    made = Made({}, {}, {})
    for data in outputs_of(notebook.cells):
        if NUMBER in data:
            made.numbers[data[NUMBER]["name"]] = data[NUMBER]
        if CLAIM in data:
            made.claims[data[CLAIM]["name"]] = data[CLAIM]
        if TABLE in data:
            made.tables[data[TABLE]["name"]] = data["text/plain"]
    return made


def outputs_of(cells: list[NotebookNode]) -> list[NotebookNode]:
    """What some cells displayed."""
    return [output.data for cell in cells for output in cell.get("outputs", []) if "data" in output]


def numbered(env) -> dict[str, str]:
    """What every figure, table, exercise and equation of the book is called, by label."""
    called = {(page, anchor): (kind, ".".join(map(str, number)))
              for page, kinds in env.toc_fignumbers.items() for kind, anchors in kinds.items()
              for anchor, number in anchors.items()}
    places = env.get_domain("std").anonlabels.items()
    names = {label: called[page, anchor] for label, (page, anchor) in places if (page, anchor) in called}
    equations = {anchor.removeprefix("equation-"): f"({number})"
                 for (_, anchor), (kind, number) in called.items() if kind == "displaymath"}
    return equations | {label: env.config.numfig_format[kind] % number for label, (kind, number) in names.items()}


def titles(env) -> dict[str, str]:
    """The titles of sections, by label, and of pages, by the last part of their name."""
    sections = {label: str(title) for label, (_, _, title) in env.get_domain("std").labels.items()}
    return sections | {Path(page).name: title.astext() for page, title in env.titles.items()}


def passages(source: str) -> Iterator[tuple[str, str, str]]:
    """Markdown cut where solutions begin and end: text, "start" or "end" or "", label of the exercise."""
    position = 0
    for edge in SOLUTION.finditer(source):
        yield source[position:edge.start()], edge["side"], edge["exercise"]
        position = edge.end()
    yield source[position:], "", ""


def plain_cells(notebook: NotebookNode, text: PlainMarkdown) -> list[NotebookNode]:
    """The cells of an executed chapter, plain: captions follow their figures, solutions are folded."""
    cells, in_solution = [], False
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cells += plain_code(cell, in_solution)
            if figure := cell.metadata.get("mystnb", {}).get("figure"):
                caption = text.convert(figure["caption"]).strip()
                cells.append(new_markdown_cell(f"**{text.numbered(figure['name'], 'Figure')}.** {caption}"))
            continue
        for passage, side, exercise in passages(cell.source):
            if plain := text.convert(passage).strip():
                cells.append(new_markdown_cell(folded("In words", plain) if in_solution else plain))
            if side:
                in_solution = side == "start"
            if side == "start":
                cells.append(new_markdown_cell(f"**{text.solution_title(exercise)}**"))
    return [cell for cell in cells if cell.source.strip()]


def plain_code(cell: NotebookNode, in_solution: bool) -> list[NotebookNode]:
    """A code cell; what the page folds is folded here too, below the same words."""
    kind = next(iter(KINDS.intersection(cell.metadata.get("tags", []))), None)
    if in_solution or not kind:
        return [new_code_cell(cell.source, metadata=FOLDED if in_solution else {})]
    claims = sum(CLAIM in data for data in outputs_of([cell]))
    return [new_markdown_cell(f"*{label(kind, cell.metadata, claims)}:*"), new_code_cell(cell.source, metadata=FOLDED)]


def plain_notebook(app, page: str) -> NotebookNode:
    """The plain notebook of a chapter that was executed."""
    env, folder = app.env, Path(app.outdir).parent / "jupyter_execute"
    executed = nbformat.read(folder / f"{page}.ipynb", 4)
    cost = "{seconds:.0f} s and {peak_mb:,.0f} MB when the book was built ({device})."
    text = PlainMarkdown(made_by(executed), numbered(env), titles(env), cost.format(**env.chapter_costs[page]),
                         env.get_domain("cite").bibdata.data.entries, env.doc2path(page))
    cells = plain_cells(executed, text)
    for cell in cells:
        if cell.cell_type == "markdown" and (odd := leftovers(cell.source)):
            log.warning("the plain notebook cannot show %s: teach plain_markdown.py what it means", odd[0],
                        location=page)
    if app.repository_url:
        cells.insert(0, new_code_cell(INSTALL.format(url=app.repository_url, commit=app.config.repository_commit)))
    for index, cell in enumerate(cells):
        cell.id = f"cell-{index:03d}"
    return new_notebook(cells=cells, metadata=METADATA | {"latents": {"commit": app.config.repository_commit}})


def offer(app, page, template, context, doctree) -> None:
    """Write a chapter's plain notebook when its page is written, and let the page's button download it."""
    build = Path(app.outdir).parent
    if app.builder.format != "html" or not (build / "jupyter_execute" / f"{page}.ipynb").exists():
        return
    text = nbformat.writes(plain_notebook(app, page))
    for path in (build / "notebooks" / f"{Path(page).name}.ipynb", Path(app.outdir, "_sources", f"{page}.ipynb")):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf8")
    context["ipynb_source"] = f"{page}.ipynb"


def forget(app, exception) -> None:
    """Remove the notebooks of chapters that are no more."""
    names = {Path(page).name for page in app.env.found_docs}
    for path in Path(app.outdir).parent.glob("notebooks/*.ipynb"):
        if path.stem not in names:
            path.unlink()


def setup(app):
    app.setup_extension("notebooks.repository")
    app.connect("html-page-context", offer, priority=450)  # before the theme's buttons (501)
    app.connect("build-finished", forget)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
