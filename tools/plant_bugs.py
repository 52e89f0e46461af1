"""Plant every bug of planted_bugs.py, one at a time, in a copy of the package, and see which test catches it.

    python tools/plant_bugs.py            prints the table; exit status 1 if a bug survives
    python tools/plant_bugs.py --write    also puts the table into tests/README.md
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from planted_bugs import BUGS, Bug

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "tests/README.md"
MARKS = "<!-- planted bugs -->", "<!-- end of planted bugs -->"


def misplaced(bugs: list[Bug]) -> list[Bug]:
    """The bugs whose original fragment does not occur exactly once in its file."""
    return [bug for bug in bugs if (ROOT / "src/latents" / bug.file).read_text().count(bug.original) != 1]


def own_tests(file: str) -> list[str]:
    """The test files of a module: tests/test_pca.py for models/pca.py, one for the exercises of all chapters."""
    if (ROOT / f"tests/exercises/answers_{Path(file).stem}.py").exists():
        return ["tests/exercises/test_every_check.py"]
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.glob(f"tests/test_{Path(file).stem}*.py"))


def run_tests(tests: list[str], bug: Bug | None = None) -> subprocess.CompletedProcess:
    """Run these test files against a temporary copy of the package that holds the bug."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(ROOT / "src", copy / "src")
        shutil.copy(ROOT / "pyproject.toml", copy)
        shutil.copytree(ROOT / "tests/exercises", copy / "tests/exercises")
        for name in ("tests/conftest.py", "tests/oracles.py", *tests):
            shutil.copy(ROOT / name, copy / name)
        if bug:
            target = copy / "src/latents" / bug.file
            target.write_text(target.read_text().replace(bug.original, bug.bugged))
        environment = os.environ | {"PYTHONPATH": str(copy / "src"), "OMP_NUM_THREADS": "1"}
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)


def catcher(bug: Bug) -> tuple[str | None, float]:
    """The first of the module's own tests that fails with the bug, None if none does, and the seconds it took."""
    start = time.monotonic()
    run = run_tests(own_tests(bug.file), bug)
    failed = re.search(r"^FAILED tests/((?:exercises/)?test_\w+\.py::\w+)", run.stdout, re.MULTILINE)
    return failed and failed[1], time.monotonic() - start


def row(bug: Bug, test: str | None) -> str:
    """A line of the table in Markdown."""
    cells = [f"`{text.strip()}`" if text else "nothing" for text in (bug.file, bug.original, bug.bugged, test)]
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def write_table(rows: list[str]) -> None:
    """Replace what stands between the marks in tests/README.md."""
    before, _, rest = README.read_text().partition(MARKS[0])
    table = ["| file | instead of | planted | caught by |", "|---|---|---|---|", *rows]
    README.write_text("\n".join([before + MARKS[0], *table, MARKS[1]]) + rest.partition(MARKS[1])[2])


def main() -> int:
    for bug in misplaced(BUGS):
        print(f"{bug.file} does not hold exactly once: {bug.original}")
    if misplaced(BUGS):
        return 1
    clean = run_tests(sorted({test for bug in BUGS for test in own_tests(bug.file)}))
    if clean.returncode:
        print("The tests fail without any bug planted:", clean.stdout, clean.stderr, sep="\n")
        return 1
    rows, survivors = [], 0
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        for bug, (test, seconds) in zip(BUGS, workers.map(catcher, BUGS), strict=True):
            survivors += test is None
            rows.append(row(bug, test))
            print(f"{test or 'SURVIVED':90} {seconds:5.1f} s  {bug.file}: {bug.original} -> {bug.bugged}", flush=True)
    print(f"{len(BUGS) - survivors} of {len(BUGS)} planted bugs caught")
    if "--write" in sys.argv and not survivors:
        write_table(rows)
    return int(survivors > 0)


if __name__ == "__main__":
    sys.exit(main())
