"""Plant every bug, one at a time, in a copy of the package, and see which test catches it.

Bugs lie beside the tests: those of `src/latents/models/pca.py` in `tests/latents/models/bugs/pca.py`, a list BUGS of
pairs (a fragment of one line that occurs once in the module, what a slip would put in its place). The tests
beside them, `test_pca.py`, must fail. The exercises' bugs lie in `tests/exercises/bugs/`, one file a chapter.
"""

import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from command_line import parser

ROOT = Path(__file__).resolve().parents[1]
EVERY_CHECK = "tests/exercises/test_every_check.py"


class Bug(NamedTuple):
    """A fragment that occurs once in a file of src/latents, and what a bug would put in its place."""

    file: str
    original: str
    bugged: str


def planted(tests: Path) -> list[Bug]:
    """All bugs below the folder of the tests."""
    bugs = []
    for path in sorted(tests.rglob("bugs/*.py")):
        home = path.parents[1].relative_to(tests)
        folder = home.relative_to("latents") if home.parts[0] == "latents" else home
        bugs += [Bug((folder / path.name).as_posix(), *pair) for pair in runpy.run_path(str(path))["BUGS"]]
    return bugs


def misplaced(bugs: Iterable[Bug]) -> list[Bug]:
    """The bugs whose original fragment does not occur exactly once in its file."""
    return [bug for bug in bugs if (ROOT / "src/latents" / bug.file).read_text("utf8").count(bug.original) != 1]


def own_tests(file: str) -> str:
    """The tests of a module, by its path; those of all chapters for the checks of one."""
    path = Path(file)
    if path.parts[0] == "exercises" and path.stem != "checking":
        return EVERY_CHECK
    folder = "tests" if path.parts[0] == "exercises" else "tests/latents"
    return (folder / path.parent / f"test_{path.name}").as_posix()


def run_tests(tests: Iterable[str], bug: Bug | None = None) -> subprocess.CompletedProcess:
    """Run these test files against a temporary copy of the package that holds the bug."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(ROOT / "src", copy / "src")
        shutil.copy(ROOT / "pyproject.toml", copy)
        shutil.copytree(ROOT / "tests", copy / "tests", ignore=shutil.ignore_patterns("book", "tools", "__pycache__"))
        if bug:
            target = copy / "src/latents" / bug.file
            target.write_text(target.read_text("utf8").replace(bug.original, bug.bugged), "utf8")
        environment = os.environ | {"PYTHONPATH": str(copy / "src"), "OMP_NUM_THREADS": "1"}
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)


def catcher(bug: Bug) -> tuple[str | None, float]:
    """The first of the module's own tests that fails with the bug, None if none does, and the seconds it took."""
    start = time.monotonic()
    run = run_tests([own_tests(bug.file)], bug)
    failed = re.search(r"^FAILED tests/(?:\w+/)*(test_\w+\.py::\w+)", run.stdout, re.MULTILINE)
    return failed and failed[1], time.monotonic() - start


def main(bugs: list[Bug]) -> int:
    """Plant the bugs, print what catches each; return the exit status: 1 if one survives."""
    lost = misplaced(bugs)
    for bug in lost:
        print(f"{bug.file} does not hold exactly once: {bug.original}")
    if lost:
        return 1
    clean = run_tests(sorted({own_tests(bug.file) for bug in bugs}))
    if clean.returncode:
        print("The tests fail without any bug planted:", clean.stdout, clean.stderr, sep="\n")
        return 1
    survivors = 0
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        for bug, (test, seconds) in zip(bugs, workers.map(catcher, bugs), strict=True):
            survivors += test is None
            print(f"{test or 'SURVIVED':90} {seconds:5.1f} s  {bug.file}: {bug.original} -> {bug.bugged}", flush=True)
    print(f"{len(bugs) - survivors} of {len(bugs)} planted bugs caught")
    return int(survivors > 0)


if __name__ == "__main__":
    options = parser(__doc__)
    options.add_argument("modules", nargs="*", help="only those of these files, such as models/pca.py")
    chosen = options.parse_args().modules
    sys.exit(main([bug for bug in planted(ROOT / "tests") if not chosen or bug.file in chosen]))
