"""Checks of the exercises in "Regularisation and dropout"."""

import torch

from ..models.shrinkage import soft_threshold
from .checking import check


@check
def check_drop(drop):
    """Whether `drop(values, rate)` [any shape] is inverted dropout."""
    torch.manual_seed(0)
    values = torch.rand(300, 100) + 0.5
    out = drop(values.clone(), 0.2)
    yield (
        "The shape stays",
        isinstance(out, torch.Tensor) and out.shape == values.shape,
        "What does your function return, and has it the shape of the values?",
    )
    dropped = out == 0
    yield (
        "About a fifth of the numbers become zero",
        abs(float(dropped.float().mean()) - 0.2) < 0.02,
        "With which probability is a number dropped, and with which does it stay?",
    )
    yield (
        "The mean of many draws is what came in",
        abs(float(out.mean() / values.mean()) - 1) < 0.02,
        "A fifth is lost on average. What makes up for it?",
    )
    yield (
        "Every number is dropped for itself",
        float(dropped.float().mean(dim=0).std()) < 0.05
        and float(dropped.float().mean(dim=1).std()) < 0.08,
        "How many random numbers do you draw: one a row, one a column, one each?",
    )
    yield (
        "The next call draws anew",
        not torch.equal(drop(values.clone(), 0.2), out),
        "Where does your random stream begin?",
    )


@check
def check_shrink(shrink):
    """Whether `shrink(weights, slope, rate, penalty)` is a step of ISTA, all [d]."""
    weights = torch.tensor([1.0, 0.05, -0.05, -1.0, 0.0])
    still = torch.zeros(5)
    out = shrink(weights.clone(), still, 0.5, 0.2)
    yield (
        "Without a slope, a large weight shrinks by rate times penalty",
        isinstance(out, torch.Tensor) and abs(float(out[0]) - 0.9) < 1e-6,
        "By how much does a step move a weight that only the penalty pulls?",
    )
    yield (
        "A negative weight shrinks towards zero, too",
        abs(float(out[3]) + 0.9) < 1e-6,
        "In which direction lies zero, seen from a negative weight?",
    )
    yield (
        "A weight that would cross zero stops there",
        bool((out[1:3] == 0).all()) and float(out[4]) == 0,
        "What happens to a weight that is smaller than the step?",
    )
    slope = torch.tensor([0.4, -1.0, 0.3, 0.0, 0.1])
    expected = soft_threshold(weights - 0.5 * slope, 0.5 * 0.2)
    yield (
        "The slope of the error comes first",
        torch.allclose(shrink(weights.clone(), slope, 0.5, 0.2), expected),
        "Is the threshold applied to the weights as they were, or after the step?",
    )
