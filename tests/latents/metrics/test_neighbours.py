"""Neighbours against brute force."""

import pytest
import torch
from oracles.samples import precision_at_k, trustworthiness

from latents.metrics import neighbours

LINE = torch.tensor([[0.0], [1.0], [2.0], [10.0], [11.0], [12.0]])
SIDES = torch.tensor([0, 0, 0, 1, 1, 1])


@pytest.mark.parametrize("k", [1, 3, 10])
@pytest.mark.parametrize("offset", [0.0, 1000.0])
def test_precision_at_k_is_that_of_sorting_the_gallery(k, offset):
    """Also far from the origin, where the fast formula for distances has no digits left, and on many rows."""
    gallery, labels = 0.1 * torch.randn(40, 3) + offset, torch.randint(3, (40,))
    queries, query_labels = gallery[:30] + 0.05 * torch.randn(30, 3), torch.randint(3, (30,))
    expected = precision_at_k(queries, query_labels, gallery, labels, k)
    assert neighbours.precision_at_k(queries, query_labels, gallery, labels, k=k) == pytest.approx(expected)


def test_precision_at_k_by_hand():
    queries, labels = torch.tensor([[0.4], [9.0]]), torch.tensor([0, 0])
    assert neighbours.precision_at_k(queries, labels, LINE, SIDES, k=3) == 0.5
    assert neighbours.precision_at_k(queries[:1], labels[:1], LINE, SIDES, k=4) == 0.75
    assert neighbours.precision_at_k(LINE, SIDES, LINE, SIDES, k=6) == 0.5


def test_trustworthiness_is_the_papers_formula():
    data = torch.randn(25, 4)
    for codes in (data[:, :2], torch.randn(25, 2)):
        for k in (1, 5):
            expected = trustworthiness(data, codes, k)
            assert neighbours.trustworthiness(data, codes, neighbours=k) == pytest.approx(expected)
    data = torch.randn(40, 4, requires_grad=True)
    assert neighbours.trustworthiness(data, -3 * data) == 1
    assert neighbours.trustworthiness(data, data[:, :1]) == pytest.approx(trustworthiness(data, data[:, :1], 12))


@pytest.mark.parametrize("k", [0, -1, 7])
def test_k_lies_within_the_gallery(k):
    with pytest.raises(ValueError, match=f"k must lie between 1 and the 6 rows of the gallery, got {k}"):
        neighbours.precision_at_k(LINE, SIDES, LINE, SIDES, k=k)
