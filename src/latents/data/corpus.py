"""Text as numbers: which words there are, and which word stands where."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from ..guards import require_count


def tokens(text: str) -> list[str]:
    """The words of a text in lower case; what is no letter from a to z parts them."""
    return re.findall("[a-z]+", text.lower())


class Corpus(NamedTuple):
    """Sentences whose words are numbered, the most frequent one first."""

    words: list[str]  # the vocabulary
    counts: Tensor  # [words], how often each stands in the text
    text: Tensor  # [n], the number of each word of the text
    sentences: Tensor  # [n], the number of the sentence that it stands in

    def numbers(self, rows: Iterable[Sequence[str]]) -> tuple[Tensor, Tensor]:
        """The word numbers [m, k] of those rows of k words that are all known.

        Case is ignored. The second tensor [m] tells which rows of the input these are.
        """
        number = {word: place for place, word in enumerate(self.words)}
        found = [[number.get(word.lower(), -1) for word in row] for row in rows]
        known = [place for place, row in enumerate(found) if min(row) >= 0]
        return torch.tensor([found[place] for place in known]), torch.tensor(known)


def numbered(sentences: Iterable[Sequence[str]], *, at_least: int = 1) -> Corpus:
    """The corpus of sentences of words; words met less than `at_least` times drop out.

    Words of equal count stand in alphabetical order. Raises ValueError for `at_least`
    below one and if no word is left.
    """
    require_count("at_least", at_least)
    sentences = list(sentences)
    counts = Counter(word for sentence in sentences for word in sentence)
    frequent = {word: count for word, count in counts.items() if count >= at_least}
    if not frequent:
        raise ValueError(
            f"no word is met {at_least} times or more; pass more text, or ask for less"
        )
    words = sorted(frequent, key=lambda word: (-frequent[word], word))
    number = {word: place for place, word in enumerate(words)}
    places = [
        (number[word], place)
        for place, sentence in enumerate(sentences)
        for word in sentence
        if word in number
    ]
    text, sentence = torch.tensor(places).T.contiguous()
    return Corpus(words, torch.tensor([counts[word] for word in words]), text, sentence)
