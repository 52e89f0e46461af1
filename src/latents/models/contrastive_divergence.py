"""Training restricted Boltzmann machines by contrastive divergence, persistent or not.

G. Hinton, Training products of experts by minimizing contrastive divergence, 2002.
L. Younes, On the convergence of Markovian stochastic algorithms with rapidly
decreasing ergodicity rates, 1999.
T. Tieleman, Training restricted Boltzmann machines using approximations to the
likelihood gradient, 2008.

The gradients are written out: for matrices as small as these, autograd would take
several times as long.
"""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor

from ..batches import Batches
from ..guards import (
    require_count,
    require_matrix,
    require_positive,
    require_unit_interval,
)
from ..progress import Row
from ..training import Paced, Schedule, constant, run_epochs
from .rbm import RBM, coin_flips, on_probabilities


def fit_rbm(
    rbm: RBM,
    batches: Iterable[Tensor],
    *,
    epochs: int = 10,
    learning_rate: float = 0.1,
    schedule: Schedule = constant,
    steps: int = 1,
    chains: Tensor | None = None,
    after_epoch: Callable[[Row], None] | None = None,
    progress: bool = True,
) -> list[Row]:
    """Contrastive divergence, by stochastic gradient ascent; return a row an epoch.

    Without `chains`, CD-k (Hinton 2002): Gibbs chains of k = `steps` steps start at
    each batch. With hidden states (or their probabilities) `chains` [n, hidden],
    persistent CD (Tieleman 2008): these chains go on from batch to batch. A row holds
    "epoch" (from 1) and "weight", the root of the mean squared weight.

    Raises as `fit` does, and ValueError for steps not above zero, for chains that are
    no matrix [n, hidden] and batches that are none [n, visible], of values in [0, 1].
    """
    require_positive("learning_rate", learning_rate)
    require_count("steps", steps)
    if chains is not None:
        require_units(chains, rbm.hidden_bias)
    uncut = batches.tensors if isinstance(batches, Batches) else batches
    for visible in uncut:
        require_units(visible, rbm.visible_bias)

    def one_epoch(paced: Paced) -> Row:
        nonlocal chains
        rated = ((visible, learning_rate * factor) for visible, factor in paced)
        chains = ascend(rbm, rated, chains, steps=steps)
        return {"weight": float(rbm.weight.detach().square().mean().sqrt())}

    return run_epochs(
        one_epoch,
        batches,
        epochs=epochs,
        schedule=schedule,
        after_epoch=after_epoch,
        progress=progress,
    )


def require_units(values: Tensor, bias: Tensor) -> None:
    """Raise ValueError unless these are values in [0, 1] for the units of a layer."""
    require_matrix(values, len(bias))
    require_unit_interval(values)


@torch.inference_mode()
def ascend(
    rbm: RBM,
    batches: Iterable[tuple[Tensor, float]],
    chains: Tensor | None,
    *,
    steps: int,
) -> Tensor | None:
    """A step a batch along the mean of ∂(-E)/∂θ over the data minus that over chains.

    With each batch [n, visible] comes the learning rate. The chains start at hidden
    states `chains` [n, hidden] and go on from batch to batch; if None, they start anew
    at each batch's own hidden states. Returns p(h = 1 | v) where they have come to,
    [n, hidden], or None if they start anew.
    """
    weight, visible_bias, hidden_bias = rbm.weight, rbm.visible_bias, rbm.hidden_bias
    transposed, persistent = weight.T, chains is not None
    for visible, rate in batches:
        # positive phase: the hidden units look at the data, [n, visible] → [n, hidden]
        hidden = on_probabilities(visible, weight, hidden_bias)
        # negative phase: chains [m, hidden] dream fantasies [m, visible]
        chains = chains if persistent else hidden
        for _ in range(steps):
            flipped = coin_flips(chains)
            fantasies = coin_flips(on_probabilities(flipped, transposed, visible_bias))
            chains = on_probabilities(fantasies, weight, hidden_bias)
        positive, negative = (visible, hidden, rate), (fantasies, chains, -rate)
        for v, h, step in positive, negative:
            n = len(v)
            columns, ones = v.T, v.new_ones(n)  # [visible, n], [n]
            weight.addmm_(columns, h, alpha=step / n)  # ⟨v hᵀ⟩
            visible_bias.addmv_(columns, ones, alpha=step / n)  # ⟨v⟩
            hidden_bias.addmv_(h.T, ones, alpha=step / n)  # ⟨h⟩
    return chains if persistent else None
