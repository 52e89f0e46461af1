"""Points from distances: classical multidimensional scaling, and Isomap.

W. Torgerson, Multidimensional scaling: I. Theory and method, 1952. J. Gower, Some
distance properties of latent root and vector methods used in multivariate analysis,
1966. J. Tenenbaum, V. de Silva and J. Langford, A global geometric framework for
nonlinear dimensionality reduction, 2000.
"""

import torch
from torch import Tensor

from ..guards import (
    require_between,
    require_floating,
    require_matrix,
    require_non_negative,
)
from .neighbourhoods import path_lengths


def classical_scaling(distances: Tensor, size: int = 2) -> tuple[Tensor, Tensor]:
    """Points [n, size] with distances close to these [n, n], and all eigenvalues [n].

    The eigenvalues are those of `inner_products`, in squared units of the distances,
    largest first. Of Euclidean distances none is negative, the points have exactly
    these distances if at most `size` are not zero, and they are the codes of PCA. A
    negative one says that no points of any space have these distances; its direction
    has coordinate zero. The points are centred, and the sign of a coordinate is
    arbitrary.

    Raises ValueError for distances that are no symmetric finite matrix, not negative
    and zero between a point and itself, and for a size outside 1 … n.
    """
    require_distances(distances)
    require_between("size", size, len(distances))
    values, vectors = torch.linalg.eigh(inner_products(distances.double()))
    values, vectors = values.flip(0), vectors.flip(1)
    rounding = len(values) * torch.finfo(values.dtype).eps * values.abs().max()
    values = values.masked_fill(values.abs() <= rounding, 0)
    points = vectors[:, :size] * values[:size].clamp_min(0).sqrt()
    return points.to(distances), values.to(distances)


def inner_products(distances: Tensor) -> Tensor:
    """-½ J D² J, J = I - 1/n: the inner products of centred points, [n, n] → [n, n].

    D² holds the squares of the distances (Torgerson 1952; Gower 1966).
    """
    squares = distances**2
    centred = squares - squares.mean(dim=0)
    return -(centred - centred.mean(dim=1, keepdim=True)) / 2


def isomap(data: Tensor, neighbours: int = 12, size: int = 2) -> Tensor:
    """Classical scaling of the ways along the data: [n, features] → [n, size].

    A distance is the length of the shortest way from neighbour to neighbour
    (Tenenbaum et al. 2000). Raises ValueError as `path_lengths`, and for a size outside
    1 … n.
    """
    points, _ = classical_scaling(path_lengths(data, neighbours), size)
    return points


def require_distances(distances: Tensor) -> None:
    """Raise ValueError unless these may be distances between n points, [n, n]."""
    require_matrix(distances, len(distances))
    require_floating(distances)
    require_non_negative(distances)
    rounding = 0.01 * distances.max()  # as much as torch.cdist leaves between copies
    if distances.diagonal().max() > rounding or not torch.allclose(
        distances, distances.T, atol=float(rounding)
    ):
        raise ValueError(
            "expected a symmetric matrix of distances with zeros on its diagonal; "
            "average both directions first"
        )
