"""A text as numbers in a row: which words there are, and which word stands where."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from .tokens import Vocabulary


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

    Words are numbered as by `Vocabulary`. Raises ValueError as that does.
    """
    sentences = list(sentences)
    vocabulary = Vocabulary(sentences, at_least=at_least)
    numbers = [vocabulary.encode(sentence) for sentence in sentences]
    text = torch.from_numpy(np.concatenate(numbers)).long()
    lengths = torch.tensor([len(sentence) for sentence in sentences])
    sentence = torch.arange(len(sentences)).repeat_interleave(lengths)
    known = text < len(vocabulary)
    counts = torch.from_numpy(vocabulary.counts)
    return Corpus(vocabulary.tokens, counts, text[known], sentence[known])
