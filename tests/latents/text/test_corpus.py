"""Numbered text against text that is counted by eye."""

import pytest
import torch

from latents.text.corpus import numbered

SENTENCES = [["b", "a", "b"], ["c", "b", "a"], ["d"], ["c"]]


def test_words_are_numbered_by_frequency_then_by_alphabet():
    corpus = numbered(SENTENCES)
    assert corpus.words == ["b", "a", "c", "d"]
    assert corpus.counts.tolist() == [3, 2, 2, 1]
    assert corpus.text.tolist() == [0, 1, 0, 2, 0, 1, 3, 2]
    assert corpus.text.dtype == torch.long
    assert corpus.sentences.tolist() == [0, 0, 0, 1, 1, 1, 2, 3]


def test_rare_words_drop_out_and_leave_no_hole():
    corpus = numbered(SENTENCES, at_least=2)
    assert corpus.words == ["b", "a", "c"]
    assert corpus.text.tolist() == [0, 1, 0, 2, 0, 1, 2]
    assert corpus.sentences.tolist() == [0, 0, 0, 1, 1, 1, 3]


def test_rows_are_looked_up_if_all_their_words_are_known():
    numbers, known = numbered(SENTENCES).numbers([("A", "d"), ("a", "king"), ("c", "b")])
    assert numbers.tolist() == [[1, 3], [2, 0]]
    assert known.tolist() == [0, 2]


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="at_least must be a whole number greater than zero, got 0"):
        numbered(SENTENCES, at_least=0)
    with pytest.raises(ValueError, match="no token occurs 4 times or more"):
        numbered(SENTENCES, at_least=4)
