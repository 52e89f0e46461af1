"""How much of a mixture with known centres a sample shows.

A. Srivastava et al., VEEGAN, 2017, arXiv 1705.07761: a sample is good if it lies within
three standard deviations of a centre, a mode is covered if one good sample is nearest
to it.
"""

import torch
from torch import Tensor

from ..guards import require_matrix, require_positive


def good_share(points: Tensor, centres: Tensor, *, deviation: float) -> float:
    """Share of the points [n, features] near a centre [modes, features], in [0, 1].

    Of the mixture's own points in the plane it is 1 - exp(-9/2), or 0.989. Raises
    ValueError for matrices of different widths and a deviation not above zero.
    """
    return float((good_mode(points, centres, deviation=deviation) >= 0).float().mean())


def modes_covered(points: Tensor, centres: Tensor, *, deviation: float) -> int:
    """How many of the centres have a good point nearest to them; raises likewise."""
    modes = good_mode(points, centres, deviation=deviation)
    return len(modes[modes >= 0].unique())


def good_mode(points: Tensor, centres: Tensor, *, deviation: float) -> Tensor:
    """The number of the nearest centre, [n], or -1 beyond three deviations of all."""
    require_matrix(points)
    require_matrix(centres, points.shape[1])
    require_positive("deviation", deviation)
    exact = "donot_use_mm_for_euclid_dist"
    nearest = torch.cdist(points, centres, compute_mode=exact).min(dim=1)
    return torch.where(nearest.values <= 3 * deviation, nearest.indices, -1)
