"""What executes the book's own chapters again, and makes its records stale, and what does not."""

import ast
import re
import sys
from collections.abc import Callable
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from execution.cells import cells
from execution.code_hash import (
    COMPUTING,
    FETCHING,
    LOADERS,
    WORDS,
    code_hash,
    environment,
    experiment_hash,
    records_of,
)
from execution.definitions import Reach

ROOT = Path(__file__).resolve().parents[2]
CELLS = {path.stem: codes for path in ROOT.glob("book/*/*.md")
         if (codes := [cell.code for cell in cells(path.read_text("utf8"))])}
EXPERIMENTS = sorted(ROOT.glob("experiments/*.py"))
HARMLESS = {"tqdm", "pooch", "requests"}  # bars, and downloads that are checked
OPTIONAL = {"umap"}  # takes part where a reader has installed it; these pages are made without


@pytest.fixture
def project(tmp_path) -> Path:
    """A copy of the package and of the pins."""
    copytree(ROOT / "src/latents", tmp_path / "src/latents", ignore=ignore_patterns("__pycache__"))
    (tmp_path / "requirements.txt").write_text((ROOT / "requirements.txt").read_text())
    return tmp_path


@pytest.fixture
def changed(project) -> Callable[[], set[str]]:
    """The names of the chapters and experiments whose hash is another one than at the start of the test."""
    old = hashes(project)
    return lambda: {name for name, value in hashes(project).items() if value != old[name]}


def hashes(project: Path) -> dict[str, str]:
    """The hashes of all chapters and experiments."""
    here = environment(project / "requirements.txt", "digits")
    results = project / "src/latents/results"
    found = {name: code_hash(codes, records_of(codes, results), project / "src", here) for name, codes in CELLS.items()}
    return found | {path.stem: experiment_hash(path, project / "src") for path in EXPERIMENTS}


def edit(path: Path, pattern: str, new: str) -> None:
    """Replace the first match of a pattern in a file; there must be one."""
    text, count = re.subn(pattern, new, path.read_text("utf8"), count=1, flags=re.M)
    assert count == 1
    path.write_text(text, "utf8")


def importing(pattern: str) -> set[str]:
    """The chapters in whose cells a pattern is found."""
    return {name for name, codes in CELLS.items() if re.search(pattern, "\n".join(codes))}


def test_an_unused_function_constant_and_class_in_every_module(project, changed):
    unused = "\ndef unused(fit=3):\n    return SPARE\n\nSPARE = 1\n\nclass Spare:\n    pass\n"
    for path in project.rglob("*.py"):
        edit(path, r"\Z", unused)
    assert changed() == set()


def test_words_in_every_module(project, changed):
    for path in project.rglob("*.py"):
        edit(path, '"""', '"""More words. ')
        edit(path, r"\Z", "# more words\n")
    assert changed() == set()


def test_names_that_nothing_reaches(project, changed):
    spare = [(path, statement.name) for path, position, statement in statements(project)
             if isinstance(statement, ast.FunctionDef) and (path, position) not in reached(project)]
    assert spare
    for path, name in spare:
        edit(path, rf"^def {name}\b", f"def renamed_{name}")
    assert changed() == set()


def statements(project: Path) -> list[tuple[Path, int, ast.stmt]]:
    """All statements of the package, with their file and position."""
    return [(path, position, statement) for path in project.rglob("*.py")
            for position, statement in enumerate(ast.parse(path.read_text("utf8")).body)]


@cache
def reached(project: Path) -> set[tuple[Path, int]]:
    """The files and positions of all statements that any chapter or experiment reaches."""
    found = set()
    for code in [*map("\n".join, CELLS.values()), *(path.read_text("utf8") for path in EXPERIMENTS)]:
        reach = Reach(project / "src", without=set(), rows={})
        reach.start(code)
        found |= {(file(module, project), position) for module, position in reach.texts if module}
    return found


def file(module: str, project: Path) -> Path:
    """The file of a module."""
    base = project.joinpath("src", *module.split("."))
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


def test_a_checksum_and_a_new_data_set(project, changed):
    edit(project / "src/latents/data/sources.py", r'"[0-9a-f]{64}"', f'"{"0" * 64}"')
    assert changed() == set()
    loader = "from .download import fetch\n\ndef braille():\n    return fetch('braille')\n"
    (project / "src/latents/data/braille.py").write_text(loader)
    edit(file(LOADERS.rpartition(".")[0], project), r"^from \.", "from .braille import braille\nfrom .")
    for table, row in [(LOADERS, '"braille": braille'), (WORDS, '"braille": "letters to touch"')]:
        module, _, name = table.rpartition(".")
        edit(file(module, project), rf"^({name}\b.*= {{)", rf"\1\n{row},")
    assert changed() == set()


@pytest.mark.parametrize(("pin", "counts"), [("ruff", False), ("pytest", False), ("sphinx", False), ("torch", True)])
def test_pins(pin, counts, project, changed):
    edit(project / "requirements.txt", rf"^{pin}==\S+", f"{pin}==99")
    assert changed() == (set(CELLS) if counts else set())


def test_a_function_that_is_reached_through_three_modules(project, changed):
    """Cells take `fit` from the package, which takes it from `training`, where it calls a guard."""
    edit(project / "src/latents/guards.py", "must be a whole number", "should be a whole number")
    assert changed() >= {"deep_autoencoder", *importing(r"from latents import .*\bfit\b")}


def test_a_chapters_own_checks(project, changed):
    edit(project / "src/latents/exercises/principal_components.py", "has_shape\\(moved, 6\\)", "has_shape(moved, 7)")
    assert changed() == {"principal_components"}


def test_a_constant(project, changed):
    edit(project / "src/latents/data/mnist.py", "^BYTES = 0x800", "BYTES = 0x900")
    assert changed() - importing(r"\bmnist\b") == {"cures", "deep_autoencoder", "mnist_m"}


def test_a_record(project, changed):
    edit(project / "src/latents/results/deep_autoencoder.json", '"seconds": ', '"seconds": 1')
    assert changed() == importing(r"recorded\(.deep_autoencoder") != set()


def test_style_of_figures_but_not_of_live_models(project, changed):
    for path in project.glob("src/latents/page/live/*.[cj]s*"):
        edit(path, r"\Z", "\n")
    assert changed() == set()
    edit(project / "src/latents/figures/book.mplstyle", r"\Z", "lines.linewidth: 9\n")
    assert changed() == importing(r"latents\.figures") != set()


def test_every_library_that_computes_is_known():
    """What the package, the chapters and the experiments import is among the pins that count, or changes nothing."""
    codes = ["\n".join(codes) for codes in CELLS.values()]
    codes += [path.read_text("utf8") for path in [*ROOT.glob("src/**/*.py"), *EXPERIMENTS]]
    nodes = [node for code in codes for node in ast.walk(ast.parse(code))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    tops = {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"latents"} - OPTIONAL
    belonging = packages_distributions()
    assert {belonging[name][0].lower() for name in tops} <= COMPUTING | HARMLESS
    pinned = {line.partition("==")[0] for line in (ROOT / "requirements.txt").read_text().splitlines()}
    assert pinned >= COMPUTING


def test_what_counts_apart_is_there():
    """A module or table that was renamed would count as any other."""
    assert [name for name in FETCHING if not file(name, ROOT).is_file()] == []
    for module, _, table in (name.rpartition(".") for name in (LOADERS, WORDS)):
        assert re.search(rf"(?m)^{table}\b", file(module, ROOT).read_text())
