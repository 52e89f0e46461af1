"""Reviews of a hotel written by a grammar, so that what they mean is known exactly."""

from typing import NamedTuple

import torch
from torch import Tensor

from ..guards import require_count, require_not_below_zero, require_unit_interval

ASPECTS = "food", "room", "service", "view", "price", "breakfast"
STRENGTHS = {  # in stars; together they are zero
    "awful": -0.8,
    "bad": -0.6,
    "poor": -0.4,
    "dull": -0.2,
    "decent": 0.2,
    "nice": 0.4,
    "good": 0.6,
    "superb": 0.8,
}
DEGREES = {"": 1.0, "very": 1.5, "rather": 0.5}  # times the strength; on average 1
MIDDLE = 3.0  # stars of a review that says nothing


class Reviews(NamedTuple):
    """Texts, their stars [n], and how many of their sentences are negated [n]."""

    texts: list[str]
    stars: Tensor
    negations: Tensor


def reviews(
    count: int,
    *,
    negated: float = 0.0,
    sentences: int = 3,
    noise: float = 0.3,
    seed: int = 0,
) -> Reviews:
    """`count` reviews such as "The food was not very good. The room was nice."

    Each of the `sentences` draws its aspect, its adjective and its degree with equal
    chances, and a "not" with probability `negated`. The stars are 3, plus strength
    times degree of every sentence, with the sign turned by "not", plus Gaussian noise
    of this standard deviation; they are real numbers and may leave the scale from 1 to
    5. Raises ValueError for counts below one, a probability outside [0, 1] and noise
    below zero.
    """
    require_count("count", count)
    require_count("sentences", sentences)
    require_unit_interval(torch.tensor(float(negated)))
    require_not_below_zero("noise", noise)
    rng = torch.Generator().manual_seed(seed)
    shape = count, sentences
    aspect, adjective, degree = (
        torch.randint(len(choices), shape, generator=rng)
        for choices in (ASPECTS, STRENGTHS, DEGREES)
    )
    turned = torch.rand(shape, generator=rng) < negated
    strengths = torch.tensor(list(STRENGTHS.values()))[adjective]
    values = strengths * torch.tensor(list(DEGREES.values()))[degree]
    values = torch.where(turned, -values, values)  # [n, sentences]
    stars = MIDDLE + values.sum(dim=1) + noise * torch.randn(count, generator=rng)
    choices = torch.stack([aspect, turned, degree, adjective], dim=2).tolist()
    texts = [" ".join(sentence(*chosen) for chosen in row) for row in choices]
    return Reviews(texts, stars, turned.sum(dim=1))


def sentence(aspect: int, turned: int, degree: int, adjective: int) -> str:
    """One sentence from the numbers of its parts."""
    said = ["not" if turned else "", [*DEGREES][degree], [*STRENGTHS][adjective]]
    return f"The {ASPECTS[aspect]} was {' '.join(filter(None, said))}."
