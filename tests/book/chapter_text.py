"""Reading a chapter's source: its cells, its sections, and the words between them."""

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
    captions = [str(part.get(key, "")) for cell in cells(text) for part in pictures(cell) for key in ("caption", "alt")]
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


def tags(cell: Cell) -> set[str]:
    """Tags, written as a list or as words."""
    given = cell.options.get("tags", [])
    return set(re.findall(r"[\w-]+", given) if isinstance(given, str) else given)


def sections(text: str) -> dict[str, str]:
    """Bodies of the second-level sections by title, in order."""
    parts = re.split(r"^## +(.+)$", blanked(FENCED, text), flags=re.M)
    return {title.strip(): body for title, body in zip(parts[1::2], parts[2::2], strict=True)}


