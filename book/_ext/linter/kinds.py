"""Rules for the cells: what kind each is, how long, and that bookkeeping is folded."""

import ast
import re

from execution.cells import Cell, cells
from page.folds import FOLDED
from page.image_set import SWITCH

from linter.text import open_cells

LONGEST_CELL, LONGEST_FOLD = 15, 60  # lines of code
LONGEST_LINE = 88  # characters
OPEN_CLAIMS = 4
DEFAULT = SWITCH["DEFAULT"]
BOOKKEEPING = {"claim", "number", "table"}


def statements(cell: Cell) -> list[str]:
    """The lines of a cell that are neither empty nor a comment."""
    return re.findall(r"^\s*[^\s#].*$", cell.code, re.M)


def only_imports(cell: Cell) -> bool:
    """Whether a cell does nothing else."""
    return all(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.parse(cell.code).body)


def calls(cell: Cell) -> list[str]:
    """The names of the functions that a cell calls."""
    nodes = ast.walk(ast.parse(cell.code))
    return [node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]


def are_of_known_kinds(text: str) -> list[str]:
    """A cell is open or of one folded kind, and a harness says what it does."""
    complaints = []
    for cell in cells(text):
        place = f"cell on line {cell.line}"
        if not cell.tags <= FOLDED or len(cell.tags) > 1:
            complaints.append(f"{place}: {sorted(cell.tags)} is none of {', '.join(sorted(FOLDED))}")
        if "harness" in cell.tags and not cell.options.get("fold"):
            complaints.append(f"{place}: a harness needs `:fold:` with words that say what it does")
    return complaints


def fold_their_bookkeeping(text: str) -> list[str]:
    """Numbers and tables are measured in cells of evidence, and so are claims but for a few that teach."""
    complaints, claims = [], 0
    for cell in open_cells(text):
        made = [name for name in calls(cell) if name in BOOKKEEPING]
        own = sum(node.end_lineno - node.lineno + 1 for node in ast.parse(cell.code).body
                  if isinstance(node, ast.Expr) and BOOKKEEPING.intersection(names_called(node)))
        claims += made.count("claim")
        if made and (set(made) != {"claim"} or 2 * own > len(statements(cell))):
            complaints.append(f"cell on line {cell.line}: bookkeeping lies open; give it the tag evidence")
    return complaints + ([f"{claims} claims stand open, more than {OPEN_CLAIMS}"] if claims > OPEN_CLAIMS else [])


def names_called(node: ast.AST) -> set[str]:
    """The functions that a piece of code calls by name."""
    return {part.func.id for part in ast.walk(node) if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)}


def claim_something(text: str) -> list[str]:
    """At least one claim."""
    return [] if any("claim" in calls(cell) for cell in cells(text)) else ["no claim"]


def claim_for_their_own_pictures(text: str) -> list[str]:
    """A claim that is made for some sets of pictures is made for the chapter's own: elsewhere nothing asserts it."""
    nodes = [node for cell in cells(text) for node in ast.walk(ast.parse(cell.code)) if isinstance(node, ast.Call)]

    def arguments(function: str, keyword: str) -> list[ast.expr]:
        return [given.value for node in nodes if getattr(node.func, "id", "") == function
                for given in node.keywords if given.arg == keyword]

    own = [default.value for default in arguments("chosen_images", "default")] or [DEFAULT]
    scopes = [[name.value for name in part.elts] for only in arguments("claim", "only") for part in ast.walk(only)
              if isinstance(part, ast.List | ast.Tuple)]
    return [f"a claim only for {scope}, in a chapter on {own[0]}" for scope in scopes if scope and own[0] not in scope]


def are_short(text: str) -> list[str]:
    """One idea a cell; one that only imports may be longer, and one that is folded."""
    complaints = []
    for cell in cells(text):
        count, most = len(statements(cell)), LONGEST_FOLD if cell.tags else LONGEST_CELL
        if count > most and not only_imports(cell):
            complaints.append(f"cell on line {cell.line}: {count} lines of code, more than {most}")
    return complaints


def have_short_lines(text: str) -> list[str]:
    """A line of code fits the page's column."""
    lines = [line for cell in cells(text) for line in cell.code.splitlines()]
    return [f"{len(line)} characters in {line!r}" for line in lines if len(line) > LONGEST_LINE]


KINDS = [are_of_known_kinds, fold_their_bookkeeping, claim_something, claim_for_their_own_pictures, are_short,
         have_short_lines]
