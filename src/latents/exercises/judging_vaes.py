"""Checks of the exercises of *What a VAE is worth*."""

import math
from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from .checking import Property, check, has_shape


@check
def check_mass_of_greys(mass: Callable[[Tensor], Tensor]) -> Iterator[Property]:
    """Whether logits [n] become ∫ p^x (1 - p)^(1 - x) dx over greys 0…1, [n]."""
    logits = torch.tensor([-6.0, -2.0, -0.3, 0.7, 3.0, 9.0]).double()
    value = mass(logits.clone())
    yield (
        "There is one number for each logit",
        has_shape(value, 6),
        "Every logit has an integral of its own. Nothing at all? The function must "
        "return it.",
    )
    yield (
        "Paper and ink may change their names",
        torch.allclose(value, mass(-logits)),
        "Turning x into 1 - x turns p into 1 - p, and the integral stays. Which of "
        "your terms does not know that?",
    )
    greys = torch.linspace(0, 1, 100_001).double()[:, None]
    heights = (greys * logits - torch.log1p(logits.exp())).exp()
    yield (
        "It is the area below the curve",
        torch.allclose(value, torch.trapezoid(heights, greys, dim=0), atol=1e-6),
        "At p = 0.9, whose logit is log 9, the area is 0.8 / log 9. What does your "
        "formula give there, and did you divide by the logit or multiply?",
    )
    even = mass(torch.tensor([0.0, 1e-9, -1e-9]).double())
    yield (
        "At p = 1/2 it is one half",
        torch.allclose(even, torch.full((3,), 0.5).double(), atol=1e-6),
        "Zero over zero is no number. What does the quotient tend to, and how can the "
        "code be told?",
    )
    sure = mass(torch.tensor([100.0, 1000.0]).double())
    yield (
        "Sure pixels do not overflow",
        torch.allclose(sure, torch.tensor([0.01, 0.001]).double()),
        "The exponential of 1000 is infinite in the computer. Which function says the "
        "same and stays between -1 and 1?",
    )


@check
def check_bound_with(
    bound_with: Callable[[Tensor, int], Tensor],
) -> Iterator[Property]:
    """Whether log weights [samples, n] become the mean bound with k of them, [n]."""
    rng = torch.Generator().manual_seed(0)
    logs = torch.randn(12, 5, generator=rng).double() - 1000
    singly, whole = bound_with(logs.clone(), 1), bound_with(logs.clone(), 12)
    yield (
        "There is one number for each picture",
        has_shape(singly, 5) and has_shape(whole, 5),
        "The samples are the first axis, the pictures the second, and both the weights "
        "of a group and the groups are averaged. Nothing at all? The function must "
        "return it.",
    )
    yield (
        "With one sample it is the mean of the logarithms",
        torch.allclose(singly, logs.mean(dim=0)),
        "With k = 1 every group has one weight, and its logarithm is the bound. Are "
        "the groups averaged after the logarithm?",
    )
    expected = logs.logsumexp(dim=0) - math.log(12)
    yield (
        "With all samples it is the logarithm of the mean",
        torch.allclose(whole, expected),
        "With k = 12 there is one group. Is it the mean of its weights, or their sum? "
        "And does the exponential of -1000 survive?",
    )
    groups = logs.view(4, 3, 5).logsumexp(dim=1) - math.log(3)
    threes = bound_with(logs.clone(), 3)
    yield (
        "Groups of three lie between",
        bool((singly <= threes + 1e-9).all() and (threes <= whole + 1e-9).all()),
        "More samples make a tighter bound, on average over groups of one set exactly "
        "so. Is every sample in exactly one group?",
    )
    yield (
        "It is the mean over groups",
        torch.allclose(threes, groups.mean(dim=0)),
        "Let the samples follow each other: the first three are the first group.",
    )
