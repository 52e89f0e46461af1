"""Reviews read back word by word by another reader, and the moments of their stars in closed form."""

import re
from itertools import product

import pytest
import torch

from latents.data.reviews import ASPECTS, DEGREES, STRENGTHS, reviews

SAID = re.compile(r"The (\w+) was (not )?(?:(very|rather) )?(\w+)\.")


def stars(text):
    """What a reader of one review works out; every sentence must be of the grammar."""
    total, found = 3.0, SAID.findall(text)
    assert " ".join(match[0] for match in SAID.finditer(text)) == text
    for aspect, negation, degree, adjective in found:
        assert aspect in ASPECTS
        factor = {"": 1, "very": 1.5, "rather": 0.5}[degree]
        total += STRENGTHS[adjective] * factor * (-1 if negation else 1)
    return total, sum(bool(negation) for _, negation, _, _ in found), len(found)


def test_stars_without_noise_are_what_the_words_say():
    drawn = reviews(500, negated=0.4, sentences=4, noise=0.0)
    expected = [stars(text) for text in drawn.texts]
    torch.testing.assert_close(drawn.stars, torch.tensor([total for total, _, _ in expected]))
    assert drawn.negations.tolist() == [negations for _, negations, _ in expected]
    assert {count for _, _, count in expected} == {4}


def test_noise_is_gaussian_and_added_at_the_end():
    quiet, loud = (reviews(4000, negated=0.3, noise=noise, seed=3) for noise in (0.0, 0.5))
    assert quiet.texts == loud.texts
    noise = loud.stars - quiet.stars
    assert noise.mean().item() == pytest.approx(0, abs=4 * 0.5 / 4000**0.5)
    assert noise.std().item() == pytest.approx(0.5, abs=4 * 0.5 / 8000**0.5)
    assert (noise.abs() < 0.5).float().mean().item() == pytest.approx(0.683, abs=4 * 0.47 / 4000**0.5)


@pytest.mark.parametrize("negated", [0.0, 0.25, 1.0])
def test_every_choice_is_made_as_often_as_said(negated):
    count = 6000
    drawn = reviews(count, negated=negated, sentences=2)
    matches = [match for text in drawn.texts for match in SAID.findall(text)]
    for place, choices in ((0, ASPECTS), (2, DEGREES), (3, STRENGTHS)):
        for choice in choices:
            share, tried = sum(match[place] == choice for match in matches) / len(matches), 1 / len(choices)
            assert share == pytest.approx(tried, abs=4.5 * (tried * (1 - tried) / len(matches)) ** 0.5)
    share = drawn.negations.sum().item() / len(matches)
    assert share == pytest.approx(negated, abs=4 * (negated * (1 - negated) / len(matches)) ** 0.5)


def test_mean_and_variance_of_the_stars_are_those_of_the_grammar():
    """Every sentence adds E[strength²] E[degree²]: all are independent, and strengths have mean zero."""
    values = [strength * degree for strength, degree in product(STRENGTHS.values(), DEGREES.values())]
    variance = 3 * sum(value**2 for value in values) / len(values) + 0.3**2
    drawn = reviews(20_000, negated=0.25).stars
    assert sum(STRENGTHS.values()) == pytest.approx(0)
    assert sum(DEGREES.values()) / len(DEGREES) == pytest.approx(1)
    assert drawn.mean().item() == pytest.approx(3, abs=4 * (variance / 20_000) ** 0.5)
    assert drawn.var().item() == pytest.approx(variance, rel=4 * (2 / 20_000) ** 0.5)


def test_the_best_line_through_counts_has_shrunken_strengths():
    """Strength times (1 - 2 negated): the average over the "not" that a count cannot place."""
    drawn = reviews(20_000, negated=0.25, sentences=1)
    for adjective, strength in STRENGTHS.items():
        chosen = drawn.stars[torch.tensor([f" {adjective}." in text for text in drawn.texts])]
        error = float(chosen.std()) / len(chosen) ** 0.5
        assert float(chosen.mean()) - 3 == pytest.approx(strength / 2, abs=4 * error)


def test_reviews_are_a_function_of_their_arguments():
    before = torch.get_rng_state()
    first, again, other = reviews(30), reviews(30, seed=0), reviews(30, seed=1)
    assert torch.equal(before, torch.get_rng_state())
    assert first.texts == again.texts
    assert torch.equal(first.stars, again.stars)
    assert first.texts != other.texts


@pytest.mark.parametrize(("options", "message"), [
    ({"count": 0}, "count must be a whole number"), ({"sentences": 0}, "sentences must be a whole number"),
    ({"negated": 1.5}, r"expected values in \[0, 1\]"), ({"noise": -1.0}, "noise must be zero or greater"),
])
def test_what_cannot_be_written_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        reviews(**{"count": 5} | options)
