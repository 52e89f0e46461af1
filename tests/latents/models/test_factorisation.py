"""Matrix factorisation against the singular value decomposition, NMF against scikit-learn and against plain loops."""

import numpy as np
import pytest
import torch
from oracles.derivatives import finite_differences
from oracles.factors import multiplicative_step
from scipy.optimize import nnls
from sklearn.decomposition import NMF as Reference  # noqa: N811

from latents import Batches, fit
from latents.models import factorisation as module
from latents.models.factorisation import NMF, MatrixFactorisation, factorisation_error, update_codes

ROWS = torch.arange(12)


@pytest.fixture
def matrix():
    return torch.randn(12, 6) @ torch.diag(torch.tensor([4.0, 3, 2, 1, 0.5, 0.2]))


@pytest.fixture
def positive():
    """Seven rows of five positive features, in double precision."""
    return torch.rand(7, 5).double() + 0.1


def test_the_error_is_summed_over_columns_and_averaged_over_the_rows_asked_for(matrix):
    model, rows = MatrixFactorisation(12, 6, 2), torch.tensor([5, 0, 11])
    approximation = model.codes[rows] @ model.loadings.T
    assert torch.equal(model(rows), approximation)
    expected = sum((approximation[i] - matrix[row]).pow(2).sum() for i, row in enumerate(rows)) / 3
    terms = factorisation_error(model, (rows, matrix[rows]))
    assert list(terms) == ["reconstruction"]
    torch.testing.assert_close(terms["reconstruction"], expected)


def test_its_gradient_is_that_of_finite_differences(matrix):
    model = MatrixFactorisation(12, 6, 2).double()
    factorisation_error(model, (ROWS, matrix.double()))["reconstruction"].backward()
    codes, loadings = model.codes.detach(), model.loadings.detach()

    def error(codes, loadings):
        return (codes @ loadings.T - matrix.double()).pow(2).sum() / 12

    torch.testing.assert_close(model.codes.grad, finite_differences(lambda u: error(u, loadings), codes))
    torch.testing.assert_close(model.loadings.grad, finite_differences(lambda v: error(codes, v), loadings))


def test_descent_reaches_the_best_matrix_of_that_rank(matrix):
    """Eckart & Young 1936: the best approximation of rank k leaves the squares of the other singular values."""
    model = MatrixFactorisation(12, 6, 3)
    history = fit(model, Batches(ROWS, matrix, size=12), factorisation_error, epochs=800, learning_rate=0.03)
    left, values, right = torch.linalg.svd(matrix, full_matrices=False)
    assert history[-1]["loss"] == pytest.approx(values[3:].pow(2).sum().item() / 12, rel=1e-3)
    torch.testing.assert_close(model(ROWS).detach(), left[:, :3] * values[:3] @ right[:3], atol=0.02, rtol=0)


def test_descent_starts_near_zero_but_not_at_it():
    model = MatrixFactorisation(1000, 900, 5)
    for factor in (model.codes, model.loadings):
        assert factor.std().item() == pytest.approx(0.1, abs=4 * 0.1 / (2 * 4500) ** 0.5)


@pytest.mark.parametrize(("rows", "columns", "code_size"), [(12, 6, 0), (12, 6, 7), (3, 6, 4)])
def test_a_code_larger_than_the_matrix_is_refused(rows, columns, code_size):
    with pytest.raises(ValueError, match=f"code_size must lie between 1 and {min(rows, columns)}"):
        MatrixFactorisation(rows, columns, code_size)


def test_rows_of_another_shape_are_refused_not_broadcast(matrix):
    for bad in (matrix[:, :1], matrix[0], matrix[:3]):
        with pytest.raises(ValueError, match=r"expected rows of shape \[12, 6\], got"):
            factorisation_error(MatrixFactorisation(12, 6, 2), (ROWS, bad))


def start_of(data, code_size, monkeypatch):
    """NMF's random start from seed 0, seen by taking steps that change nothing."""
    torch.manual_seed(0)
    with monkeypatch.context() as patch:
        patch.setattr(module, "update_codes", lambda codes, parts, data: codes)
        start = NMF(data, code_size, steps=1)
    torch.manual_seed(0)
    return start


@pytest.mark.filterwarnings("ignore:Maximum number of iterations")
def test_nmf_is_scikit_learns_from_the_same_start(positive, monkeypatch):
    start = start_of(positive, 3, monkeypatch)
    ours = NMF(positive, 3, steps=25)
    reference = Reference(3, init="custom", solver="mu", max_iter=25, tol=0)
    codes = reference.fit_transform(positive.numpy(), W=start.codes.numpy().copy(), H=start.parts.numpy().copy())
    assert ours.codes.numpy() == pytest.approx(codes, rel=1e-6)
    assert ours.parts.numpy() == pytest.approx(reference.components_, rel=1e-6)


def test_nmf_starts_at_the_size_of_the_data(positive, monkeypatch):
    start = start_of(positive.repeat(100, 100) * 800, 4, monkeypatch)
    assert start.decode(start.codes).mean().item() == pytest.approx(200 * positive.mean().item(), rel=0.1)  # 800 / 2²


