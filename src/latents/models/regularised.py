"""Losses that keep a network from learning its examples by heart.

A. Krogh and J. Hertz, A simple weight decay can improve generalization, 1991;
C. Bishop, Training with noise is equivalent to Tikhonov regularization, 1995;
L. Prechelt, Early stopping - but when?, 1998.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from ..guards import require_count, require_not_below_zero
from ..progress import Row
from ..training import Loss, Terms


def weights(network: nn.Module) -> list[Tensor]:
    """The parameters that inputs are multiplied with: all but biases and scales."""
    return [values for values in network.parameters() if values.dim() > 1]


def squared_weights(network: nn.Module) -> Tensor:
    """The sum of all squared weights: L2, weight decay."""
    return torch.stack([values.square().sum() for values in weights(network)]).sum()


def absolute_weights(network: nn.Module) -> Tensor:
    """The sum of all weights' absolute values: L1."""
    return torch.stack([values.abs().sum() for values in weights(network)]).sum()


def penalised(
    network: nn.Module,
    batch: tuple[Tensor, Tensor],
    loss: Loss,
    *,
    penalty: Callable[[nn.Module], Tensor],
    strength: float,
) -> Terms:
    """A loss, and as a further term "penalty" strength · penalty(network).

    Raises ValueError for a strength below zero.
    """
    require_not_below_zero("strength", strength)
    return loss(network, batch) | {"penalty": strength * penalty(network)}


def changed(
    network: nn.Module,
    batch: tuple[Tensor, Tensor],
    loss: Loss,
    *,
    change: Callable[[Tensor], Tensor],
) -> Terms:
    """A loss of inputs that `change` moves or disturbs; targets stay.

    It is new at every call: noise added (Bishop 1995), pictures shifted.
    """
    inputs, targets = batch
    return loss(network, (change(inputs), targets))


def stopped(history: list[Row], name: str, patience: int) -> int:
    """The epoch to go back to: the last best one before patience ran out.

    Training ends as soon as `patience` epochs in a row have brought no new smallest
    value of the column `name` (Prechelt 1998); of equal values the first counts.

    Raises ValueError for a patience that is no whole number above zero, an empty
    history and a name that it does not have.
    """
    require_count("patience", patience)
    if not history or name not in history[0]:
        raise ValueError(
            f"expected a history with a column {name!r}, got the columns "
            f"{list(history[0]) if history else []}"
        )
    best = history[0]
    for row in history:
        if row[name] < best[name]:
            best = row
        if row["epoch"] - best["epoch"] >= patience:
            break
    return best["epoch"]
