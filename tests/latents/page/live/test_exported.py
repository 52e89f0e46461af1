"""What a page holds of a network is the network: decoded by hand, it computes what torch computes."""

import base64
from io import BytesIO

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from torch import nn

from latents.page.live.exported import (
    base64_floats,
    base64_png,
    base64_sprite,
    exported_layers,
    picture_shape,
    require_rbm,
    require_sizes,
)


def floats(text):
    return torch.tensor(np.frombuffer(base64.b64decode(text), "<f4").copy())


def forward(layers, x):
    """The exported layers, computed without any module."""
    for layer in layers:
        if layer["type"] == "Linear":
            weight = floats(layer["weight"]).view(layer["outputs"], layer["inputs"])
            x = x @ weight.T + floats(layer["bias"])
        else:
            x = {"ReLU": x.clamp_min(0), "Sigmoid": 1 / (1 + (-x).exp()), "Tanh": x.tanh(),
                 "LeakyReLU": torch.where(x > 0, x, layer.get("slope", 0) * x),
                 "ELU": torch.where(x > 0, x, layer.get("alpha", 0) * (x.exp() - 1))}[layer["type"]]
    return x


EVERY_LAYER = nn.Sequential(
    nn.Sequential(nn.Linear(2, 5), nn.ReLU()), nn.Identity(), nn.Linear(5, 6, bias=False), nn.LeakyReLU(0.3),
    nn.Linear(6, 7), nn.ELU(0.7), nn.Linear(7, 6), nn.Tanh(), nn.Flatten(), nn.Linear(6, 6), nn.Sigmoid(),
    nn.Unflatten(1, (1, 2, 3)))


def test_exported_layers_compute_what_torch_computes():
    codes = 3 * torch.randn(100, 2)
    layers = exported_layers(EVERY_LAYER)
    torch.testing.assert_close(forward(layers, codes), EVERY_LAYER(codes).flatten(1), atol=1e-6, rtol=0)
    assert [layer["type"] for layer in layers[:4]] == ["Linear", "ReLU", "Linear", "LeakyReLU"]
    require_sizes(layers, 2, 6)


def test_a_single_layer_and_other_precisions_are_exported_too():
    layer = nn.Linear(2, 3).double()
    codes = torch.randn(5, 2)
    torch.testing.assert_close(forward(exported_layers(layer), codes), layer(codes.double()).float())


def test_floats_come_back_row_by_row_as_little_endian_float32():
    values = torch.randn(3, 4, requires_grad=True)
    assert torch.equal(floats(base64_floats(values.T)), values.detach().T.flatten())
    assert base64.b64decode(base64_floats(torch.tensor([1.0]))) == b"\x00\x00\x80\x3f"


@pytest.mark.parametrize("layer", [nn.Conv2d(1, 1, 3), nn.Softplus(), nn.BatchNorm1d(3), nn.Dropout(0.5)])
def test_an_unknown_layer_is_named(layer):
    with pytest.raises(ValueError, match=f"cannot hold the layer {type(layer).__name__}"):
        exported_layers(nn.Sequential(nn.Linear(2, 3), layer))


def test_a_stack_with_another_order_of_computation_is_no_stack():
    class Residual(nn.Sequential):
        def forward(self, x):
            return x + super().forward(x)

    with pytest.raises(ValueError, match="cannot hold the layer Residual"):
        exported_layers(Residual(nn.Linear(3, 3)))


def test_infinite_weights_are_refused():
    layer = nn.Linear(2, 2)
    layer.weight.data[0, 0] = torch.inf
    with pytest.raises(ValueError, match="NaN or infinite"):
        exported_layers(layer)


@pytest.mark.parametrize(("network", "message"), [
    (nn.Sequential(nn.ReLU()), "at least one Linear"),
    (nn.Linear(3, 6), "from 2 to 6 numbers, got one from 3 to 6"),
    (nn.Linear(2, 5), "from 2 to 6 numbers, got one from 2 to 5"),
    (nn.Sequential(nn.Linear(2, 4), nn.Linear(3, 6)), "3 inputs follows one of 4 outputs"),
])
def test_sizes_that_do_not_fit_are_refused(network, message):
    with pytest.raises(ValueError, match=message):
        require_sizes(exported_layers(network), 2, 6)


def test_a_picture_is_grey():
    assert picture_shape((8, 9)) == picture_shape(torch.zeros(1, 8, 9).shape) == [8, 9]
    for shape in [(64,), (3, 8, 8), (0, 8), (5, 1, 8, 8)]:
        with pytest.raises(ValueError, match="of a grey picture"):
            picture_shape(shape)


@pytest.mark.parametrize("shapes", [
    ((5, 3), (6,), (3,)), ((6, 3), (3,), (6,)), ((6, 3), (6,), (6,)), ((6,), (6,), (3,))])
def test_parameters_of_an_rbm_fit_together(shapes):
    require_rbm(torch.zeros(6, 3), torch.zeros(6), torch.zeros(3), pixels=6)
    with pytest.raises(ValueError, match=r"expected weight \[6, hidden\]"):
        require_rbm(*map(torch.zeros, shapes), pixels=6)


def test_a_sprite_holds_a_line_of_pictures_for_every_frame():
    frames = torch.rand(2, 3, 3, 4, 5)
    for channels in (1, 3):
        file = base64.b64decode(base64_sprite(frames[:, :, :channels]))
        picture = torch.tensor(plt.imread(BytesIO(file))).view(2, 4, 3, 5, channels)
        expected = frames[:, :, :channels].permute(0, 3, 1, 4, 2)
        torch.testing.assert_close(picture, expected, atol=0.5 / 255, rtol=1e-6)


def test_a_picture_is_the_same_file_every_time_and_its_figure_is_closed():
    def picture():
        figure, axis = plt.subplots(figsize=(3, 2))
        axis.plot([0, 1])
        return base64_png(figure)

    assert picture() == picture()
    assert plt.imread(BytesIO(base64.b64decode(picture()))).shape[:2] == (220, 330)
    assert not plt.get_fignums()