def test_nmf_counts_its_errors_and_they_never_rise(positive, monkeypatch):
    start, nmf = start_of(positive, 2, monkeypatch), NMF(positive, 2, steps=60)
    assert len(nmf.errors) == 61
    assert len(NMF(positive, 2).errors) == 201
    for model, error in ((start, nmf.errors[0]), (nmf, nmf.errors[-1])):
        by_hand = sum((model.codes[i] @ model.parts - positive[i]).pow(2).sum() for i in range(7)) / 7
        assert error == pytest.approx(by_hand.item()) == model.error(positive)
    assert all(after <= before + 1e-12 for before, after in zip(nmf.errors, nmf.errors[1:], strict=False))
    assert nmf.codes.min() >= 0
    assert nmf.parts.min() >= 0


def test_a_multiplicative_step_is_the_papers_formula(positive):
    codes, parts = torch.rand(7, 2).double(), torch.rand(2, 5).double()
    torch.testing.assert_close(update_codes(codes, parts, positive), multiplicative_step(codes, parts, positive))


def test_an_exact_product_is_a_fixed_point_and_rank_one_is_found_in_one_step():
    codes, parts = torch.rand(7, 2).double(), torch.rand(2, 5).double()
    torch.testing.assert_close(update_codes(codes, parts, codes @ parts), codes)
    assert NMF(codes[:, :1] @ parts[:1], 1, steps=1).errors[1] < 1e-20


def test_parts_that_are_seen_alone_are_recovered():
    parts = torch.tensor([[1.0, 2, 0, 0, 0, 0], [0, 0, 3, 1, 0, 0], [0, 0, 0, 0, 1, 1]])
    codes = torch.cat([torch.eye(3), torch.rand(30, 3)])  # with a pure row of each part the answer is unique
    nmf = NMF(codes @ parts, 3, steps=1500)
    found = nmf.parts / nmf.parts.norm(dim=1, keepdim=True)
    overlap = found @ (parts / parts.norm(dim=1, keepdim=True)).T
    torch.testing.assert_close(overlap.amax(dim=0), torch.ones(3), atol=1e-3, rtol=0)
    assert nmf.errors[-1] < 1e-4 * nmf.errors[0]


def test_new_rows_are_encoded_as_by_non_negative_least_squares(positive):
    nmf = NMF(positive, 3)
    rows = torch.rand(4, 5).double()
    expected = [nnls(nmf.parts.T.numpy(), row.numpy())[0] for row in rows]
    assert nmf.encode(rows, steps=20_000).numpy() == pytest.approx(np.array(expected), abs=1e-4)
    first_step = multiplicative_step(torch.full((4, 3), 1 / 3).double(), nmf.parts, rows)
    torch.testing.assert_close(nmf.encode(rows, steps=1), first_step, atol=1e-7, rtol=1e-6)
    assert torch.equal(nmf.encode(rows), nmf.encode(rows, steps=200))


def test_empty_rows_and_columns_stay_empty():
    data = torch.rand(6, 5)
    data[2], data[:, 3] = 0, 0
    nmf = NMF(data, 2)
    assert nmf.decode(nmf.codes)[2].sum() == nmf.decode(nmf.codes)[:, 3].sum() == 0
    assert nmf.encode(torch.zeros(1, 5)).sum() == 0
    assert NMF(torch.zeros(3, 3), 2).errors[-1] == 0


def test_the_start_comes_from_the_global_stream_and_data_stay_as_they_were(positive):
    before = positive.clone()
    first, second = NMF(positive, 2, steps=1), NMF(positive, 2, steps=1)
    torch.manual_seed(7)
    third = NMF(positive, 2, steps=1)
    torch.manual_seed(7)
    assert torch.equal(third.codes, NMF(positive, 2, steps=1).codes)
    assert not torch.equal(first.codes, second.codes)
    first.encode(positive)
    assert torch.equal(positive, before)


@pytest.mark.parametrize(("change", "options", "message"), [
    (lambda data: data[0], {}, "expected a matrix"),
    (lambda data: -data, {}, "expected no negative values"),
    (lambda data: data * np.nan, {}, "NaN or infinite"),
    (lambda data: data.long(), {}, "convert them with"),
    (lambda data: data, {"code_size": 6}, "code_size must lie between 1 and 5"),
    (lambda data: data, {"code_size": 0}, "code_size must lie between 1 and 5"),
    (lambda data: data, {"steps": 0}, "steps must be a whole number greater than zero, got 0"),
])
def test_what_has_no_non_negative_factors_is_refused(positive, change, options, message):
    with pytest.raises(ValueError, match=message):
        NMF(change(positive), **({"code_size": 2} | options))


def test_factors_keep_no_graph_alive(positive):
    nmf = NMF(positive.requires_grad_(), 2, steps=1)
    assert not nmf.codes.requires_grad
    assert not nmf.parts.requires_grad


def test_encode_and_decode_refuse_what_does_not_fit(positive):
    nmf = NMF(positive, 2, steps=1)
    bad_rows = {"no negative": -positive, "expected 5 columns": positive[:, :4], "NaN": positive * np.nan,
                "convert them with": positive.long()}
    for message, bad in bad_rows.items():
        with pytest.raises(ValueError, match=message):
            nmf.encode(bad)
    with pytest.raises(ValueError, match="steps must be a whole number greater than zero, got 0"):
        nmf.encode(positive, steps=0)
    with pytest.raises(ValueError, match="expected 2 columns, got 3"):
        nmf.decode(positive[:, :3])
