"""Rules for chapters that declare the second edition: every budget of the guide, and what their anatomy has more."""

import math
import re

from execution.cells import cells

from linter.measures import lines_before_reading, most_numbers, moving, open_lines, teaches, words
from linter.text import blocks, open_cells, pictures

MOST_WORDS, MOST_LINES, MOST_NUMBERS, NOT_TEACHING = 4000, 200, 4, 1 / 4
PREDICTIONS = 2


def keeps_to_its_words(text: str) -> list[str]:
    """The main line is short: a chapter that needs more is two chapters."""
    count = words(text)
    return [f"{count:,} words of main line, more than {MOST_WORDS:,}"] if count > MOST_WORDS else []


def shows_little_code(text: str) -> list[str]:
    """Code that lies open."""
    count = open_lines(text)
    return [f"{count} lines of code lie open, more than {MOST_LINES}"] if count > MOST_LINES else []


def teaches_in_the_open(text: str) -> list[str]:
    """At most one open cell in four does not teach."""
    shown = open_cells(text)
    idle = [cell.line for cell in shown if not teaches(cell)]
    many = f"{len(idle)} of {len(shown)} open cells do not teach (set-up, loops over seeds): fold those on lines {idle}"
    return [many] if len(idle) > NOT_TEACHING * len(shown) else []


def spares_numbers(text: str) -> list[str]:
    """Few numbers in a paragraph: more belong in a table, built from the run."""
    count, beginning = most_numbers(text)
    many = f"{count} numbers in one paragraph, more than {MOST_NUMBERS}: {beginning!r}"
    return [many] if count > MOST_NUMBERS else []


def reads_its_figures(text: str) -> list[str]:
    """The paragraph below a figure refers to it."""
    return [f"figure {name}: {lines} lines (inf: all of them) before the sentence that reads it"
            for name, lines in lines_before_reading(text).items() if lines]


def shows_the_thing_first(text: str) -> list[str]:
    """Before the first displayed formula stands the picture, strip or live model that the chapter ends with."""
    formula = re.search(r"^\$\$|^`{3,}\{math\}", text, re.M)
    line = text[: formula.start()].count("\n") if formula else math.inf
    first = min((cell.line for cell in cells(text) if pictures(cell)[0]), default=math.inf)
    return [] if first < line else ["no figure before the first formula"]


def asks_to_predict(text: str) -> list[str]:
    """Predict before you look."""
    count = len(blocks("predict", text))
    return [] if count >= PREDICTIONS else [f"{count} predict prompts, fewer than {PREDICTIONS}"]


def moves(text: str) -> list[str]:
    """Something moves: a live model or a stepper."""
    return [] if moving(text) else ["nothing moves"]


def tells_its_minutes(text: str) -> list[str]:
    """The box at the top says how long the chapter takes to read."""
    return [f"at a glance: {role} is missing" for role in ("{reading-time}`full`", "{reading-time}`short`")
            if role not in text]


SECOND_EDITION = [keeps_to_its_words, shows_little_code, teaches_in_the_open, spares_numbers, reads_its_figures,
                  shows_the_thing_first, asks_to_predict, moves, tells_its_minutes]
