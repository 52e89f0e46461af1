"""t-SNE: a map on which neighbours in the data stay neighbours.

L. van der Maaten and G. Hinton, Visualizing data using t-SNE, 2008.
"""

import math
from collections.abc import Callable

import torch
from torch import Tensor

from ..guards import require_count, require_floating, require_matrix, require_positive
from .neighbourhoods import squared_distances
from .pca import PCA

HALVINGS = 30  # of the interval in which a precision is sought
CACHED, ON_GPU = 2**17, 2**26  # numbers in a tile of rows


def affinities(data: Tensor, perplexity: float = 30.0) -> Tensor:
    """p_ij = (p_j|i + p_i|j) / 2n: [n, features] → [n, n], of sum one.

    p_j|i is the chance that row i picks row j from a Gaussian around itself, as wide as
    makes it pick among `perplexity` rows: e to the entropy in nats (section 3.1).

    Raises ValueError for data that are no finite matrix, and for a perplexity that does
    not lie between 1 and n - 1.
    """
    require_matrix(data)
    require_floating(data)
    require_perplexity(perplexity, len(data))
    others = ~torch.eye(len(data), dtype=torch.bool, device=data.device)
    away = squared_distances(data.detach())[others].view(len(data), -1)  # [n, n - 1]
    away = away - away.amin(dim=1, keepdim=True)  # leaves the chances as they are
    scale = away.mean(dim=1, keepdim=True).clamp_min(torch.finfo(away.dtype).tiny)
    tiles = (away / scale).to(data).split(tile_rows(away))
    chances = torch.zeros_like(others, dtype=data.dtype)
    chances[others] = torch.cat([pick(tile, perplexity) for tile in tiles]).flatten()
    return (chances + chances.T) / (2 * len(data))


def pick(distances: Tensor, perplexity: float) -> Tensor:
    """p_j|i from squared distances to all others: [rows, n - 1] → [rows, n - 1].

    Each row halves an interval of log-precisions until its entropy is right; distances
    are best scaled to a mean of one. The chances are exp(-precision · distance),
    normalised.
    """
    low = distances.new_full((len(distances), 1), -20.0)
    high = -low
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        precision = middle.exp()
        kernel = (-precision * distances).exp()  # [rows, n - 1]
        total = kernel.sum(dim=1, keepdim=True)
        mean = (kernel * distances).sum(dim=1, keepdim=True) / total
        entropy = total.log() + precision * mean
        wide = entropy > math.log(perplexity)
        low, high = torch.where(wide, middle, low), torch.where(wide, high, middle)
    return kernel / total


def closeness(points: Tensor) -> Tensor:
    """n_ij = 1 / (1 + |y_i - y_j|²), zero for i = j: [n, size] → [n, n].

    This is Student's t distribution with one degree of freedom, not normalised.
    """
    near = 1 / (1 + squared_distances(points))
    return near.fill_diagonal_(0).to(points)


def divergence(points: Tensor, affinities: Tensor) -> Tensor:
    """KL(p ‖ q) = Σ p_ij log(p_ij / q_ij) in nats, a scalar (equation 2).

    q_ij is the closeness n_ij of the points [n, size] over the sum of all, so that
    -log q_ij = log(1 + |y_i - y_j|²) + log Σ n.
    """
    p, squares = affinities.double(), squared_distances(points)
    total = closeness(points.double()).sum()
    return torch.xlogy(p, p).sum() + (p * squares.log1p()).sum() + total.log()


def gradient(points: Tensor, affinities: Tensor) -> Tensor:
    """4 Σ_j (p_ij - q_ij) n_ij (y_i - y_j), of `divergence`: [n, size] (equation 5)."""
    near = closeness(points)
    weights = (affinities - near / near.sum()) * near  # [n, n]
    return 4 * (weights.sum(dim=1, keepdim=True) * points - weights @ points)


