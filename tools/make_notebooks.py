"""Write notebooks/<chapter>.ipynb: the chapters as plain notebooks, for Colab and for readers who run them.

They are made from the executed chapters of the last build, so the numbers in their text are those of the book.
Their first cell installs the package where it is missing; outputs are left to the reader's own run.
"""

import sys
from pathlib import Path

import nbformat
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell
from pybtex.database import parse_file

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "book" / "_ext"))
from plain_markdown import PlainMarkdown  # noqa: E402
from repository import repository  # noqa: E402

INSTALL = """\
# On Colab, install the package of the book; elsewhere it is there already.
import sys

if "google.colab" in sys.modules:
    %pip install -q "git+{url}@{branch}"
"""
METADATA = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"}}


def chapters(toc: Path) -> list[str]:
    """The pages of the numbered parts, in order."""
    parts = yaml.safe_load(toc.read_text("utf8"))["parts"]
    return [chapter["file"] for part in parts if part.get("numbered") for chapter in part["chapters"]]


def glued(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """The results that a notebook offers to text, by name."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", []) if "metadata" in output]
    return {output.metadata.scrapbook.name: output.data["application/papermill.record/text/plain"]
            for output in outputs if "scrapbook" in output.metadata}


def figures(notebook: nbformat.NotebookNode, number: int) -> dict[str, str]:
    """What to call the figures that the cells of chapter `number` make, by name."""
    settings = [cell.metadata.get("mystnb", {}).get("figure") for cell in notebook.cells]
    names = [figure["name"] for figure in settings if figure]
    return {name: f"Figure {number}.{count}" for count, name in enumerate(names, start=1)}


def convert(notebook: nbformat.NotebookNode, text: PlainMarkdown, install: str) -> nbformat.NotebookNode:
    """The plain notebook of an executed chapter; captions follow the cells that draw their figures."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text.collect(cell.source)
    cells = [new_code_cell(install)] if install else []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cells.append(new_markdown_cell(text.convert(cell.source)))
            continue
        cells.append(new_code_cell(cell.source))
        if figure := cell.metadata.get("mystnb", {}).get("figure"):
            caption = text.convert(figure["caption"]).strip()
            cells.append(new_markdown_cell(f"**{text.figures[figure['name']]}.** {caption}"))
    cells = [cell for cell in cells if cell.source.strip()]
    for index, cell in enumerate(cells):
        cell.id = f"cell-{index:03d}"
    return nbformat.v4.new_notebook(cells=cells, metadata=METADATA)


def main(root: Path = ROOT) -> None:
    """Write the notebooks of all chapters."""
    url, branch = repository(root)
    install = INSTALL.format(url=url, branch=branch) if url else ""
    names = chapters(root / "_toc.yml")
    executed = {name: nbformat.read(root / "_build" / "jupyter_execute" / f"{name}.ipynb", 4) for name in names}
    elsewhere = {f"{Path(page).name}.md::{name}": value
                 for page, notebook in executed.items() for name, value in glued(notebook).items()}
    citations = parse_file(root / "book" / "references.bib")
    (root / "notebooks").mkdir(exist_ok=True)
    for number, (name, notebook) in enumerate(executed.items(), start=1):
        cost = "{seconds:.0f} s and {peak_mb:,.0f} MB when the book was built ({device})."
        cost = cost.format(**notebook.metadata.cost)
        text = PlainMarkdown(elsewhere | glued(notebook), figures(notebook, number), number, cost, citations)
        path = root / "notebooks" / f"{Path(name).name}.ipynb"
        nbformat.write(convert(notebook, text, install), path)
        print(path.relative_to(root))


if __name__ == "__main__":
    main()
