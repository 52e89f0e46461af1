"""Calibration against cases that are computed by hand, and scores against what minimises them."""

import pytest
import torch

from latents.metrics.calibration import brier_score, calibration_error, reliability


def two_classes(first: list[float]) -> torch.Tensor:
    """Probabilities of two classes, by that of class 0."""
    share = torch.tensor(first, dtype=torch.double)
    return torch.stack([share, 1 - share], dim=1)


SAID = two_classes([0.9, 0.6, 0.2, 0.7])  # confidences 0.9, 0.6, 0.8, 0.7
LABELS = torch.tensor([0, 1, 1, 1])  # right, wrong, right, wrong


def test_bins_hold_equally_many_cases_from_the_least_to_the_most_confident():
    confidence, accuracy = reliability(SAID, LABELS, 2)
    torch.testing.assert_close(confidence, torch.tensor([0.65, 0.85]).double())
    torch.testing.assert_close(accuracy, torch.tensor([0.0, 1.0]).double())


def test_the_error_is_the_mean_distance_of_confidence_and_accuracy():
    assert abs(calibration_error(SAID, LABELS, 2) - (0.65 + 0.15) / 2) < 1e-12
    assert abs(calibration_error(SAID, LABELS, 4) - (0.6 + 0.7 + 0.2 + 0.1) / 4) < 1e-12
    assert abs(calibration_error(SAID, LABELS, 1) - 0.25) < 1e-12


def test_the_order_of_the_rows_does_not_matter():
    order = torch.tensor([2, 0, 3, 1])
    assert calibration_error(SAID[order], LABELS[order], 2) == calibration_error(SAID, LABELS, 2)


def test_who_draws_labels_from_what_it_says_is_calibrated():
    """Equal confidences in a bin of k cases: the mean distance is at most what a share of k draws strays."""
    torch.manual_seed(0)
    share = torch.tensor([0.6, 0.7, 0.8, 0.9, 0.97]).double().repeat_interleave(4000)
    labels = (torch.rand(len(share)) > share).long()
    assert calibration_error(two_classes(share.tolist()), labels, 5) < 4 * 0.5 / 4000**0.5
    assert calibration_error(two_classes([0.99] * len(share)), labels, 5) > 0.15


def test_the_classes_shares_are_calibrated_and_worth_nothing():
    labels = torch.tensor([0, 0, 0, 1]).repeat(60)
    dull = two_classes([0.75] * len(labels))
    assert calibration_error(dull, labels, 3) < 1e-12
    sharp = two_classes([0.9 if label == 0 else 0.1 for label in labels])
    assert calibration_error(sharp, labels, 3) > 0.09
    assert brier_score(sharp, labels) < brier_score(dull, labels)


def test_cases_that_do_not_divide_by_the_bins_are_shared_as_equally_as_can_be():
    confidence, accuracy = reliability(two_classes([0.6, 0.7, 0.8, 0.9, 1.0]), torch.zeros(5).long(), 2)
    torch.testing.assert_close(confidence, torch.tensor([0.7, 0.95]).double())
    assert accuracy.tolist() == [1, 1]


def test_brier_scores_by_hand():
    assert brier_score(two_classes([1.0, 0.0]), torch.tensor([0, 1])) == 0
    assert brier_score(two_classes([1.0, 0.0]), torch.tensor([1, 0])) == 2
    assert abs(brier_score(two_classes([0.7]), torch.tensor([0])) - 0.18) < 1e-12
    thirds = torch.full((1, 3), 1 / 3).double()
    assert abs(brier_score(thirds, torch.tensor([2])) - (4 / 9 + 1 / 9 + 1 / 9)) < 1e-12


def test_the_true_probabilities_have_the_smallest_brier_score():
    labels = torch.tensor([0] * 7 + [1] * 3)
    scores = {share: brier_score(two_classes([share] * 10), labels) for share in (0.6, 0.65, 0.7, 0.75, 0.8)}
    assert min(scores, key=scores.get) == 0.7


@pytest.mark.parametrize("score", [calibration_error, brier_score])
def test_logits_and_missing_labels_are_refused(score):
    with pytest.raises(ValueError, match=r"expected values in \[0, 1\]"):
        score(torch.randn(20, 2) * 9, torch.zeros(20).long())
    with pytest.raises(ValueError, match="expected one row for each other, got 4 and 3 rows"):
        score(SAID, LABELS[:3])
    with pytest.raises(ValueError, match="expected a matrix"):
        score(SAID[:, 0], LABELS)


def test_more_bins_than_cases_are_refused():
    with pytest.raises(ValueError, match="4 rows do not fill 15 bins; take fewer bins"):
        calibration_error(SAID, LABELS)
    with pytest.raises(ValueError, match="bins must be a whole number greater than zero, got 0"):
        reliability(SAID, LABELS, 0)