def tiled_gradient(points: Tensor, affinities: Tensor) -> Tensor:
    """`gradient`, faster: by tiles of rows that stay in the cache.

    1 + |y_i - y_j|² is a product of rows (-2 y, 1 + |y|², 1) with columns (y, 1, |y|²).
    Σ n is known last: until then Σ_j p_ij n_ij (y_i - y_j), which pulls, and
    Σ_j n_ij² (y_i - y_j), which pushes, are summed apart.
    """
    squares, ones = (points**2).sum(dim=1, keepdim=True), torch.ones_like(points[:, :1])
    rows = torch.cat([-2 * points, 1 + squares, ones], dim=1)
    columns = torch.cat([points, ones, squares], dim=1).T.contiguous()
    summed = torch.cat([points, ones], dim=1)  # y_j, and the weights themselves
    total, pulls, pushes, tile = 0, [], [], tile_rows(affinities)
    for start in range(0, len(points), tile):
        some = slice(start, start + tile)
        near = (rows[some] @ columns).clamp_min_(1).reciprocal_()  # [tile, n]
        near.diagonal(start).zero_()  # n_ii
        total = total + near.sum()
        pulls.append((affinities[some] * near) @ summed)
        pushes.append(near.square_() @ summed)
    sums = torch.cat(pulls) - torch.cat(pushes) / total  # [n, size + 1]
    return 4 * (sums[:, -1:] * points - sums[:, :-1])


def tile_rows(matrix: Tensor) -> int:
    """How many rows of a matrix make a tile."""
    numbers = CACHED if matrix.device.type == "cpu" else ON_GPU
    return max(numbers // matrix.shape[1], 1)


@torch.no_grad()
def tsne(
    data: Tensor,
    *,
    perplexity: float = 30.0,
    size: int = 2,
    steps: int = 500,
    start: Tensor | None = None,
    exaggeration: float = 4.0,
    slope: Callable[[Tensor, Tensor], Tensor] = tiled_gradient,
    after_step: Callable[[int, Tensor], None] | None = None,
) -> Tensor:
    """A map of the data, [n, features] → [n, size], with a small `divergence`.

    Gradient descent with momentum and gains. For the first quarter of the steps the
    affinities are multiplied by `exaggeration`: 4 is the paper's; 12, usual for
    thousands of points, crushes a few hundred into a speck. The rate, n / 4 over the
    exaggeration, is about the largest that the pull allows. Points begin at `start`
    [n, size], else close together in the order of the principal components. `slope`
    of points and affinities is the gradient of what is minimised; another tail has
    another. After each step, `after_step` gets its number, from 1, and the points,
    which nothing changes later.

    Raises ValueError as `affinities` does, for steps below one, an exaggeration not
    above zero, a start of another shape, and without one as `PCA` does.
    """
    require_count("steps", steps)
    require_positive("exaggeration", exaggeration)
    wanted = affinities(data, perplexity)
    points = principal_start(data, size) if start is None else start.to(data)
    if points.shape != (len(data), size):
        raise ValueError(
            f"expected a start of shape {[len(data), size]}, got {list(points.shape)}"
        )
    velocity, gains = torch.zeros_like(points), torch.ones_like(points)
    early = steps // 4
    for step in range(steps):
        if step in (0, early):
            factor, momentum = (exaggeration, 0.8) if step < early else (1.0, 0.9)
            pull, rate = factor * wanted, len(data) / (4 * factor)
        uphill = slope(points, pull)
        against = uphill * velocity > 0
        gains = torch.where(against, 0.8 * gains, gains + 0.2).clamp_min(0.01)
        velocity = momentum * velocity - rate * gains * uphill
        points = points + velocity
        if after_step is not None:
            after_step(step + 1, points)
    return points


def principal_start(data: Tensor, size: int) -> Tensor:
    """The codes of PCA, shrunk until the first has a standard deviation of 0.0001."""
    pca = PCA(data, size)
    smallest = torch.finfo(data.dtype).tiny  # of copies of one row, all codes are zero
    return pca.encode(data) * (1e-4 / pca.variances[0].sqrt().clamp_min(smallest))


def require_perplexity(perplexity: float, count: int) -> None:
    """Raise ValueError unless each of `count` points can have so many neighbours."""
    if not 1 < perplexity < count - 1:
        raise ValueError(
            f"perplexity must lie between 1 and {count - 1}, the other rows of each "
            f"row, got {perplexity}; 5 to 50 are usual"
        )
