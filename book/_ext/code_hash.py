"""What a chapter's results depend on besides its own cells, as one short hash.

That is every module under ``src/`` that its cells import, followed through, the files that it lists under ``depends:``
in its front matter, and the environment: pinned versions, Python, kind of device. Comments and docstrings do not count.
"""

import ast
import hashlib
import re
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

MAGIC = re.compile(r"^\s*[%!].*", re.MULTILINE)
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def environment(requirements: Path, device: str) -> str:
    """The pins (comments aside), Python's version and the kind of device, as one text."""
    lines = (line.split("#")[0].strip() for line in requirements.read_text("utf8").splitlines())
    python = "python=={}.{}".format(*sys.version_info)
    return "\n".join([*sorted(filter(None, lines)), python, device])


def code_hash(cells: Iterable[str], depends: Iterable[Path], src: Path, environment: str) -> str:
    """Hash of all that the given cells rest on: 16 hexadecimal digits."""
    digest = hashlib.sha256(environment.encode())
    names = set().union(*(_imports_of_cell(cell, src) for cell in cells))
    for name in sorted(_with_ancestors_and_imports(names, src)):
        path = _file(name, src)
        digest.update(f"{name}:{_module(path, name, src, path.stat().st_mtime_ns)[0]}".encode())
    for path in sorted(depends):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _imports_of_cell(cell: str, src: Path) -> set[str]:
    """The modules that a cell imports; all there are, if it cannot be read (a cell magic, say)."""
    try:
        return _imports(ast.parse(MAGIC.sub("", cell)), "", src)
    except SyntaxError:
        files = (path.relative_to(src).with_suffix("") for path in src.rglob("*.py"))
        return {".".join(path.parts).removesuffix(".__init__") for path in files}


def _imports(tree: ast.AST, package: str, src: Path) -> set[str]:
    """The modules under `src` that a piece of code in `package` imports."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return {name for name in found if _file(name, src)}


def _with_ancestors_and_imports(names: set[str], src: Path) -> set[str]:
    """`names` and all that importing them runs: the packages above them and the modules that they import."""
    todo, seen = list(names), set()
    while todo:
        name = todo.pop()
        path = _file(name, src)
        if name in seen or not path:
            continue
        seen.add(name)
        todo += [name.rpartition(".")[0], *_module(path, name, src, path.stat().st_mtime_ns)[1]]
    return seen


def _file(name: str, src: Path) -> Path | None:
    """The file of a module, None if it is not one of ours."""
    base = src.joinpath(*name.split("."))
    candidates = [base.with_suffix(".py"), base / "__init__.py"] if name else []
    return next((path for path in candidates if path.is_file()), None)


@cache
def _module(path: Path, name: str, src: Path, _changed: int) -> tuple[str, frozenset[str]]:
    """A module's hash and the modules that it imports, read again when its file changed."""
    tree = ast.parse(path.read_text("utf8"), path.name)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    imports = _imports(tree, package, src)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest(), frozenset(imports)
