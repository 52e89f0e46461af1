"""Distances, entropies and tests of samples against closed forms."""

import statistics

import pytest
import torch
from oracles.samples import frechet, rows_with_moments
from scipy.stats import entropy
from sklearn.model_selection import GroupKFold, cross_val_score
from sklearn.svm import SVC

from latents.metrics import distributions
from latents.metrics.neighbours import trustworthiness

LINE = torch.tensor([[0.0], [1.0], [2.0], [10.0], [11.0], [12.0]])


def test_the_frechet_distance_is_that_of_the_two_gaussians():
    means = torch.tensor([1.0, 0, -2]).double(), torch.tensor([0.0, 1, 1]).double()
    roots = torch.randn(2, 3, 3).double()
    covariances = [root @ root.T + 0.1 * torch.eye(3) for root in roots]
    samples = [rows_with_moments(30, mean, covariance) for mean, covariance in zip(means, covariances, strict=True)]
    expected = frechet(means[0], covariances[0], means[1], covariances[1])
    assert distributions.frechet_distance(*samples) == pytest.approx(expected)
    assert distributions.frechet_distance(samples[1].requires_grad_(), samples[0]) == pytest.approx(expected)
    assert distributions.frechet_distance(samples[0], samples[0]) == pytest.approx(0, abs=1e-6)
    assert distributions.frechet_distance(samples[0], samples[0] + 2) == pytest.approx(12)


def test_the_frechet_distance_of_fewer_rows_than_features_keeps_its_digits():
    rows = torch.randn(20, 50)
    assert distributions.frechet_distance(rows, rows) == pytest.approx(0, abs=1e-10)
    assert distributions.frechet_distance(rows, 3 * rows - 2 * rows.mean(dim=0)) == pytest.approx(
        4 * float(rows.double().var(dim=0).sum()))


def test_the_frechet_distance_keeps_its_digits_far_from_the_origin():
    first = torch.randn(40, 3) + 1000
    second = 2 * torch.randn(40, 3) + 1001
    moments = [moment for rows in (first.double(), second.double()) for moment in (rows.mean(dim=0), rows.T.cov())]
    assert distributions.frechet_distance(first.requires_grad_(), second) == pytest.approx(frechet(*moments), rel=1e-8)


def test_the_frechet_distance_of_two_rows_each():
    first, second = torch.tensor([[0.0], [2.0]]), torch.tensor([[5.0], [9.0]])  # variances 2 and 8
    assert distributions.frechet_distance(first, second) == pytest.approx(6**2 + 2 + 8 - 2 * 4)


def test_the_frechet_distance_of_one_feature_and_of_features_that_do_not_vary():
    first = rows_with_moments(9, torch.zeros(1), torch.eye(1))
    assert distributions.frechet_distance(first, 3 * first + 4) == pytest.approx(4**2 + (3 - 1) ** 2)
    padded = torch.cat([first, torch.zeros(9, 2)], dim=1)
    assert distributions.frechet_distance(padded, 3 * padded + 4) == pytest.approx(3 * 4**2 + (3 - 1) ** 2)


def test_entropy_is_summed_over_columns_in_bits():
    symbols = torch.tensor([[0, 7], [1, 7], [2, 7], [3, 7]])
    assert distributions.entropy_bits(symbols) == pytest.approx(2)
    assert distributions.entropy_bits(symbols[:, [0, 0]] // 2) == pytest.approx(2)
    drawn = torch.randint(5, (50, 3)) // 2
    expected = sum(entropy(column.bincount().numpy(), base=2) for column in drawn.T)
    assert distributions.entropy_bits(drawn) == pytest.approx(expected)


def test_two_sample_accuracy_of_samples_that_do_not_overlap_is_one():
    first = torch.rand(20, 2, requires_grad=True)
    assert distributions.two_sample_accuracy(first, first + 2) == 1
    ring = torch.nn.functional.normalize(torch.randn(50, 2))  # around the other sample: no line parts them
    assert distributions.two_sample_accuracy(0.3 * ring, ring) == 1
    assert distributions.two_sample_accuracy(LINE[:5], LINE[:5] + 100) == 1


def test_two_sample_accuracy_of_two_samples_of_one_source_is_a_half():
    accuracies = [distributions.two_sample_accuracy(torch.randn(60, 3), torch.randn(60, 3)) for _ in range(10)]
    assert statistics.fmean(accuracies) == pytest.approx(0.5, abs=4 * statistics.stdev(accuracies) / 10**0.5)


def test_two_sample_accuracy_is_that_of_rows_left_out():
    """A classifier scored on the rows it was trained on would tell apart what differs by chance alone."""
    real, fake = torch.randn(30, 8), torch.randn(30, 8)
    rows, kinds = torch.cat([real, fake]).numpy(), [1] * 30 + [0] * 30
    assert SVC(C=10).fit(rows, kinds).score(rows, kinds) > 0.95
    folds = GroupKFold(5, shuffle=True, random_state=0)
    pairs = list(range(30)) * 2  # a real and a fake row of one number are left out together
    expected = cross_val_score(SVC(C=10), rows, kinds, groups=pairs, cv=folds).mean()
    assert distributions.two_sample_accuracy(real, fake) == pytest.approx(expected) == pytest.approx(0.5, abs=0.25)


@pytest.mark.parametrize("copied", [1.0, 0.5, 0.25])
def test_copies_of_the_real_rows_cannot_be_told_from_them(copied):
    """In whatever order they come. A copy that is left among known rows would give its twin a false label."""
    accuracies = []
    for _ in range(10):
        real, new = torch.randn(60, 3), torch.randn(60, 3)
        fake = torch.where(torch.rand(60, 1) < copied, real, new)[torch.randperm(60)]
        accuracies.append(distributions.two_sample_accuracy(real, fake))
    if copied == 1:
        assert accuracies == [0.5] * 10
    error = statistics.stdev(accuracies) / 10**0.5
    assert statistics.fmean(accuracies) == pytest.approx(0.5, abs=4 * error + 1e-12)


def test_rows_of_which_one_sample_has_more_are_told_apart_as_often_as_can_be():
    """Of one value 80 and 20 in a hundred, of another 20 and 80: four times in five, at best. A collapsed sample."""
    pair = torch.tensor([[0.0], [1.0]])
    real, fake = pair[[0] * 80 + [1] * 20], pair[[0] * 20 + [1] * 80]
    assert distributions.two_sample_accuracy(real, fake) == pytest.approx(0.8)
    assert distributions.two_sample_accuracy(torch.randn(40, 2), torch.zeros(40, 2)) > 0.8


def test_samples_of_too_few_or_unequal_rows_are_refused():
    for first, second in ((LINE[:1], LINE), (LINE, LINE[:1])):
        with pytest.raises(ValueError, match="a covariance needs at least two rows in each sample"):
            distributions.frechet_distance(first, second)
    for first, second in ((LINE, LINE[:5]), (LINE[:4], LINE[:4])):
        message = f"the same number of rows, five or more, got {len(first)} and {len(second)}"
        with pytest.raises(ValueError, match=message):
            distributions.two_sample_accuracy(first, second)
    with pytest.raises(ValueError, match="expected one row for each other, got 6 and 5"):
        trustworthiness(LINE, LINE[:5], neighbours=1)
    for neighbours in (0, 3, 12):
        with pytest.raises(ValueError, match="neighbo"):
            trustworthiness(LINE, LINE, neighbours=neighbours)
