"""PCA against scikit-learn, against torch's multivariate Gaussian, and against its own theory."""

import math

import numpy as np
import pytest
import torch
from oracles.samples import rows_with_moments
from sklearn.decomposition import PCA as Reference  # noqa: N811
from torch.distributions import MultivariateNormal

from latents.metrics.subspaces import principal_angles
from latents.models.pca import PCA, gram

STRETCH = torch.tensor([[3.0, 0, 0, 0, 0], [1, 2, 0, 0, 0], [0, 1, 1, 0, 0], [1, 0, 0, 0.7, 0], [0, 1, 0, 1, 0.4]])


@pytest.fixture
def data():
    """Forty rows of five correlated features, in double precision, far from the origin."""
    return torch.randn(40, 5).double() @ STRETCH.double().T + torch.arange(5)


@pytest.mark.parametrize("code_size", [1, 2, 4])
def test_components_variances_and_densities_are_scikit_learns(data, code_size):
    ours, theirs = PCA(data, code_size), Reference(code_size, svd_solver="full").fit(data.numpy())
    overlap = (ours.components @ torch.from_numpy(theirs.components_).T).abs()  # signs are arbitrary
    torch.testing.assert_close(overlap, torch.eye(code_size).double(), atol=1e-9, rtol=0)
    assert ours.mean.numpy() == pytest.approx(theirs.mean_)
    assert ours.variances.numpy() == pytest.approx(theirs.explained_variance_)
    assert ours.noise_variance.item() == pytest.approx(theirs.noise_variance_)
    assert ours.log_likelihood(data).numpy() == pytest.approx(theirs.score_samples(data.numpy()))
    reconstruction = theirs.inverse_transform(theirs.transform(data.numpy()))
    assert ours.decode(ours.encode(data)).numpy() == pytest.approx(reconstruction)


def test_the_codes_are_uncorrelated_and_have_these_variances(data):
    pca = PCA(data, 3)
    covariance = torch.cov(pca.encode(data).T)
    torch.testing.assert_close(covariance, torch.diag(pca.variances))
    assert pca.variances.tolist() == sorted(pca.variances.tolist(), reverse=True)


def test_the_error_is_the_sum_of_the_dropped_variances(data):
    pca, full = PCA(data, 2), PCA(data, 5)
    error = ((pca.decode(pca.encode(data)) - data) ** 2).sum() / (len(data) - 1)
    torch.testing.assert_close(error, full.variances[2:].sum())
    torch.testing.assert_close(full.decode(full.encode(data)), data)


def test_decoding_undoes_encoding_on_the_subspace_only(data):
    pca, codes = PCA(data, 2), torch.randn(7, 2).double()
    torch.testing.assert_close(pca.encode(pca.decode(codes)), codes)
    torch.testing.assert_close(pca.decode(torch.zeros(1, 2).double())[0], data.mean(dim=0))


@pytest.mark.parametrize(("count", "code_size"), [(40, 2), (4, 2), (4, 1)])  # four rows: fewer than features
def test_the_density_is_that_of_the_gaussian_with_that_covariance(data, count, code_size):
    pca = PCA(data[:count], code_size)
    variances = torch.cov(data[:count].T).trace() - pca.variances.sum()  # of all directions left out together
    noise = variances / (5 - code_size)
    torch.testing.assert_close(pca.noise_variance, noise)
    kept = pca.components.T @ torch.diag(pca.variances - noise) @ pca.components
    gaussian = MultivariateNormal(data[:count].mean(dim=0), kept + noise * torch.eye(5).double())
    torch.testing.assert_close(pca.log_likelihood(data), gaussian.log_prob(data))


