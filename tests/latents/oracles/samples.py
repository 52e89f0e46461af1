"""Scores of samples and codes, in plain loops, and samples whose moments are exact."""

import torch
from torch import Tensor


def rows_with_moments(count: int, mean: Tensor, covariance: Tensor) -> Tensor:
    """Random rows whose own mean and covariance (divided by count - 1) are exactly these, in double precision."""
    noise = torch.randn(count, len(mean)).double()
    noise = torch.linalg.qr(noise - noise.mean(dim=0)).Q * (count - 1) ** 0.5
    return noise @ torch.linalg.cholesky(covariance.double()).T + mean.double()


def square_root(matrix: Tensor) -> Tensor:
    """The symmetric square root of a symmetric matrix without negative eigenvalues."""
    values, vectors = torch.linalg.eigh(matrix)
    return vectors @ torch.diag(values.clamp_min(0).sqrt()) @ vectors.T


def frechet(mean: Tensor, covariance: Tensor, other_mean: Tensor, other_covariance: Tensor) -> float:
    """Dowson & Landau 1982 in its symmetric form: the root of C₁^½ C₂ C₁^½, not of the product C₁ C₂."""
    root = square_root(covariance)
    cross = square_root(root @ other_covariance @ root)
    shift = ((mean - other_mean) ** 2).sum()
    return (shift + covariance.trace() + other_covariance.trace() - 2 * cross.trace()).item()


def precision_at_k(queries: Tensor, query_labels: Tensor, gallery: Tensor, gallery_labels: Tensor, k: int) -> float:
    """Sort the whole gallery for every query, count the hits among the first k."""
    hits = 0
    for query, label in zip(queries, query_labels, strict=True):
        order = sorted(range(len(gallery)), key=lambda row: (gallery[row] - query).norm().item())
        hits += sum(gallery_labels[row].item() == label.item() for row in order[:k])
    return hits / (k * len(queries))


def trustworthiness(data: Tensor, codes: Tensor, k: int) -> float:
    """Venna & Kaski 2001: every false neighbour costs its rank in the data minus k."""
    count, cost = len(data), 0
    for i in range(count):
        others = [j for j in range(count) if j != i]
        by_data = sorted(others, key=lambda j: (data[i] - data[j]).norm().item())
        by_codes = sorted(others, key=lambda j: (codes[i] - codes[j]).norm().item())
        cost += sum(max(by_data.index(j) + 1 - k, 0) for j in by_codes[:k])
    return 1 - 2 * cost / (count * k * (2 * count - 3 * k - 1))
