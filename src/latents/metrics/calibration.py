"""Whether a network that says "90 per cent" is right in nine cases of ten.

C. Guo et al., On calibration of modern neural networks, 2017, arXiv 1706.04599.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

from ..guards import (
    require_count,
    require_matrix,
    require_same_length,
    require_unit_interval,
)


def reliability(
    probabilities: Tensor, labels: Tensor, bins: int = 15
) -> tuple[Tensor, Tensor]:
    """Mean confidence and accuracy, each [bins], from the least to the most confident.

    The confidence is the probability [n, classes] of the most likely class. Each bin
    holds equally many cases, but for one more or less, so that none is empty; with
    bins of equal width most hold next to nothing.

    Raises ValueError for what is no matrix of probabilities with a label [n] a row,
    and unless there are at least as many rows as bins.
    """
    require_matrix(probabilities)
    require_unit_interval(probabilities)
    require_same_length(probabilities, labels)
    require_count("bins", bins)
    if bins > len(labels):
        raise ValueError(f"{len(labels)} rows do not fill {bins} bins; take fewer bins")
    confidence, said = probabilities.max(dim=1)
    order = confidence.argsort(stable=True)
    right = (said == labels).to(confidence)
    return tuple(
        torch.stack([part.mean() for part in values[order].tensor_split(bins)])
        for values in (confidence, right)
    )


def calibration_error(probabilities: Tensor, labels: Tensor, bins: int = 15) -> float:
    """Mean distance, in [0, 1], of confidence and accuracy over bins of equal mass.

    Guo et al. 2017, equation 3, whose bins have equal width. Zero is no proof of good
    probabilities: who always answers the classes' shares has it too. Raises ValueError
    as `reliability`.
    """
    confidence, accuracy = reliability(probabilities, labels, bins)
    return float((confidence - accuracy).abs().mean())


def brier_score(probabilities: Tensor, labels: Tensor) -> float:
    """Squared distance of probabilities and truth, summed over classes, averaged.

    From 0 to 2; smallest, on average, for the true probabilities (Brier 1950). Raises
    ValueError for what is no matrix of probabilities with a label [n] a row.
    """
    require_matrix(probabilities)
    require_unit_interval(probabilities)
    require_same_length(probabilities, labels)
    truth = F.one_hot(labels, probabilities.shape[1]).to(probabilities)
    return float((probabilities - truth).square().sum(dim=1).mean())
