"""Scores against closed forms and brute force."""

import math
import statistics

import pytest
import torch
from oracles import frechet, precision_at_k, rows_with_moments, trustworthiness
from scipy.stats import entropy
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.svm import SVC

from latents import metrics

LINE = torch.tensor([[0.0], [1.0], [2.0], [10.0], [11.0], [12.0]])
SIDES = torch.tensor([0, 0, 0, 1, 1, 1])


def test_a_linear_probe_counts_hits_on_the_test_rows():
    test_rows, test_labels = torch.tensor([[-1.0], [0.5], [11.5], [13.0]]), torch.tensor([0, 1, 1, 1])
    assert metrics.linear_probe(LINE, SIDES, test_rows, test_labels) == 0.75


def test_a_linear_probe_is_linear():
    square = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]]).repeat(9, 1)
    either, both, one_of_two = square.amax(dim=1), square.prod(dim=1), (square.sum(dim=1) == 1)
    assert metrics.linear_probe(square, either, square, either) == metrics.linear_probe(square, both, square, both) == 1
    assert metrics.linear_probe(square, one_of_two, square, one_of_two) <= 0.75


def test_a_linear_probe_is_this_logistic_regression_whatever_the_units_and_the_origin():
    """Noisy, unequal classes, so that penalty and intercept matter; the reference sees mean 0, total variance 1."""
    features, noise = torch.randn(300, 3) * torch.tensor([2.0, 1, 0.3]), torch.randn(300)
    labels = (features.sum(dim=1) + noise > 1.5).long()
    features = (features - features[:60].mean(dim=0)) / features[:60].T.cov(correction=0).trace().sqrt()
    reference = LogisticRegression(C=100, max_iter=1000).fit(features[:60].numpy(), labels[:60].numpy())
    expected = reference.score(features[60:].numpy(), labels[60:].numpy())
    moved = (500 * features + torch.tensor([7.0, -3000, 400])).requires_grad_()
    assert metrics.linear_probe(moved[:60], labels[:60], moved[60:], labels[60:]) == expected
    assert 0.5 < expected < 1


def test_a_linear_probe_is_centred_by_the_training_rows():
    """Test rows of one class only: centred by themselves, half of them would change sides."""
    assert metrics.linear_probe(LINE, SIDES, torch.tensor([[9.0], [10.0], [11.0], [12.0]]), torch.ones(4)) == 1


def test_a_probe_of_features_that_never_vary_is_refused():
    with pytest.raises(ValueError, match="the features are the same in every row"):
        metrics.linear_probe(torch.ones(6, 2), SIDES, torch.ones(6, 2), SIDES)
    with pytest.raises(ValueError, match="the features are the same in every row"):  # though their mean is not 0.1
        metrics.linear_probe(torch.full((100, 3), 0.1), torch.arange(100) % 2, torch.rand(4, 3), torch.ones(4))


@pytest.mark.parametrize("k", [1, 3, 10])
@pytest.mark.parametrize("offset", [0.0, 1000.0])
def test_precision_at_k_is_that_of_sorting_the_gallery(k, offset):
    """Also far from the origin, where the fast formula for distances has no digits left, and on many rows."""
    gallery, labels = 0.1 * torch.randn(40, 3) + offset, torch.randint(3, (40,))
    queries, query_labels = gallery[:30] + 0.05 * torch.randn(30, 3), torch.randint(3, (30,))
    expected = precision_at_k(queries, query_labels, gallery, labels, k)
    assert metrics.precision_at_k(queries, query_labels, gallery, labels, k=k) == pytest.approx(expected)


def test_precision_at_k_by_hand():
    queries, labels = torch.tensor([[0.4], [9.0]]), torch.tensor([0, 0])
    assert metrics.precision_at_k(queries, labels, LINE, SIDES, k=3) == 0.5
    assert metrics.precision_at_k(queries[:1], labels[:1], LINE, SIDES, k=4) == 0.75
    assert metrics.precision_at_k(LINE, SIDES, LINE, SIDES, k=6) == 0.5


def test_trustworthiness_is_the_papers_formula():
    data = torch.randn(25, 4)
    for codes in (data[:, :2], torch.randn(25, 2)):
        for k in (1, 5):
            expected = trustworthiness(data, codes, k)
            assert metrics.trustworthiness(data, codes, neighbours=k) == pytest.approx(expected)
    data = torch.randn(40, 4, requires_grad=True)
    assert metrics.trustworthiness(data, -3 * data) == 1
    assert metrics.trustworthiness(data, data[:, :1]) == pytest.approx(trustworthiness(data, data[:, :1], 12))


