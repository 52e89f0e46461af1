"""Points around centres against the centres and the variance that the papers state."""

import math

import pytest
import torch

from latents.data.mixtures import grid, ring


@pytest.mark.parametrize(("make", "modes", "deviation"), [(ring, 8, 0.01), (grid, 25, 0.05)])
def test_points_are_drawn_around_every_centre_alike(make, modes, deviation):
    points, centres, said = make(50_000, seed=3)
    assert (points.shape, centres.shape, said) == ((50_000, 2), (modes, 2), deviation)
    nearest = torch.cdist(points, centres).argmin(dim=1)
    share = nearest.bincount(minlength=modes) / 50_000
    assert (share - 1 / modes).abs().max() < 4 * math.sqrt(1 / modes / 50_000)
    noise = (points - centres[nearest]) / deviation
    assert noise.mean(dim=0).abs().max() < 4 / math.sqrt(50_000)
    torch.testing.assert_close(noise.T.cov(), torch.eye(2), atol=4 * math.sqrt(2 / 50_000), rtol=0)


def test_the_ring_has_radius_one_and_the_grid_is_two_apart():
    centres = ring(1).centres
    for number in range(8):
        angle = 2 * math.pi * number / 8
        assert centres[number].tolist() == pytest.approx([math.cos(angle), math.sin(angle)], abs=1e-6)
    places = {tuple(centre) for centre in grid(1).centres.tolist()}
    assert places == {(x, y) for x in (-4, -2, 0, 2, 4) for y in (-4, -2, 0, 2, 4)}


@pytest.mark.parametrize("make", [ring, grid])
def test_a_seed_decides_and_the_global_stream_is_left_alone(make):
    state = torch.get_rng_state()
    assert torch.equal(make(9, seed=1).points, make(9, seed=1).points)
    assert not torch.equal(make(9, seed=1).points, make(9).points)
    assert torch.equal(torch.get_rng_state(), state)
    with pytest.raises(ValueError, match="count must be a whole number greater than zero, got 0"):
        make(0)
    with pytest.raises(ValueError, match="deviation must be greater than zero"):
        make(1, deviation=0.0)


@pytest.mark.parametrize("make", [ring, grid])
def test_a_wider_mixture_has_the_same_noise_on_another_scale(make):
    one, two = make(50, deviation=0.1, seed=2), make(50, deviation=0.2, seed=2)
    assert (one.deviation, two.deviation) == (0.1, 0.2)
    middle = 2 * one.points - two.points  # the noise falls out
    apart = (middle[:, None] - one.centres).norm(dim=2).amin(dim=1)
    torch.testing.assert_close(apart, torch.zeros(50), atol=1e-5, rtol=0)
