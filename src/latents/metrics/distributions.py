"""How two samples differ, and how many bits one holds."""

import math
from collections import defaultdict

import numpy as np
import torch
from sklearn.model_selection import KFold
from sklearn.svm import SVC
from torch import Tensor

from ..guards import require_matrix


def frechet_distance(first: Tensor, second: Tensor) -> float:
    """Squared Fréchet distance of the Gaussians fitted to two samples.

    Samples are [n, features]; the distance is in squared units of the features,

        ‖m₁ - m₂‖² + tr(C₁ + C₂ - 2 (C₁ C₂)^½)

    (Dowson & Landau 1982; for images, Heusel et al. 2017, arXiv 1706.08500). Raises
    ValueError for samples of different widths or of fewer than two rows.
    """
    require_matrix(first)
    require_matrix(second, first.shape[1])
    if min(len(first), len(second)) < 2:
        raise ValueError("a covariance needs at least two rows in each sample")
    first, second = (rows.detach().cpu().double() for rows in (first, second))
    means = [sample.mean(dim=0) for sample in (first, second)]
    roots = [  # R with RᵀR = C
        torch.linalg.qr(sample - mean, mode="r").R / math.sqrt(len(sample) - 1)
        for sample, mean in zip((first, second), means, strict=True)
    ]
    shift = ((means[0] - means[1]) ** 2).sum()
    traces = sum(root.square().sum() for root in roots)
    overlap = torch.linalg.svdvals(roots[0] @ roots[1].T).sum()  # tr (C₁ C₂)^½
    return float(shift + traces - 2 * overlap)


def entropy_bits(symbols: Tensor) -> float:
    """Bits per row that an ideal code needs for discrete symbols [n, columns].

    The sum of the columns' empirical entropies. C. Shannon, A mathematical theory of
    communication, 1948. Each column is coded by itself, its frequencies known.
    """
    require_matrix(symbols)
    bits = 0.0
    for column in symbols.T:
        frequencies = column.unique(return_counts=True)[1].cpu().double() / len(column)
        bits -= float((frequencies * frequencies.log2()).sum())
    return bits


def two_sample_accuracy(real: Tensor, fake: Tensor) -> float:
    """How often a classifier tells unseen real rows from fake ones, in [0, 1].

    0.5 if it cannot, 1 if it always can. The classifier two-sample test of Lopez-Paz &
    Oquab 2017, arXiv 1610.06545, on [n, features] each, with a support vector machine
    with Gaussian kernel and five-fold cross-validation. A fake that equals a real row
    stays in its fold: left behind, the copy would give the held-out row a false label.
    Raises ValueError unless both samples have the same shape, with five rows or more.
    """
    require_matrix(real)
    require_matrix(fake, real.shape[1])
    if len(real) != len(fake) or len(real) < 5:
        raise ValueError(
            "both samples need the same number of rows, five or more, "
            f"got {len(real)} and {len(fake)}"
        )
    real, fake = (rows.detach().cpu().numpy() for rows in (real, fake))
    fake, right = fake[beside_their_copies(real, fake)], 0
    for known, unseen in KFold(5, shuffle=True, random_state=0).split(real):
        rows = np.concatenate([real[known], fake[known]])
        judge = SVC(C=10).fit(rows, np.arange(len(rows)) < len(known))
        right += judge.predict(real[unseen]).sum()
        right += (~judge.predict(fake[unseen])).sum()
    return float(right / (2 * len(real)))


def beside_their_copies(real: np.ndarray, fake: np.ndarray) -> list[int]:
    """An order of the fakes in which one that equals a real row stands where it does.

    Copies are paired one to one; all other fakes keep their order.
    """
    places = defaultdict(list)
    for place, row in enumerate(real):
        places[row.tobytes()].append(place)
    order, others = [-1] * len(fake), []
    for number, row in enumerate(fake):
        if places[row.tobytes()]:
            order[places[row.tobytes()].pop(0)] = number
        else:
            others.append(number)
    left = iter(others)
    return [next(left) if number < 0 else number for number in order]
