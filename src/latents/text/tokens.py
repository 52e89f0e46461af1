"""From a text to tokens, from tokens to the numbers of a vocabulary."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from ..guards import require_count

CURVED = "\N{RIGHT SINGLE QUOTATION MARK}"
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def words(text: str) -> list[str]:
    """The words of a text in lower case: runs of letters and digits.

    An apostrophe between two of them belongs to the word, curved or not; everything
    else separates. Accents typed as characters of their own join their letters first
    (Unicode's form NFC).
    """
    joined = unicodedata.normalize("NFC", text)
    return WORD.findall(joined.replace(CURVED, "'").lower())


def ngrams(tokens: Sequence[str], longest: int) -> list[str]:
    """All runs of one to `longest` neighbouring tokens, joined by spaces.

    Single tokens first, then pairs. Raises ValueError for a length below one.
    """
    require_count("longest", longest)
    return [
        " ".join(tokens[start : start + length])
        for length in range(1, longest + 1)
        for start in range(len(tokens) - length + 1)
    ]


class Vocabulary:
    """The different tokens of some texts, numbered from the most frequent on.

    Ties are in the order of the alphabet. `tokens` lists them, `ids` numbers them from
    0, `counts` [tokens] says how often each occurs. Tokens that occur fewer than
    `at_least` times are left out. Raises ValueError if that leaves none.
    """

    def __init__(self, texts: Iterable[Sequence[str]], *, at_least: int = 1):
        require_count("at_least", at_least)
        found = Counter(token for text in texts for token in text)
        kept = [pair for pair in found.items() if pair[1] >= at_least]
        if not kept:
            raise ValueError(
                f"no token occurs {at_least} times or more; expected some texts, each "
                "a list of tokens, as words(text) makes them"
            )
        kept.sort(key=lambda pair: (-pair[1], pair[0]))
        self.tokens = [token for token, _ in kept]
        self.ids = {token: place for place, token in enumerate(self.tokens)}
        self.counts = np.array([count for _, count in kept])

    def __len__(self) -> int:
        return len(self.tokens)

    def encode(self, tokens: Sequence[str]) -> np.ndarray:
        """The numbers [n] of tokens; an unknown one gets the next number after all."""
        unknown = len(self)
        return np.array([self.ids.get(token, unknown) for token in tokens], np.int32)
