"""Rules for chapters that load recorded experiments."""

import ast
import re
from pathlib import Path

from execution.cells import cells
from execution.code_hash import RECORDED

RESULTS = Path(__file__).resolve().parents[3] / "src" / "latents" / "results"
REPORTING = {"number", "table", "claim"}


def loads_known_records(text: str) -> list[str]:
    """Records are loaded by their literal names, and exist."""
    complaints = []
    for cell in cells(text):
        names = RECORDED.findall(cell.code)
        complaints += [f"no record {name!r}: `make experiments NAME={name}`" for name in names
                       if not (RESULTS / f"{name}.json").is_file()]
        if len(names) != len(re.findall(r"\brecorded\(", cell.code)):
            complaints.append("recorded(…) without the literal name of a record")
    return complaints


def marks_recorded_numbers(text: str) -> list[str]:
    """What is measured or claimed from a record says so by `recorded=`."""
    from_records, complaints = {"recorded"}, []  # names whose value comes from a record
    for cell in cells(text):
        nodes = [node for node in ast.walk(ast.parse(cell.code)) if hasattr(node, "lineno")]
        for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
            for target, source in bindings(node):
                (from_records.update if names_in(*source) & from_records else from_records.difference_update)(target)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REPORTING:
                marked = any(keyword.arg == "recorded" for keyword in node.keywords)
                if not marked and names_in(*node.args) & from_records:
                    complaints.append(f"{ast.unparse(node)[:50]} comes from a record: add recorded=")
    return complaints


def bindings(node: ast.AST) -> list[tuple[set[str], list[ast.AST]]]:
    """Which names a statement binds, and to what."""
    if isinstance(node, ast.Assign):
        return [(names_in(*node.targets), [node.value])]
    if isinstance(node, ast.AugAssign):
        return [(names_in(node.target), [node.target, node.value])]
    if isinstance(node, ast.For):
        return [(names_in(node.target), [node.iter])]
    if isinstance(node, ast.FunctionDef):
        return [({node.name}, node.body)]
    return []


def names_in(*parts: ast.AST) -> set[str]:
    """The names in some pieces of code."""
    return {node.id for part in parts for node in ast.walk(part) if isinstance(node, ast.Name)}


RECORDS = [loads_known_records, marks_recorded_numbers]
