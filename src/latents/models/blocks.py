"""Stacks of layers shared by several models."""

from collections.abc import Sequence
from itertools import pairwise
from math import prod

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def mlp(*sizes: int, activation: type[nn.Module] = nn.ReLU) -> nn.Sequential:
    """Linear layers between consecutive sizes, an activation between layers.

    [n, sizes[0]] → [n, sizes[-1]].

    Raises ValueError for fewer than two sizes or a size below one.
    """
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"mlp needs at least two sizes, each one or more, got {sizes}")
    layers = []
    for before, after in pairwise(sizes):
        layers += [nn.Linear(before, after), activation()]
    return nn.Sequential(*layers[:-1])


class Transposed(nn.Module):
    """The transpose of a linear layer, with the same weights and a bias of its own.

    Where `linear` maps [n, in_features] → [n, out_features] by W x + b, this maps
    [n, out_features] → [n, in_features] by Wᵀ h + c; c starts at zero. The weights are
    shared: gradients from both layers add up in them.
    """

    def __init__(self, linear: nn.Linear):
        super().__init__()
        self.linear = linear
        self.bias = nn.Parameter(torch.zeros(linear.in_features).to(linear.weight))

    def forward(self, hidden: Tensor) -> Tensor:
        return F.linear(hidden, self.linear.weight.T, self.bias)


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
