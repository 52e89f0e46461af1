"""Scores: tensors in, numbers out.

Labels serve to score only; nothing here is trained but a judge.
"""

import math

import torch
from scipy.linalg import subspace_angles
from sklearn.linear_model import LogisticRegression
from sklearn.manifold import trustworthiness as neighbour_trustworthiness
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.svm import SVC
from torch import Tensor

from .checks import check_matrix, check_same_length


def linear_probe(
    features: Tensor, labels: Tensor, test_features: Tensor, test_labels: Tensor
) -> float:
    """Test accuracy, in [0, 1], of a logistic regression on features [n, features].

    Features are centred and scaled by one common number, so that directions of little
    variance stay small, and the weak penalty (C = 100) is comparable between
    representations.

    Raises ValueError for features that are no finite matrix of one width, for more or
    fewer labels than rows, and if all rows are alike.
    """
    check_matrix(features)
    check_matrix(test_features, features.shape[1])
    check_same_length(features, labels)
    check_same_length(test_features, test_labels)
    features, test_features = features.detach(), test_features.detach()
    if (features == features[0]).all():
        raise ValueError(
            "the features are the same in every row; nothing can be read from them"
        )
    centre = features.mean(dim=0)
    scale = ((features - centre) ** 2).sum(dim=1).mean().sqrt()
    probe = LogisticRegression(C=100, max_iter=1000)
    probe.fit(((features - centre) / scale).cpu().numpy(), labels.cpu().numpy())
    return float(
        probe.score(
            ((test_features - centre) / scale).cpu().numpy(), test_labels.cpu().numpy()
        )
    )


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
    check_matrix(queries)
    check_matrix(gallery, queries.shape[1])
    check_same_length(queries, query_labels)
    check_same_length(gallery, gallery_labels)
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
    check_matrix(data)
    check_matrix(codes)
    check_same_length(data, codes)
    data, codes = data.detach().cpu().numpy(), codes.detach().cpu().numpy()
    return float(neighbour_trustworthiness(data, codes, n_neighbors=neighbours))


def frechet_distance(first: Tensor, second: Tensor) -> float:
    """Squared Fréchet distance of the Gaussians fitted to two samples.

    Samples are [n, features]; the distance is in squared units of the features,

        ‖m₁ - m₂‖² + tr(C₁ + C₂ - 2 (C₁ C₂)^½)

    (Dowson & Landau 1982; for images, Heusel et al. 2017, arXiv 1706.08500). Raises
    ValueError for samples of different widths or of fewer than two rows.
    """
    check_matrix(first)
    check_matrix(second, first.shape[1])
    if min(len(first), len(second)) < 2:
        raise ValueError("a covariance needs at least two rows in each sample")
    first, second = (rows.detach().cpu().double() for rows in (first, second))
    means = [sample.mean(dim=0) for sample in (first, second)]
    roots = [  # R with RᵀR = C
        torch.linalg.qr(sample - mean, mode="r").R / math.sqrt(len(sample) - 1)
        for sample, mean in zip((first, second), means, strict=True)
    ]
    shift = ((means[0] - means[1]) ** 2).sum()
    traces = sum(root.square().sum() for root in roots)
    overlap = torch.linalg.svdvals(roots[0] @ roots[1].T).sum()  # tr (C₁ C₂)^½
    return float(shift + traces - 2 * overlap)


def principal_angles(first: Tensor, second: Tensor) -> Tensor:
    """Angles in radians between two subspaces, largest first.

    Each is given by rows [k, features] that span it.
    """
    check_matrix(first)
    check_matrix(second, first.shape[1])
    first, second = (rows.detach().cpu().double().numpy() for rows in (first, second))
    return torch.tensor(subspace_angles(first.T, second.T))


def entropy_bits(symbols: Tensor) -> float:
    """Bits per row that an ideal code needs for discrete symbols [n, columns].

    The sum of the columns' empirical entropies. C. Shannon, A mathematical theory of
    communication, 1948. Each column is coded by itself, its frequencies known.
    """
    check_matrix(symbols)
    bits = 0.0
    for column in symbols.T:
        frequencies = column.unique(return_counts=True)[1].cpu().double() / len(column)
        bits -= float((frequencies * frequencies.log2()).sum())
    return bits


def two_sample_accuracy(real: Tensor, fake: Tensor) -> float:
    """How often a classifier tells unseen real rows from fake ones, in [0, 1].

    0.5 if it cannot, 1 if it always can. The classifier two-sample test of Lopez-Paz &
    Oquab 2017, arXiv 1610.06545, on [n, features] each, with a support vector machine
    with Gaussian kernel and five-fold cross-validation. Raises ValueError unless both
    samples have the same shape, with five rows or more.
    """
    check_matrix(real)
    check_matrix(fake, real.shape[1])
    if len(real) != len(fake) or len(real) < 5:
        raise ValueError(
            "both samples need the same number of rows, five or more, "
            f"got {len(real)} and {len(fake)}"
        )
    rows = torch.cat([real, fake]).detach().cpu().numpy()
    is_real = [True] * len(real) + [False] * len(fake)
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    return float(cross_val_score(SVC(C=10), rows, is_real, cv=folds).mean())
