"""Tokens by hand, and against the same rule told otherwise."""

import random
import unicodedata

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from latents.text.tokens import Vocabulary, ngrams, words

TEXTS = [["a", "rose", "is", "a", "rose"], ["a", "daisy", "is", "no", "rose"]]


@pytest.mark.parametrize(("text", "expected"), [
    ("The food, again, was GOOD.", ["the", "food", "again", "was", "good"]),
    ("Don't! 'Quoted' rock'n'roll, dogs'", ["don't", "quoted", "rock'n'roll", "dogs"]),
    ("don\u2019t", ["don't"]),
    ("1,000 snake_case well-known", ["1", "000", "snake", "case", "well", "known"]),
    ("Cafe\u0301 ΣΟΦΟΣ \u01c5", ["caf\u00e9", "σοφος", "\u01c6"]),
    ("\N{GRINNING FACE} \t", []),
    ("", []),
])
def test_words(text, expected):
    assert words(text) == expected


def by_hand(text):
    """Character by character: what is alphanumeric stays, so does an apostrophe between two such."""
    text = unicodedata.normalize("NFC", text).replace("\u2019", "'").lower()
    kept = [char.isalnum() or (char == "'" and text[:i][-1:].isalnum() and text[i + 1:i + 2].isalnum())
            for i, char in enumerate(text)]
    return "".join(char if keep else " " for char, keep in zip(text, kept, strict=True)).split(" ")


def test_words_of_random_texts_are_runs_of_what_is_alphanumeric():
    rng = random.Random(0)
    alphabet = "aZé'\u2019 _-.,3²½e\u0301\u4e2d\U0001f600İß\n"
    for _ in range(300):
        text = "".join(rng.choices(alphabet, k=rng.randrange(30)))
        assert words(text) == [word for word in by_hand(text) if word]


def test_runs_of_neighbours():
    assert ngrams(["not", "very", "good"], 2) == ["not", "very", "good", "not very", "very good"]
    assert ngrams(["not", "very", "good"], 5)[-1] == "not very good"
    assert ngrams([], 3) == []


@pytest.mark.parametrize("longest", [1, 2, 3, 4])
def test_runs_are_those_of_scikit_learn(longest):
    text = ["one two three two one", "two", "three one two three"]
    for line in text:
        analyse = CountVectorizer(ngram_range=(1, longest), token_pattern=r"\w+").build_analyzer()
        assert ngrams(line.split(), longest) == analyse(line)


def test_a_vocabulary_counts_and_numbers_from_the_most_frequent_on():
    vocabulary = Vocabulary(TEXTS)
    assert vocabulary.tokens == ["a", "rose", "is", "daisy", "no"]
    assert vocabulary.counts.tolist() == [3, 3, 2, 1, 1]
    assert vocabulary.encode(["no", "tulip", "a"]).tolist() == [4, 5, 0]
    assert [vocabulary.ids[token] for token in vocabulary.tokens] == list(range(len(vocabulary)))
    assert vocabulary.encode([]).dtype.kind == "i"
    assert Vocabulary([["b", "c"], ["a", "c"]]).tokens == ["c", "a", "b"]  # a tie, met against the alphabet


def test_rare_tokens_are_left_out():
    vocabulary = Vocabulary(iter(TEXTS), at_least=2)
    assert vocabulary.tokens == ["a", "rose", "is"]
    assert np.array_equal(vocabulary.encode(["daisy", "is"]), [3, 2])


@pytest.mark.parametrize(("call", "message"), [
    (lambda: Vocabulary([[], []]), "no token occurs 1 times or more"),
    (lambda: Vocabulary(TEXTS, at_least=4), "no token occurs 4 times or more"),
    (lambda: Vocabulary(TEXTS, at_least=0), "at_least must be a whole number"),
    (lambda: ngrams(["a"], 0), "longest must be a whole number"),
])
def test_what_cannot_be_counted_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
