"""Counts and weights against scikit-learn, the growth of a vocabulary against enumeration."""

from itertools import combinations

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from latents.text.counts import count_matrix, expected_vocabulary, inverse_document_frequency, tf_idf
from latents.text.tokens import Vocabulary, ngrams

RNG = np.random.default_rng(0)
LETTERS = np.array(list("abcdefghij"))
KNOWN = [list(RNG.choice(LETTERS[:8], size)) for size in RNG.integers(1, 30, 40)]
NEW = [list(RNG.choice(LETTERS, size)) for size in (0, 1, 5, 20)] + [["j", "j"]]  # i and j are unknown


def alike(ours, vocabulary, theirs, names):
    """Both matrices, columns in the order of the alphabet."""
    order = [vocabulary.ids[name] for name in names]
    np.testing.assert_allclose(ours.toarray()[:, order], theirs.toarray(), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("longest", [1, 2, 3])
def test_counts_and_weights_are_those_of_scikit_learn(longest):
    known, new = ([ngrams(text, longest) for text in texts] for texts in (KNOWN, NEW))
    vocabulary = Vocabulary(known)
    counts, new_counts = count_matrix(known, vocabulary), count_matrix(new, vocabulary)
    idf = inverse_document_frequency(counts)
    options = {"tokenizer": str.split, "token_pattern": None, "ngram_range": (1, longest)}
    known, new = ([" ".join(text) for text in texts] for texts in (KNOWN, NEW))
    counter, weigher = CountVectorizer(**options).fit(known), TfidfVectorizer(**options).fit(known)
    names = counter.get_feature_names_out()
    assert sorted(vocabulary.tokens) == names.tolist()
    for ours, texts in ((counts, known), (new_counts, new)):
        alike(ours, vocabulary, counter.transform(texts), names)
        alike(tf_idf(ours, idf), vocabulary, weigher.transform(texts), names)
    np.testing.assert_allclose(idf[[vocabulary.ids[name] for name in names]], weigher.idf_)


def test_rows_have_length_one_or_zero_and_nothing_is_changed():
    vocabulary = Vocabulary(KNOWN)
    counts = count_matrix(NEW, vocabulary)
    before, idf = counts.copy(), np.full(len(vocabulary), 0.01)
    weights = tf_idf(counts, idf)
    np.testing.assert_allclose(np.sqrt((weights**2).sum(axis=1)), [0, 1, 1, 1, 0])
    assert (counts != before).nnz == 0
    assert (weights.nnz, counts.shape) == (counts.nnz, (5, 8))


def test_a_token_in_every_text_weighs_one():
    counts = count_matrix([["a", "b"], ["a"], ["a", "a", "b"]], Vocabulary([["a", "b"]]))
    np.testing.assert_allclose(inverse_document_frequency(counts), [1, 1 + np.log(4 / 3)])


@pytest.mark.parametrize("length", [1, 2, 4, 7])
def test_the_expected_vocabulary_is_the_mean_over_all_draws(length):
    text = [*"aaabbcd"]
    sizes = [len(set(draw)) for draw in combinations(text, length)]
    assert expected_vocabulary(np.array([3, 2, 1, 1]), length) == pytest.approx(np.mean(sizes), rel=1e-12)


def test_a_long_text_has_the_expected_vocabulary_of_shuffled_ones():
    counts = np.array([5000, 300, *[20] * 50, *[1] * 500])
    tokens = np.repeat(np.arange(len(counts)), counts)
    sizes = [len(set(RNG.permutation(tokens)[:2000].tolist())) for _ in range(200)]
    error = np.std(sizes) / len(sizes) ** 0.5
    assert expected_vocabulary(counts, 2000) == pytest.approx(np.mean(sizes), abs=4 * error)


@pytest.mark.parametrize(("length", "message"), [(0, "whole number"), (8, "at most 7 tokens to draw, got 8")])
def test_a_draw_that_cannot_be_made_is_refused(length, message):
    with pytest.raises(ValueError, match=message):
        expected_vocabulary(np.array([3, 2, 1, 1]), length)
