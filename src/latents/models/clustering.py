"""K-means: rows go to their nearest centre, centres to the mean of their rows.

J. MacQueen, Some methods for classification and analysis of multivariate observations,
1967. S. Lloyd, Least squares quantization in PCM, 1982.
"""

import torch
from torch import Tensor

from ..guards import (
    require_count,
    require_floating,
    require_matrix,
    require_same_length,
)

Frame = tuple[Tensor, Tensor]  # the number of each row's centre [n], centres [k, d]
EXACT = "donot_use_mm_for_euclid_dist"  # right also far from the origin


def lloyd(data: Tensor, centres: Tensor, *, steps: int = 300) -> list[Frame]:
    """Lloyd's algorithm from these centres [k, features], until no row changes sides.

    In every frame each row of the data [n, features] is with its nearest centre, with
    the first of several that are equally near; in the next one the centres have moved
    to the means of their rows. A centre without rows stays where it is. There are at
    most `steps` frames.

    Raises ValueError unless data and centres are finite matrices of one width, in
    floating point, and for less than one step.
    """
    require_matrix(data)
    require_floating(data)
    require_matrix(centres, data.shape[1])
    require_count("steps", steps)
    frames = []
    for _ in range(steps):
        nearest = torch.cdist(data, centres, compute_mode=EXACT).argmin(dim=1)  # [n]
        frames.append((nearest, centres))
        if len(frames) > 1 and torch.equal(nearest, frames[-2][0]):
            break
        centres = centres.clone()
        for k in nearest.unique():
            centres[k] = data[nearest == k].mean(dim=0)
    return frames


def within(data: Tensor, nearest: Tensor, centres: Tensor) -> float:
    """J of k-means: squared distance of a row to its centre, summed over all rows.

    Rows are [n, features], numbers of their centres [n], centres [k, features]. Raises
    ValueError for matrices of different widths and for more or fewer numbers than rows.
    """
    require_matrix(data)
    require_matrix(centres, data.shape[1])
    require_same_length(data, nearest)
    return float((data - centres[nearest]).square().sum())
