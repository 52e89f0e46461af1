"""Stacks of fully connected layers."""

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..guards import require_count


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


class SideBySide(nn.Module):
    """`count` networks of the sizes of `mlp`, trained at once and apart.

    [count · n, sizes[0]] → [count · n, sizes[-1]]: rows take turns among the networks,
    row i goes through network i modulo `count`. A loss averaged over rows then gives
    each network its own gradient, divided by `count`, which Adam does not notice.

    Raises ValueError as `mlp`, and for a count below one.
    """

    def __init__(self, count: int, *sizes: int):
        super().__init__()
        require_count("count", count)
        self.count = count
        stacks = [mlp(*sizes)[::2] for _ in range(count)]  # without the ReLUs
        self.weights, self.biases = nn.ParameterList(), nn.ParameterList()
        for layers in zip(*stacks, strict=True):
            self.weights.append(torch.stack([layer.weight.T for layer in layers]))
            self.biases.append(torch.stack([layer.bias[None] for layer in layers]))

    def forward(self, rows: Tensor) -> Tensor:
        values = rows.unflatten(0, (-1, self.count)).transpose(0, 1)  # [count, n, in]
        for number, (weight, bias) in enumerate(
            zip(self.weights, self.biases, strict=True)
        ):
            values = torch.baddbmm(bias, F.relu(values) if number else values, weight)
        return values.transpose(0, 1).flatten(0, 1)


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