def test_the_frechet_distance_is_that_of_the_two_gaussians():
    means = torch.tensor([1.0, 0, -2]).double(), torch.tensor([0.0, 1, 1]).double()
    roots = torch.randn(2, 3, 3).double()
    covariances = [root @ root.T + 0.1 * torch.eye(3) for root in roots]
    samples = [rows_with_moments(30, mean, covariance) for mean, covariance in zip(means, covariances, strict=True)]
    expected = frechet(means[0], covariances[0], means[1], covariances[1])
    assert metrics.frechet_distance(*samples) == pytest.approx(expected)
    assert metrics.frechet_distance(samples[1].requires_grad_(), samples[0]) == pytest.approx(expected)
    assert metrics.frechet_distance(samples[0], samples[0]) == pytest.approx(0, abs=1e-6)
    assert metrics.frechet_distance(samples[0], samples[0] + 2) == pytest.approx(12)


def test_the_frechet_distance_of_fewer_rows_than_features_keeps_its_digits():
    rows = torch.randn(20, 50)
    assert metrics.frechet_distance(rows, rows) == pytest.approx(0, abs=1e-10)
    assert metrics.frechet_distance(rows, 3 * rows - 2 * rows.mean(dim=0)) == pytest.approx(
        4 * float(rows.double().var(dim=0).sum()))


def test_the_frechet_distance_keeps_its_digits_far_from_the_origin():
    first = torch.randn(40, 3) + 1000
    second = 2 * torch.randn(40, 3) + 1001
    moments = [moment for rows in (first.double(), second.double()) for moment in (rows.mean(dim=0), rows.T.cov())]
    assert metrics.frechet_distance(first.requires_grad_(), second) == pytest.approx(frechet(*moments), rel=1e-8)


def test_the_frechet_distance_of_two_rows_each():
    first, second = torch.tensor([[0.0], [2.0]]), torch.tensor([[5.0], [9.0]])  # variances 2 and 8
    assert metrics.frechet_distance(first, second) == pytest.approx(6**2 + 2 + 8 - 2 * 4)


def test_the_frechet_distance_of_one_feature_and_of_features_that_do_not_vary():
    first = rows_with_moments(9, torch.zeros(1), torch.eye(1))
    assert metrics.frechet_distance(first, 3 * first + 4) == pytest.approx(4**2 + (3 - 1) ** 2)
    padded = torch.cat([first, torch.zeros(9, 2)], dim=1)
    assert metrics.frechet_distance(padded, 3 * padded + 4) == pytest.approx(3 * 4**2 + (3 - 1) ** 2)


def test_principal_angles_of_planes_that_share_an_axis():
    first = torch.tensor([[1.0, 0, 0], [0, 1, 0]])
    turned = torch.tensor([[5.0, 0, 0], [0, math.cos(0.3), math.sin(0.3)]], requires_grad=True)
    mixed = torch.tensor([[1.0, 2], [3, -1]]) @ turned  # other rows, the same plane
    for rows in (turned, mixed):
        angles = metrics.principal_angles(first, rows)
        torch.testing.assert_close(angles, torch.tensor([0.3, 0]).double(), atol=1e-6, rtol=0)
    torch.testing.assert_close(metrics.principal_angles(first[:1], turned[:1]), torch.zeros(1).double())


