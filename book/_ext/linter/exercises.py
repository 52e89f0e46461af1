"""Rules for exercises, their checks and solutions, and for the quiz."""

import ast
import re

from execution.cells import cells
from page.quiz import read_quiz

from linter.kinds import calls
from linter.text import blocks

KINDS = re.compile(r"With pencil(, With code){2,3}, Open")


def exercises(text: str) -> dict[str, str]:
    """The exercises by their labels, in order."""
    found = [(re.search(r"^:label: (\S+)$", block, re.M), block) for block in blocks("exercise", text)]
    return {label[1] if label else f"without label, number {number}": block
            for number, (label, block) in enumerate(found, start=1)}


def solutions(text: str) -> dict[str, str]:
    """The solutions by the labels of their exercises."""
    return {block.split("\n")[0].strip(): block for block in blocks("solution", text)}


def kind(exercise: str) -> str:
    """What an exercise says that it is done with."""
    found = re.search(r"^\*([^*\n]+)\.\*", exercise, re.M)
    return found[1] if found else "no kind"


def checks_named(exercise: str) -> set[str]:
    """The checks that the text of an exercise names as calls."""
    return set(re.findall(r"`(check_\w+)\(", exercise))


def rise_in_difficulty(text: str) -> list[str]:
    """One exercise with pencil, two or three with code, one open: four or five, harder and harder."""
    kinds = ", ".join(map(kind, exercises(text).values()))
    return [] if KINDS.fullmatch(kinds) else [f"the exercises are {kinds or 'missing'}; wanted: one *With pencil.*, "
                                              "two or three *With code.*, one *Open.*, in this order"]


def have_folded_solutions(text: str) -> list[str]:
    """Every exercise that is not open has one solution, closed at first."""
    asked, solved = exercises(text), solutions(text)
    complaints = [f"no solution of {label}" for label, exercise in asked.items()
                  if kind(exercise) != "Open" and label not in solved]
    complaints += [f"a solution of {label}, which is no exercise" for label in solved.keys() - asked.keys()]
    return complaints + [f"the solution of {label} has no ':class: dropdown'" for label, solution in solved.items()
                         if not re.search(r"^:class: .*\bdropdown\b", solution, re.M)]


def have_checks(text: str) -> list[str]:
    """An exercise with code names its check as a call, and its solution calls it."""
    complaints = []
    for label, exercise in exercises(text).items():
        if kind(exercise) != "With code":
            continue
        inside = re.split(r"^[`:]{3,}[ \t]*$", solutions(text).get(label, ""), maxsplit=1, flags=re.M)[-1]
        called = {name for cell in cells(inside) for name in calls(cell)}
        complaints += [f"the solution of {label} does not call {name}" for name in checks_named(exercise) - called]
        if not checks_named(exercise):
            complaints.append(f"the exercise {label} names no `check_…(`")
    return complaints


def import_their_checks(text: str) -> list[str]:
    """The first cell imports the checks that the exercises name, and no other."""
    named = set().union(*map(checks_named, exercises(text).values()))
    imported, late = set(), []
    for number, cell in enumerate(cells(text)):
        found = [alias.name for node in ast.walk(ast.parse(cell.code)) if isinstance(node, ast.ImportFrom)
                 and (node.module or "").startswith("latents.exercises") for alias in node.names]
        imported |= set(found)
        late += [f"{name} is imported after the first cell" for name in found if number]
    return (late + [f"{name} is named but not imported" for name in named - imported]
            + [f"{name} is imported, but no exercise names it" for name in imported - named])


def ask_three_questions(text: str) -> list[str]:
    """One quiz, in its section, in which every answer has its feedback."""
    section = re.search(r"^## Quiz\n(.*?)(?=^## |\Z)", text, re.S | re.M)
    quizzes = blocks("quiz", text)
    if not section or len(quizzes) != 1 or blocks("quiz", section[1]) != quizzes:
        return [f"{len(quizzes)} quizzes; there must be one, in the section Quiz"]
    try:
        read_quiz(quizzes[0])
    except ValueError as error:
        return [f"quiz: {error}"]
    return []


EXERCISES = [rise_in_difficulty, have_folded_solutions, have_checks, import_their_checks, ask_three_questions]
