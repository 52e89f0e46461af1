"""The definitions that a piece of code reaches: its results rest on these, and on nothing else of the package.

A definition is a statement at the top of a module: a function, a class with its methods, a constant. From the names
that code uses they are followed, through imports and attributes of modules, to those that they use in turn. Importing
a module runs it, so its statements that are no definitions, those that do something, count too; so does a file in its
folder that code which counts calls by its name, or by the end of it. What cannot be followed counts whole: a module
that is used as a value, one imported with a star, one asked for what it does not define; the whole package, where code
is made or found by its name while it runs. A decorator, or the call that makes a constant, is taken to do nothing but
give its value.
"""

import ast
from collections.abc import Mapping, Set
from copy import copy
from fnmatch import fnmatch
from pathlib import Path

from execution.modules import Chain, Module, Statement, read

BY_NAME = {"eval", "exec", "globals", "__import__", "importlib", "pkgutil", "runpy", "sys.modules"}
BUT = {"importlib.metadata", "importlib.resources", "importlib.util.find_spec"}  # these run nothing
MAGIC = {"run_cell", "run_cell_magic", "run_line_magic"}
UNREAD = {".css", ".js", ".py"}  # pages load the first two themselves, no output of a build holds them


class Reach:
    """All that some code reaches under `src`, except in the modules `without`.

    `texts` holds it by module and position, `links` what imported names stand for, `files` the files called by name.
    Of a dictionary that `rows` names, by module and name, only the keys count that it tells.
    """

    def __init__(self, src: Path, *, without: Set[str], rows: Mapping[str, Set[str]]):
        self.src, self.without, self.rows = src, without, rows
        self.texts: dict[tuple[str, int], str] = {}
        self.links: set[str] = set()
        self.files: set[Path] = set()
        self._modules: dict[str, Module | None] = {}
        self._ran: set[str] = set()
        self._whole: set[str] = set()
        self._followed: set[Chain] = set()
        self._todo: list[tuple[Module, int]] = []

    def start(self, source: str) -> None:
        """Follow all that code outside the package uses; the package counts whole if the code is not plain Python."""
        try:
            module = read(source, "", "")
        except SyntaxError:  # a magic command, for instance, which may do anything
            self._count_everything()
        else:
            self._run(module)
            self._todo += [(module, position) for position in range(len(module.statements))]
        while self._todo:
            module, position = self._todo.pop()
            if (module.name, position) not in self.texts:
                self._count(module, position)

    def _count(self, module: Module, position: int) -> None:
        """Count one statement, and follow what it uses."""
        statement = self._shortened(module, module.statements[position])
        self.texts[module.name, position] = statement.text
        if module.name and statement.endings:
            self._count_files(self.src.joinpath(*module.package.split(".")), statement.endings)
        if statement.outside & MAGIC:
            self._count_everything()
        for name in statement.imports.runs:
            self._import(name)
        for name, *attributes in statement.imported:
            self._take(name, attributes)
        for name, *attributes in statement.uses:
            self._follow(module, name, attributes)

    def _count_files(self, folder: Path, endings: set[str]) -> None:
        """Count the files in a folder whose names end so; an ending may be a pattern."""
        files = (path for path in folder.rglob("*.*") if path.is_file() and path.suffix not in UNREAD)
        self.files |= {path for path in files if any(fnmatch(path.name, f"*{ending}") for ending in endings)}

    def _shortened(self, module: Module, statement: Statement) -> Statement:
        """The statement; of a dictionary, only the rows that count."""
        table = getattr(statement.node, "value", None)
        names = {f"{module.name}.{name}" for name in statement.names}
        counting = [keys for name, keys in self.rows.items() if name in names]
        if not counting or not isinstance(table, ast.Dict):
            return statement
        kept = [(key, value) for key, value in zip(table.keys, table.values, strict=True)
                if not isinstance(key, ast.Constant) or key.value in counting[0]]
        node = copy(statement.node)
        node.value = ast.copy_location(ast.Dict([key for key, _ in kept], [value for _, value in kept]), table)
        return Statement(node, module.package)

    def _follow(self, module: Module, name: str, attributes: list[str]) -> None:
        """Count what a name means in a module, and the attributes taken of it."""
        if (module.name, name, *attributes) in self._followed:
            return
        self._followed.add((module.name, name, *attributes))
        self._todo += [(module, position) for position in module.definitions.get(name, [])]
        for first, *others in module.imports.meanings.get(name, []):
            self.links.add(f"{module.name}:{name}={'.'.join([first, *others])}")
            self._take(first, [*others, *attributes])
        if name in BY_NAME:
            self._count_everything()

    def _take(self, name: str, attributes: list[str]) -> None:
        """Count the module of this name, or what it defines as the first of the attributes taken of it."""
        module = self._module(name)
        if module is None:
            outside = ".".join([name, *attributes])
            if begins_with(outside, BY_NAME) and not begins_with(outside, BUT):
                self._count_everything()
            return
        self._import(name)
        if not attributes:
            self._count_whole(name)
            return
        first, *others = attributes
        inner = f"{name}.{first}"
        meanings = set(module.imports.meanings.get(first, [])) - {(name, first)}  # from . import inner
        if first in module.definitions or meanings:
            self._follow(module, first, others)
        elif self._module(inner):
            self._take(inner, others)
        elif inner not in self.without:
            self._count_whole(name)

    def _import(self, name: str) -> None:
        """Count what importing a module does: it, and the packages above it."""
        parts = name.split(".")
        for length in range(1, len(parts) + 1):
            if module := self._module(".".join(parts[:length])):
                self._run(module)

    def _run(self, module: Module) -> None:
        """Count what a module does, and those that it imports."""
        if module.name in self._ran:
            return
        self._ran.add(module.name)
        self._todo += [(module, position) for position, statement in enumerate(module.statements)
                       if not statement.is_definition]
        for name in module.imports.runs:
            self._import(name)
        for name, _ in module.imports.meanings.get("*", []):
            self._take(name, [])

    def _count_whole(self, name: str) -> None:
        """Count all of a module, and of the modules in it."""
        module = self._module(name)
        if module is None or name in self._whole:
            return
        self._whole.add(name)
        self._import(name)
        self._todo += [(module, position) for position in range(len(module.statements))]
        for bound in list(module.imports.meanings):
            self._follow(module, bound, [])
        if module.package == name:
            for path in self.src.joinpath(*name.split(".")).iterdir():
                self._count_whole(f"{name}.{path.stem}")

    def _count_everything(self) -> None:
        """Count the package whole."""
        for path in self.src.iterdir():
            if path.stem.isidentifier():
                self._count_whole(path.stem)

    def _module(self, name: str) -> Module | None:
        """The module of that name, None if it is not one of ours."""
        if name not in self._modules:
            self._modules[name] = None if not name or name in self.without else self._read(name)
        return self._modules[name]

    def _read(self, name: str) -> Module | None:
        """The module of that name, None if there is no such file or folder."""
        base = self.src.joinpath(*name.split("."))
        for file, package in [(base / "__init__.py", name), (base.with_suffix(".py"), name.rpartition(".")[0])]:
            if file.is_file():
                return read(file.read_text("utf8"), name, package)
        return read("", name, name) if base.is_dir() else None


def begins_with(name: str, known: Set[str]) -> bool:
    """Whether a dotted name is one of those known, or inside one."""
    return any(f"{name}.".startswith(f"{one}.") for one in known)
