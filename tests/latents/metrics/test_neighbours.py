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


def test_the_nearest_row_is_named_with_its_distance():
    away, row = neighbours.nearest_row(torch.tensor([[1.4], [40.0], [10.0]]), LINE)
    assert row.tolist() == [1, 5, 3]
    torch.testing.assert_close(away, torch.tensor([0.4, 28.0, 0.0]))
    gallery = 0.1 * torch.randn(60, 3) + 1000
    assert neighbours.nearest_row(gallery[20:], gallery)[1].tolist() == list(range(20, 60))


def test_a_point_is_inside_a_sample_within_reach_of_the_kth_other_row():
    """Radii with k = 1: 1, 1, 1, 1, 1, 1; with k = 2: 2, 1, 2, 2, 1, 2; with k = 3: 10, 9, 8, 8, 9, 10."""
    points = torch.tensor([[-1.5], [-0.5], [3.5], [6.0], [12.9], [14.5]])
    for k, share in ((1, 2 / 6), (2, 4 / 6), (3, 1.0)):
        assert neighbours.share_inside(points, LINE, k=k) == pytest.approx(share)
    assert neighbours.share_inside(points, LINE) == 1
    assert neighbours.share_inside(LINE, LINE, k=1) == 1


def test_precision_and_recall_of_samples_that_are_too_narrow_or_too_wide():
    """A narrow sample lies inside a wide one, which lies outside of it; equal samples cover each other nearly."""
    wide, narrow, other = torch.randn(400, 2), 0.1 * torch.randn(400, 2), torch.randn(400, 2)
    assert neighbours.share_inside(narrow, wide) > 0.9
    assert neighbours.share_inside(wide, narrow) < 0.1
    assert neighbours.share_inside(other, wide) > 0.9
    assert neighbours.share_inside(other + 20, wide) == 0


def test_share_inside_is_that_of_plain_loops():
    points, support = torch.randn(30, 3) + 1000, torch.randn(25, 3) + 1000
    for k in (1, 4):
        inside = 0
        for point in points:
            for row in support:
                others = sorted((row - other).norm().item() for other in support)[1:]
                if (point - row).norm().item() <= others[k - 1]:
                    inside += 1
                    break
        assert neighbours.share_inside(points, support, k=k) == pytest.approx(inside / 30)


@pytest.mark.parametrize("k", [0, 6])
def test_k_lies_within_the_other_rows(k):
    with pytest.raises(ValueError, match=f"k must lie between 1 and the 5 other rows of the support, got {k}"):
        neighbours.share_inside(LINE, LINE, k=k)
