"""Convolutions against their parameter counts, what is transposed against inner products."""

import pytest
import torch
from torch import nn

from latents.layers.convolution import conv_decoder, conv_discriminator, conv_encoder, conv_generator

PICTURES = [((1, 8, 8), (4, 6)), ((1, 16, 16), (4, 6)), ((1, 28, 28), (4, 6)), ((3, 6, 10), (5,)),
            ((1, 8, 24), (2, 3, 4))]
REFUSED = [((1, 8, 8), (), 2), ((1, 8, 8), (4, 0), 2), ((1, 8, 8), (4,), 0), ((0, 8, 8), (4,), 2)]


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


@pytest.mark.parametrize(("shape", "widths"), PICTURES)
def test_the_players_of_a_dcgan_have_the_sizes_of_an_autoencoders_halves(shape, widths):
    """Each width but the discriminator's first has a batch norm of two numbers a channel; one logit comes out."""
    generator, discriminator = conv_generator(7, widths[::-1], shape), conv_discriminator(shape, widths)
    pictures = generator(3 * torch.randn(4, 7))
    assert pictures.shape == (4, *shape)
    assert 0 < pictures.min() < pictures.max() < 1
    assert discriminator(pictures).shape == (4, 1)
    assert count(generator) == count(conv_decoder(7, widths[::-1], shape)) + 2 * sum(widths)
    assert count(discriminator) == count(conv_encoder(shape, widths, 1)) + 2 * sum(widths[1:])


def test_batch_norm_stands_before_every_activation_but_the_discriminators_first():
    up, down = [nn.BatchNorm2d, nn.ReLU, nn.ConvTranspose2d], [nn.Conv2d, nn.BatchNorm2d, nn.LeakyReLU]
    generator, discriminator = conv_generator(2, (3, 2), (1, 8, 8)), conv_discriminator((1, 8, 8), (2, 3))
    assert [*map(type, generator)] == [nn.Linear, nn.Unflatten, *up, *up, nn.Sigmoid]
    assert [*map(type, discriminator)] == [nn.Conv2d, nn.LeakyReLU, *down, nn.Flatten, nn.Linear]
    assert {layer.negative_slope for layer in discriminator if isinstance(layer, nn.LeakyReLU)} == {0.2}


@pytest.mark.parametrize(("shape", "widths", "code_size"), REFUSED)
def test_sizes_below_one_are_refused(shape, widths, code_size):
    with pytest.raises(ValueError, match="expected sizes of one or more and at least one width, got shape"):
        conv_encoder(shape, widths, code_size)
    with pytest.raises(ValueError, match="expected sizes of one or more and at least one width, got shape"):
        conv_decoder(code_size, widths, shape)
    with pytest.raises(ValueError, match="expected sizes of one or more and at least one width, got shape"):
        conv_generator(code_size, widths, shape)
    if code_size:
        with pytest.raises(ValueError, match="expected sizes of one or more and at least one width, got shape"):
            conv_discriminator(shape, widths)


@pytest.mark.parametrize("shape", [(1, 7, 8), (1, 8, 10), (1, 2, 8)])
def test_sides_that_cannot_be_halved_are_refused(shape):
    message = rf"a picture of {shape[1]} x {shape[2]} cannot be halved 2 times; .* multiples of 4"
    with pytest.raises(ValueError, match=message):
        conv_encoder(shape, (4, 6), 2)
    with pytest.raises(ValueError, match=message):
        conv_decoder(2, (6, 4), shape)
