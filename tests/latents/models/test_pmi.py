"""Counted vectors against logarithms of a table by hand and numpy's decomposition."""

import numpy as np
import pytest
import torch

from latents.models.pmi import cooccurrences, factor_vectors, pmi, positive

MET = np.array([[4.0, 0, 1], [2, 1, 0], [0, 3, 5]])


def counted():
    rows, columns = (torch.tensor(np.repeat(places, MET[MET > 0].astype(int))) for places in np.nonzero(MET))
    return cooccurrences(rows, columns, 3)


def test_meetings_are_counted():
    np.testing.assert_array_equal(counted().to_dense(), MET)
    assert counted().indices().shape == (2, 6)


@pytest.mark.parametrize("power", [1.0, 0.75])
def test_pmi_is_the_log_of_how_many_times_more_often_than_by_chance(power):
    p_word, p_context = MET.sum(axis=1) / MET.sum(), MET.sum(axis=0) ** power
    chance = p_word[:, None] * p_context / p_context.sum()
    with np.errstate(divide="ignore"):
        expected = np.log(MET / MET.sum() / chance)
    expected[MET == 0] = 0
    found = pmi(counted(), power=power)
    np.testing.assert_allclose(found.to_dense(), expected, rtol=1e-5)
    assert found.indices().shape == (2, 6)


def test_what_does_not_exceed_the_shift_drops_out():
    matrix = torch.tensor([[2.0, 0, 0.5], [0, -1, 3]]).to_sparse()
    kept = positive(matrix, shift=0.5)
    np.testing.assert_array_equal(kept.to_dense(), [[1.5, 0, 0], [0, 0, 2.5]])
    assert kept.values().tolist() == [1.5, 2.5]
    assert positive(matrix).values().tolist() == [2, 0.5, 3]


@pytest.mark.parametrize("exponent", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("sparse", [True, False])
def test_vectors_are_the_left_directions_by_their_weights(exponent, sparse):
    rng = np.random.default_rng(0)
    matrix = rng.normal(size=(9, 7)) @ np.diag([9, 6, 4, 2, 1, 0.5, 0.1])
    left, values, _ = np.linalg.svd(matrix)
    tensor = torch.tensor(matrix)
    vectors = factor_vectors(tensor.to_sparse() if sparse else tensor, 3, exponent=exponent).numpy()
    expected = left[:, :3] * values[:3] ** exponent
    np.testing.assert_allclose(vectors @ vectors.T, expected @ expected.T, atol=1e-8)
    assert vectors.shape == (9, 3)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="words must be a whole number greater than zero"):
        cooccurrences(torch.tensor([0]), torch.tensor([0]), 0)
    with pytest.raises(ValueError, match="power must be greater than zero"):
        pmi(counted(), power=0.0)
    with pytest.raises(ValueError, match=r"size must not be above 3 for shape \[3, 3\], got 4"):
        factor_vectors(counted(), 4)
    with pytest.raises(ValueError, match="size must be a whole number"):
        factor_vectors(counted(), 0)
