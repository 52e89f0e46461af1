"""What a chapter's results depend on besides its own cells, as one short hash; the same for a recorded experiment.

For a chapter that is every module under ``src/`` that its cells import, followed through, the records that they load,
the files that it lists under ``depends:`` in its front matter, and the environment: pinned versions, Python, kind of
device, chosen set of pictures. For an experiment it is the code alone. Comments and docstrings do not count.
"""

import ast
import hashlib
import os
import re
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

RECORDED = re.compile(r"\brecorded\(\s*[\"'](\w+)[\"']")
FETCHING = {"latents.data.download", "latents.data.sources"}  # what it brings is known by its SHA-256
MAGIC = re.compile(r"^\s*[%!].*", re.MULTILINE)
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def environment(requirements: Path, device: str) -> str:
    """The pins (comments aside), Python's version, the kind of device and the set of pictures, as one text."""
    lines = (line.split("#")[0].strip() for line in requirements.read_text("utf8").splitlines())
    python = "python=={}.{}".format(*sys.version_info)
    images = "images={}".format(os.environ.get("LATENTS_IMAGES", ""))  # wherever their files lie
    return "\n".join([*sorted(filter(None, lines)), python, device, images])


def code_hash(cells: Iterable[str], depends: Iterable[Path], src: Path, environment: str,
              without: Iterable[str] = ()) -> str:
    """Hash of all that the given cells rest on, without some modules: 16 hexadecimal digits."""
    digest = hashlib.sha256(environment.encode())
    names = set().union(*(_imports_of_cell(cell, src) for cell in cells))
    for name in sorted(_with_ancestors_and_imports(names, src) - set(without)):
        path = _file(name, src)
        digest.update(f"{name}:{_module(path, name, src, path.stat().st_mtime_ns)[0]}".encode())
    for path in sorted(depends):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def experiment_hash(path: Path, src: Path) -> str:
    """Hash of an experiment's file and of the modules that it imports; the same on every version of Python.

    Modules that only fetch data do not count: the record holds the checksums of what they brought.
    """
    text = path.read_text("utf8")
    modules = code_hash([text], [], src, "", without=FETCHING)
    return hashlib.sha256(f"{_wordless(ast.parse(text))}{modules}".encode()).hexdigest()[:16]


def records_of(cells: Iterable[str], results: Path) -> list[Path]:
    """The records that the given cells load by name, as far as they exist."""
    names = {name for cell in cells for name in RECORDED.findall(cell)}
    return [path for path in sorted(results.glob("*.json")) if path.stem in names]


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
    return hashlib.sha256(_wordless(tree).encode()).hexdigest(), frozenset(imports)


def _wordless(tree: ast.AST) -> str:
    """What the code of a syntax tree is, as text: no comments, no docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        if isinstance(node, ast.JoinedStr):  # Python 3.12 ends some with an empty text
            node.values = [part for part in node.values if getattr(part, "value", None) != ""]
    return _dump(tree)


def _dump(node: object) -> str:
    """Like ``ast.dump``, whose text differs between versions of Python: empty fields are left out."""
    if isinstance(node, list):
        return f"[{','.join(map(_dump, node))}]"
    if not isinstance(node, ast.AST):
        return repr(node)
    fields = [f"{name}={_dump(value)}" for name, value in ast.iter_fields(node) if value is not None and value != []]
    return f"{type(node).__name__}({','.join(fields)})"
