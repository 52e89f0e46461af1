"""Training restricted Boltzmann machines by contrastive divergence, persistent or not.

G. Hinton, Training products of experts by minimizing contrastive divergence, 2002.
L. Younes, On the convergence of Markovian stochastic algorithms with rapidly
    decreasing ergodicity rates, 1999.
T. Tieleman, Training restricted Boltzmann machines using approximations to the
    likelihood gradient, 2008.

The gradients are written out: for matrices as small as these, autograd would take
several times as long.
"""

from collections.abc import Callable, Iterable, Iterator

import torch
from torch import Tensor

from ..guards import (
    require_count,
    require_matrix,
    require_positive,
    require_unit_interval,
)
from ..progress import Progress, Row
from ..training import finish_epoch
from .rbm import RBM, coin_flips, on_probabilities


def fit_rbm(
    rbm: RBM,
    batches: Iterable[Tensor],
    *,
    epochs: int = 10,
    learning_rate: float = 0.1,
    final_rate: float | None = None,
    steps: int = 1,
    chains: Tensor | None = None,
    after_epoch: Callable[[Row], None] | None = None,
    progress: bool = True,
) -> list[Row]:
    """Contrastive divergence, by stochastic gradient ascent; return a row an epoch.

    Without `chains`, CD-k (Hinton 2002): Gibbs chains of k = `steps` steps start at
    each batch. With hidden states (or their probabilities) `chains` [n, hidden],
    persistent CD (Tieleman 2008): these chains go on from batch to batch. The learning
    rate falls linearly from `learning_rate` to `final_rate` (None: it stays). A row
    holds "epoch" (from 1) and "weight", the root of the mean squared weight.

    Raises ValueError for epochs, rates or steps not above zero, for chains that are no
    matrix [n, hidden] of values in [0, 1], for batches that are none [n, visible],
    checked in the first epoch, and for no batch; FloatingPointError for weights that
    are no longer finite.
    """
    final_rate = learning_rate if final_rate is None else final_rate
    require_count("epochs", epochs)
    require_count("steps", steps)
    require_positive("learning_rate", learning_rate)
    require_positive("final_rate", final_rate)
    if chains is not None:
        require_matrix(chains, len(rbm.hidden_bias))
        require_unit_interval(chains)
    history = []
    rates = torch.linspace(learning_rate, final_rate, epochs).tolist()
    with Progress(epochs, shown=progress) as shown:
        for epoch, rate in enumerate(rates, start=1):
            source = batches if epoch > 1 else checked(batches, len(rbm.visible_bias))
            chains = ascend(rbm, source, chains, rate=rate, steps=steps)
            weight = rbm.weight.detach().square().mean().sqrt()
            row = {"epoch": epoch, "weight": float(weight)}
            finish_epoch(row, history, shown, after_epoch)
    return history


def checked(batches: Iterable[Tensor], visible_size: int) -> Iterator[Tensor]:
    """The same batches; raises ValueError unless all are [n, visible] and in [0, 1]."""
    for visible in batches:
        require_matrix(visible, visible_size)
        require_unit_interval(visible)
        yield visible


@torch.inference_mode()
def ascend(
    rbm: RBM,
    batches: Iterable[Tensor],
    chains: Tensor | None,
    *,
    rate: float,
    steps: int,
) -> Tensor | None:
    """A step a batch along the mean of ∂(-E)/∂θ over the data minus that over chains.

    The chains start at hidden states `chains` [n, hidden] and go on from batch to
    batch; if None, they start anew at each batch's own hidden states. Returns p(h = 1 |
    v) where they have come to, [n, hidden], or None if they start anew. Raises
    ValueError for no batch.
    """
    weight, visible_bias, hidden_bias = rbm.weight, rbm.visible_bias, rbm.hidden_bias
    transposed, wandering = weight.T, None
    for visible in batches:
        hidden = on_probabilities(visible, weight, hidden_bias)
        wandering = hidden if chains is None else chains
        for _ in range(steps):
            flipped = coin_flips(wandering)
            fantasies = coin_flips(on_probabilities(flipped, transposed, visible_bias))
            wandering = on_probabilities(fantasies, weight, hidden_bias)
        towards, away = rate / len(visible), -rate / len(fantasies)
        for v, h, share in (visible, hidden, towards), (fantasies, wandering, away):
            v_transposed, shares = v.T, v.new_full((len(v),), share)
            weight.addmm_(v_transposed, h, alpha=share)
            visible_bias.addmv_(v_transposed, shares)  # shares of the rows, summed
            hidden_bias.addmv_(h.T, shares)
        chains = None if chains is None else wandering
    if wandering is None:
        raise ValueError("there was no batch to learn from; pass at least one")
    return chains
