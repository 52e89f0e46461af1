"""The chapters of the book, what is wrong with one, and how it reads."""

import math
from pathlib import Path

import yaml

from linter.anatomy import ANATOMY
from linter.exercises import EXERCISES
from linter.kinds import KINDS
from linter.measures import lines_before_reading, minutes, most_numbers, open_lines, teaches, words
from linter.records import RECORDS
from linter.second_edition import SECOND_EDITION
from linter.text import front_matter, open_cells
from linter.words import WORDS

BOOK = Path(__file__).resolve().parents[2]
PARTS = yaml.safe_load((BOOK.parent / "_toc.yml").read_text("utf8"))["parts"]
CHAPTERS = [chapter["file"] for part in PARTS if part["numbered"] for chapter in part["chapters"]]
PAGES = ["index", *(chapter["file"] for part in PARTS for chapter in part["chapters"])]


def read(page: str) -> str:
    """The source of a page."""
    return (BOOK / f"{page}.md").read_text("utf8")


def rules_for(text: str) -> list:
    """The rules that a chapter must keep: those of its edition."""
    second = SECOND_EDITION if front_matter(text).get("edition") == 2 else []
    return [*ANATOMY, *KINDS, *EXERCISES, *RECORDS, *WORDS, *second]


def complaints(text: str) -> list[str]:
    """All that is wrong with a chapter."""
    return [complaint for rule in rules_for(text) for complaint in rule(text)]


def report(text: str) -> dict[str, str]:
    """How a chapter reads, measure by measure."""
    shown, distances = open_cells(text), lines_before_reading(text)
    unread = sum(lines == math.inf for lines in distances.values())
    farthest = max((lines for lines in distances.values() if lines < math.inf), default=0)
    time = minutes(text)
    return {
        "edition": str(front_matter(text).get("edition", 1)),
        "words of the main line": f"{words(text):,}",
        "lines of code open to the eye": str(open_lines(text)),
        "open cells that teach": f"{sum(map(teaches, shown))} of {len(shown)}",
        "most numbers in one paragraph": str(most_numbers(text)[0]),
        "most lines between a figure and its reading": f"{farthest}, {unread} never",
        "minutes to read": f"{time.full}, on the short path {time.short}",
    }
