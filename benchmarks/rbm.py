"""Contrastive divergence with 128 hidden units against scikit-learn's persistent chains.

Both need the same five matrix products a batch. scikit-learn computes in the precision of its data: double by
default, single if asked to.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import torch
from sklearn.neural_network import BernoulliRBM
from timing import Comparison, compare
from torch import Tensor
from torch.nn import functional as F

from latents import Batches
from latents.data.digits import digits
from latents.models.contrastive_divergence import fit_rbm
from latents.models.rbm import RBM
from latents.models.rbm_likelihood import pseudo_log_likelihood

HIDDEN, RATE = 128, 0.1


class Task(NamedTuple):
    """A data set, how it is learned, and how many times faster than scikit-learn that should be."""

    name: str
    data: Tensor
    batch: int
    epochs: int
    double: float
    single: float = 1.0


def tasks() -> list[Task]:
    """Binary digits as they are, and enlarged to 10,000 pictures of 28 x 28."""
    pixels = digits().pixels
    large = F.interpolate(pixels, size=(28, 28), mode="bilinear").repeat(6, 1, 1, 1)[:10_000]
    small, large = ((pictures.flatten(1) > 0.5).float() for pictures in (pixels, large))
    return [
        Task("1797 x 64", small, 10, epochs=20, double=2.0),
        Task("1797 x 64", small, 100, epochs=20, double=2.0),
        Task("10,000 x 784", large, 10, epochs=2, double=4.0),
        Task("10,000 x 784", large, 100, epochs=4, double=2.5),
    ]


def train(task: Task) -> RBM:
    """Our machine, by CD-1."""
    torch.manual_seed(0)
    rbm = RBM(task.data.shape[1], HIDDEN)
    fit_rbm(rbm, Batches(task.data, size=task.batch), epochs=task.epochs, learning_rate=RATE, progress=False)
    return rbm


def reference(task: Task) -> BernoulliRBM:
    """An untrained machine of scikit-learn's."""
    return BernoulliRBM(HIDDEN, learning_rate=RATE, batch_size=task.batch, n_iter=task.epochs, random_state=0)


def as_good(data: Tensor, ours: RBM, theirs: BernoulliRBM) -> None:
    """Raises AssertionError unless ours has the higher pseudo-likelihood, by our measure for both."""
    copy = RBM(data.shape[1], HIDDEN)
    parts = {"weight": theirs.components_.T, "visible_bias": theirs.intercept_visible_,
             "hidden_bias": theirs.intercept_hidden_}
    copy.load_state_dict({name: torch.tensor(part) for name, part in parts.items()})
    own, other = (pseudo_log_likelihood(rbm, data[:500]).mean().item() for rbm in (ours, copy))
    assert own >= other, f"a pseudo-log-likelihood of {own:.2f} nats, below scikit-learn's {other:.2f}"


def comparisons() -> Iterator[Comparison]:
    """Two comparisons for each task: with scikit-learn in double and in single precision."""
    for task in tasks():
        for precision, at_least in (torch.double, task.double), (torch.float, task.single):
            rows = task.data.to(precision).numpy()
            rival = f"scikit-learn, {str(precision).removeprefix('torch.')}"
            yield compare(f"RBM of {task.name} by {task.batch}, {task.epochs} epochs", partial(train, task),
                          {rival: partial(reference(task).fit, rows)}, at_least=at_least,
                          agree=partial(as_good, task.data))
