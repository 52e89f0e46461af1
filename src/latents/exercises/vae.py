"""Checks of the exercises of *Variational autoencoders*."""

import math
from collections.abc import Callable, Iterator

import torch
from torch import Tensor
from torch.distributions import Normal, kl_divergence

from .checking import Property, check, has_shape


@check
def check_gaussian_kl(
    gaussian_kl: Callable[[Tensor, Tensor], Tensor],
) -> Iterator[Property]:
    """Whether means and log standard deviations [n, k] become KLs from N(0, I), [n]."""
    rng = torch.Generator().manual_seed(0)
    mean = torch.randn(5, 3, generator=rng).double()
    log_std = torch.randn(5, 3, generator=rng).double()
    value = gaussian_kl(mean.clone(), log_std.clone())
    yield (
        "There is one number for each picture",
        has_shape(value, 5),
        "Which axis is summed, that of the latents or that of the pictures? Nothing at "
        "all? The function must return the divergence.",
    )
    nothing = torch.zeros(2, 3).double()
    yield (
        "The prior itself costs nothing",
        torch.allclose(gaussian_kl(nothing, nothing), torch.zeros(2).double()),
        "At mean 0 and standard deviation 1, whose logarithm is 0, every term must "
        "cancel.",
    )
    far = gaussian_kl(mean.clone(), torch.zeros_like(mean))
    yield (
        "Far from zero it costs half the squared distance",
        torch.allclose(far, mean.square().sum(dim=1) / 2),
        "With standard deviations of 1 only the means count. Is there a factor of two "
        "too many, a sign, or a mean over the latents in the place of a sum?",
    )
    prior = Normal(torch.zeros(3).double(), torch.ones(3).double())
    expected = kl_divergence(Normal(mean, log_std.exp()), prior).sum(dim=1)
    yield (
        "Any Gaussian costs its divergence from the prior",
        torch.allclose(value, expected),
        "The part of the standard deviations is not right. What is given is the "
        "logarithm of s; how do s² and log s² come from it?",
    )


@check
def check_log_evidence(
    log_evidence_of: Callable[[Tensor], Tensor],
) -> Iterator[Property]:
    """Whether log weights [samples, n] become the log of their mean weight, [n]."""
    rng = torch.Generator().manual_seed(0)
    weights = torch.rand(7, 4, generator=rng).double() + 0.1
    value = log_evidence_of(weights.log())
    yield (
        "There is one number for each picture",
        has_shape(value, 4),
        "The samples are the first axis, the pictures the second. Nothing at all? The "
        "function must return the logarithm.",
    )
    same = torch.full((7, 4), math.log(0.3)).double()
    yield (
        "Weights that are all equal give their own logarithm",
        torch.allclose(log_evidence_of(same), same[0]),
        "Is it the mean of the weights, or their sum? And is the answer a logarithm?",
    )
    yield (
        "The mean is taken before the logarithm",
        torch.allclose(value, weights.mean(dim=0).log()),
        "The mean of the logarithms is lower: by Jensen's inequality it gives the "
        "bound, not the evidence.",
    )
    small = log_evidence_of(weights.log() - 1000)
    yield (
        "Logarithms as small as minus 1000 survive",
        torch.allclose(small, value - 1000),
        "The exponential of minus 1000 is zero in the computer. What can be taken out "
        "of the sum before the exponential, and put back after the logarithm?",
    )
