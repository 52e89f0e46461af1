"""What lies near what: tensors in, shares out."""

import torch
from sklearn.manifold import trustworthiness as neighbour_trustworthiness
from torch import Tensor

from ..guards import require_matrix, require_same_length


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
    # The faster matrix product loses digits when data lie far from the origin.
    exact = "donot_use_mm_for_euclid_dist"
    nearest = (
        torch.cdist(queries, gallery, compute_mode=exact).topk(k, largest=False).indices
    )  # [queries, k]
    return float((gallery_labels[nearest] == query_labels[:, None]).float().mean())


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
