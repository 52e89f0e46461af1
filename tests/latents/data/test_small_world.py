"""The small world against what its rules say, counted anew from its sentences."""

import math
from collections import Counter

import pytest
import torch

from latents.data.small_world import small_world

WORLD = small_world()


def chances(world, *words, without=()):
    """Probability of a sentence that holds these words."""
    return sum(chance for sentence, chance in zip(world.sentences, world.probabilities.tolist(), strict=True)
               if all(word in sentence for word in words) and not any(word in sentence for word in without))


@pytest.mark.parametrize("bias", [-1.0, 0.0, 0.5])
def test_sentences_are_told_apart_and_their_probabilities_sum_to_one(bias):
    world = small_world(bias=bias)
    assert float(world.probabilities.sum()) == pytest.approx(1)
    assert (world.probabilities > 0).all()
    assert len({tuple(sentence) for sentence in world.sentences}) == len(world.sentences)


def test_the_topics_are_equally_frequent():
    assert chances(WORLD, "in") == pytest.approx(0.25)
    assert chances(WORLD, "of") == pytest.approx(0.25)
    assert chances(WORLD, "that") == pytest.approx(0.25)
    assert chances(WORLD, "at") == pytest.approx(0.25)


@pytest.mark.parametrize(("word", "cue", "others", "share"), [
    ("king", "his", {"her"}, 0.9),
    ("king", "palace", set(), 0.9 / 4),
    ("king", "tavern", set(), 0.05 / 4),
    ("king", "voted", set(), 0.9 / 4),
    ("princess", "her", {"his"}, 0.9),
    ("princess", "voted", set(), 0.1 / 4),
    ("france", "french", set(), 0.9),
    ("france", "army", set(), 0.9 / 4),
    ("paris", "army", set(), 0.1 / 4),
    ("paris", "italian", set(), 0.1 / 5),
    ("hot", "burned", {"froze"}, 0.9),
    ("hot", "tea", set(), 1 / 3),
    ("icy", "froze", {"burned"}, 0.9),
    ("nurse", "bandaged", {"operated"}, 0.9),
    ("nurse", "hospital", set(), 1.0),
    ("nurse", "his", set(), 0.5),
])
def test_a_cue_stands_beside_a_word_as_often_as_the_rules_say(word, cue, others, share):
    assert chances(WORLD, word, cue, without=others) / chances(WORLD, word) == pytest.approx(share)


@pytest.mark.parametrize(("word", "share"), [("pilot", 0.8), ("steward", 0.2), ("surgeon", 0.8), ("king", 0.9)])
def test_the_bias_leans_professions_and_nobody_else(word, share):
    world = small_world(bias=0.6)
    assert chances(world, word, "his") / chances(world, word) == pytest.approx(share)
    assert chances(world, word) == pytest.approx(chances(WORLD, word))


def test_meetings_are_those_of_the_sentences():
    words = sorted({word for sentence in WORLD.sentences for word in sentence})
    expected = WORLD.expected(words)
    assert all(len(set(sentence)) == len(sentence) for sentence in WORLD.sentences)
    torch.testing.assert_close(expected, expected.T)
    assert float(expected.sum()) == pytest.approx(sum(
        len(sentence) * (len(sentence) - 1) * float(chance)
        for sentence, chance in zip(WORLD.sentences, WORLD.probabilities, strict=True)))
    for first, second in (("king", "his"), ("the", "army"), ("hot", "burned"), ("king", "queen")):
        met = expected[words.index(first), words.index(second)]
        assert float(met) == pytest.approx(chances(WORLD, first, second))


def test_analogies_hold_exactly_in_the_logarithms():
    """log p(context | word) of king - man + woman is that of queen, wherever all four meet the context."""
    def log_chance(word, context):
        return math.log(chances(WORLD, word, context) / chances(WORLD, word))

    for first, second, third, fourth in (("man", "king", "woman", "queen"), ("king", "prince", "queen", "princess"),
                                         ("russia", "moscow", "egypt", "cairo")):
        contexts = {"his", "her", "palace", "tavern", "voted", "sulked", "army", "mayor", "french", "the"}
        for context in contexts:
            if all(chances(WORLD, word, context) for word in (first, second, third, fourth)):
                offset = log_chance(second, context) - log_chance(first, context) + log_chance(third, context)
                assert offset == pytest.approx(log_chance(fourth, context))


def test_what_is_said_follows_the_probabilities():
    said = WORLD.say(20_000, seed=3)
    drawn = Counter(word for sentence in said for word in set(sentence))
    for word in ("in", "king", "his", "moscow", "burned"):
        share = chances(WORLD, word)
        assert abs(drawn[word] / 20_000 - share) < 4 * math.sqrt(share / 20_000)
    assert WORLD.say(9, seed=1) == WORLD.say(9, seed=1) != WORLD.say(9)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match=r"bias must lie between -1 and 1, got 1\.5"):
        small_world(bias=1.5)
    with pytest.raises(ValueError, match="count must be a whole number greater than zero"):
        WORLD.say(0)
