"""What the small network leaves in a notebook, against torch with dropout, and what it refuses."""

import base64
from itertools import product

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from oracles.explorers import NAMES, data, page
from torch import nn

from latents.page.live.thin_networks import ThinNetworks, thin_curve, thin_figure

RATE = 0.4


def floats(text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), "<f4")


@pytest.fixture
def layers() -> dict:
    torch.manual_seed(0)
    return {"inner": nn.Linear(1, 5), "outer": nn.Linear(5, 1), "points": torch.rand(12, 2)}


def test_the_element_holds_both_layers_points_and_rate(layers):
    model = ThinNetworks(**layers, rate=RATE, **NAMES)
    held = data(model)
    for name in ("inner", "outer"):
        np.testing.assert_array_equal(floats(held[name]["weight"]), layers[name].weight.detach().numpy().ravel())
        np.testing.assert_array_equal(floats(held[name]["bias"]), layers[name].bias.detach().numpy())
    np.testing.assert_array_equal(floats(held["points"]), layers["points"].numpy().ravel())
    assert held["rate"] == RATE
    element = page(model).find("live-thin-networks")
    assert element["id"] == "live-fig-map"
    assert element.img["alt"] == NAMES["alt"]
    assert len(model.element) < 80_000


def test_a_thin_curve_is_what_torch_computes_with_its_units_scaled_up(layers):
    inner, outer, at = layers["inner"], layers["outer"], torch.linspace(-1, 2, 9)
    for mask in product((0.0, 1.0), repeat=5):
        kept = torch.tensor(mask)
        expected = outer(torch.relu(inner(at[:, None])) * (kept / 0.6))[:, 0]
        torch.testing.assert_close(thin_curve(inner, outer, at, kept, rate=RATE), expected.detach())


def test_the_average_over_all_masks_is_the_whole_network(layers):
    inner, outer, at = layers["inner"], layers["outer"], torch.linspace(-1, 2, 9)
    mean = sum(0.6 ** sum(mask) * 0.4 ** (5 - sum(mask))
               * thin_curve(inner, outer, at, torch.tensor(mask), rate=RATE)
               for mask in product((0.0, 1.0), repeat=5))
    torch.testing.assert_close(mean, nn.Sequential(inner, nn.ReLU(), outer)(at[:, None])[:, 0].detach())


def test_the_still_picture_shows_points_each_unit_missing_and_the_whole(layers):
    figure = thin_figure(**layers, rate=RATE)
    points, *thin, whole = figure.axes[0].lines
    np.testing.assert_allclose(np.stack(points.get_data(), axis=1), layers["points"])
    at = torch.tensor(whole.get_xdata()).float()
    assert float(at.min()) == float(layers["points"][:, 0].min())
    assert float(at.max()) == float(layers["points"][:, 0].max())
    hidden = torch.relu(layers["inner"](at[:, None])).detach()
    expected = layers["outer"](hidden)[:, 0].detach()
    np.testing.assert_allclose(whole.get_ydata(), expected, atol=1e-6)
    assert len(thin) == 5
    for unit, line in enumerate(thin):
        lost = hidden[:, unit] * layers["outer"].weight[0, unit].detach()
        np.testing.assert_allclose(line.get_ydata(), expected - lost, atol=1e-6)
    plt.close(figure)


@pytest.mark.parametrize(("changes", "message"), [
    ({"inner": nn.Linear(2, 5)}, "expected layers 1 → units → 1, got 2 → 5 and 5 → 1"),
    ({"outer": nn.Linear(4, 1)}, "got 1 → 5 and 4 → 1"),
    ({"outer": nn.Linear(5, 2)}, "got 1 → 5 and 5 → 2"),
    ({"inner": nn.Linear(1, 11), "outer": nn.Linear(11, 1)}, "expected at most 10 units"),
    ({"rate": 0}, "a rate between zero and one, got 5 units and rate 0"),
    ({"rate": 1}, "a rate between zero and one"),
    ({"points": torch.rand(3, 3)}, "expected 2 columns, got 3"),
    ({"name": "1st"}, "a letter first"),
])
def test_bad_input_is_named(layers, changes, message):
    with pytest.raises(ValueError, match=message):
        ThinNetworks(**({"rate": RATE} | layers | NAMES | changes))
    assert not plt.get_fignums()
