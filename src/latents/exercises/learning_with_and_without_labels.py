"""Checks of the exercises of *Learning with and without labels*."""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from .checking import Property, check, has_shape


@check
def check_number_alone(number_alone: Callable[[Tensor], Tensor]) -> Iterator[Property]:
    """Whether distances [n, K] become features [n, K] that name the nearest centre."""
    nearest = torch.tensor([2, 0, 2, 1, 0, 2])  # nobody's nearest is centre 3
    distances = torch.rand(6, 4, generator=torch.Generator().manual_seed(0)) + 1
    distances[range(6), nearest] -= 1
    features = number_alone(distances.clone())
    yield (
        "There is a row for each picture and a column for each centre",
        has_shape(features, 6, 4),
        "A column too few? A centre that is nearest to no picture needs one too. Far "
        "too few rows? Ask each picture for its centre, not each centre for a picture. "
        "Nothing at all? The function must return the features.",
    )
    yield (
        "The features are floating-point numbers",
        features.is_floating_point(),
        "Numbers of clusters are whole numbers, but the probe computes with floats.",
    )
    zeros_and_ones = ((features == 0) | (features == 1)).all()
    yield (
        "Each picture has a single 1, and 0 everywhere else",
        zeros_and_ones and (features.sum(dim=1) == 1).all(),
        "Anything between 0 and 1 still tells how near the other centres are; more "
        "than one 1 tells of several. Here a picture may name one centre only.",
    )
    yield (
        "The 1 stands at the nearest centre",
        (features.argmax(dim=1) == nearest).all(),
        "It stands at another centre. Is a large distance near or far?",
    )


@check
def check_copying(
    copying: Callable[[Tensor, Tensor, Tensor], float],
) -> Iterator[Property]:
    """Whether a number [n, d], [m, d], [m', d] → 1 sees that drawn rows are copies.

    It is called with drawn pictures, training pictures and unseen pictures.
    """
    rng = torch.Generator().manual_seed(0)
    known, unseen, new = torch.randn(3, 200, 8, generator=rng)
    copies = known[torch.randperm(200, generator=rng)]
    half = torch.cat([copies[:100], new[:100]])

    def score(drawn: Tensor) -> float:
        return float(copying(drawn.clone(), known.clone(), unseen.clone()))

    yield (
        "New pictures give about 1",
        0.9 < score(new) < 1.1,
        "Distances alone have no natural scale. What does the same measurement give "
        "for pictures of which we know that they are new?",
    )
    yield (
        "Copies of all training pictures give about 0",
        abs(score(copies)) < 0.05,
        "What are drawn pictures compared with? Copies are close to what they were "
        "copied from: not to unseen pictures, not to the average training picture, "
        "and not to whichever stands in the same row.",
    )
    yield (
        "Copies of only a few training pictures give about 0 too",
        abs(score(copies[:5].repeat(20, 1))) < 0.05,
        "Who looks for a neighbour: each drawn picture, or each training picture? A "
        "generator that copies need not copy everything.",
    )
    yield (
        "If half of the pictures are copies, the number lies near the middle",
        0.3 < score(half) < 0.7,
        "A few pictures speak for all, as in a minimum, a maximum or a median.",
    )
