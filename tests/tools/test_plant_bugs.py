"""The planted bugs can be planted, every module has one, and a bug that survives is noticed."""

import ast
from pathlib import Path
from subprocess import CompletedProcess

import plant_bugs
import pytest
from plant_bugs import ROOT, Bug, misplaced, own_tests, planted

SOURCES = ROOT / "src/latents"
BUGS = planted(ROOT / "tests")


def test_every_bug_has_exactly_one_place():
    assert misplaced(BUGS) == []


def test_a_bug_without_a_place_or_with_two_is_named():
    absent, twice = Bug("batches.py", "no such line", ""), Bug("batches.py", "tensors", "")
    assert misplaced([absent, BUGS[0], twice]) == [absent, twice]


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: f"{Path(bug.file).stem}: {bug.original}")
def test_a_bug_changes_one_line_and_leaves_valid_code(bug):
    assert "\n" not in bug.original + bug.bugged
    assert bug.original != bug.bugged
    ast.parse((SOURCES / bug.file).read_text("utf8").replace(bug.original, bug.bugged))


def test_every_module_has_a_bug_and_tests_of_its_own():
    codes = [path for path in SOURCES.rglob("*.py") if path.name != "__init__.py"]
    modules = {path.relative_to(SOURCES).as_posix() for path in codes}
    assert {bug.file for bug in BUGS} == modules
    assert [file for file in sorted(modules) if not (ROOT / own_tests(file)).is_file()] == []


def test_bugs_belong_to_the_module_that_their_path_names(tmp_path):
    for folder in ("latents/bugs", "latents/models/bugs", "exercises/bugs"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "pca.py").write_text("BUGS = [('a', 'b')]")
    assert planted(tmp_path) == [Bug(file, "a", "b") for file in ("exercises/pca.py", "pca.py", "models/pca.py")]


def test_a_bug_is_planted_in_a_copy_and_caught_there():
    bug = Bug("data/digits.py", "/ 16", "/ 15")
    test, _ = plant_bugs.catcher(bug)
    assert test == "test_digits.py::test_they_are_scikit_learns_in_the_unit_interval"
    assert bug.original in (SOURCES / bug.file).read_text("utf8")


def test_a_chapters_checks_are_tested_with_those_of_all_chapters():
    file = "exercises/principal_components.py"
    assert own_tests(file) == "tests/exercises/test_every_check.py"
    test, _ = plant_bugs.catcher(Bug(file, "has_shape(moved, 6)", "moved is not None"))
    assert test == "test_every_check.py::test_a_wrong_answer_gets_its_hint"


def test_a_bug_that_survives_fails_the_run(monkeypatch, capsys):
    def run_tests(tests, bug=None):
        assert tests == ["tests/latents/data/test_digits.py"]
        is_caught = bug is not None and bug.bugged == "/ 15"
        output = "FAILED tests/latents/data/test_digits.py::test_grey - E" if is_caught else ""
        return CompletedProcess([], int(is_caught), output)

    bugs = [Bug("data/digits.py", "/ 16", bugged) for bugged in ("/ 15", "/ 16.0")]
    monkeypatch.setattr(plant_bugs, "run_tests", run_tests)
    assert plant_bugs.main(bugs) == 1
    caught, survived, total = capsys.readouterr().out.splitlines()
    assert caught.startswith("test_digits.py::test_grey ")
    assert survived.startswith("SURVIVED ")
    assert total == "1 of 2 planted bugs caught"
    assert plant_bugs.main(bugs[:1]) == 0


def test_tests_that_fail_without_a_bug_fail_the_run(monkeypatch, capsys):
    monkeypatch.setattr(plant_bugs, "run_tests", lambda tests, bug=None: CompletedProcess([], 1, "FAILED", ""))
    assert plant_bugs.main([Bug("data/digits.py", "/ 16", "/ 15")]) == 1
    assert capsys.readouterr().out.startswith("The tests fail without any bug planted:")


def test_a_bug_that_has_lost_its_place_fails_the_run(capsys):
    assert plant_bugs.main([Bug("batches.py", "no such line", "")]) == 1
    assert capsys.readouterr().out == "batches.py does not hold exactly once: no such line\n"
