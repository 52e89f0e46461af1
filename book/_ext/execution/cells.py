"""The code cells of a chapter as MyST-NB itself reads them: whoever judges cells sees those that run."""

from typing import NamedTuple

from myst_nb.core.read import read_myst_markdown_notebook
from nbformat import NotebookNode


class Cell(NamedTuple):
    """A code cell: its options, the tags among them, its code, and the line below its opening fence, from 1."""

    options: dict
    tags: frozenset[str]
    code: str
    line: int


def cells(text: str) -> list[Cell]:
    """The code cells of a chapter, or of a part of one.

    Raises MystMetadataParsingError or NotebookValidationError for options that MyST-NB refuses: tags that are no list,
    for instance.
    """
    return code_cells(read_myst_markdown_notebook(text, add_source_map=True)) if text.strip() else []


def code_cells(notebook: NotebookNode) -> list[Cell]:
    """The code cells of a chapter that MyST-NB has read, with its map of lines."""
    placed = zip(notebook.cells, notebook.metadata["source_map"], strict=True)
    return [Cell(cell.metadata, frozenset(cell.metadata.get("tags", [])), cell.source, line + 1)
            for cell, line in placed if cell.cell_type == "code"]
