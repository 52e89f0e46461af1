"""What a reader sees of a cell, told by a tag: everything without one, and a fold with words for the rest.

``harness``: code and printed lines, with the words of the cell's option ``fold``. ``figure``: the code, below the
figure and its caption. ``evidence``: code and the lines of claims.
"""
from __future__ import annotations

from docutils import nodes
from sphinx.transforms import SphinxTransform

FOLDED = {"harness", "figure", "evidence"}


class Fold(nodes.General, nodes.Element):
    """What is shown on a click on its ``label``."""


def label(kind: str, metadata: dict, claims: int) -> str:
    """The words on a fold; raises ValueError where the chapter has to say them and does not."""
    if words := metadata.get("fold", ""):
        return str(words)
    if kind == "harness":
        raise ValueError("a cell with the tag harness says what it does: `:fold: Train it on five splits`")
    if kind == "figure":
        return "How this figure is drawn"
    return f"What is checked here ({claims})" if claims else "What is measured here"


class FoldCells(SphinxTransform):
    """Folds cells by their tags."""

    default_priority = 490

    def apply(self):
        for cell in list(self.document.findall(is_cell)):
            kinds = sorted(FOLDED.intersection(cell["cell_metadata"].get("tags", [])))
            if len(kinds) > 1:
                self.document.reporter.warning(f"a cell is one of {kinds}, not all", base_node=cell)
            for kind in kinds[:1]:
                self.fold(cell, kind)

    def fold(self, cell: nodes.container, kind: str) -> None:
        """Put the code, or all of a cell, into a fold."""
        claims = sum("claim" in line["classes"] for line in cell.findall(nodes.paragraph))
        try:
            words = label(kind, cell["cell_metadata"], claims)
        except ValueError as error:
            self.document.reporter.warning(str(error), base_node=cell)
            return
        code, shown = ([part for part in cell if (part.get("nb_element") == "cell_code_source") == folded]
                       for folded in (True, False))
        inside, outside = (code, shown) if kind == "figure" else ([*code, *shown], [])
        cell.children = []
        cell += [*outside, Fold("", *inside, label=words, kind=kind)]
        cell["classes"].append("folded")


def is_cell(node: nodes.Node) -> bool:
    """Whether MyST-NB made the node of a code cell."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def visit_html(translator, fold: Fold) -> None:
    summary = translator.encode(fold["label"])
    translator.body.append(f'<details class="fold fold-{fold["kind"]}">\n<summary>{summary}</summary>\n')


def depart_html(translator, fold: Fold) -> None:
    translator.body.append("</details>\n")


def nothing(translator, fold: Fold) -> None:
    """On paper, what is folded stands open."""


def setup(app):
    plain = dict.fromkeys(("latex", "text", "man", "texinfo"), (nothing, nothing))
    app.add_node(Fold, html=(visit_html, depart_html), **plain)
    app.add_transform(FoldCells)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
