"""Who lies next to whom: what maps of data start from."""

import torch
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, shortest_path
from torch import Tensor

from ..guards import require_between, require_floating, require_matrix


def squared_distances(points: Tensor) -> Tensor:
    """|x_i - x_j|² of all pairs of rows: [n, features] → [n, n], in double precision.

    They come from inner products, which lose half the digits; double has enough.
    """
    centred = points.double() - points.double().mean(dim=0)
    lengths = (centred**2).sum(dim=1)
    squares = lengths[:, None] + lengths - 2 * centred @ centred.T
    itself = torch.eye(len(points), dtype=torch.bool, device=points.device)
    return squares.clamp_min(0).masked_fill(itself, 0)


def nearest_rows(data: Tensor, neighbours: int) -> tuple[Tensor, Tensor]:
    """The other rows nearest to each row: distances and numbers, each [n, neighbours].

    Raises ValueError for data [n, features] that are no finite matrix, for neighbours
    outside 1 … n - 1, and where steps from neighbour to neighbour do not lead from
    every row to every other: pieces without a link have no common map.
    """
    require_matrix(data)
    require_floating(data)
    require_between("neighbours", neighbours, len(data) - 1)
    away = squared_distances(data).fill_diagonal_(torch.inf)
    squares, rows = away.topk(neighbours, largest=False)
    pieces, _ = connected_components(graph(squares, rows), directed=False)
    if pieces > 1:
        raise ValueError(
            f"with {neighbours} neighbours the data fall into {pieces} pieces without "
            "a link; take more neighbours, or map the pieces one by one"
        )
    return squares.sqrt(), rows


def path_lengths(data: Tensor, neighbours: int) -> Tensor:
    """How long the shortest way from neighbour to neighbour is, for all pairs [n, n].

    Two rows are linked if one is among the `neighbours` nearest of the other. Raises
    ValueError as `nearest_rows`.
    """
    links = graph(*nearest_rows(data, neighbours))
    return torch.from_numpy(shortest_path(links, directed=False)).to(data)


def graph(lengths: Tensor, rows: Tensor) -> csr_array:
    """The sparse matrix [n, n] that holds `lengths` at `rows`, both [n, neighbours]."""
    count, neighbours = rows.shape
    starts = range(0, count * neighbours + 1, neighbours)
    values, columns = (part.flatten().cpu().numpy() for part in (lengths, rows))
    return csr_array((values, columns, starts), (count, count))
