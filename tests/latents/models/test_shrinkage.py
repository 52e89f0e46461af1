"""Ridge and lasso against scikit-learn, closed forms, and the condition that an optimum must meet."""

import numpy as np
import pytest
import torch
from sklearn.linear_model import Lasso, Ridge

from latents.models.shrinkage import lasso, ridge, soft_threshold


@pytest.fixture
def problem() -> tuple[torch.Tensor, torch.Tensor]:
    """Eight weights, of which three are not zero."""
    torch.manual_seed(0)
    inputs = torch.randn(30, 8).double()
    truth = torch.tensor([3.0, 0, 0, -2, 0, 0, 0.5, 0]).double()
    return inputs, inputs @ truth + 0.3 * torch.randn(30).double()


def test_ridge_is_scikit_learns(problem):
    inputs, targets = problem
    expected = Ridge(alpha=2.5, fit_intercept=False).fit(inputs.numpy(), targets.numpy()).coef_
    np.testing.assert_allclose(ridge(inputs, targets, 2.5), expected, rtol=1e-10)


def test_a_penalty_for_each_weight_is_a_penalty_on_scaled_inputs(problem):
    """With v_j = √(penalty_j) w_j the penalty is ‖v‖²."""
    inputs, targets = problem
    penalty = torch.linspace(0.5, 4, 8).double()
    scaled = ridge(inputs / penalty.sqrt(), targets, 1.0)
    torch.testing.assert_close(ridge(inputs, targets, penalty), scaled / penalty.sqrt())


def test_without_a_penalty_it_is_least_squares(problem):
    inputs, targets = problem
    torch.testing.assert_close(ridge(inputs, targets, 0), torch.linalg.lstsq(inputs, targets).solution)


def test_of_all_perfect_weights_it_takes_the_smallest():
    torch.manual_seed(1)
    inputs, targets = torch.randn(4, 9).double(), torch.randn(4).double()
    found = ridge(inputs, targets, 0)
    torch.testing.assert_close(inputs @ found, targets)
    torch.testing.assert_close(found, inputs.T @ torch.linalg.solve(inputs @ inputs.T, targets))  # in the rows' span
    torch.testing.assert_close(found, ridge(inputs, targets, 1e-8), rtol=1e-6, atol=1e-6)


def test_several_outputs_are_solved_one_by_one(problem):
    inputs, targets = problem
    both = torch.stack([targets, 2 - targets], dim=1)
    for solve in (ridge, lasso):
        found = solve(inputs, both, 3.0)
        assert found.shape == (8, 2)
        torch.testing.assert_close(found[:, 1], solve(inputs, 2 - targets, 3.0))


def test_a_soft_threshold_by_hand():
    values = torch.tensor([-3.0, -1, -0.5, 0, 0.5, 1, 3])
    assert soft_threshold(values, 1).tolist() == [-2, 0, 0, 0, 0, 0, 2]
    assert soft_threshold(values, 0).tolist() == values.tolist()


def test_a_soft_threshold_is_the_best_step():
    """It minimises (w - v)² / 2 + by · |w|, on a fine grid of w."""
    grid = torch.linspace(-3, 3, 6001).double()
    for value in (-2.3, -0.4, 0.1, 0.9, 1.7):
        best = grid[((grid - value).square() / 2 + 0.8 * grid.abs()).argmin()]
        assert abs(float(best - soft_threshold(torch.tensor(value).double(), 0.8))) < 1e-3


def test_lasso_is_scikit_learns(problem):
    inputs, targets = problem
    expected = Lasso(alpha=4.0 / 30, fit_intercept=False, tol=1e-12, max_iter=100_000).fit(
        inputs.numpy(), targets.numpy()).coef_
    found = lasso(inputs, targets, 4.0)
    np.testing.assert_allclose(found, expected, atol=1e-8)
    assert set((found == 0).nonzero().flatten().tolist()) == set(np.flatnonzero(expected == 0))
    assert int((found == 0).sum()) > 0


def test_lasso_meets_the_condition_of_an_optimum(problem):
    """Where w ≠ 0 the slope is ∓ penalty, where w = 0 it is no larger."""
    inputs, targets = problem
    found = lasso(inputs, targets, 5.0, steps=3000)
    slope = inputs.T @ (inputs @ found - targets)
    on = found != 0
    torch.testing.assert_close(slope[on], -5.0 * found[on].sign())
    assert (slope[~on].abs() <= 5.0).all()


def test_a_penalty_above_the_largest_slope_leaves_nothing(problem):
    inputs, targets = problem
    largest = float((inputs.T @ targets).abs().max())
    assert (lasso(inputs, targets, 1.001 * largest) == 0).all()
    assert (lasso(inputs, targets, 0.99 * largest) != 0).sum() == 1


def test_orthonormal_inputs_need_one_step():
    torch.manual_seed(2)
    inputs, _ = torch.linalg.qr(torch.randn(10, 4).double())
    targets = 3 * torch.randn(10).double()
    torch.testing.assert_close(lasso(inputs, targets, 0.7, steps=1), soft_threshold(inputs.T @ targets, 0.7))


@pytest.mark.parametrize("solve", [ridge, lasso])
def test_a_penalty_below_zero_and_what_is_no_matrix_are_refused(solve, problem):
    with pytest.raises(ValueError, match="penalty must be zero or greater, got -1"):
        solve(*problem, -1)
    with pytest.raises(ValueError, match="expected a matrix"):
        solve(problem[1], problem[1], 1)


def test_no_steps_are_refused(problem):
    with pytest.raises(ValueError, match="steps must be a whole number greater than zero, got 0"):
        lasso(*problem, 1, steps=0)
