"""The training loop: `fit` descends one loss, `evaluate` measures it."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import reduce
from operator import add

import torch
from torch import Tensor, nn
from torch.optim import Adam, Optimizer

from .batches import Batch
from .guards import require_count, require_positive, require_terms
from .progress import Progress, Row

Terms = dict[str, Tensor]  # named scalars; the loss is their sum
Loss = Callable[[nn.Module, Batch], Terms]


def fit(
    model: nn.Module,
    batches: Iterable[Batch],
    loss: Loss,
    *,
    epochs: int = 10,
    learning_rate: float = 1e-3,
    optimizer: Callable[..., Optimizer] = Adam,
    held_out: Iterable[Batch] | None = None,
    after_epoch: Callable[[Row], None] | None = None,
    progress: bool = True,
) -> list[Row]:
    """Minimise the sum of the terms of `loss(model, batch)`; return a row an epoch.

    A row holds "epoch" (from 1), every term averaged over the examples as they were met
    during training, and their sum "loss"; with `held_out`, the same evaluated after the
    epoch under "held-out ..." names. The model is left in evaluation mode.

    Raises ValueError for epochs or a learning rate not above zero, for an iterable
    without batches and for a loss that returns no named scalars, FloatingPointError as
    soon as an epoch's loss is not finite.
    """
    require_count("epochs", epochs)
    require_positive("learning_rate", learning_rate)
    descent = optimizer(model.parameters(), lr=learning_rate)
    history = []
    with Progress(epochs, shown=progress) as shown:
        for epoch in range(1, epochs + 1):
            model.train()
            averages = Averages()
            for batch in batches:
                terms = loss(model, batch)
                averages.add(terms, batch)
                # sum() would start from zero: one more operation to differentiate
                descend(descent, reduce(add, terms.values()))
            row = {"epoch": epoch, **averages.row()}
            if held_out is not None:
                row |= {
                    f"held-out {name}": value
                    for name, value in evaluate(model, held_out, loss).items()
                }
            model.eval()
            finish_epoch(row, history, shown, after_epoch)
    return history


@torch.no_grad()
def evaluate(model: nn.Module, batches: Iterable[Batch], loss: Loss) -> Row:
    """Average each term of the loss, and their sum "loss", over the examples.

    This is done in evaluation mode and without gradients.

    Raises ValueError for an iterable without batches and for a loss that returns no
    named scalars.
    """
    model.eval()
    averages = Averages()
    for batch in batches:
        averages.add(loss(model, batch), batch)
    return averages.row()


def descend(descent: Optimizer, loss: Tensor) -> None:
    """One step of the optimiser down the gradient of a scalar."""
    descent.zero_grad()
    loss.backward()
    descent.step()


def finish_epoch(
    row: Row,
    history: list[Row],
    shown: Progress,
    after_epoch: Callable[[Row], None] | None,
) -> None:
    """Keep and show a row, unless training has diverged."""
    lost = [name for name, value in row.items() if not math.isfinite(value)]
    if lost:
        raise FloatingPointError(
            f"{lost[0]} is {row[lost[0]]} in epoch {row['epoch']}; "
            "try a smaller learning_rate"
        )
    history.append(row)
    shown.update(row)
    if after_epoch is not None:
        after_epoch(row)


class Averages:
    """Running means of named terms, weighted by batch size.

    On a GPU, nothing is copied back before `row`.
    """

    def __init__(self):
        self.sums, self.count = defaultdict(float), 0

    def add(self, terms: Terms, batch: Batch) -> None:
        require_terms(terms)
        size = len(batch if isinstance(batch, Tensor) else batch[0])
        self.count += size
        for name, term in terms.items():
            wide = torch.promote_types(term.dtype, torch.float32)  # sums in half stall
            self.sums[name] += term.detach().to(wide) * size

    def row(self, total: bool = True) -> Row:
        if self.count == 0:
            raise ValueError(
                "there was no batch to learn from or to evaluate; pass at least one"
            )
        means = {name: float(value) / self.count for name, value in self.sums.items()}
        return means | ({"loss": sum(means.values())} if total else {})
