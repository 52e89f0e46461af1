"""The training loop: `fit` descends one loss, `evaluate` measures it."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import add

import torch
from torch import Tensor, nn
from torch.optim import Adam, Optimizer

from .batches import Batch
from .guards import (
    require_batches,
    require_count,
    require_numbers,
    require_positive,
    require_terms,
)
from .progress import Progress, Row

Terms = dict[str, Tensor]  # named scalars; the loss is their sum
Loss = Callable[[nn.Module, Batch], Terms]
Schedule = Callable[[float], float]  # share of the training done → factor of the rate
Paced = Iterator[tuple[Batch, float]]  # the batches of an epoch, each with its factor


def constant(done: float) -> float:
    """A learning rate that stays as it is."""
    return 1.0


def falling(to: float) -> Schedule:
    """A learning rate that falls in a straight line to `to` times itself at the end."""
    return lambda done: 1.0 + (to - 1.0) * done


def fit(
    model: nn.Module,
    batches: Iterable[Batch],
    loss: Loss,
    *,
    epochs: int = 10,
    learning_rate: float = 1e-3,
    schedule: Schedule = constant,
    optimizer: Callable[..., Optimizer] = Adam,
    held_out: Iterable[Batch] | None = None,
    watch: Callable[[nn.Module], Row] | None = None,
    after_epoch: Callable[[Row], None] | None = None,
    progress: bool = True,
) -> list[Row]:
    """Minimise the sum of the terms of `loss(model, batch)`; return a row an epoch.

    A row holds "epoch" (from 1), every term averaged over the examples as they were met
    during training, and their sum "loss". After the epoch, `held_out` adds the same of
    other batches as "held-out ...", and `watch(model)` numbers that nobody minimises,
    as "watched ...". The model is left in evaluation mode.

    Raises ValueError as `run_epochs` does, and for a learning rate not above zero, a
    loss that returns no named scalars or calls one "loss" or "epoch", and a watch that
    returns no named numbers.
    """
    require_positive("learning_rate", learning_rate)
    descent = optimizer(model.parameters(), lr=learning_rate)

    def one_epoch(paced: Paced) -> Row:
        model.train()
        averages = Averages()
        for batch, factor in paced:
            terms = loss(model, batch)
            averages.add(terms, batch)
            # sum() would start from zero: one more operation to differentiate
            descend(descent, reduce(add, terms.values()), factor)
        model.eval()
        row = averages.row()
        if held_out is not None:
            row |= prefixed("held-out", evaluate(model, held_out, loss))
        if watch is not None:
            row |= prefixed("watched", watched(model, watch))
        return row

    return run_epochs(
        one_epoch,
        batches,
        epochs=epochs,
        schedule=schedule,
        after_epoch=after_epoch,
        progress=progress,
    )


@torch.no_grad()
def evaluate(model: nn.Module, batches: Iterable[Batch], loss: Loss) -> Row:
    """Average each term of the loss, and their sum "loss", over the examples.

    This is done in evaluation mode and without gradients.

    Raises ValueError for an iterable without batches and for a loss that returns no
    named scalars or calls one "loss" or "epoch".
    """
    model.eval()
    averages = Averages()
    for batch in batches:
        averages.add(loss(model, batch), batch)
    return averages.row()


def run_epochs(
    one_epoch: Callable[[Paced], Row],
    batches: Iterable[Batch],
    *,
    epochs: int,
    schedule: Schedule,
    after_epoch: Callable[[Row], None] | None,
    progress: bool,
) -> list[Row]:
    """Call `one_epoch`, which learns from each batch once, that often; return its rows.

    With every batch it gets the factor of the learning rate, `schedule(done)`, where
    `done` is the share of all batches that went before: from 0 to just below 1.

    Raises ValueError for epochs not above zero, for batches that are none or have no
    length, and for a factor below zero; FloatingPointError as soon as a row holds a
    value that is not finite.
    """
    require_count("epochs", epochs)
    require_batches(batches)
    history = []
    with Progress(epochs, shown=progress) as shown:
        for epoch in range(1, epochs + 1):
            paced = pace(batches, schedule, epoch=epoch, epochs=epochs)
            row = {"epoch": epoch, **one_epoch(paced)}
            stop_if_diverged(row)
            history.append(row)
            shown.update(row)
            if after_epoch is not None:
                after_epoch(row)
    return history


def pace(
    batches: Iterable[Batch], schedule: Schedule, *, epoch: int, epochs: int
) -> Paced:
    """The batches of an epoch, each with its factor of the learning rate."""
    count = len(batches)
    for number, batch in enumerate(batches, start=(epoch - 1) * count):
        done = number / (epochs * count)
        factor = schedule(done)
        if not factor >= 0:
            raise ValueError(
                f"schedule({done:.3g}) is {factor}; "
                "it must return a factor of the learning rate, zero or more"
            )
        yield batch, factor


def descend(descent: Optimizer, loss: Tensor, factor: float) -> None:
    """One step of the optimiser down the gradient of a scalar, with its rate scaled."""
    for group in descent.param_groups:
        group["lr"] = factor * group.setdefault("initial_lr", group["lr"])
    descent.zero_grad()
    loss.backward()
    descent.step()


def stop_if_diverged(row: Row) -> None:
    """Raise FloatingPointError if a value of a row is not finite."""
    for name, value in row.items():
        if not math.isfinite(value):
            raise FloatingPointError(
                f"{name} is {value} in epoch {row['epoch']}; "
                "try a smaller learning_rate"
            )


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


@torch.no_grad()
def watched(model: nn.Module, watch: Callable[[nn.Module], Row]) -> Row:
    """The numbers that `watch(model)` returns."""
    values = watch(model)
    require_numbers(values)
    return {name: float(value) for name, value in values.items()}


def prefixed(word: str, row: Row) -> Row:
    """The same values under names that begin with this word."""
    return {f"{word} {name}": value for name, value in row.items()}
