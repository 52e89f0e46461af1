"""Dropout against the enumeration of all its masks, and against the theorems about it."""

from itertools import product

import pytest
import torch
from torch import nn

from latents.layers.dropout import Dropout, sampled_probabilities
from latents.layers.stacks import mlp


def every_mask(count: int) -> torch.Tensor:
    """All 2^count masks, each [count]."""
    return torch.tensor(list(product((0.0, 1.0), repeat=count))).double()


def chances(masks: torch.Tensor, rate: float) -> torch.Tensor:
    """The probability of each mask: [masks]."""
    kept = masks.sum(dim=1)
    return (1 - rate) ** kept * rate ** (masks.shape[1] - kept)


def test_a_number_is_dropped_or_divided_by_the_chance_to_stay():
    layer, values = Dropout(0.25), torch.arange(1.0, 9).view(2, 4)
    out = layer(values)
    assert all(a == 0 or abs(a - b / 0.75) < 1e-6 for a, b in zip(out.flatten(), values.flatten(), strict=True))


def test_torchs_own_dropout_does_the_same():
    """Equal in evaluation; in training every number is, in either, dropped or the same."""
    values, rate = torch.arange(1.0, 2001).view(40, 50), 0.3
    for layer in (Dropout(rate), nn.Dropout(rate)):
        out = layer(values)
        torch.testing.assert_close(out, torch.where(out == 0, 0.0, values / (1 - rate)))
        assert abs(float((out == 0).float().mean()) - rate) < 4 * (rate * (1 - rate) / values.numel()) ** 0.5
        assert torch.equal(layer.eval()(values), values)


def test_the_share_of_dropped_numbers_is_the_rate():
    count, rate = 40_000, 0.3
    dropped = (Dropout(rate)(torch.ones(200, count // 200)) == 0).float()
    assert abs(float(dropped.mean()) - rate) < 4 * (rate * (1 - rate) / count) ** 0.5


def test_numbers_are_dropped_independently_of_their_neighbours():
    dropped = (Dropout(0.5)(torch.ones(4000, 3)) == 0).float() - 0.5
    assert (dropped[:, 0] * dropped[:, 1]).mean().abs() < 4 * 0.25 / 4000**0.5  # units
    assert (dropped[1:, 0] * dropped[:-1, 0]).mean().abs() < 4 * 0.25 / 4000**0.5  # rows


def test_nothing_changes_in_evaluation_and_at_rate_zero():
    values = torch.randn(5, 4)
    assert torch.equal(Dropout(0.5).eval()(values), values)
    assert torch.equal(Dropout(0)(values), values)


def test_the_mean_over_masks_is_the_whole_network_where_it_is_linear():
    torch.manual_seed(0)
    network, hidden, rate = nn.Linear(6, 3).double(), torch.randn(6).double(), 0.3
    masks = every_mask(6)
    mean = chances(masks, rate) @ network(masks * hidden / (1 - rate))
    whole = nn.Sequential(Dropout(rate), network).eval()
    torch.testing.assert_close(mean, whole(hidden[None])[0])


def test_the_normalised_geometric_mean_over_masks_is_softmax_regression_with_scaled_weights():
    """Baldi & Sadowski 2013; Goodfellow et al. 2016, section 7.12. With all masks equally likely, rate one half."""
    torch.manual_seed(1)
    network, inputs = nn.Linear(7, 4).double(), torch.randn(7).double()
    logs = network(every_mask(7) * inputs / 0.5).log_softmax(dim=1)
    torch.testing.assert_close(logs.mean(dim=0).softmax(dim=0), network(inputs).softmax(dim=0))


def test_dropped_inputs_are_a_penalty_on_weights_for_least_squares():
    """Srivastava et al. 2014, section 9.1: E ‖t - (m x / q) w‖² = ‖t - X w‖² + p / q Σ_j ‖x_j‖² w_j²."""
    torch.manual_seed(2)
    inputs, targets, weights = torch.randn(2, 3).double(), torch.randn(2).double(), torch.randn(3).double()
    rate, masks = 0.2, every_mask(6)
    thin = masks.view(-1, 2, 3) * inputs / (1 - rate)
    expected = chances(masks, rate) @ (targets - thin @ weights).square().sum(dim=1)
    penalty = rate / (1 - rate) * inputs.square().sum(dim=0) @ weights.square()
    torch.testing.assert_close(expected, (targets - inputs @ weights).square().sum() + penalty)


def test_the_layer_draws_what_the_theorem_is_about():
    """The same mean, of masks that the layer draws: within four standard errors."""
    torch.manual_seed(3)
    inputs, weights, rate = torch.randn(3).double(), torch.randn(3).double(), 0.4
    drawn = (Dropout(rate)(inputs.expand(20_000, 3)) @ weights - 1).square()
    value = (inputs @ weights - 1).square() + rate / (1 - rate) * (inputs * weights).square().sum()
    assert abs(drawn.mean() - value) < 4 * drawn.std() / 20_000**0.5


def test_gradients_pass_where_values_do():
    values = torch.randn(3, 5, requires_grad=True)
    out = Dropout(0.5)(values)
    out.sum().backward()
    torch.testing.assert_close(values.grad, (out != 0).float() * 2)


def test_probabilities_of_thin_networks_average_to_the_enumerated_mean():
    torch.manual_seed(4)
    network = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), Dropout(0.5), nn.Linear(4, 3)).double().eval()
    inputs, masks = torch.randn(5, 2).double(), every_mask(4)
    exact = torch.stack([network[3](network[:2](inputs) * mask / 0.5).softmax(dim=1) for mask in masks]).mean(dim=0)
    drawn = sampled_probabilities(network, inputs, 4000)
    assert drawn.shape == (4000, 5, 3)
    torch.testing.assert_close(drawn.sum(dim=2), torch.ones(4000, 5).double())
    assert ((drawn.mean(dim=0) - exact).abs() < 5 * drawn.std(dim=0) / 4000**0.5).all()
    assert not drawn.requires_grad


@pytest.mark.parametrize("training", [True, False])
def test_sampling_leaves_every_layer_as_it_was_and_moves_no_statistics(training):
    network = nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), Dropout(0.5), nn.Linear(4, 3)).eval()
    network[2].train(training)
    before = [layer.training for layer in network.modules()]
    statistics = network[1].running_mean.clone()
    sampled_probabilities(network, torch.randn(6, 2), 3)
    assert [layer.training for layer in network.modules()] == before
    assert torch.equal(network[1].running_mean, statistics)


def test_each_sample_has_masks_of_its_own():
    network = nn.Sequential(Dropout(0.5), nn.Linear(20, 2)).eval()
    first, second = sampled_probabilities(network, torch.ones(1, 20), 2)
    assert not torch.equal(first, second)


def test_what_cannot_be_sampled_is_refused():
    with pytest.raises(ValueError, match="no Dropout layer, so that nothing is sampled"):
        sampled_probabilities(mlp(2, 3), torch.ones(1, 2), 2)
    with pytest.raises(ValueError, match="samples must be a whole number greater than zero, got 0"):
        sampled_probabilities(nn.Sequential(Dropout(), mlp(2, 3)), torch.ones(1, 2), 0)


@pytest.mark.parametrize("rate", [-0.1, 1, 1.5, float("nan")])
def test_a_rate_is_a_share_below_one(rate):
    with pytest.raises(ValueError, match="rate must be 0 or more and less than 1, got"):
        Dropout(rate)
