"""Directive ``{source} latents.models.pca.PCA``: a class, function or constant, shown from its own file.

The page is read again when that file changes, so a chapter can never show code that no longer exists.
"""
from __future__ import annotations

import ast
import os
from pathlib import Path
from typing import ClassVar

from sphinx.directives.code import LiteralInclude

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ROOT / "src"


def find_module(dotted: str, sources: Path) -> tuple[Path, str]:
    """Split ``package.module.Object.member`` into the module's file and ``Object.member``."""
    parts = dotted.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        base = sources.joinpath(*parts[:cut])
        for path in (base.with_suffix(".py"), base / "__init__.py"):
            if path.is_file():
                return path, ".".join(parts[cut:])
    raise ValueError(f"no module of {dotted!r} under {sources.name}/")


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    return [node.name] if hasattr(node, "name") else []


def find_lines(code: str, name: str) -> tuple[int, int]:
    """First and last line, counted from 1, of the definition ``name`` (``Class.method`` for a method)."""
    node: ast.AST = ast.parse(code)
    for part in name.split("."):
        matches = [child for child in getattr(node, "body", []) if part in _names(child)]
        if not matches:
            raise ValueError(f"no definition of {name!r}")
        node = matches[-1]
    decorators = [decorator.lineno for decorator in getattr(node, "decorator_list", [])]
    return min([node.lineno, *decorators]), node.end_lineno


def excerpt(dotted: str) -> str:
    """The lines of a definition of the package."""
    path, name = find_module(dotted, SOURCES)
    text = path.read_text("utf8")
    first, last = find_lines(text, name)
    return "\n".join(text.splitlines()[first - 1:last])


class Source(LiteralInclude):
    """``literalinclude`` that takes a dotted name and captions the code with its path in the repository."""

    option_spec: ClassVar[dict] = {}

    def run(self):
        try:
            path, name = find_module(self.arguments[0], SOURCES)
            first, last = find_lines(path.read_text("utf8"), name)
        except ValueError as error:
            return [self.state.document.reporter.warning(f"source: {error}", line=self.lineno)]
        place = path.relative_to(ROOT).as_posix()
        url = getattr(self.env.app, "repository_file", lambda *_: "")(place, first, last)
        self.options = {"lines": f"{first}-{last}", "language": "python", "dedent": None,
                        "class": ["source-file"], "caption": f"[{place}]({url})" if url else place}
        self.arguments = ["/" + Path(os.path.relpath(path, self.env.srcdir)).as_posix()]
        return super().run()


def setup(app):
    app.add_directive("source", Source)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
