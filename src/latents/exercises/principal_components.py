"""Checks of the exercises of *Principal components and matrix factorisation*."""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from ..models.factorisation import MatrixFactorisation, factorisation_error
from ..training import Loss
from .checking import Property, check, has_shape


@check
def check_power_iteration(
    step: Callable[[Tensor, Tensor], Tensor],
) -> Iterator[Property]:
    """Whether `step(covariance, vector)` [d, d], [d] → [d] is one power iteration."""
    rng = torch.Generator().manual_seed(0)
    noise = torch.randn(6, 7, generator=rng, dtype=torch.double)
    basis, start = torch.linalg.qr(noise[:, :6])[0], noise[:, 6]
    variances = torch.tensor([4.0, 3, 2, 1, 0.5, 0.25]).double()
    covariance = (basis * variances) @ basis.T
    first, second = basis[:, 0], basis[:, 1]

    moved = step(covariance.clone(), start.clone())
    yield (
        "A step turns a vector into a vector of as many numbers",
        has_shape(moved, 6),
        "A matrix came out? A product entry by entry is not the product of a matrix "
        "and a vector. Nothing at all? The function must return the new vector.",
    )
    yield (
        "The vector has length 1",
        (moved.norm() - 1).abs() < 1e-9,
        "The Euclidean length is meant, not the sum or the largest entry, and it is "
        "that of the vector which is returned.",
    )
    reached = start
    for _ in range(200):
        reached = step(covariance.clone(), reached.clone())
    yield (
        "Many steps lead to the first component, up to sign",
        ((reached @ first).abs() - 1).abs() < 1e-6,
        "It stays where it started, or settles on the direction of the smallest "
        "variance. What did the matrix do to the vector?",
    )
    between = step(covariance.clone(), first + second)
    yield (
        "In each step the tangent falls by the ratio of the two largest variances",
        ((between @ second) / (between @ first) - 0.75).abs() < 1e-9,
        "It arrives, but at another pace. Too fast: is the matrix applied more than "
        "once a step? Too slow: is some of the old vector kept?",
    )


@check
def check_seen_error(seen_error: Loss) -> Iterator[Property]:
    """Whether a loss of a factorisation and (rows, data, mask) counts seen pixels only.

    The mask [n, columns] is 1 where a pixel was seen and 0 where it is hidden.
    """
    rng = torch.Generator().manual_seed(0)
    model = MatrixFactorisation(5, 4, 2).double()
    for factor in model.parameters():
        factor.data = torch.randn(factor.shape, generator=rng, dtype=torch.double)
    rows, everything = torch.tensor([3, 0, 2]), torch.ones(3, 4).double()
    data = torch.randn(3, 4, generator=rng, dtype=torch.double)
    mask = torch.tensor([[1, 0, 1, 1], [0, 0, 1, 0], [1, 1, 1, 1]]).double()

    terms = seen_error(model, (rows, data, everything))
    yield (
        "It returns named scalars that descent can follow, as every loss of the book",
        isinstance(terms, dict)
        and all(has_shape(term) and term.requires_grad for term in terms.values()),
        "`fit` wants a dictionary of tensors with a single number each: no bare "
        "tensor, no axis left over, and nothing that cuts the gradient off, as a "
        "conversion to a plain number does.",
    )

    def error(data: Tensor, mask: Tensor) -> Tensor:
        return sum(seen_error(model, (rows, data.clone(), mask.clone())).values())

    full = factorisation_error(model, (rows, data))["reconstruction"]
    yield (
        "If every pixel was seen, it is `factorisation_error`",
        torch.isclose(error(data, everything), full),
        "Zero? Then seen and hidden are exchanged. A constant factor away? The squares "
        "are summed over the columns and averaged over the rows.",
    )
    yield (
        "What a hidden pixel holds makes no difference",
        torch.isclose(error(data, mask), error(data + 9 * (1 - mask), mask)),
        "The values under the mask still enter the loss. In practice they are unknown.",
    )
    unseen_column = torch.tensor([1, 1, 0, 1]).double().expand(3, 4)
    slopes = torch.autograd.grad(error(data, unseen_column), model.loadings)[0]
    yield (
        "A column of which nothing was seen pulls at nothing",
        (slopes[2] == 0).all(),
        "A hidden pixel is taken for a black one, and the model has to match that. On "
        "which sides of the difference does the mask act?",
    )
    lost = (1 - mask) * (model(rows) - data) ** 2
    yield (
        "It falls short of the full error by what the hidden pixels would have added",
        torch.isclose(error(data, mask), full - lost.sum() / 3),
        "Is something divided by how many pixels were seen? Then those of a row or a "
        "batch with few of them weigh more.",
    )
