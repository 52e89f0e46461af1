"""Rules for the words of every page."""

import re
from pathlib import Path

from linter.text import prose

BOOK = Path(__file__).resolve().parents[2]
AMERICAN = re.compile(
    r"\b(\w*(?:color|behavior|neighbor|favor|gray)\w*|(?:center|catalog|artifact|fulfill)(?:s|ed)?|analyz\w+"
    r"|(?:model|label)(?:ed|ing)|\w*(?:normal|factor|regular|initial|general|optim|visual|minim|maxim|penal|organ|summar"
    r"|recogn|token|vector|real|character|special|standard|random|local|parameter)iz\w+)\b", re.I)


def types_no_numbers(text: str) -> list[str]:
    """Decimals and percentages in prose come from the run, or are marked with ``{given}``."""
    found = [(line, number) for line, words in enumerate(prose(text).splitlines(), 1)
             for number in re.findall(r"\d*\.\d+|\d+ ?%", words)]
    return [f"typed number {number!r} on line {line}: measure it with number(), or mark it with {{given}}"
            for line, number in found]


def cites_known_works(text: str) -> list[str]:
    """Every citation stands in the bibliography's file."""
    known = set(re.findall(r"^@\w+\{([^,\s]+),", (BOOK / "references.bib").read_text("utf8"), re.M))
    keys = [key.strip() for keys in re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", text) for key in keys.split(",")]
    return [f"no work {key!r} in references.bib" for key in keys if key not in known]


def says_we(text: str) -> list[str]:
    """No first person singular."""
    return [f"first person: {word!r}" for word in re.findall(r"\b(?:I|[Mm]y|[Mm]yself|me)\b", prose(text))]


def spells_british(text: str) -> list[str]:
    """The commonest American spellings."""
    return [f"American spelling: {word!r}" for word in AMERICAN.findall(prose(text))]


WORDS = [types_no_numbers, cites_known_works, says_we, spells_british]
