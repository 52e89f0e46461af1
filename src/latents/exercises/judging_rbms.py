"""Checks of the exercises on judging Boltzmann machines."""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from ..models.rbm import RBM
from ..models.rbm_likelihood import binary_states
from .checking import Property, check, has_shape


@check
def check_one_by_one(
    one_by_one: Callable[[RBM, Tensor], Tensor],
) -> Iterator[Property]:
    """Whether `one_by_one(rbm, visible)` is Σ_i log p(v_i | all others): [n].

    `visible` [n, pixels] holds 0 and 1.
    """
    torch.manual_seed(0)
    rbm = RBM(5, 3).double()
    with torch.no_grad():
        for parameter in rbm.parameters():
            parameter.normal_()
    visible = binary_states(5).double()
    given = visible.clone()
    with torch.no_grad():
        found = one_by_one(rbm, given)
    yield (
        "the answer has one number for each picture",
        has_shape(found, 32),
        "Sum over the pixels, not over the pictures, and do not average.",
    )
    yield (
        "the pictures that were passed in are unchanged",
        torch.equal(given, visible),
        "The function writes into its argument; let it flip pixels in a copy.",
    )
    yield (
        "no answer is above zero",
        (found <= 0).all(),
        "Each term is the logarithm of a probability. Is the difference of free "
        "energies inside a sigmoid?",
    )
    with torch.no_grad():
        chances = (-rbm.free_energy(visible)).softmax(dim=0)  # counted
    places = torch.arange(32)
    terms = [chances / (chances + chances[places ^ (1 << unit)]) for unit in range(5)]
    yield (
        "each term is the share of a picture against itself with one pixel flipped",
        (found - torch.stack(terms).log().sum(dim=0)).abs().max() < 1e-9,
        "Which of the two free energies is subtracted from which? And is every pixel "
        "flipped back before the next?",
    )


@check
def check_swap(
    swap_probability: Callable[[Tensor, Tensor, float], Tensor],
) -> Iterator[Property]:
    """Whether `swap_probability(cold, hot, gap)` keeps both chains' distributions.

    `cold` and `hot` [n] are the energies of the states in the two chains, `gap` is the
    cold chain's inverse temperature less the hot one's.
    """
    rng = torch.Generator().manual_seed(0)
    cold, hot = 3 * torch.randn(2, 1000, generator=rng, dtype=torch.double)
    there, back = swap_probability(cold, hot, 0.4), swap_probability(hot, cold, 0.4)
    yield (
        "the answer has one probability for each pair of chains",
        has_shape(there, 1000),
        "Compute with the two tensors entry by entry.",
    )
    yield (
        "probabilities lie between 0 and 1",
        ((there >= 0) & (there <= 1)).all(),
        "Some lie outside. What is to be done when the ratio exceeds one?",
    )
    yield (
        "chains at the same temperature always swap",
        (swap_probability(cold, hot, 0.0) == 1).all(),
        "For a gap of zero the two chains have the same distribution, so refusing a "
        "swap only wastes it; of all rules the one that accepts most is wanted.",
    )
    yield (
        "a swap that brings the cold chain a lower energy is always made",
        (there[hot < cold] == 1).all(),
        "It is sometimes refused: look at the sign of the exponent.",
    )
    # p(a) p'(b) ∝ exp(-β a - β' b); swapping back must be as frequent as swapping
    balance = there.log() - back.log() - 0.4 * (cold - hot)
    yield (
        "swaps and swaps back balance",
        balance.abs().max() < 1e-9,
        "Write down the probability of the two states as they are and after the swap, "
        "each state in its chain's own distribution, and divide.",
    )
