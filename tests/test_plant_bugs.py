"""The planted bugs can be planted, every module has one, and a bug that survives is noticed."""

import ast
import re
from pathlib import Path
from subprocess import CompletedProcess

import plant_bugs
import pytest
from plant_bugs import README, ROOT, misplaced, row
from planted_bugs import BUGS, Bug

SOURCES = ROOT / "src/latents"


def test_every_bug_has_exactly_one_place():
    assert misplaced(BUGS) == []


def test_a_bug_without_a_place_or_with_two_is_named():
    absent, twice = Bug("batches.py", "no such line", ""), Bug("batches.py", "tensors", "")
    assert misplaced([absent, BUGS[0], twice]) == [absent, twice]


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: f"{Path(bug.file).stem}: {bug.original}")
def test_a_bug_changes_one_line_and_leaves_valid_code(bug):
    assert "\n" not in bug.original + bug.bugged
    assert bug.original != bug.bugged
    ast.parse((SOURCES / bug.file).read_text().replace(bug.original, bug.bugged))


def test_every_module_has_a_bug():
    modules = {str(path.relative_to(SOURCES)) for path in SOURCES.rglob("*.py") if path.name != "__init__.py"}
    assert {bug.file for bug in BUGS} == modules


def test_a_bug_is_planted_in_a_copy_and_caught_there():
    bug = Bug("data/digits.py", "/ 16", "/ 15")
    test, _ = plant_bugs.catcher(bug)
    assert test == "test_digits.py::test_they_are_scikit_learns_in_the_unit_interval"
    assert bug.original in (SOURCES / bug.file).read_text()


def test_a_chapters_checks_are_tested_with_those_of_all_chapters():
    file = "exercises/principal_components.py"
    assert plant_bugs.own_tests(file) == ["tests/exercises/test_every_check.py"]
    test, _ = plant_bugs.catcher(Bug(file, "has_shape(moved, 6)", "moved is not None"))
    assert test == "exercises/test_every_check.py::test_a_wrong_answer_gets_its_hint"


def test_a_bug_that_survives_fails_the_run(monkeypatch, capsys):
    def run_tests(tests, bug=None):
        assert tests == ["tests/test_digits.py"]
        is_caught = bug is not None and bug.bugged == "/ 15"
        return CompletedProcess([], int(is_caught), "FAILED tests/test_digits.py::test_grey - E" if is_caught else "")

    bugs = [Bug("data/digits.py", "/ 16", bugged) for bugged in ("/ 15", "/ 16.0")]
    monkeypatch.setattr(plant_bugs, "run_tests", run_tests)
    monkeypatch.setattr(plant_bugs, "BUGS", bugs)
    assert plant_bugs.main() == 1
    caught, survived, total = capsys.readouterr().out.splitlines()
    assert caught.startswith("test_digits.py::test_grey ")
    assert survived.startswith("SURVIVED ")
    assert total == "1 of 2 planted bugs caught"
    monkeypatch.setattr(plant_bugs, "BUGS", bugs[:1])
    assert plant_bugs.main() == 0


def test_tests_that_fail_without_a_bug_fail_the_run(monkeypatch, capsys):
    monkeypatch.setattr(plant_bugs, "BUGS", [Bug("data/digits.py", "/ 16", "/ 15")])
    monkeypatch.setattr(plant_bugs, "run_tests", lambda tests, bug=None: CompletedProcess([], 1, "FAILED", ""))
    assert plant_bugs.main() == 1
    assert capsys.readouterr().out.startswith("The tests fail without any bug planted:")


def test_a_bug_that_has_lost_its_place_fails_the_run(monkeypatch, capsys):
    monkeypatch.setattr(plant_bugs, "BUGS", [Bug("batches.py", "no such line", "")])
    assert plant_bugs.main() == 1
    assert capsys.readouterr().out == "batches.py does not hold exactly once: no such line\n"


def test_the_table_replaces_the_one_between_the_marks(monkeypatch, tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("\n".join(["before", plant_bugs.MARKS[0], "old", plant_bugs.MARKS[1], "after"]))
    monkeypatch.setattr(plant_bugs, "README", readme)
    plant_bugs.write_table([row(Bug("a.py", "x | y", ""), "test_a.py::test_b")])
    lines = readme.read_text().splitlines()
    assert [lines[0], lines[1], lines[-2], lines[-1]] == ["before", *plant_bugs.MARKS, "after"]
    assert lines[-3] == r"| `a.py` | `x \| y` | nothing | `test_a.py::test_b` |"
    assert "old" not in lines


def test_the_readme_says_what_caught_each_bug():
    lines = README.read_text().splitlines()
    for bug in BUGS:
        beginning = row(bug, "").removesuffix("nothing |")
        catcher = re.compile(re.escape(beginning) + "`(exercises/)?test_")
        assert any(map(catcher.match, lines)), f"plant_bugs.py --write is due: {bug}"
