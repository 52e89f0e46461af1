"""Principal component analysis, and the Gaussian model behind it.

K. Pearson, On lines and planes of closest fit to systems of points in space, 1901.
M. Tipping and C. Bishop, Probabilistic principal component analysis, 1999.
"""

import math

import torch
from torch import Tensor

from ..guards import require_code_size, require_floating, require_matrix


class PCA:
    """The `code_size` orthonormal directions along which the data vary most.

    `components` [code_size, features], `variances` [code_size] along them, and
    `noise_variance`, the mean variance of the directions left out, in squared units of
    the data. Variances divide by n - 1, as in scikit-learn; what rounding cannot tell
    from zero is zero. The sign of a component is arbitrary.

    Raises ValueError for data [n, features] that are no finite matrix of two rows or
    more, and for a code size outside 1 … min(n, features).
    """

    def __init__(self, data: Tensor, code_size: int):
        data = data.detach()
        require_matrix(data)
        require_floating(data)
        require_code_size(code_size, data.shape)
        if len(data) < 2:
            raise ValueError("PCA needs at least two rows: one point has no variance")
        self.mean = data.mean(dim=0)
        variances, directions = principal_axes(data - self.mean, code_size)
        self.components, self.variances = directions[:code_size], variances[:code_size]
        left_out = data.shape[1] - code_size
        self.noise_variance = variances[code_size:].sum() / max(left_out, 1)

    def encode(self, data: Tensor) -> Tensor:
        """Coordinates along the components: [n, features] → [n, code_size]."""
        require_matrix(data, self.components.shape[1])
        return (data - self.mean) @ self.components.T

    def decode(self, codes: Tensor) -> Tensor:
        """The points with these coordinates: [n, code_size] → [n, features]."""
        require_matrix(codes, self.components.shape[0])
        return codes @ self.components + self.mean

    def log_likelihood(self, data: Tensor) -> Tensor:
        """log p(x) in nats, one value a row: x ~ N(mean, W Wᵀ + σ² I).

        This is probabilistic PCA (Tipping & Bishop 1999): directions inside the
        subspace keep their own variance, all others share σ², the noise variance.
        Raises ValueError if nothing varies outside the subspace, for then the density
        is infinite.
        """
        if not self.noise_variance > 0:
            raise ValueError(
                "no variance is left outside the subspace; choose a smaller code_size"
            )
        codes = self.encode(data)
        lost = ((data - self.decode(codes)) ** 2).sum(dim=1)
        distance = (codes**2 / self.variances).sum(dim=1) + lost / self.noise_variance
        features = data.shape[1]
        left_out = features - len(self.variances)
        volume = self.variances.log().sum() + left_out * self.noise_variance.log()
        return -0.5 * (distance + volume + features * math.log(2 * math.pi))

    @torch.no_grad()
    def sample(self, count: int) -> Tensor:
        """New rows [count, features] from the Gaussian of `log_likelihood`."""
        codes = torch.randn(count, len(self.variances)).to(self.mean)
        noise = torch.randn(count, len(self.mean)).to(self.mean)
        across = noise - (noise @ self.components.T) @ self.components
        inside = self.decode(codes * self.variances.sqrt())
        return inside + across * self.noise_variance.sqrt()


def principal_axes(centred: Tensor, code_size: int) -> tuple[Tensor, Tensor]:
    """All variances, largest first, and their orthonormal directions, one a row.

    With more rows than features these are the eigenvalues and eigenvectors of the
    covariance matrix, which is far smaller than the data. But squares have half the
    digits: where these do not reach the last variance kept, or the sum of those left
    out, the singular values and vectors of the data are taken.
    """
    count, features = centred.shape
    eps = torch.finfo(centred.dtype).eps
    if count > features:
        variances, directions = torch.linalg.eigh(gram(centred) / (count - 1))
        variances, directions = variances.flip(0), directions.T.flip(0)
        kept, left_out = variances[code_size - 1], variances[code_size:].sum()
        if min(kept, left_out) > eps**0.5 * variances[0]:
            return variances, directions
    _, spread, directions = torch.linalg.svd(centred, full_matrices=False)
    rounding = spread[0] * max(centred.shape) * eps
    variances = spread.masked_fill(spread <= rounding, 0) ** 2 / (count - 1)
    return variances, directions


def gram(rows: Tensor) -> Tensor:
    """rowsᵀ rows: [n, features] → [features, features].

    NumPy sees that the product is symmetric and computes only half of it.
    """
    if rows.device.type != "cpu":
        return rows.T @ rows
    return torch.from_numpy(rows.numpy().T @ rows.numpy())
