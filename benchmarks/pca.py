"""Thirty principal components of 10,000 rows of 784 numbers, against every solver of scikit-learn's."""

from collections.abc import Iterator
from functools import partial

import torch
from sklearn.decomposition import PCA as Reference  # noqa: N811
from timing import Comparison, compare
from torch import Tensor

from latents.metrics.subspaces import principal_angles
from latents.models.pca import PCA

ROWS, FEATURES, CODE_SIZE = 10_000, 784, 30
SOLVERS = "auto", "full", "covariance_eigh", "arpack", "randomized"


def rows() -> Tensor:
    """Random rows whose variances fall about as those of handwritten digits do."""
    rng = torch.Generator().manual_seed(0)
    spread = torch.arange(1, FEATURES + 1) ** -0.6
    directions = torch.linalg.qr(torch.randn(FEATURES, FEATURES, generator=rng)).Q
    return torch.randn(ROWS, FEATURES, generator=rng) * spread @ directions.T


def same_subspace(ours: PCA, theirs: Reference) -> None:
    """Raises AssertionError unless all principal angles are below a thousandth."""
    angle = principal_angles(ours.components, torch.tensor(theirs.components_)).max()
    assert angle < 1e-3, f"the subspaces differ by an angle of {angle:.2g}"


def comparisons() -> Iterator[Comparison]:
    """One comparison, on both sides in single precision."""
    data = rows()
    references = {solver: Reference(CODE_SIZE, svd_solver=solver, random_state=0) for solver in SOLVERS}
    theirs = {f"scikit-learn, {solver}": partial(model.fit, data.numpy()) for solver, model in references.items()}
    yield compare("PCA of 10,000 x 784, 30 components", partial(PCA, data, CODE_SIZE), theirs, at_least=1,
                  agree=same_subspace)
