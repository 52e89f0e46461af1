"""Checks of the exercises on restricted Boltzmann machines."""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from ..models.rbm import RBM
from ..models.rbm_likelihood import binary_states
from .checking import Property, check, has_shape


@check
def check_fill_in(
    fill_in: Callable[[RBM, Tensor, Tensor, int], Tensor],
) -> Iterator[Property]:
    """Whether `fill_in(rbm, visible, given, steps)` draws the covered pixels.

    `visible` [n, pixels] holds 0 and 1; `given` [pixels] is True where they must stay.
    """
    torch.manual_seed(0)
    rbm = RBM(6, 4)
    with torch.no_grad():
        rbm.weight.normal_(std=1.5)
    given = torch.tensor([True, False, True, False, False, True])
    original = torch.tensor([1.0, 0, 0, 0, 0, 0]).expand(5000, 6)
    start = original.clone()
    filled = fill_in(rbm, start, given, 30)
    yield (
        "the answer has one filled picture for each picture",
        has_shape(filled, 5000, 6),
        "Return the visible states after the last turn, one a row.",
    )
    yield (
        "the pictures that were passed in are unchanged",
        torch.equal(start, original),
        "The function writes into its argument; let it work on a copy.",
    )
    yield (
        "given pixels keep their values",
        torch.equal(filled[:, given], original[:, given]),
        "A turn of Gibbs sampling redraws every visible unit, and the last turn counts "
        "too. Is `given` True for the pixels that you keep?",
    )
    yield (
        "covered pixels are on or off",
        ((filled == 0) | (filled == 1)).all(),
        "Some are in between: these look like probabilities, or means of several "
        "draws. One draw is wanted.",
    )
    matching = binary_states(6)
    matching = matching[(matching[:, given] == original[0, given]).all(dim=1)]
    with torch.no_grad():
        expected = (-rbm.free_energy(matching)).softmax(dim=0)
    found = (filled[:, None] == matching).all(dim=2).float().mean(dim=0)
    yield (
        "fillings are as frequent as p(covered | given) says",
        (found - expected).abs().sum() < 0.1,
        "The given pixels must have their say in every turn, not only in the last, and "
        "all the turns asked for must be made. One draw for each picture is wanted, "
        "not its most probable filling, and the hidden units must be drawn as well.",
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