def test_samples_have_the_covariance_of_the_density():
    covariance = STRETCH @ STRETCH.T
    pca = PCA(rows_with_moments(50, torch.arange(5), covariance).float(), 2)
    kept = pca.components.T @ torch.diag(pca.variances - pca.noise_variance) @ pca.components
    expected, count = kept + pca.noise_variance * torch.eye(5), 20_000
    samples = pca.sample(count)
    standard_error = (expected.diag() / count).sqrt()
    assert ((samples.mean(dim=0) - torch.arange(5)).abs() < 4 * standard_error).all()
    standard_error = ((expected.diag()[:, None] * expected.diag() + expected**2) / count).sqrt()
    assert ((torch.cov(samples.T) - expected).abs() < 4 * standard_error).all()


def test_samples_come_from_the_global_stream_in_the_datas_precision_without_gradients(data):
    pca = PCA(data.requires_grad_(), 2)
    torch.manual_seed(5)
    first, second = pca.sample(3), pca.sample(3)
    torch.manual_seed(5)
    assert torch.equal(first, pca.sample(3))
    assert not torch.equal(first, second)
    assert first.dtype == torch.double
    assert not first.requires_grad
    assert not pca.components.requires_grad


def test_data_on_a_plane_have_no_density():
    plane = 1e3 * torch.randn(300, 2) @ torch.randn(2, 40)  # float32: rounding leaves a little variance everywhere
    for code_size in (2, 3, 40):
        pca = PCA(plane, code_size)
        assert pca.noise_variance == 0
        with pytest.raises(ValueError, match="no variance is left outside the subspace; choose a smaller code_size"):
            pca.log_likelihood(plane)
    assert torch.isfinite(PCA(plane, 1).log_likelihood(plane)).all()


def test_tiny_units_are_not_mistaken_for_rounding(data):
    tiny = PCA(1e-20 * data, 2).log_likelihood(1e-20 * data)
    torch.testing.assert_close(tiny, PCA(data, 2).log_likelihood(data) + 5 * 20 * math.log(10))


def spectrum(variances, count=2000, offset=0.0, dtype=torch.float):
    """Rows with exactly these variances along random directions, the directions, and the PCA's data type."""
    covariance, features = torch.tensor(variances).double(), len(variances)
    directions, _ = torch.linalg.qr(torch.randn(features, features).double())
    rows = rows_with_moments(count, torch.full((features,), offset), directions @ torch.diag(covariance) @ directions.T)
    return rows.to(dtype), directions.T


# Most are hard for a product of the data with itself, which has half the digits: what is kept or left out is tiny.
@pytest.mark.parametrize(("variances", "code_size", "offset"), [
    ([9, 4, 2, 1, 0.5], 2, 0),
    ([9, 4, 2, 1, 0.5], 2, 300),
    ([1, 1e-2, 1e-4, 1e-6, 1e-6], 2, 0),
    ([1, 1e-2, 1e-5, 2e-6, 1e-6], 3, 0),
    ([1, 0.9, 0.8, 1e-6, 1e-6], 3, 0),
    ([1, 1e-6, 1e-6, 1e-6, 1e-6], 1, 0),
    ([1000, 1, 0.5, *[0.01] * 500], 3, 0),
    ([1, 5e-4, 2e-5, *[4e-6] * 200], 3, 0),
])
@pytest.mark.parametrize("count", [2000, 600])
def test_small_variances_are_right_in_single_precision(variances, code_size, offset, count):
    rows, directions = spectrum(variances, count, offset)
    pca = PCA(rows, code_size)
    torch.testing.assert_close(pca.variances, torch.tensor(variances[:code_size]).float(), rtol=1e-3, atol=0)
    noise = torch.tensor(variances[code_size:]).float().mean()
    torch.testing.assert_close(pca.noise_variance, noise, rtol=2e-2, atol=0)
    assert principal_angles(pca.components.double(), directions[:code_size]).max() < 2e-3


