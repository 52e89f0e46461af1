"""Convolutional halves of an autoencoder, and the players of a small DCGAN.

A. Radford, L. Metz, S. Chintala, Unsupervised representation learning with deep
convolutional generative adversarial networks, 2016, arXiv 1511.06434.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import prod

from torch import nn


def conv_encoder(
    shape: tuple[int, int, int], widths: Sequence[int], code_size: int
) -> nn.Sequential:
    """Convolutions that halve the picture's sides, ReLUs, then one linear layer.

    [n, *shape] → [n, code_size], where `shape` is (channels, height, width) and
    `widths` are the channels after each halving.

    Raises ValueError for a size below one and for sides that cannot be halved that
    often.
    """
    small = shape_after_halvings(shape, widths, code_size)
    layers = []
    for before, after in pairwise((shape[0], *widths)):
        layers += [nn.Conv2d(before, after, 4, stride=2, padding=1), nn.ReLU()]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(prod(small), code_size))


def conv_decoder(
    code_size: int, widths: Sequence[int], shape: tuple[int, int, int]
) -> nn.Sequential:
    """The mirror image of `conv_encoder`: transposed convolutions double the sides.

    [n, code_size] → [n, *shape], where `widths` are the channels before each doubling.
    Nothing follows the last convolution.

    Raises as `conv_encoder`.
    """
    small = shape_after_halvings(shape, widths[::-1], code_size)
    layers = [nn.Linear(code_size, prod(small)), nn.Unflatten(1, small)]
    for before, after in pairwise((*widths, shape[0])):
        up = nn.ConvTranspose2d(before, after, 4, stride=2, padding=1)
        layers += [nn.ReLU(), up]
    return nn.Sequential(*layers)


def conv_generator(
    latent_size: int, widths: Sequence[int], shape: tuple[int, int, int]
) -> nn.Sequential:
    """The generator of a DCGAN: latents [n, latent_size] → pictures [n, *shape].

    `conv_decoder` with batch norm before each ReLU, and a sigmoid at the end, which
    keeps grey levels in [0, 1].

    Raises as `conv_encoder`.
    """
    small = shape_after_halvings(shape, widths[::-1], latent_size)
    layers = [nn.Linear(latent_size, prod(small)), nn.Unflatten(1, small)]
    for before, after in pairwise((*widths, shape[0])):
        up = nn.ConvTranspose2d(before, after, 4, stride=2, padding=1)
        layers += [nn.BatchNorm2d(before), nn.ReLU(), up]
    return nn.Sequential(*layers, nn.Sigmoid())


def conv_discriminator(
    shape: tuple[int, int, int], widths: Sequence[int]
) -> nn.Sequential:
    """The discriminator of a DCGAN: pictures [n, *shape] → logits [n, 1].

    `conv_encoder` with leaky ReLUs and with batch norm before each but the first.

    Raises as `conv_encoder`.
    """
    small = shape_after_halvings(shape, widths, 1)
    layers = []
    for before, after in pairwise((shape[0], *widths)):
        norm = [nn.BatchNorm2d(after)] if layers else []
        down = nn.Conv2d(before, after, 4, stride=2, padding=1)
        layers += [down, *norm, nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(prod(small), 1))


def shape_after_halvings(
    shape: tuple[int, int, int], widths: Sequence[int], code_size: int
) -> tuple[int, int, int]:
    """(channels, height, width) where the last of the convolutions ends."""
    _, height, width = shape
    if not widths or min(*shape, *widths, code_size) < 1:
        raise ValueError(
            "expected sizes of one or more and at least one width, "
            f"got shape {shape}, widths {tuple(widths)}, code_size {code_size}"
        )
    factor = 2 ** len(widths)
    if height % factor or width % factor:
        raise ValueError(
            f"a picture of {height} x {width} cannot be halved {len(widths)} times; "
            f"use fewer widths, or pad its sides to multiples of {factor}"
        )
    return widths[-1], height // factor, width // factor
