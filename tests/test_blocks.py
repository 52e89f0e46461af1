"""The stacks of layers against their own formulas, and what is transposed against inner products."""

import pytest
import torch
from oracles import finite_differences
from torch import nn

from latents.models.blocks import Transposed, conv_decoder, conv_encoder, mlp

PICTURES = [((1, 8, 8), (4, 6)), ((1, 16, 16), (4, 6)), ((1, 28, 28), (4, 6)), ((3, 6, 10), (5,)),
            ((1, 8, 24), (2, 3, 4))]
REFUSED = [((1, 8, 8), (), 2), ((1, 8, 8), (4, 0), 2), ((1, 8, 8), (4,), 0), ((0, 8, 8), (4,), 2)]


def test_it_is_affine_maps_with_an_activation_between():
    network, rows = mlp(4, 5, 6, 3), torch.randn(7, 4)
    first, second, third = network[0], network[2], network[4]
    hidden = (rows @ first.weight.T + first.bias).clamp_min(0)
    hidden = (hidden @ second.weight.T + second.bias).clamp_min(0)
    torch.testing.assert_close(network(rows), hidden @ third.weight.T + third.bias)
    assert len(network) == 5


def test_two_sizes_make_one_linear_layer():
    assert [type(layer) for layer in mlp(4, 3)] == [nn.Linear]
    assert mlp(1, 1)(torch.zeros(2, 1)).shape == (2, 1)


def test_the_activation_can_be_chosen():
    assert [type(layer) for layer in mlp(4, 5, 3, activation=nn.Tanh)] == [nn.Linear, nn.Tanh, nn.Linear]


@pytest.mark.parametrize("sizes", [(), (4,), (4, 0), (0, 4), (4, -1, 3)])
def test_what_is_no_stack_of_layers_is_refused(sizes):
    with pytest.raises(ValueError, match="mlp needs at least two sizes, each one or more, got"):
        mlp(*sizes)


def test_a_transposed_layer_is_the_adjoint_of_its_layer():
    layer = nn.Linear(5, 3).double()
    back = Transposed(layer)
    rows, hidden = torch.randn(7, 5).double(), torch.randn(7, 3).double()
    forward = ((layer(rows) - layer.bias) * hidden).sum()
    torch.testing.assert_close(forward, (rows * (back(hidden) - back.bias)).sum())
    assert back(torch.zeros(1, 3).double()).abs().max() == 0


def test_a_transposed_layer_has_a_bias_of_its_own_and_no_weights():
    layer = nn.Linear(5, 3)
    tied = nn.Sequential(layer, Transposed(layer))
    assert sum(parameter.numel() for parameter in tied.parameters()) == 5 * 3 + 3 + 5
    with torch.no_grad():
        tied[1].bias += torch.arange(5.0)
        layer.weight.zero_()
    torch.testing.assert_close(tied(torch.randn(2, 5)), torch.arange(5.0).expand(2, 5))


def test_gradients_of_both_layers_add_up_in_shared_weights():
    layer, rows = nn.Linear(5, 3).double(), torch.randn(7, 5).double()
    tied = nn.Sequential(layer, nn.Tanh(), Transposed(layer))
    (tied(rows) ** 2).sum().backward()

    def value(weight):
        hidden = (rows @ weight.T + layer.bias).tanh()
        return ((hidden @ weight) ** 2).sum()

    torch.testing.assert_close(layer.weight.grad, finite_differences(value, layer.weight.detach()))


@pytest.mark.parametrize(("shape", "widths"), PICTURES)
def test_convolutions_turn_pictures_into_codes_and_back(shape, widths):
    pictures = torch.rand(3, *shape)
    encoder, decoder = conv_encoder(shape, widths, 7), conv_decoder(7, widths[::-1], shape)
    assert encoder(pictures).shape == (3, 7)
    assert decoder(encoder(pictures)).shape == pictures.shape


@pytest.mark.parametrize(("shape", "widths"), PICTURES)
def test_every_parameter_is_counted(shape, widths):
    channels, height, width = shape
    small = widths[-1] * height * width // 4 ** len(widths)
    pairs = list(zip((channels, *widths), widths, strict=False))
    weights = sum(16 * before * after for before, after in pairs) + 7 * small
    encoder, decoder = conv_encoder(shape, widths, 7), conv_decoder(7, widths[::-1], shape)
    assert count(encoder) == weights + sum(widths) + 7
    assert count(decoder) == weights + small + sum(widths[:-1]) + channels


def count(network):
    return sum(parameter.numel() for parameter in network.parameters())


def test_each_transposed_convolution_is_the_adjoint_of_its_mirror_image():
    shape, widths = (1, 12, 8), (3, 5)
    down = [layer for layer in conv_encoder(shape, widths, 2) if isinstance(layer, nn.Conv2d)]
    up = [layer for layer in conv_decoder(2, widths[::-1], shape) if isinstance(layer, nn.ConvTranspose2d)]
    large = torch.rand(2, *shape)
    for fine, coarse in zip(down, reversed(up), strict=True):
        coarse.weight = fine.weight  # of the same shape, though a transposed layer maps the other way
        nn.init.zeros_(fine.bias)
        nn.init.zeros_(coarse.bias)
        small = torch.rand_like(fine(large))
        torch.testing.assert_close((fine(large) * small).sum(), (large * coarse(small)).sum())
        large = fine(large)


def test_relus_stand_between_the_layers_only():
    convolution, relu = [nn.Conv2d, nn.ReLU], [nn.ReLU, nn.ConvTranspose2d]
    assert [*map(type, conv_encoder((1, 8, 8), (2, 3), 2))] == [*convolution, *convolution, nn.Flatten, nn.Linear]
    assert [*map(type, conv_decoder(2, (3, 2), (1, 8, 8)))] == [nn.Linear, nn.Unflatten, *relu, *relu]


def test_a_picture_moved_by_four_pixels_moves_the_second_map_by_one():
    convolutions = conv_encoder((1, 16, 16), (3, 5), 2)[:4]
    for layer in convolutions[::2]:
        nn.init.zeros_(layer.bias)  # so that nothing is seen where nothing is
    pixels = torch.zeros(1, 1, 16, 16)
    pixels[..., 6:9, 6:9] = torch.rand(3, 3)
    moved = convolutions(pixels.roll(4, dims=3))
    assert moved.max() > 0
    torch.testing.assert_close(moved, convolutions(pixels).roll(1, dims=3))


@pytest.mark.parametrize(("shape", "widths", "code_size"), REFUSED)
def test_sizes_below_one_are_refused(shape, widths, code_size):
    with pytest.raises(ValueError, match="expected sizes of one or more and at least one width, got shape"):
        conv_encoder(shape, widths, code_size)
    with pytest.raises(ValueError, match="expected sizes of one or more and at least one width, got shape"):
        conv_decoder(code_size, widths, shape)


@pytest.mark.parametrize("shape", [(1, 7, 8), (1, 8, 10), (1, 2, 8)])
def test_sides_that_cannot_be_halved_are_refused(shape):
    message = rf"a picture of {shape[1]} x {shape[2]} cannot be halved 2 times; .* multiples of 4"
    with pytest.raises(ValueError, match=message):
        conv_encoder(shape, (4, 6), 2)
    with pytest.raises(ValueError, match=message):
        conv_decoder(2, (6, 4), shape)
