"""Checks of the exercises on restricted Boltzmann machines."""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from ..models.rbm import RBM
from ..models.rbm_likelihood import binary_states
from .checking import Property, check, has_shape


@check
def check_two_phases(
    two_phases: Callable[[RBM, Tensor, Tensor], Tensor],
) -> Iterator[Property]:
    """Whether `two_phases(rbm, data, dreams)` is the step for W: [pixels, hidden].

    `data` [n, pixels] and `dreams` [m, pixels] hold 0 and 1.
    """
    torch.manual_seed(0)
    rbm = RBM(5, 3).double()
    with torch.no_grad():
        for parameter in rbm.parameters():
            parameter.normal_()
    data, dreams = (torch.rand(count, 5).double().round() for count in (40, 25))
    given = data.clone(), dreams.clone()
    found = two_phases(rbm, *given)
    yield (
        "the answer has one number for each pixel and hidden unit",
        has_shape(found, 5, 3),
        "A mean of products v h' over the rows of a matrix is one product of matrices.",
    )
    yield (
        "the pictures that were passed in are unchanged",
        torch.equal(given[0], data) and torch.equal(given[1], dreams),
        "The function writes into its argument; let it work on a copy.",
    )
    gap = rbm.free_energy(dreams).mean() - rbm.free_energy(data).mean()
    (slope,) = torch.autograd.grad(gap, rbm.weight)
    yield (
        "it vanishes if the machine dreams just what it sees",
        two_phases(rbm, data.clone(), data.clone()).abs().max() < 1e-9,
        "Both phases are one and the same function, of the data and of the dreams.",
    )
    yield (
        "it has the sign that raises the likelihood",
        (found + slope).abs().max() > 1e-9,
        "Which phase lowers the energy, that is, adds to the weights?",
    )
    yield (
        "it is the slope of the free-energy gap",
        (found - slope).abs().max() < 1e-9,
        "Each phase is a mean over its own rows, and there may be more data than "
        "dreams. Hidden units enter with their probabilities, not with draws.",
    )


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
