"""A module of the package, read without running it: what its statements use, what its names mean, what it runs."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property
from types import CodeType

from execution.computing import FUNCTION, parse, text

IMPORT = ast.Import | ast.ImportFrom
OPAQUE = FUNCTION | ast.ClassDef | ast.Lambda
Chain = tuple[str, ...]  # a name, and the attributes taken of it one after the other; the name may be a module's


class Statement:
    """A statement at the top of a module in `package`."""

    def __init__(self, node: ast.stmt, package: str):
        self.node, self.package = node, package

    @cached_property
    def text(self) -> str:
        """What computes in it."""
        return text(self.node)

    @cached_property
    def names(self) -> set[str]:
        """The names that it defines, in the module."""
        nodes = list(run_by(self.node))
        stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        return stored | {node.name for node in nodes if isinstance(node, FUNCTION | ast.ClassDef)}

    @cached_property
    def is_definition(self) -> bool:
        """Whether it does nothing but give names a meaning."""
        targets = getattr(self.node, "targets", [getattr(self.node, "target", self.node)])
        if isinstance(self.node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            parts = [part for target in targets for part in ast.walk(target)]
            return not any(isinstance(part, ast.Attribute | ast.Subscript) for part in parts)
        return isinstance(self.node, FUNCTION | ast.ClassDef | ast.Pass | IMPORT)

    @cached_property
    def outside(self) -> set[str]:
        """The names that it takes from its module, or from everywhere; and those of attributes."""
        return names_outside(compile(ast.Module([self.node], []), self.package, "exec"))

    @cached_property
    def uses(self) -> list[Chain]:
        """The names that it takes from its module, or from everywhere, with their attributes."""
        return [chain for chain in chains(self.node) if chain[0] in self.outside]

    @cached_property
    def imports(self) -> "Imports":
        """What it imports, wherever inside it."""
        return Imports(ast.walk(self.node), self.package)

    @cached_property
    def imported(self) -> list[Chain]:
        """What those names mean, with their attributes, that are imported inside it."""
        meanings = self.imports.meanings
        return [(*meaning, *taken) for name, *taken in chains(self.node) for meaning in meanings.get(name, [])]

    @cached_property
    def endings(self) -> set[str]:
        """The literal texts in it that may be the name of a file, or the end of one."""
        constants = {node.value for node in ast.walk(self.node) if isinstance(node, ast.Constant)}
        return {text for text in constants if isinstance(text, str) and "." in text}


class Imports:
    """Some imports of a module in `package`."""

    def __init__(self, nodes: Iterator[ast.AST], package: str):
        self.runs: set[str] = set()  # modules; or what is imported from one, by its name in full
        self.meanings: dict[str, list[Chain]] = defaultdict(list)  # of names; a star is one
        for node in nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    self.runs.add(alias.name)
                    top = alias.name.partition(".")[0]
                    self.meanings[alias.asname or top].append((alias.name if alias.asname else top,))
            elif isinstance(node, ast.ImportFrom):
                above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
                module = ".".join([*above, *filter(None, [node.module])])
                for alias in node.names:
                    self.runs.add(f"{module}.{alias.name}")
                    self.meanings[alias.asname or alias.name].append((module, alias.name))


class Module:
    """The module `name`, a package or in one, with this source."""

    def __init__(self, source: str, name: str, package: str):
        self.name, self.package = name, package
        self.statements = [Statement(node, package) for node in parse(source)]
        self.imports = Imports((node for statement in self.statements for node in run_by(statement.node)), package)
        self.definitions: dict[str, list[int]] = defaultdict(list)  # name -> positions of statements
        for position, statement in enumerate(self.statements):
            for defined in statement.names:
                self.definitions[defined].append(position)


read = cache(Module)  # by the source itself, so what was edited is read again


def run_by(node: ast.AST) -> Iterator[ast.AST]:
    """A node and those inside it that run when it does: not what stands in functions."""
    yield node
    if not isinstance(node, OPAQUE):
        for child in ast.iter_child_nodes(node):
            yield from run_by(child)


def chains(node: ast.AST) -> Iterator[Chain]:
    """All names in a piece of code, with the attributes taken of them."""
    inner, attributes = node, ()
    while isinstance(inner, ast.Attribute):
        inner, attributes = inner.value, (inner.attr, *attributes)
    if isinstance(inner, ast.Name):
        yield inner.id, *attributes
    else:
        for child in ast.iter_child_nodes(inner):
            yield from chains(child)


def names_outside(code: CodeType) -> set[str]:
    """The names in compiled code that are not local to a function, those of attributes included."""
    return set(code.co_names).union(*(names_outside(part) for part in code.co_consts if isinstance(part, CodeType)))
