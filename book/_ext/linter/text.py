"""Reading a chapter's source: its cells, its sections, the words between them, and the line that a reader follows."""

import ast
import math
import re
from collections.abc import Callable
from itertools import takewhile
from typing import NamedTuple

import yaml
from execution.cells import Cell, cells

FENCED = r"^(`{3,}).*?^\1[ \t]*$"
FRONT_MATTER = r"\A---\n.*?\n---\n"
CELL = re.compile(r"^(`{3,})\{code-cell\}[^\n]*\n.*?^\1[ \t]*$", re.S | re.M)
BLOCK = re.compile(r"^(?P<fence>[`:]{3,})\{(?P<name>[\w:-]+)\}[^\n]*\n(?P<options>(?::[\w-]+:[^\n]*\n)*)(?P<body>.*?)"
                   r"^(?P=fence)[ \t]*$", re.S | re.M)
FEEDBACK = re.compile(r"^( *)because:.*\n(?:\1 +.*\n)*", re.M)
NOT_WORDS = [
    FRONT_MATTER, r"^(`{3,})(\{code-cell\}|\{math\}|\w+$).*?^\1[ \t]*$",  # the rest runs over captions too
    r"^[`:]{3,}(\{[\w:-]+\})?", r"^:[\w-]+:[^\n]*$", r"^\([\w-]+\)=$", r"^%[^\n]*$",
    r"^\$\$.*?\$\$[^\n]*$", r"\$[^$]+\$", r"\{[\w:-]+\}`[^`]*`", r"`[^`]*`", r"\]\([^)]*\)", r"https?://\S+"]


class Section(NamedTuple):
    """A heading with what stands below it until the next one; `skipped` if a first reading may leave it out."""

    title: str
    text: str
    skipped: bool


def front_matter(text: str) -> dict:
    """The fields at the top of a chapter."""
    front = re.match(r"---\n(.*?)\n---\n", text, re.S)
    return yaml.safe_load(front[1]) or {} if front else {}


def blanked(pattern: str, text: str) -> str:
    """The text without what matches, on as many lines as before."""
    return re.sub(pattern, lambda match: "\n" * match[0].count("\n"), text, flags=re.S | re.M)


def blocks(name: str, text: str) -> list[str]:
    """What stands in the directives of that name, or between ``name-start`` and ``name-end``; arguments come first."""
    return [match["gated"] or match["fenced"] for match in block_pattern(name).finditer(text)]


def block_pattern(name: str) -> re.Pattern:
    """Matches a directive of that name, fenced or gated, with all that it holds."""
    gated = rf"^[`:]{{3,}}\{{{name}-start\}}(?P<gated>.*?)^[`:]{{3,}}\{{{name}-end\}}(?:.*?^[`:]{{3,}}[ \t]*$)?"
    fenced = rf"^(?P<fence>[`:]{{3,}})\{{{name}\}}(?P<fenced>.*?)^(?P=fence)[ \t]*$"
    return re.compile(f"{gated}|{fenced}", re.S | re.M)


def without_solutions(text: str) -> str:
    """The chapter without its solutions, on as many lines as before."""
    return block_pattern("solution").sub(lambda match: "\n" * match[0].count("\n"), text)


def prose(text: str) -> str:
    """What a reader reads as words, captions and alt texts included: no code, formula, role, link target or label."""
    captions = [words for cell in cells(text) for words in (str(pictures(cell)[0].get("caption", "")), alt_text(cell))]
    for pattern in NOT_WORDS[:2]:
        text = blanked(pattern, text)
    text = "\n".join([text, *captions])
    for pattern in NOT_WORDS[2:]:
        text = blanked(pattern, text)
    return text


def without_folds(text: str) -> str:
    """The text without blocks that are closed at first."""
    def open_part(block: re.Match) -> str:
        folded = block["name"] == "dropdown" or "dropdown" in block["options"]
        return "" if folded else block[0].replace(block["body"], without_folds(block["body"]))

    return BLOCK.sub(open_part, text)


def main_line(text: str) -> str:
    """What lies open on the page: captions in the place of cells; no solutions, folds, feedback or front matter."""
    text = without_folds(without_solutions(blanked(FRONT_MATTER, text)))
    return FEEDBACK.sub("", with_cells(text, lambda cell: str(pictures(cell)[0].get("caption", ""))))


def with_cells(text: str, instead: Callable[[Cell], str]) -> str:
    """The text with something else in the place of each code cell."""
    found = iter(cells(text))
    return CELL.sub(lambda _: instead(next(found)), text)


def open_cells(text: str) -> list[Cell]:
    """The cells whose code lies open, but for those of solutions."""
    return [cell for cell in cells(without_solutions(text)) if not cell.tags]


def paragraphs(main: str) -> list[str]:
    """Paragraphs and points of lists."""
    return [part for part in re.split(r"\n\s*\n|\n(?=\s*(?:[*-]|\d+\.) )", main) if part.strip()]


def pictures(cell: Cell) -> list[dict]:
    """The options of a cell's figure and image."""
    settings = cell.options.get("mystnb", {})
    return [settings.get(kind, {}) for kind in ("figure", "image")]


def alt_text(cell: Cell) -> str:
    """What stands for a cell's picture: the image's option, or the words of a literal argument `alt` in the code."""
    if alt := pictures(cell)[1].get("alt"):
        return str(alt)
    nodes = ast.walk(ast.parse(cell.code)) if "alt=" in cell.code else []
    given = [node.value for node in nodes if isinstance(node, ast.keyword) and node.arg == "alt"]
    parts = [part for value in given for part in getattr(value, "values", [value])]  # those of an f-string, or itself
    return "".join(part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))


def sections(text: str) -> dict[str, str]:
    """Bodies of the second-level sections by title, in order."""
    parts = re.split(r"^## +(.+)$", blanked(FENCED, text), flags=re.M)
    return {title.strip(): body for title, body in zip(parts[1::2], parts[2::2], strict=True)}


def headed(text: str) -> list[Section]:
    """The chapter cut at its headings; a label ``(skip-…)=`` before one marks it and all below it."""
    lines, found = text.splitlines(), []
    start, title, skipped, skipping = 0, "", False, math.inf  # the level of the heading that began to be skipped
    for number, line in enumerate(blanked(FENCED, text).splitlines()):
        if heading := re.match(r"(#{1,6}) +(.+)", line):
            found.append(Section(title, "\n".join(lines[start:number]), skipped))
            level = len(heading[1])
            if level <= skipping:
                skipping = level if any("(skip-" in label for label in labels_above(lines, number)) else math.inf
            start, title, skipped = number, heading[2].strip(), skipping < math.inf
    return [*found, Section(title, "\n".join(lines[start:]), skipped)]


def labels_above(lines: list[str], number: int) -> list[str]:
    """The labels directly above a line."""
    above = list(takewhile(lambda line: not line.strip() or line.startswith("("), reversed(lines[:number])))
    return [line for line in above if line.strip()]
