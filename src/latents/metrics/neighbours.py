"""What lies near what: tensors in, shares out."""

import torch
from sklearn.manifold import trustworthiness as neighbour_trustworthiness
from torch import Tensor

from ..guards import require_matrix, require_same_length

# The faster matrix product loses digits when data lie far from the origin.
EXACT = "donot_use_mm_for_euclid_dist"


def precision_at_k(
    queries: Tensor,
    query_labels: Tensor,
    gallery: Tensor,
    gallery_labels: Tensor,
    *,
    k: int,
) -> float:
    """Share of the `k` nearest gallery rows with the query's label, in [0, 1].

    Distances are Euclidean; the share is averaged over queries.

    Raises ValueError for matrices of different widths, for more or fewer labels than
    rows, and for k outside 1 … rows of the gallery.
    """
    require_matrix(queries)
    require_matrix(gallery, queries.shape[1])
    require_same_length(queries, query_labels)
    require_same_length(gallery, gallery_labels)
    if not 1 <= k <= len(gallery):
        raise ValueError(
            f"k must lie between 1 and the {len(gallery)} rows of the gallery, got {k}"
        )
    nearest = (
        torch.cdist(queries, gallery, compute_mode=EXACT).topk(k, largest=False).indices
    )  # [queries, k]
    return float((gallery_labels[nearest] == query_labels[:, None]).float().mean())


def nearest_row(queries: Tensor, gallery: Tensor) -> tuple[Tensor, Tensor]:
    """The gallery's row nearest to each query: its distance and its number, each [n].

    Distances are Euclidean. Raises ValueError for matrices of different widths.
    """
    require_matrix(queries)
    require_matrix(gallery, queries.shape[1])
    return torch.cdist(queries, gallery, compute_mode=EXACT).min(dim=1)


def share_inside(points: Tensor, support: Tensor, *, k: int = 3) -> float:
    """Share of the points [n, features] inside the region of a sample, in [0, 1].

    The region is the union of the balls around the rows of `support` [m, features] that
    reach to the k-th nearest other row. Fakes inside the region of real rows are the
    **precision** of a generator, real rows inside the region of fakes its **recall**
    (Kynkäänniemi et al. 2019, arXiv 1904.06991, equations 1 and 2).

    Raises ValueError for matrices of different widths and for k outside 1 … m - 1.
    """
    require_matrix(points)
    require_matrix(support, points.shape[1])
    if not 1 <= k < len(support):
        raise ValueError(
            f"k must lie between 1 and the {len(support) - 1} other rows of the "
            f"support, got {k}"
        )
    among = torch.cdist(support, support, compute_mode=EXACT)
    radii = among.kthvalue(k + 1, dim=1).values  # the nearest row is the row itself
    away = torch.cdist(points, support, compute_mode=EXACT)
    return float((away <= radii).any(dim=1).float().mean())


def trustworthiness(data: Tensor, codes: Tensor, *, neighbours: int = 12) -> float:
    """How far neighbours among the codes are neighbours in the data, in [0, 1].

    J. Venna and S. Kaski, Neighborhood preservation in nonlinear projection methods,
    2001.

    Raises ValueError unless data and codes are finite matrices of equally many rows,
    more than twice `neighbours`.
    """
    require_matrix(data)
    require_matrix(codes)
    require_same_length(data, codes)
    data, codes = data.detach().cpu().numpy(), codes.detach().cpu().numpy()
    return float(neighbour_trustworthiness(data, codes, n_neighbors=neighbours))
