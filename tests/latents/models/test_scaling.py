"""Classical scaling against PCA, scikit-learn and spaces that are none; Isomap against scikit-learn and a roll."""

import math

import pytest
import torch
from sklearn.manifold import Isomap

from latents.models.neighbourhoods import path_lengths
from latents.models.pca import PCA
from latents.models.scaling import classical_scaling, inner_products, isomap

SQUARE = torch.tensor([[0.0, 1, 2**0.5, 1], [1, 0, 1, 2**0.5], [2**0.5, 1, 0, 1], [1, 2**0.5, 1, 0]])


@pytest.fixture
def data():
    """Thirty rows of five features of different spread, in double precision, far from the origin."""
    return torch.randn(30, 5).double() * torch.tensor([5.0, 3, 2, 1, 0.5]) + 100


def between(points, p=2):
    """All distances, by differences."""
    return torch.cdist(points, points, p=p, compute_mode="donot_use_mm_for_euclid_dist")


def same_up_to_sign(first, second, **tolerance):
    """Each column of one is that of the other, or its negative."""
    signs = (first * second).sum(dim=0).sign()
    torch.testing.assert_close(first, signs * second, **tolerance)


def test_points_of_euclidean_distances_are_the_codes_of_pca(data):
    points, eigenvalues = classical_scaling(between(data), 3)
    pca = PCA(data, 5)
    same_up_to_sign(points, pca.encode(data)[:, :3])
    torch.testing.assert_close(eigenvalues[:5], 29 * pca.variances)
    assert not eigenvalues[5:].any()


def test_distances_between_points_of_that_many_dimensions_are_recovered(data):
    distances = between(data)
    points, _ = classical_scaling(distances, 5)
    torch.testing.assert_close(between(points), distances)
    points, _ = classical_scaling(distances, 7)
    torch.testing.assert_close(between(points), distances)
    assert not points[:, 5:].any()
    torch.testing.assert_close(points.mean(dim=0), torch.zeros(7).double(), atol=1e-9, rtol=0)
    points, _ = classical_scaling(SQUARE)
    torch.testing.assert_close(between(points), SQUARE)


def test_inner_products_are_those_of_the_centred_points(data):
    centred = data - data.mean(dim=0)
    torch.testing.assert_close(inner_products(between(data)), centred @ centred.T)


def test_distances_that_no_space_has_show_in_negative_eigenvalues():
    """Steps along the edges of a square, and a star whose tips are two steps apart: by hand."""
    steps = torch.tensor([[0.0, 1, 2, 1], [1, 0, 1, 2], [2, 1, 0, 1], [1, 2, 1, 0]])
    points, eigenvalues = classical_scaling(steps, 4)
    torch.testing.assert_close(eigenvalues, torch.tensor([2.0, 2, 0, -1]))
    torch.testing.assert_close((points**2).sum(dim=0), torch.tensor([2.0, 2, 0, 0]))
    star = torch.full((4, 4), 2.0) - 2 * torch.eye(4)
    star[0, 1:] = star[1:, 0] = 1
    points, eigenvalues = classical_scaling(star, 3)
    torch.testing.assert_close(eigenvalues, torch.tensor([2.0, 2, 0, -0.25]))
    assert not points[:, 2].any()


def test_it_is_the_closest_in_inner_products_of_all_matrices_of_that_rank(data):
    """Strain: what is lost is the sum of the squares of the other eigenvalues (Eckart & Young)."""
    distances = between(data, p=1)  # not Euclidean
    points, eigenvalues = classical_scaling(distances, 2)
    lost = ((points @ points.T - inner_products(distances)) ** 2).sum()
    torch.testing.assert_close(lost, (eigenvalues[2:] ** 2).sum())
    assert eigenvalues.tolist() == sorted(eigenvalues.tolist(), reverse=True)
    assert eigenvalues[-1] < 0


def test_single_precision_comes_back_and_the_distances_are_left_as_they_were():
    distances = SQUARE.clone()
    points, eigenvalues = classical_scaling(distances)
    assert points.dtype == eigenvalues.dtype == torch.float
    assert torch.equal(distances, SQUARE)


def test_isomap_is_scikit_learns(data):
    for neighbours in (5, 12):
        theirs = Isomap(n_neighbors=neighbours, n_components=2, eigen_solver="dense").fit_transform(data.numpy())
        same_up_to_sign(isomap(data, neighbours), torch.tensor(theirs), rtol=1e-6, atol=1e-6)
    same_up_to_sign(isomap(data), torch.tensor(theirs), rtol=1e-6, atol=1e-6)


def test_isomap_unrolls_a_spiral():
    """Along an arm with equal steps, ways are lengths of the arc: the only coordinate is the arc's own."""
    lengths = torch.linspace(1, 3, 60).double() * 2 * math.pi
    angles = (2 * lengths).sqrt()
    spiral = angles[:, None] * torch.stack([angles.cos(), angles.sin()], dim=1)
    along = isomap(spiral, 2, 1)[:, 0]
    gaps = (spiral[1:] - spiral[:-1]).norm(dim=1)
    torch.testing.assert_close(along.diff().abs(), gaps, rtol=2e-3, atol=0)  # the ends take a short cut over a point
    assert along.diff().sign().unique().numel() == 1
    torch.testing.assert_close(path_lengths(spiral, 2)[2, -3], gaps[2:-2].sum())


@pytest.mark.parametrize(("bad", "size", "message"), [
    (SQUARE[0], 2, "expected a matrix"),
    (SQUARE[:3], 2, "expected 3 columns, got 4"),
    (SQUARE * math.nan, 2, "NaN or infinite"),
    (-SQUARE, 2, "expected no negative values"),
    (SQUARE.long(), 2, "expected floating-point numbers"),
    (SQUARE.triu(), 2, "expected a symmetric matrix of distances with zeros on its diagonal"),
    (SQUARE + 1, 2, "expected a symmetric matrix of distances with zeros on its diagonal; average both"),
    (SQUARE, 0, "size must be a whole number between 1 and 4 for these data, got 0"),
    (SQUARE, 5, "size must be a whole number between 1 and 4 for these data, got 5"),
])
def test_what_are_no_distances_is_refused(bad, size, message):
    with pytest.raises(ValueError, match=message):
        classical_scaling(bad, size)


def test_isomap_refuses_pieces_and_sizes(data):
    with pytest.raises(ValueError, match="the data fall into 2 pieces"):
        isomap(torch.cat([data, data + 1000]), 12)
    with pytest.raises(ValueError, match="size must be a whole number between 1 and 30"):
        isomap(data, 12, 31)
