"""Linear regression whose weights are kept small: by squares, or by absolute values.

A. Hoerl and R. Kennard, Ridge regression, 1970; R. Tibshirani, Regression shrinkage and
selection via the lasso, 1996; I. Daubechies, M. Defrise and C. De Mol, An iterative
thresholding algorithm, 2004, arXiv math/0307152.
"""

import torch
from torch import Tensor

from ..guards import require_count, require_matrix, require_not_below_zero


def ridge(inputs: Tensor, targets: Tensor, penalty: float | Tensor) -> Tensor:
    """The weights w [d, …] of least ‖t - X w‖² + Σ_j penalty_j w_j².

    `inputs` X [n, d], `targets` t [n] or [n, outputs]; the penalty is a number, or one
    for each weight [d]. With penalty zero, of all best weights the smallest.

    Raises ValueError for inputs that are no finite matrix, and for a penalty below
    zero.
    """
    require_matrix(inputs)
    penalty = torch.as_tensor(penalty).to(inputs)
    require_not_below_zero("penalty", float(penalty.min()))
    if not penalty.any():
        return torch.linalg.pinv(inputs) @ targets
    curvature = inputs.T @ inputs + torch.diag(penalty.expand(inputs.shape[1]))
    return torch.linalg.solve(curvature, inputs.T @ targets)


def soft_threshold(values: Tensor, by: float) -> Tensor:
    """Each value moved towards zero by `by`, and not beyond: |·|'s proximal step."""
    return values.sign() * (values.abs() - by).clamp(min=0)


def lasso(
    inputs: Tensor, targets: Tensor, penalty: float, *, steps: int = 1000
) -> Tensor:
    """The weights w [d, …] of least ‖t - X w‖² / 2 + penalty · Σ_j |w_j|.

    Found by ISTA (Daubechies et al. 2004): a gradient step, then a soft threshold, so
    that zeros are zeros. `inputs` X [n, d], `targets` t [n] or [n, outputs].

    Raises ValueError for inputs that are no finite matrix, a penalty below zero, and
    steps that are no whole number above zero.
    """
    require_matrix(inputs)
    require_not_below_zero("penalty", penalty)
    require_count("steps", steps)
    rate = 1 / float(torch.linalg.matrix_norm(inputs, 2)) ** 2
    weights = inputs.new_zeros(inputs.shape[1], *targets.shape[1:])
    for _ in range(steps):
        slope = inputs.T @ (inputs @ weights - targets)
        weights = soft_threshold(weights - rate * slope, rate * penalty)
    return weights
