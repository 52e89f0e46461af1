"""Checks of the exercises in "Maps"."""

import math

import torch

from .checking import check


@check
def check_precision_for(precision_for):
    """Whether `precision_for(squares, perplexity)` [m] → number is a bell's width."""
    squares = torch.tensor([1.0, 2, 3, 5, 8, 13, 21, 34], dtype=torch.double)

    def reached(squares, precision):
        log_chances = torch.log_softmax(-precision * squares, dim=0)
        return float((-log_chances.exp() * log_chances).sum().exp())

    first = precision_for(squares.clone(), 3.0)
    yield (
        "One number above zero comes back",
        isinstance(first, (int, float, torch.Tensor))
        and torch.as_tensor(first).numel() == 1
        and float(first) > 0,
        "What does your function return? A precision is one number, not below zero.",
    )
    first = float(first)
    yield (
        "The perplexity is the one that was asked for",
        abs(reached(squares, first) - 3) < 1e-3,
        "Perplexity is e to the entropy in nats: with which logarithm do you measure, "
        "and when do you stop?",
    )
    wider = float(precision_for(squares.clone(), 6.0))
    yield (
        "More neighbours are wanted, and there are more",
        abs(reached(squares, wider) - 6) < 1e-3,
        "Which way must the precision go if the perplexity is too large?",
    )
    scaled = float(precision_for(1e4 * squares, 3.0))
    yield (
        "In another unit the precision is another",
        math.isclose(scaled, first / 1e4, rel_tol=1e-2),
        "How large may the precision become, and how small? Is your first interval "
        "wide enough for distances in any unit?",
    )
    far = float(precision_for(squares + 1e4, 3.0))
    yield (
        "Somebody far from everybody finds neighbours too",
        math.isclose(far, first, rel_tol=1e-2),
        "What is e to the power of -10,000 in floating-point numbers? What may be "
        "taken from all distances without a change of the chances?",
    )


@check
def check_kept_neighbours(kept_neighbours):
    """Whether `kept_neighbours(data, points, k)` is the share that a map keeps."""
    torch.manual_seed(0)
    data = torch.randn(30, 5)
    same = kept_neighbours(data.clone(), data.clone(), 4)
    yield (
        "One number comes back",
        isinstance(same, (int, float, torch.Tensor))
        and torch.as_tensor(same).numel() == 1,
        "What does your function return? Over what is the share averaged?",
    )
    yield (
        "A map that is the data keeps all",
        abs(float(same) - 1) < 1e-6,
        "By what number do you divide?",
    )
    yield (
        "Nobody is a neighbour of their own",
        float(kept_neighbours(data, torch.randn(30, 2), 1)) < 0.3,
        "Which row is nearest to a row, if you do not leave it out?",
    )
    away = torch.randn(30, 2)
    expected = []
    for row in range(30):
        near = [
            set((of - of[row]).norm(dim=1).argsort()[1:6].tolist())
            for of in (data, away)
        ]
        expected.append(len(near[0] & near[1]) / 5)
    yield (
        "It counts row by row, in any order",
        abs(float(kept_neighbours(data, away, 5)) - sum(expected) / 30) < 1e-6,
        "Does it matter who is the nearest and who the second? Do you compare a row's "
        "neighbours with the same row's neighbours?",
    )
    doubled = kept_neighbours(data, 2 * data + 7, 4)
    yield (
        "A map that is shifted and enlarged keeps all",
        abs(float(doubled) - 1) < 1e-6,
        "Whose distances do you sort, within each space or across both?",
    )
