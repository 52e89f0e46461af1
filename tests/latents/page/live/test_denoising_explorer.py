"""What autoencoders that mend leave in a notebook."""

import base64

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from oracles.explorers import data, floats
from torch import nn

from latents.layers.stacks import Transposed
from latents.models.autoencoder import Autoencoder, mirrored
from latents.models.regularised_autoencoders import overcomplete
from latents.page.live.denoising_explorer import DenoisingExplorer, mended_figure


def networks():
    torch.manual_seed(0)
    pair = {"First": overcomplete(6, 8), "Second": overcomplete(6, 4, nn.Sequential(nn.Sigmoid()))}
    with torch.no_grad():
        for network in pair.values():
            network.decoder.bias.copy_(torch.randn(6))
    return pair


def explore(**changes):
    arguments = {"networks": networks(), "pictures": torch.rand(3, 6), "shape": (2, 3), "noise": 0.2,
                 "name": "mend", "alt": "Pictures."} | changes
    return DenoisingExplorer(**arguments)


def whole(text):
    return torch.tensor(np.frombuffer(base64.b64decode(text), "i1").copy())


def test_networks_and_pictures_are_held():
    pictures = torch.rand(5, 1, 2, 3)
    held = data(explore(pictures=pictures))
    assert held["shape"] == [2, 3]
    assert held["noise"] == 0.2
    assert torch.equal(floats(held["pictures"]), pictures.flatten())
    assert [net["activation"] for net in held["networks"].values()] == ["ReLU", "Sigmoid"]
    for network, net in zip(networks().values(), held["networks"].values(), strict=True):
        weight = network.encoder[0].weight
        rounded = net["scale"] * whole(net["weight"]).view_as(weight)
        assert (rounded - weight).abs().max() <= 0.5001 * net["scale"]
        assert whole(net["weight"]).abs().max() == 127
        assert torch.equal(floats(net["bias"]), network.encoder[0].bias)
        assert torch.equal(floats(net["back"]), network.decoder.bias)


def test_weights_of_zero_are_held_too():
    network = overcomplete(6, 4)
    nn.init.zeros_(network.encoder[0].weight)
    net = data(explore(networks={"Zero": network}))["networks"]["Zero"]
    assert net["scale"] > 0  # nothing is divided by zero
    assert not whole(net["weight"]).any()


def test_the_still_picture_shows_noise_and_answers():
    pictures = torch.rand(3, 6)
    figure = mended_figure(networks(), pictures, shape=[2, 3], noise=0.5)
    picture = np.ma.filled(figure.axes[0].images[0].get_array(), np.nan)
    assert [text.get_text() for text in figure.axes[0].get_yticklabels()] == ["with noise", "First", "Second"]
    spoilt = torch.tensor(np.stack([picture[:2, 4 * i:4 * i + 3] for i in range(3)])).float()
    noise = (spoilt.flatten(1) - pictures) / 0.5
    assert 0.4 < noise.std() < 1.6
    for row, network in enumerate(networks().values(), start=1):
        expected = network(spoilt.flatten(1)).detach().view(-1, 2, 3)
        np.testing.assert_allclose(picture[3 * row:3 * row + 2, 4:7], expected[1], rtol=1e-5, atol=1e-6)


def test_without_noise_the_still_picture_shows_the_pictures():
    pictures = torch.rand(3, 6)
    figure = mended_figure(networks(), pictures, shape=[2, 3], noise=0)
    picture = np.ma.filled(figure.axes[0].images[0].get_array(), np.nan)
    np.testing.assert_allclose(picture[:2, :3], pictures[0].view(2, 3))


def another_decoder():
    linear = nn.Linear(6, 4)
    return Autoencoder(nn.Sequential(linear, nn.ReLU()), Transposed(nn.Linear(6, 4)))


@pytest.mark.parametrize(("changes", "message"), [
    ({"networks": {}}, "one to 6 networks, got 3 and 0"),
    ({"networks": {str(i): overcomplete(6, 2) for i in range(7)}}, "one to 6 networks, got 3 and 7"),
    ({"networks": {"Deep": mirrored(6, 4, 2)}}, "an encoder of one linear layer"),
    ({"networks": {"Untied": another_decoder()}}, "its transpose as decoder"),
    ({"networks": {"Bent": overcomplete(6, 4, nn.Tanh())}}, "expected a ReLU or a sigmoid, got Tanh"),
    ({"networks": {"Wide": overcomplete(7, 4)}}, "a network for 6 pixels, got one for 7"),
    ({"pictures": torch.zeros(2, 5)}, "pictures of 6 pixels, got 5"),
    ({"pictures": torch.zeros(0, 6)}, "at least one picture"),
    ({"pictures": 2 * torch.ones(2, 6)}, r"values in \[0, 1\]"),
    ({"noise": 1.5}, "noise must lie between 0 and 1, got 1.5"),
    ({"name": "1st"}, "a letter first"),
])
def test_bad_input_is_named(changes, message):
    with pytest.raises(ValueError, match=message):
        explore(**changes)
    assert not plt.get_fignums()
