"""Stacks of layers shared by several models."""

from itertools import pairwise

from torch import nn


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