@pytest.mark.parametrize("dtype", [torch.float, torch.double])
def test_equal_variances_have_some_orthonormal_basis(dtype):
    rows, directions = spectrum([4, 4, 4 - 1e-6, 1, 1], dtype=dtype)
    pca = PCA(rows, 3)
    tolerance = 10 * torch.finfo(dtype).eps ** 0.5
    torch.testing.assert_close(pca.components @ pca.components.T, torch.eye(3).to(dtype), atol=tolerance, rtol=0)
    assert principal_angles(pca.components.double(), directions[:3]).max() < tolerance
    torch.testing.assert_close(pca.noise_variance, torch.tensor(1).to(dtype), atol=tolerance, rtol=0)


@pytest.mark.parametrize("dtype", [torch.float, torch.double])
def test_pixels_that_never_change_have_no_part_in_a_component(dtype):
    rows = torch.zeros(500, 6, dtype=dtype)
    rows[:, 1:4], rows[:, 4] = torch.randn(500, 3), 0.7
    for code_size in (1, 2, 3, 5):
        pca = PCA(rows, code_size)
        share = (pca.components[:3, [0, 4, 5]] ** 2).sum()
        assert share < 1e-12
        assert (pca.noise_variance == 0) == (code_size >= 3)
        assert (pca.variances[3:] == 0).all()


def test_one_more_row_than_features_and_one_less_agree_with_scikit_learn(data):
    for count in (4, 5, 6, 7):
        ours, theirs = PCA(data[:count], 2), Reference(2, svd_solver="full").fit(data[:count].numpy())
        assert ours.variances.numpy() == pytest.approx(theirs.explained_variance_)
        assert principal_angles(ours.components, torch.from_numpy(theirs.components_)).max() < 1e-6


def test_a_gram_matrix_is_the_product_and_symmetric():
    rows = torch.randn(300, 40)
    torch.testing.assert_close(gram(rows), torch.einsum("ni,nj->ij", rows, rows))
    assert torch.equal(gram(rows), gram(rows).T)


def test_two_rows_have_one_component():
    pca = PCA(torch.tensor([[0.0, 0.0], [3.0, 4.0]]), 1)
    torch.testing.assert_close(pca.components.abs(), torch.tensor([[0.6, 0.8]]))
    torch.testing.assert_close(pca.variances, torch.tensor([12.5]))


def test_the_data_are_left_as_they_were(data):
    before = data.clone()
    pca = PCA(data, 2)
    pca.log_likelihood(data)
    assert torch.equal(data, before)


@pytest.mark.parametrize(("bad", "code_size", "message"), [
    (torch.zeros(5), 1, r"expected a matrix \[n, features\], n >= 1, got shape \[5\]"),
    (torch.zeros(3, 1, 2, 2), 1, "flatten images first"),
    (torch.zeros(0, 5), 1, r"got shape \[0, 5\]"),
    (torch.full((4, 5), np.nan), 1, "NaN or infinite"),
    (torch.full((4, 5), np.inf), 1, "NaN or infinite"),
    (torch.ones(4, 5, dtype=torch.long), 1, r"got torch.int64; convert them with .float\(\)"),
    (torch.randn(9, 5), 0, "code_size must lie between 1 and 5"),
    (torch.randn(9, 5), 6, r"between 1 and 5 for shape \[9, 5\], got 6"),
    (torch.randn(3, 5), 4, "between 1 and 3"),
    (torch.randn(1, 5), 1, "at least two rows"),
])
def test_what_has_no_principal_components_is_refused(bad, code_size, message):
    with pytest.raises(ValueError, match=message):
        PCA(bad, code_size)


def test_rows_and_codes_of_another_width_are_refused(data):
    pca = PCA(data, 2)
    for method in (pca.encode, pca.log_likelihood):
        with pytest.raises(ValueError, match="expected 5 columns, got 4"):
            method(data[:, :4])
        with pytest.raises(ValueError, match="NaN"):
            method(data * np.nan)
    with pytest.raises(ValueError, match="expected 2 columns, got 3"):
        pca.decode(data[:, :3])
