"""How likely an RBM finds a picture: exactly, by annealing, and without Z.

R. Salakhutdinov and I. Murray, On the quantitative analysis of deep belief networks,
2008.
J. Besag, Statistical analysis of non-lattice data, 1975.
"""

import math
from copy import deepcopy
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from ..guards import require_binary, require_count, require_finite
from .rbm import RBM, coin_flips

LARGEST = 20  # units of a layer whose states can still be enumerated


def log_partition(rbm: RBM) -> Tensor:
    """log Z in nats, exactly: every state of the smaller layer, the larger summed out.

    Differentiable. Raises ValueError if the smaller layer has more than 20 units.
    """
    weight, large, small = rbm.weight, rbm.visible_bias, rbm.hidden_bias
    if len(large) < len(small):
        weight, large, small = weight.T, small, large
    states = binary_states(len(small)).to(weight)
    parts = [
        chunk @ small + F.softplus(chunk @ weight.T + large).sum(dim=1)
        for chunk in states.split(2**14)  # bounds the memory
    ]
    return torch.cat(parts).logsumexp(dim=0)


def binary_states(size: int) -> Tensor:
    """Every vector of `size` zeros and ones, one a row: [2 ** size, size].

    Raises ValueError for a size above 20.
    """
    if size > LARGEST:
        raise ValueError(
            f"{size} units have too many states to enumerate; take at most {LARGEST}, "
            "or estimate log Z with annealed_log_partition"
        )
    return ((torch.arange(2**size)[:, None] >> torch.arange(size)) & 1).float()


class Estimate(NamedTuple):
    """A sampled quantity and its standard error."""

    value: Tensor
    error: Tensor


@torch.no_grad()
def annealed_log_partition(
    rbm: RBM,
    *,
    chains: int = 500,
    temperatures: int = 1000,
    base: Tensor | None = None,
) -> Estimate:
    """log Z in nats by annealed importance sampling.

    Salakhutdinov & Murray (2008). The chains start in an RBM with visible biases `base`
    (zeros if None) and nothing else, and follow it while it turns into `rbm`, in equal
    steps; from zeros, these are steps of the inverse temperature. The standard error,
    of first order, counts only what the chains saw.

    Raises ValueError for fewer than two chains, no temperatures or an infinite base.
    """
    require_count("temperatures", temperatures)
    if chains < 2:
        raise ValueError(f"a standard error needs at least two chains, got {chains}")
    base = torch.zeros_like(rbm.visible_bias) if base is None else base
    require_finite(base)
    warm = deepcopy(rbm)
    cool(warm, rbm, base, 0.0)
    visible = coin_flips(torch.sigmoid(base).expand(chains, -1))
    log_weights = base.new_zeros(chains)
    for step in range(1, temperatures + 1):
        before = warm.free_energy(visible)
        cool(warm, rbm, base, step / temperatures)
        log_weights += before - warm.free_energy(visible)
        visible = warm.gibbs(visible)
    log_mean = log_weights.logsumexp(dim=0) - math.log(chains)
    spread = (log_weights - log_mean).exp().std()
    log_base = F.softplus(base).sum() + len(rbm.hidden_bias) * math.log(2)
    return Estimate(log_base + log_mean, spread / math.sqrt(chains))


def cool(warm: RBM, rbm: RBM, base: Tensor, inverse: float) -> None:
    """Set `warm` on the way from the base (0) to `rbm` (1)."""
    warm.weight.copy_(inverse * rbm.weight)
    warm.hidden_bias.copy_(inverse * rbm.hidden_bias)
    warm.visible_bias.copy_(torch.lerp(base, rbm.visible_bias, inverse))


@torch.no_grad()
def log_likelihood(rbm: RBM, visible: Tensor, log_partition: Tensor) -> Tensor:
    """log p(v) = -F(v) - log Z in nats, one value a row: [n, visible] → [n].

    Raises ValueError for units that are not 0 or 1.
    """
    require_binary(visible)
    return -rbm.free_energy(visible) - log_partition


@torch.no_grad()
def pseudo_log_likelihood(rbm: RBM, visible: Tensor) -> Tensor:
    """Σ_i log p(v_i | all other v) in nats, one value a row: [n, visible] → [n].

    It needs no Z, for p(v) over p(v with unit i flipped) is a difference of free
    energies (Besag 1975). Exact; scikit-learn's `score_samples` samples one i.
    Raises ValueError for units that are not 0 or 1.
    """
    require_binary(visible)
    free_energy = rbm.free_energy(visible)
    total = torch.zeros_like(free_energy)
    for unit in range(visible.shape[1]):
        flipped = visible.clone()
        flipped[:, unit] = 1 - flipped[:, unit]
        total += F.logsigmoid(rbm.free_energy(flipped) - free_energy)
    return total
