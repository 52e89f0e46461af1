"""Locally linear embedding against scikit-learn, and on planes that are bent and not."""

import math

import pytest
import torch
from sklearn.manifold import LocallyLinearEmbedding

from latents.models.locally_linear import local_weights, locally_linear


@pytest.fixture
def data():
    """Sixty rows of three features on a bent sheet, in double precision."""
    across, along = torch.rand(2, 60).double()
    return torch.stack([across, (3 * along).sin(), (3 * along).cos()], dim=1)


def test_the_map_is_scikit_learns(data):
    for neighbours, size, regularisation in ((8, 2, 1e-3), (5, 1, 1e-2), (12, 3, 1e-3)):
        reference = LocallyLinearEmbedding(n_neighbors=neighbours, n_components=size, reg=regularisation,
                                           eigen_solver="dense")
        theirs = 60**0.5 * torch.tensor(reference.fit_transform(data.numpy()))
        ours = locally_linear(data, neighbours, size, regularisation=regularisation)
        torch.testing.assert_close(ours, (ours * theirs).sum(dim=0).sign() * theirs, rtol=1e-5, atol=1e-5)
    assert torch.equal(locally_linear(data), locally_linear(data, 12, 2, regularisation=1e-3))


def test_weights_sum_to_one_and_none_is_the_rows_own(data):
    weights = local_weights(data, 6)
    torch.testing.assert_close(weights.sum(dim=1), torch.ones(60).double())
    assert ((weights != 0).sum(dim=1) == 6).all()
    assert not weights.diagonal().any()
    nearest = torch.cdist(data, data).fill_diagonal_(torch.inf).topk(6, largest=False).indices
    assert weights.gather(1, nearest).all()


def test_weights_minimise_the_regularised_error(data):
    """Stationary on the plane of sum one: the slope is the same in every direction (Lagrange)."""
    weights, ridge = local_weights(data, 6, regularisation=0.1), 0.1
    for i in range(5):
        chosen = weights[i].nonzero()[:, 0]
        own = weights[i, chosen].requires_grad_()
        trace = ((data[chosen] - data[i]) ** 2).sum()
        error = ((data[i] - own @ data[chosen]) ** 2).sum() + ridge * trace * (own**2).sum()
        (slope,) = torch.autograd.grad(error, own)
        torch.testing.assert_close(slope, slope.mean().expand(6))


def test_weights_are_the_same_after_turning_moving_and_scaling(data):
    turn = torch.linalg.qr(torch.randn(3, 3).double()).Q
    moved = 7 * data @ turn + torch.tensor([3.0, -20, 100])
    torch.testing.assert_close(local_weights(moved, 8), local_weights(data, 8))


def test_points_are_centred_uncorrelated_and_of_variance_one(data):
    points = locally_linear(data, 8, 3)
    torch.testing.assert_close(points.T @ points / 60, torch.eye(3).double())
    torch.testing.assert_close(points.mean(dim=0), torch.zeros(3).double(), atol=1e-6, rtol=0)


def test_the_error_is_the_smallest_there_is(data):
    """The sum of the smallest eigenvalues but the one of the constant vector, which is zero."""
    points, weights = locally_linear(data, 8, 2), local_weights(data, 8)
    errors = ((points - weights @ points) ** 2).sum(dim=0) / 60
    missing = torch.eye(60).double() - weights
    torch.testing.assert_close(errors, torch.linalg.svdvals(missing).flip(0)[1:3] ** 2)


def test_a_plane_is_recovered_up_to_an_affine_map():
    """Four neighbours of a point of a plane rebuild it exactly, and so do their images under any affine map."""
    plane = torch.rand(80, 2).double()
    points = locally_linear(plane @ torch.randn(2, 3).double() + 5, 10, 2, regularisation=1e-9)
    known = torch.cat([points, torch.ones(80, 1).double()], dim=1)
    affine = torch.linalg.lstsq(known, plane).solution
    torch.testing.assert_close(known @ affine, plane, atol=1e-3, rtol=0)


def test_copies_of_a_row_weigh_alike():
    data = torch.cat([torch.zeros(5, 2), torch.tensor([[1.0, 0], [0, 1], [1, 1]])])
    weights = local_weights(data, 4)
    torch.testing.assert_close(weights[:5].sum(dim=1), torch.ones(5).double())
    torch.testing.assert_close(weights[:5, :5], (torch.ones(5, 5) - torch.eye(5)).double() / 4)


def test_single_precision_comes_back_and_the_data_are_left_as_they_were(data):
    single = data.float()
    before = single.clone()
    points = locally_linear(single, 8)
    assert points.dtype == torch.float
    assert torch.equal(single, before)


@pytest.mark.parametrize(("change", "arguments", "message"), [
    (lambda data: data[0], (8,), "expected a matrix"),
    (lambda data: data * math.nan, (8,), "NaN or infinite"),
    (lambda data: data.long(), (8,), "expected floating-point numbers"),
    (lambda data: data, (60,), "neighbours must be a whole number between 1 and 59 for these data, got 60"),
    (lambda data: data, (0,), "neighbours must be a whole number between 1 and 59"),
    (lambda data: data, (8, 0), "size must be a whole number between 1 and 59 for these data, got 0"),
    (lambda data: data, (8, 60), "size must be a whole number between 1 and 59"),
    (lambda data: data[:1], (1,), "between 1 and 0"),
    (lambda data: torch.cat([data, data + 9]), (8,), "fall into 2 pieces"),
])
def test_what_has_no_map_is_refused(data, change, arguments, message):
    with pytest.raises(ValueError, match=message):
        locally_linear(change(data), *arguments)


def test_a_regularisation_is_above_zero(data):
    with pytest.raises(ValueError, match="regularisation must be greater than zero, got 0"):
        locally_linear(data, 8, regularisation=0)
