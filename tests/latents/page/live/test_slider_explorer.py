"""What sliders into a decoder leave in a notebook, and what they refuse."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from oracles.explorers import NAMES, data, decoder, floats, page
from torch import nn

from latents.models.pca import PCA
from latents.page.live.slider_explorer import COLUMNS, SliderExplorer, affine_layer, slider_pictures

SLIDERS = {"Width": (-1, 3), "Height": (0, 0.5)}


def explore(**changes):
    return SliderExplorer(**({"decoder": decoder(), "sliders": SLIDERS, "shape": (2, 3), **NAMES} | changes))


def test_the_element_holds_the_decoder_and_where_its_sliders_begin_and_end():
    held = data(explore())
    assert (held["names"], held["low"], held["high"]) == (["Width", "Height"], [-1, 0], [3, 0.5])
    assert held["start"] == [1, 0.25]
    assert data(explore(start=[0, 0.5]))["start"] == [0, 0.5]
    assert torch.equal(floats(held["layers"][0]["weight"]), decoder()[0].weight.flatten())
    element = page(explore()).find("live-slider-explorer")
    assert element["id"] == "live-fig-map"
    assert element.img["alt"] == NAMES["alt"]


def test_components_are_a_layer_that_decodes_as_they_do():
    pca = PCA(torch.rand(20, 6).double(), 2)
    layer, codes = affine_layer(pca), torch.randn(5, 2)
    torch.testing.assert_close(layer(codes), pca.decode(codes.double()).float())
    state = torch.get_rng_state()
    held = data(SliderExplorer(pca, SLIDERS, shape=(2, 3), **NAMES))["layers"][0]
    assert torch.equal(torch.get_rng_state(), state)  # a new layer has drawn nothing
    assert torch.equal(floats(held["weight"]), pca.components.T.flatten().float())


def test_the_still_picture_moves_one_slider_after_the_other():
    class Echo(nn.Linear):
        def forward(self, codes):
            return codes

    low, high, start = torch.tensor([[0.0, 0.2], [0.6, 0.8], [0.1, 0.5]])
    pictures = slider_pictures(Echo(2, 2).double(), low, high, start)
    along = np.linspace(low.numpy(), high.numpy(), COLUMNS)
    for slider in (0, 1):
        np.testing.assert_allclose(pictures[slider, :, slider], along[:, slider], rtol=1e-6)
        np.testing.assert_allclose(pictures[slider, :, 1 - slider], start[1 - slider].expand(COLUMNS), rtol=1e-6)
    assert slider_pictures(nn.Linear(2, 1), 100 * low, 100 * high, start).abs().amax() <= 1


def test_pictures_may_leave_the_decoder_in_their_shape():
    shaped = nn.Sequential(decoder(), nn.Unflatten(1, (1, 2, 3)))
    assert explore(decoder=shaped).bundle == explore().bundle


@pytest.mark.parametrize(("changes", "message"), [
    ({"sliders": {}}, "one to 4 sliders"),
    ({"sliders": dict.fromkeys("abcde", (0, 1))}, "one to 4 sliders"),
    ({"sliders": {"Width": (0, 1, 2)}}, r"two ends \(low, high\), got {'Width': \(0, 1, 2\)}"),
    ({"sliders": {"Width": (0, 1), "Height": (1, 1)}}, "from a lower to a higher number"),
    ({"sliders": {"Width": (0, 1), "Height": (0, np.inf)}}, "from a lower to a higher number"),
    ({"sliders": {"Width": (0, 1)}}, "from 1 to 6 numbers, got one from 2 to 6"),
    ({"shape": (3, 3)}, "from 2 to 9 numbers"),
    ({"start": [0]}, r"a start within the 2 sliders' ends, got \[0"),
    ({"start": [4, 0]}, "a start within"),
    ({"decoder": nn.Conv2d(1, 1, 3)}, "cannot hold the layer Conv2d"),
    ({"name": "1st"}, "a letter first"),
])
def test_bad_input_is_named(changes, message):
    with pytest.raises(ValueError, match=message):
        explore(**changes)
    assert not plt.get_fignums()
