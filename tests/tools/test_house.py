"""How the project is laid out: what may import what, what mirrors what, how long things get."""

import ast
import io
import re
import tokenize
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / name for name in ("src", "book/_ext", "tools")]
MODULES = {".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__"): path
           for folder in FOLDERS for path in folder.rglob("*.py")}
LINES_OF_A_FILE, LINES_OF_A_FUNCTION = 220, 40

GROUND = frozenset({"guards", "progress", "device"})
MAY_IMPORT = {  # the parts of the package, and on which others each may rest; chapters rest on all
    **dict.fromkeys(["guards", "progress", "device", "seeds", "results"], frozenset()),
    **dict.fromkeys(["batches", "layers", "data", "metrics", "figures", "text"], GROUND),
    "training": GROUND | {"batches"},
    "models": GROUND | {"batches", "layers", "training"},
    "exercises": GROUND | {"batches", "layers", "training", "models"},
    "page": GROUND | {"data", "figures", "text"},
}
FOR_EVERY_CHAPTER = {"batches", "device", "training"}  # what `import latents` brings, and so every chapter's results


def imported(name: str) -> set[str]:
    """All that a module imports, by full names: modules, and whatever else is taken from them."""
    package = name.split(".") if MODULES[name].stem == "__init__" else name.split(".")[:-1]
    names = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text("utf8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*start, *filter(None, [node.module])])
            names |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return names


IMPORTS = {name: imported(name) for name in MODULES}


def test_the_parts_of_the_package_rest_on_each_other_in_one_direction():
    faults = []
    for name in MODULES:
        root, part = f"{name}..".split(".")[:2]
        if root == "latents":
            assert part in ("", *MAY_IMPORT), f"say in MAY_IMPORT on what {name} may rest"
            allowed = MAY_IMPORT[part] | {part} if part else FOR_EVERY_CHAPTER
            targets = [target for target in IMPORTS[name] & MODULES.keys() if target != "latents"]
            faults += [f"{name} imports {target}" for target in targets if target.split(".")[1] not in allowed]
    assert faults == []


def test_no_modules_import_each_other_in_a_circle():
    order = TopologicalSorter({name: names & MODULES.keys() for name, names in IMPORTS.items()})
    assert set(order.static_order()) == MODULES.keys()  # a CycleError would name the modules


def test_no_tool_and_no_extension_rests_on_a_test():
    helpers = {path.stem for path in ROOT.glob("tests/*/*.py")} | {"oracles"} - {"__init__"}
    for name, path in MODULES.items():
        assert not {imported.split(".")[0] for imported in IMPORTS[name]} & helpers, name
        assert not re.search(r"sys\.path.*tests", path.read_text("utf8")), name


def test_chapters_exercises_and_notebooks_share_names_that_are_theirs_alone():
    chapters = re.findall(r"^ +- file: (\S+)", (ROOT / "_toc.yml").read_text("utf8"), re.MULTILINE)
    written = [path.relative_to(ROOT / "book").with_suffix("").as_posix() for path in ROOT.glob("book/**/*.md")]
    assert sorted([*chapters, "index"]) == sorted(written)
    stems = Counter(Path(chapter).name for chapter in [*chapters, "index"])  # the notebooks' too, in a single folder
    assert stems.most_common(1)[0][1] == 1, stems
    exercises = {path.stem for path in ROOT.glob("src/latents/exercises/*.py")} - {"__init__", "checking"}
    assert exercises <= stems.keys()
    assert {path.stem.removeprefix("answers_") for path in ROOT.glob("tests/exercises/answers_*.py")} == exercises


def test_tests_and_bugs_mirror_the_package():
    """`models/pca.py` has its tests in `models/test_pca.py`, what all of `metrics/` shares in `test_metrics.py`."""
    source, tests = ROOT / "src/latents", ROOT / "tests/latents"
    modules = [path.relative_to(source) for path in source.rglob("*.py")
               if path.name != "__init__.py" and path.parent.name != "exercises"]
    assert [path for path in modules if not (tests / path.parent / f"test_{path.name}").is_file()] == []
    for test in tests.rglob("test_*.py"):
        tested = source / test.relative_to(tests).with_name(test.name.removeprefix("test_"))
        assert tested.is_file() or tested.with_suffix("").is_dir(), f"{test} tests no module"
    bugs = {path.parent.parent.relative_to(tests) / path.name for path in tests.rglob("bugs/*.py")}
    assert bugs == set(modules)


def code_lines(path: Path) -> set[int]:
    """The lines that name something or hold a number: texts, brackets and comments are not counted."""
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text("utf8")).readline)
    return {token.start[0] for token in tokens if token.type in (tokenize.NAME, tokenize.NUMBER)}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_files_and_functions_are_short_enough_to_be_read_at_once(folder):
    for path in folder.rglob("*.py"):
        lines, text = code_lines(path), path.read_text("utf8")
        assert text.count("\n") <= LINES_OF_A_FILE, f"{path} is too long: split it by meaning"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                length = len(lines & set(range(node.lineno, node.end_lineno + 1)))
                assert length <= LINES_OF_A_FUNCTION, f"{node.name} of {path} has {length} lines of code"


def test_every_command_explains_itself():
    commands = [path for path in ROOT.glob("tools/*.py") if "__main__" in path.read_text("utf8")]
    assert len(commands) > 9
    for path in commands:
        text = path.read_text("utf8")
        assert "parser(__doc__)" in text, path
        assert "sys.argv" not in text, path


def named_paths(text: str) -> set[str]:
    """What a page of Markdown names between backticks or links to, as far as it is a path from the root.

    A part in pointed brackets stands for a name that the reader chooses.
    """
    shown = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    words = {word for part in shown for word in part.split()} | set(re.findall(r"\]\(([^)]+)\)", text))
    tops = "|".join(re.escape(path.name) for path in ROOT.iterdir() if path.name not in ("_build", ".git"))
    return {re.sub(r"<\w+>", "*", word) for word in words if re.fullmatch(rf"({tops})(/.*)?", word)}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "tests/README.md", "experiments/README.md"])
def test_a_page_for_contributors_names_files_and_commands_that_exist(page):
    text = (ROOT / page).read_text("utf8")
    tops = (ROOT, (ROOT / page).parent)
    assert [path for path in named_paths(text) if not any(list(top.glob(path.rstrip("/"))) for top in tops)] == []
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf8"), re.MULTILINE))
    assert {word for words in re.findall(r"`make ((?:[a-z-]+ ?)+)`", text) for word in words.split()} <= targets


def test_a_path_that_is_named_wrongly_is_seen():
    text = "Read `src/latents/plots.py`, `tools/serve.py 8000`, [this](docs/dark.png), `book/<part>/autoencoders.md`."
    named = {"src/latents/plots.py", "tools/serve.py", "docs/dark.png", "book/*/autoencoders.md"}
    assert named_paths(text) == named
    assert [path for path in sorted(named) if not list(ROOT.glob(path))] == ["src/latents/plots.py"]
