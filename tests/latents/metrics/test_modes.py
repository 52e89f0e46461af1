"""Modes of samples that are built to have them."""

import math

import pytest
import torch

from latents.data.mixtures import grid, ring
from latents.metrics.modes import good_share, modes_covered

CENTRES = torch.tensor([[0.0, 0.0], [4.0, 0.0], [0.0, 4.0]])


def test_what_lies_within_three_deviations_is_good_and_covers_its_mode():
    points = CENTRES[[0, 0, 1, 2]] + torch.tensor([[1.4, 0.0], [0.0, -1.6], [0.9, 1.1], [1.2, 1.0]])
    assert good_share(points, CENTRES, deviation=0.5) == 0.5  # distances 1.4, 1.6, 1.42, 1.56
    assert modes_covered(points, CENTRES, deviation=0.5) == 2
    assert good_share(points, CENTRES, deviation=0.6) == 1
    assert modes_covered(points, CENTRES, deviation=0.6) == 3
    assert good_share(points, CENTRES, deviation=0.1) == modes_covered(points, CENTRES, deviation=0.1) == 0


def test_a_point_that_two_centres_could_claim_covers_the_nearest_only():
    points = torch.tensor([[1.9, 0.0]])
    assert modes_covered(points, CENTRES, deviation=1.0) == 1
    assert good_share(points, CENTRES, deviation=1.0) == 1


@pytest.mark.parametrize("make", [ring, grid])
def test_a_mixture_covers_itself_and_its_good_share_is_a_rayleigh_probability(make):
    points, centres, deviation = make(20_000)
    share = 1 - math.exp(-9 / 2)
    error = math.sqrt(share * (1 - share) / 20_000)
    assert good_share(points, centres, deviation=deviation) == pytest.approx(share, abs=4 * error)
    assert modes_covered(points, centres, deviation=deviation) == len(centres)
    half = points[torch.cdist(points, centres).argmin(dim=1) < 3]
    assert modes_covered(half, centres, deviation=deviation) == 3


@pytest.mark.parametrize("score", [good_share, modes_covered])
def test_what_is_no_sample_is_refused(score):
    for points, centres, deviation, message in (
            (CENTRES[0], CENTRES, 1.0, "expected a matrix"), (CENTRES, CENTRES[0], 1.0, "expected a matrix"),
            (CENTRES, CENTRES[:, :1], 1.0, "expected 2 columns, got 1"),
            (CENTRES, CENTRES, 0.0, "deviation must be greater")):
        with pytest.raises(ValueError, match=message):
            score(points, centres, deviation=deviation)
