"""Byte-pair encoding: frequent neighbours become one piece, again and again.

P. Gage, A new algorithm for data compression, 1994. R. Sennrich, B. Haddow and A.
Birch, Neural machine translation of rare words with subword units, 2016, arXiv
1508.07909, algorithm 1.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise

from ..guards import require_count

END = "_"  # closes every word, and stands in none
Pair = tuple[str, str]


def learn_merges(counts: Mapping[str, int], merges: int) -> dict[Pair, int]:
    """The pairs of pieces that become one, numbered in their order.

    `counts` says how often each word occurs. A word begins as its characters and END;
    each merge joins, in all words, the pair that occurs most often, the first in the
    alphabet if several do. Ends early when every word is one piece. Raises ValueError
    for a number of merges below one.
    """
    require_count("merges", merges)
    pieces = {word: [*word, END] for word in counts}
    pairs, holders = Counter(), defaultdict(set)

    def book(word: str, sign: int) -> None:
        for pair in pairwise(pieces[word]):
            pairs[pair] += sign * counts[word]
            holders[pair].add(word)

    for word in pieces:
        book(word, 1)
    learnt = {}
    while len(learnt) < merges and (most := max(pairs.values(), default=0)) > 0:
        best = min(pair for pair, count in pairs.items() if count == most)
        learnt[best] = len(learnt)
        for word in holders.pop(best):
            book(word, -1)
            pieces[word] = merged(pieces[word], best)
            book(word, 1)
    return learnt


def merged(pieces: list[str], pair: Pair) -> list[str]:
    """The pieces with the pair joined wherever it stands, from the left."""
    joined = []
    for piece in pieces:
        if joined and (joined[-1], piece) == pair:
            joined[-1] = "".join(pair)
        else:
            joined.append(piece)
    return joined


def split_word(word: str, merges: Mapping[Pair, int]) -> list[str]:
    """The pieces of a word: its characters and END, merged as `learn_merges` learnt."""
    pieces = [*word, END]
    while known := [pair for pair in pairwise(pieces) if pair in merges]:
        pieces = merged(pieces, min(known, key=merges.get))
    return pieces
