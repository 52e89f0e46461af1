"""Angles between subspaces."""

import torch
from scipy.linalg import subspace_angles
from torch import Tensor

from ..guards import require_matrix


def principal_angles(first: Tensor, second: Tensor) -> Tensor:
    """Angles in radians between two subspaces, largest first.

    Each is given by rows [k, features] that span it.
    """
    require_matrix(first)
    require_matrix(second, first.shape[1])
    first, second = (rows.detach().cpu().double().numpy() for rows in (first, second))
    return torch.tensor(subspace_angles(first.T, second.T))
