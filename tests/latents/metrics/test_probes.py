"""Linear probes against the logistic regression that they are."""

import pytest
import torch
from sklearn.linear_model import LogisticRegression

from latents.metrics import probes

LINE = torch.tensor([[0.0], [1.0], [2.0], [10.0], [11.0], [12.0]])
SIDES = torch.tensor([0, 0, 0, 1, 1, 1])


def test_a_linear_probe_counts_hits_on_the_test_rows():
    test_rows, test_labels = torch.tensor([[-1.0], [0.5], [11.5], [13.0]]), torch.tensor([0, 1, 1, 1])
    assert probes.linear_probe(LINE, SIDES, test_rows, test_labels) == 0.75


def test_a_linear_probe_is_linear():
    square = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]]).repeat(9, 1)
    either, both, one_of_two = square.amax(dim=1), square.prod(dim=1), (square.sum(dim=1) == 1)
    assert probes.linear_probe(square, either, square, either) == probes.linear_probe(square, both, square, both) == 1
    assert probes.linear_probe(square, one_of_two, square, one_of_two) <= 0.75


def test_a_linear_probe_is_this_logistic_regression_whatever_the_units_and_the_origin():
    """Noisy, unequal classes, so that penalty and intercept matter; the reference sees mean 0, total variance 1."""
    features, noise = torch.randn(300, 3) * torch.tensor([2.0, 1, 0.3]), torch.randn(300)
    labels = (features.sum(dim=1) + noise > 1.5).long()
    features = (features - features[:60].mean(dim=0)) / features[:60].T.cov(correction=0).trace().sqrt()
    reference = LogisticRegression(C=100, max_iter=1000).fit(features[:60].numpy(), labels[:60].numpy())
    expected = reference.score(features[60:].numpy(), labels[60:].numpy())
    moved = (500 * features + torch.tensor([7.0, -3000, 400])).requires_grad_()
    assert probes.linear_probe(moved[:60], labels[:60], moved[60:], labels[60:]) == expected
    assert 0.5 < expected < 1


def test_a_linear_probe_is_centred_by_the_training_rows():
    """Test rows of one class only: centred by themselves, half of them would change sides."""
    assert probes.linear_probe(LINE, SIDES, torch.tensor([[9.0], [10.0], [11.0], [12.0]]), torch.ones(4)) == 1


def test_a_probe_of_features_that_never_vary_is_refused():
    with pytest.raises(ValueError, match="the features are the same in every row"):
        probes.linear_probe(torch.ones(6, 2), SIDES, torch.ones(6, 2), SIDES)
    with pytest.raises(ValueError, match="the features are the same in every row"):  # though their mean is not 0.1
        probes.linear_probe(torch.full((100, 3), 0.1), torch.arange(100) % 2, torch.rand(4, 3), torch.ones(4))
