"""The answers of answers_<chapter>.py get what they deserve, and every check has a right one and three wrong ones."""

import importlib
import inspect
import pkgutil

import pytest

from latents import exercises
from latents.exercises.checking import NotYet

CHAPTERS = [module.name for module in pkgutil.iter_modules(exercises.__path__) if module.name != "checking"]
ANSWERS = {chapter: importlib.import_module(f"answers_{chapter}") for chapter in CHAPTERS}


def tried(table: str) -> list:
    """The rows of RIGHT or WRONG of all chapters, each named after its chapter."""
    return [pytest.param(*row, id=chapter) for chapter in CHAPTERS for row in getattr(ANSWERS[chapter], table)]


@pytest.mark.parametrize(("check", "answer"), tried("RIGHT"))
def test_a_right_answer_passes(check, answer, capsys):
    check(answer)
    assert "✓" in capsys.readouterr().out


@pytest.mark.parametrize(("check", "answer", "phrase"), tried("WRONG"))
def test_a_wrong_answer_gets_its_hint(check, answer, phrase):
    with pytest.raises(NotYet) as caught:
        check(answer)
    assert phrase in caught.value.hint


def too_few(checks: dict, right: list[tuple], wrong: list[tuple]) -> list[str]:
    """The checks that lack a right answer or three wrong ones, each with the phrase of its hint."""
    passing = [check for check, _ in right]
    failing = [check for check, _, phrase in wrong if len(phrase.split()) > 1]
    return [name for name, check in checks.items() if not passing.count(check) or failing.count(check) < 3]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_three_wrong_answers_are_tried(chapter):
    module = importlib.import_module(f"latents.exercises.{chapter}")
    checks = {name: function for name, function in inspect.getmembers(module, inspect.isfunction)
              if name.startswith("check_") and function.__module__ == module.__name__}
    assert checks
    assert too_few(checks, ANSWERS[chapter].RIGHT, ANSWERS[chapter].WRONG) == []


def test_a_check_without_its_answers_is_named():
    right = [(abs, 1), (max, 1)]
    wrong = [(abs, 1, "two words"), (abs, 2, "two words"), (abs, 3, "two words"), (min, 1, "two words")]
    assert too_few({"abs": abs}, right, wrong) == []
    assert too_few({"abs": abs, "max": max}, right, wrong) == ["max"]
    assert too_few({"abs": abs}, right[1:], wrong) == ["abs"]
    assert too_few({"abs": abs}, right, [*wrong[1:], (abs, 1, "")]) == ["abs"]
