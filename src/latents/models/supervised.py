"""Supervised learning in one line: a criterion compares a network with a target."""

from collections.abc import Callable

from torch import Tensor, nn

from ..training import Terms


def supervised_loss(
    network: nn.Module,
    batch: tuple[Tensor, Tensor],
    criterion: Callable[[Tensor, Tensor], Tensor],
) -> Terms:
    """L(y, t) of outputs y and targets t, averaged over the batch by the criterion."""
    inputs, targets = batch
    return {"label": criterion(network(inputs), targets)}
