"""Stacks of fully connected layers."""

from itertools import pairwise

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