def test_entropy_is_summed_over_columns_in_bits():
    symbols = torch.tensor([[0, 7], [1, 7], [2, 7], [3, 7]])
    assert metrics.entropy_bits(symbols) == pytest.approx(2)
    assert metrics.entropy_bits(symbols[:, [0, 0]] // 2) == pytest.approx(2)
    drawn = torch.randint(5, (50, 3)) // 2
    expected = sum(entropy(column.bincount().numpy(), base=2) for column in drawn.T)
    assert metrics.entropy_bits(drawn) == pytest.approx(expected)


def test_two_sample_accuracy_of_samples_that_do_not_overlap_is_one():
    first = torch.rand(20, 2, requires_grad=True)
    assert metrics.two_sample_accuracy(first, first + 2) == 1
    ring = torch.nn.functional.normalize(torch.randn(50, 2))  # around the other sample: no line parts them
    assert metrics.two_sample_accuracy(0.3 * ring, ring) == 1
    assert metrics.two_sample_accuracy(LINE[:5], LINE[:5] + 100) == 1


def test_two_sample_accuracy_of_two_samples_of_one_source_is_a_half():
    accuracies = [metrics.two_sample_accuracy(torch.randn(60, 3), torch.randn(60, 3)) for _ in range(10)]
    assert statistics.fmean(accuracies) == pytest.approx(0.5, abs=4 * statistics.stdev(accuracies) / 10**0.5)


def test_two_sample_accuracy_is_that_of_rows_left_out():
    """A classifier scored on the rows it was trained on would tell apart what differs by chance alone."""
    real, fake = torch.randn(30, 8), torch.randn(30, 8)
    rows, kinds = torch.cat([real, fake]).numpy(), [1] * 30 + [0] * 30
    assert SVC(C=10).fit(rows, kinds).score(rows, kinds) > 0.95
    expected = cross_val_score(SVC(C=10), rows, kinds, cv=StratifiedKFold(5, shuffle=True, random_state=0)).mean()
    assert metrics.two_sample_accuracy(real, fake) == pytest.approx(expected) == pytest.approx(0.5, abs=0.25)


def scores(first, second, labels=SIDES, other_labels=SIDES):
    """Every score of two samples, as functions without arguments."""
    return {
        "probe": lambda: metrics.linear_probe(first, labels, second, other_labels),
        "precision": lambda: metrics.precision_at_k(first, labels, second, other_labels, k=1),
        "frechet": lambda: metrics.frechet_distance(first, second),
        "angles": lambda: metrics.principal_angles(first, second),
        "accuracy": lambda: metrics.two_sample_accuracy(first, second),
        "trust": lambda: metrics.trustworthiness(first, second, neighbours=1),
        "bits": lambda: metrics.entropy_bits(second),
    }


@pytest.mark.parametrize(("bad", "message", "excused"), [
    (LINE[:, 0], "expected a matrix", ()),
    (LINE[:0], "expected a matrix", ()),
    (LINE * math.nan, "NaN or infinite", ()),
    (torch.cat([LINE, LINE], dim=1), "expected 1 columns, got 2", ("trust", "bits")),
])
def test_samples_of_another_shape_are_refused(bad, message, excused):
    for name, score in scores(LINE, bad).items():
        if name not in excused:
            with pytest.raises(ValueError, match=message):
                score()
    for name, score in scores(bad, LINE).items():
        if name not in (*excused, "bits"):
            with pytest.raises(ValueError, match=message.replace("1 columns, got 2", "2 columns, got 1")):
                score()


@pytest.mark.parametrize("labels", [(SIDES[:1], SIDES), (SIDES, SIDES[:1]), (SIDES, SIDES.repeat(2))])
def test_labels_for_other_rows_are_refused_not_broadcast(labels):
    for name in ("probe", "precision"):
        with pytest.raises(ValueError, match="expected one row for each other, got"):
            scores(LINE, LINE, *labels)[name]()


@pytest.mark.parametrize("k", [0, -1, 7])
def test_k_lies_within_the_gallery(k):
    with pytest.raises(ValueError, match=f"k must lie between 1 and the 6 rows of the gallery, got {k}"):
        metrics.precision_at_k(LINE, SIDES, LINE, SIDES, k=k)


def test_samples_of_too_few_or_unequal_rows_are_refused():
    for first, second in ((LINE[:1], LINE), (LINE, LINE[:1])):
        with pytest.raises(ValueError, match="a covariance needs at least two rows in each sample"):
            metrics.frechet_distance(first, second)
    for first, second in ((LINE, LINE[:5]), (LINE[:4], LINE[:4])):
        message = f"the same number of rows, five or more, got {len(first)} and {len(second)}"
        with pytest.raises(ValueError, match=message):
            metrics.two_sample_accuracy(first, second)
    with pytest.raises(ValueError, match="expected one row for each other, got 6 and 5"):
        metrics.trustworthiness(LINE, LINE[:5], neighbours=1)
    for neighbours in (0, 3, 12):
        with pytest.raises(ValueError, match="neighbo"):
            metrics.trustworthiness(LINE, LINE, neighbours=neighbours)
