"""What the game in one dimension leaves in a notebook, and what it refuses."""

import math

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from oracles.explorers import NAMES, data, page
from scipy.integrate import quad
from scipy.stats import norm

from latents.page.live.density_game import DensityGame, game_figure, game_value, log_densities

BUMPS = (0.25, -2.0, 0.5), (0.75, 1.5, 0.8)


def density(x):
    return sum(share * norm(mean, deviation).pdf(x) for share, mean, deviation in BUMPS)


def divergence(fake):
    """Jensen-Shannon, in nats."""
    def integrand(x):
        p, q = density(x), norm(*fake).pdf(x)
        return sum(part * np.log(2 * part / (p + q)) if part > 0 else 0.0 for part in (p, q)) / 2

    return quad(integrand, -15, 15, limit=400, points=[-2, 0, 1.5, fake[0]])[0]


def test_the_element_holds_bumps_ends_and_start():
    game = DensityGame(BUMPS, **NAMES)
    assert data(game) == {"bumps": [list(bump) for bump in BUMPS], "low": [-6, 0.3], "high": [6, 2.5],
                          "start": [-3.5, 0.6]}
    assert data(DensityGame(BUMPS, start=(1, 2), **NAMES))["start"] == [1, 2]
    element = page(game).find("live-density-game")
    assert element["id"] == "live-fig-map"
    assert element.img["alt"] == NAMES["alt"]
    assert len(game.element) < 60_000


@pytest.mark.parametrize("fake", [(-3.5, 0.6), (0.0, 2.0), (1.5, 0.8), (6.0, 0.3)])
def test_the_value_is_two_divergences_above_minus_log_four(fake):
    assert game_value(BUMPS, fake) == pytest.approx(2 * divergence(fake) - math.log(4), abs=1e-6)


def test_perfect_fakes_are_worth_minus_log_four_and_far_ones_nothing():
    assert game_value([(1.0, 0.5, 0.7)], (0.5, 0.7)) == pytest.approx(-math.log(4), abs=1e-9)
    assert game_value([(1.0, 5.0, 0.3)], (-6.0, 0.3)) == pytest.approx(0, abs=1e-9)


def test_densities_are_those_of_the_bumps_and_of_a_gaussian():
    at = torch.linspace(-5, 5, 7).double()
    p, q = log_densities(BUMPS, (0.3, 1.1), at)
    np.testing.assert_allclose(p.exp(), density(at.numpy()))
    np.testing.assert_allclose(q.exp(), norm(0.3, 1.1).pdf(at.numpy()))


def test_the_still_picture_moves_the_fakes_to_the_real_mean_and_deviation():
    figure = game_figure(BUMPS, (-3.5, 0.6))
    mean = 0.25 * -2 + 0.75 * 1.5
    deviation = math.sqrt(0.25 * (0.5**2 + (-2 - mean) ** 2) + 0.75 * (0.8**2 + (1.5 - mean) ** 2))
    for column, done in enumerate((0, 0.5, 1)):
        at, fakes = figure.axes[column].lines[1].get_data()
        fake = norm(-3.5 + done * (mean + 3.5), 0.6 + done * (deviation - 0.6))
        np.testing.assert_allclose(fakes, fake.pdf(at), rtol=1e-6)
        judged = figure.axes[3 + column].lines[0].get_ydata()
        np.testing.assert_allclose(judged, density(at) / (density(at) + fake.pdf(at)), atol=1e-9)
        value = game_value(BUMPS, (fake.mean(), fake.std()))
        assert figure.axes[column].get_title() == f"value {value:.2f}".replace("-", "\N{MINUS SIGN}")
    plt.close(figure)


@pytest.mark.parametrize(("changes", "message"), [
    ({"real": ()}, r"expected bumps \(share, mean, deviation\)"),
    ({"real": [(1.0, 0.0)]}, "expected bumps"),
    ({"real": [(1.0, 7.0, 1.0)]}, "means between -6.0 and 6.0, got"),
    ({"real": [(1.0, 0.0, 0.0)]}, "expected bumps"),
    ({"real": [(1.5, 0.0, 1.0), (-0.5, 1.0, 1.0)]}, "shares above zero"),
    ({"real": [(0.5, 0.0, 1.0), (0.4, 1.0, 1.0)]}, "the shares of the bumps must sum to one, got 0.9"),
    ({"start": (0.0, 0.1)}, r"a mean from -6.0 to 6.0 and a width from 0.3 to 2.5 as start, got \(0.0, 0.1\)"),
    ({"start": (-7.0, 1.0)}, "a mean from -6.0 to 6.0"),
    ({"name": "1st"}, "a letter first"),
])
def test_bad_input_is_named(changes, message):
    with pytest.raises(ValueError, match=message):
        DensityGame(**({"real": BUMPS} | NAMES | changes))
    assert not plt.get_fignums()
