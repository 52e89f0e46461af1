"""Byte pairs against an independent reference that counts everything anew for each merge, and by hand."""

import random
import re
from collections import Counter

import pytest

from latents.text.byte_pairs import END, learn_merges, merged, split_word


def reference(counts, merges):
    """Algorithm 1 of Sennrich et al. on texts with spaces: every merge is a substitution over the whole vocabulary."""
    lines = {" ".join([*word, END]): count for word, count in counts.items()}
    learnt = []
    for _ in range(merges):
        pairs = Counter()
        for line, count in lines.items():
            symbols = line.split(" ")
            for i in range(len(symbols) - 1):
                pairs[symbols[i], symbols[i + 1]] += count
        if not pairs:
            break
        best = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[0]
        learnt.append(best)
        seam = re.compile(r"(?<!\S)" + re.escape(" ".join(best)) + r"(?!\S)")
        lines = {seam.sub("".join(best), line): count for line, count in lines.items()}
    return learnt, {line.replace(" ", "").removesuffix(END): line.split(" ") for line in lines}


def some_words(seed):
    rng = random.Random(seed)
    return {"".join(rng.choices("abc", weights=(5, 2, 1), k=rng.randint(1, 9))): rng.randint(1, 6) for _ in range(40)}


@pytest.mark.parametrize("seed", range(8))
def test_merges_and_pieces_are_those_of_the_reference(seed):
    counts = some_words(seed)
    for merges in (1, 7, 30, 10_000):
        expected, pieces = reference(counts, merges)
        learnt = learn_merges(counts, merges)
        assert list(learnt) == expected
        assert list(learnt.values()) == list(range(len(expected)))
        assert {word: split_word(word, learnt) for word in counts} == pieces


def test_ten_merges_by_hand():
    """Low five times, lower twice, newest six times, widest three times: the example of the paper."""
    learnt = learn_merges({"low": 5, "lower": 2, "newest": 6, "widest": 3}, 10)
    assert list(learnt)[:4] == [("e", "s"), ("es", "t"), ("est", END), ("l", "o")]
    assert split_word("lowest", learnt) == ["low", f"est{END}"]
    assert split_word("wow", learnt) == ["w", "o", "w", END]


def test_pairs_that_overlap_join_from_the_left():
    assert merged([*"aaaa"], ("a", "a")) == ["aa", "aa"]
    assert merged([*"aaab"], ("a", "a")) == ["aa", "a", "b"]
    assert merged(["a", "aa"], ("a", "a")) == ["a", "aa"]


def test_pieces_give_the_word_back_whatever_it_is():
    learnt = learn_merges(some_words(0), 50)
    for word in ("", "abcabc", "zebra", "\N{GRINNING FACE}"):
        assert "".join(split_word(word, learnt)) == word + END


def test_what_counts_as_one_word_is_never_joined_to_the_next():
    learnt = learn_merges({"ab": 9, "ba": 9}, 100)
    assert all(END not in left for left, _ in learnt)
    assert split_word("ab", learnt) == [f"ab{END}"]


def test_no_merges_are_refused():
    with pytest.raises(ValueError, match="merges must be a whole number greater than zero, got 0"):
        learn_merges({"a": 1}, 0)
