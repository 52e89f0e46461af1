"""How a chapter reads, in numbers: words, code, cells that teach, numbers in a paragraph, minutes."""

import ast
import math
import re
from typing import NamedTuple

from execution.cells import Cell, cells
from page.source import excerpt

from linter.kinds import BOOKKEEPING, only_imports, statements
from linter.records import names_in
from linter.text import (
    CELL,
    NOT_WORDS,
    blanked,
    blocks,
    headed,
    main_line,
    open_cells,
    paragraphs,
    pictures,
    without_solutions,
)

SEED_LOOPS = {"SEEDS", "over_seeds"}
SECONDS_A_WORD, SECONDS_A_FORMULA, SECONDS_AN_EQUATION, SECONDS_A_LINE, SECONDS_A_FIGURE = 0.3, 2, 20, 3, 15
SECONDS_A_PREDICTION, SECONDS_TO_PLAY = 60, 60
MOVING = re.compile(r"(?:Stepper|Explorer|Game|Networks)\(")  # the classes of latents.page.live end so
PRACTICE = {"Exercises", "Quiz"}  # takes as long as it takes


class Minutes(NamedTuple):
    """How long a chapter takes to read, and without the sections that a first reading may skip."""

    full: int
    short: int


def words(text: str) -> int:
    """Words that lie open, captions among them; no solutions, folds, feedback, code or formulas."""
    main = main_line(text)
    for pattern in NOT_WORDS[1:]:
        main = blanked(pattern, main)
    return len(re.findall(r"\S*\w\S*", main))


def open_lines(text: str) -> int:
    """Lines of code that lie open, in cells and in listings of the package, without comments and empty lines."""
    shown = [excerpt(body.split()[0]) for body in blocks("source", without_solutions(text))]
    listed = sum(len(re.findall(r"^\s*[^\s#].*$", code, re.M)) for code in shown)
    return listed + sum(len(statements(cell)) for cell in open_cells(text))


def teaches(cell: Cell) -> bool:
    """Whether an open cell is more than set-up, a loop over seeds or bookkeeping."""
    names = names_in(ast.parse(cell.code))
    return not (only_imports(cell) or names & SEED_LOOPS or names & (BOOKKEEPING - {"claim"}))


def numbers_in(paragraph: str) -> int:
    """Measured and chosen numbers in a paragraph."""
    return len(re.findall(r"\{(?:number|given)\}`", paragraph))


def most_numbers(text: str) -> tuple[int, str]:
    """How many numbers the fullest paragraph holds, and how it begins."""
    fullest = max(paragraphs(main_line(text)), key=numbers_in, default="")
    return numbers_in(fullest), " ".join(fullest.split())[:60]


def lines_before_reading(text: str) -> dict[str, float]:
    """For each figure, how many lines stand between it and the paragraph that refers to it; infinite for none."""
    text, found = without_solutions(text), {}
    for cell, fence in zip(cells(text), CELL.finditer(text), strict=True):
        if name := pictures(cell)[0].get("name"):
            reading = re.compile(rf"\{{(?:numref|ref)\}}`[^`]*\b{re.escape(name)}(?![\w-])[^`]*`")
            found[name] = between(text[fence.end():], reading)
    return found


def between(text: str, reading: re.Pattern) -> float:
    """Lines that are not empty before the first paragraph in which a pattern occurs."""
    count = 0
    for part in re.split(r"\n\s*\n", text):
        if reading.search(part) and not part.lstrip().startswith("```"):
            return count
        count += len([line for line in part.splitlines() if line.strip()])
    return math.inf


def minutes(text: str) -> Minutes:
    """How long a chapter takes to read.

    By this rule: 200 words a minute, 2 s a formula in the text, 20 s a displayed one, 3 s a line of open code, 15 s a
    figure, a minute more for one that moves, a minute for a prediction. Exercises and quiz, solutions and folds are not
    counted; the short path leaves out every section with a label ``(skip-…)=``, and what lies below it.
    """
    full = short = 0.0
    practising = False
    for section in headed(without_solutions(text)):
        if section.text.startswith("## "):
            practising = section.title in PRACTICE
        if not practising:
            full += seconds(section.text)
            short += 0 if section.skipped else seconds(section.text)
    return Minutes(math.ceil(full / 60), math.ceil(short / 60))


def seconds(text: str) -> float:
    """What a part of a chapter takes to read, by the rule of `minutes`."""
    main = main_line(text)
    equations = len(re.findall(r"^\$\$", main, re.M)) / 2 + len(blocks("math", main))
    formulas = len(re.findall(r"(?<!\$)\$(?!\$)[^$]+\$", main))
    figures = [cell for cell in cells(text) if pictures(cell)[0]]
    return (SECONDS_A_WORD * words(text) + SECONDS_A_FORMULA * formulas + SECONDS_AN_EQUATION * equations
            + SECONDS_A_LINE * open_lines(text) + SECONDS_A_FIGURE * len(figures)
            + SECONDS_A_PREDICTION * len(blocks("predict", text)) + SECONDS_TO_PLAY * len(moving(text)))


def moving(text: str) -> list[Cell]:
    """The cells whose figure moves: a live model or a stepper."""
    return [cell for cell in cells(text) if pictures(cell)[0] and MOVING.search(cell.code)]
