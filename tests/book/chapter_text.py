"""Reading a chapter's source: its cells, its sections, and the words between them."""

import ast
import re
from typing import NamedTuple

import yaml

FENCED = r"^(`{3,}).*?^\1[ \t]*$"
FRONT_MATTER = r"\A---\n.*?\n---\n"
NOT_WORDS = [
    FRONT_MATTER, r"^(`{3,})(\{code-cell\}|\{math\}|\w+$).*?^\1[ \t]*$",  # the rest runs over captions too
    r"^[`:]{3,}(\{[\w:-]+\})?", r"^:[\w-]+:[^\n]*$", r"^\([\w-]+\)=$", r"^%[^\n]*$",
    r"^\$\$.*?\$\$[^\n]*$", r"\$[^$]+\$", r"\{[\w:-]+\}`[^`]*`", r"`[^`]*`", r"\]\([^)]*\)", r"https?://\S+"]


class Cell(NamedTuple):
    """A code cell: its options and its code."""

    options: dict
    code: str


def blanked(pattern: str, text: str) -> str:
    """The text without what matches, on as many lines as before."""
    return re.sub(pattern, lambda match: "\n" * match[0].count("\n"), text, flags=re.S | re.M)


def prose(text: str) -> str:
    """What a reader reads as words, captions and alt texts included: no code, formula, role, link target or label."""
    captions = [words for cell in cells(text) for words in (str(pictures(cell)[0].get("caption", "")), alt_text(cell))]
    for pattern in NOT_WORDS[:2]:
        text = blanked(pattern, text)
    text = "\n".join([text, *captions])
    for pattern in NOT_WORDS[2:]:
        text = blanked(pattern, text)
    return text


def cells(text: str) -> list[Cell]:
    """All code cells; their options stand between ``---`` or as ``:key: value``."""
    found = []
    for _, body in re.findall(r"^(`{3,})\{code-cell\}[^\n]*\n(.*?)^\1[ \t]*$", text, re.S | re.M):
        block = re.match(r"---\n(.*?)\n---\n", body, re.S) or re.match(r"((?::[\w-]+:[^\n]*\n)*)", body)
        options = yaml.safe_load(re.sub(r"^:([\w-]+):", r"\1:", block[1], flags=re.M)) or {}
        found.append(Cell(options, body[block.end():]))
    return found


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


def tags(cell: Cell) -> set[str]:
    """Tags, written as a list or as words."""
    given = cell.options.get("tags", [])
    return set(re.findall(r"[\w-]+", given) if isinstance(given, str) else given)


def sections(text: str) -> dict[str, str]:
    """Bodies of the second-level sections by title, in order."""
    parts = re.split(r"^## +(.+)$", blanked(FENCED, text), flags=re.M)
    return {title.strip(): body for title, body in zip(parts[1::2], parts[2::2], strict=True)}


