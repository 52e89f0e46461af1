"""Locally linear embedding: every point lies among its neighbours as before.

S. Roweis and L. Saul, Nonlinear dimensionality reduction by locally linear embedding,
2000.
"""

import torch
from torch import Tensor

from ..guards import require_between, require_positive
from .neighbourhoods import nearest_rows


def locally_linear(
    data: Tensor,
    neighbours: int = 12,
    size: int = 2,
    *,
    regularisation: float = 1e-3,
) -> Tensor:
    """Points [n, size] that the weights of the data [n, features] rebuild best.

    They minimise Σ_i |y_i - Σ_j w_ij y_j|², centred, uncorrelated and of variance one
    (divided by n): the last eigenvectors of (I - W)ᵀ (I - W) but the constant one
    (Roweis & Saul 2000, equation 2). The sign of a coordinate is arbitrary.

    Raises ValueError as `local_weights`, and for a size outside 1 … n - 1.
    """
    weights = local_weights(data, neighbours, regularisation=regularisation)
    require_between("size", size, len(data) - 1)
    missing = torch.eye(len(data)).to(weights) - weights
    _, vectors = torch.linalg.eigh(missing.T @ missing)  # smallest first
    return (len(data) ** 0.5 * vectors[:, 1 : size + 1]).to(data)


def local_weights(
    data: Tensor, neighbours: int, *, regularisation: float = 1e-3
) -> Tensor:
    """W [n, n] in double precision: how each row is rebuilt from its neighbours.

    A row of W minimises |x_i - Σ_j w_ij x_j|² among weights with sum one that are zero
    but for the `neighbours` nearest other rows (Roweis & Saul 2000, equation 1). With
    more neighbours than features many do; `regularisation` times the trace of the Gram
    matrix is added to its diagonal, so that small weights are preferred.

    Raises ValueError as `nearest_rows`, and for a regularisation not above zero.
    """
    require_positive("regularisation", regularisation)
    _, rows = nearest_rows(data, neighbours)
    around = data.double()[rows] - data.double()[:, None]  # [n, neighbours, features]
    gram = around @ around.mT  # [n, neighbours, neighbours]
    trace = gram.diagonal(dim1=1, dim2=2).sum(dim=1)
    ridge = regularisation * torch.where(trace > 0, trace, 1)  # copies have no spread
    gram = gram + ridge[:, None, None] * torch.eye(neighbours).to(gram)
    solved = torch.linalg.solve(gram, torch.ones_like(gram[:, :, 0]))
    weights = solved / solved.sum(dim=1, keepdim=True)
    return torch.zeros(len(data), len(data)).to(weights).scatter(1, rows, weights)
