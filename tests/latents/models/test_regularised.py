"""Penalties and changed inputs against closed forms, stopping against histories written by hand."""

from functools import partial

import pytest
import torch
from oracles.derivatives import finite_differences
from torch import nn
from torch.nn import functional as F
from torch.optim import SGD

from latents import Batches, fit
from latents.layers.stacks import mlp
from latents.models.regularised import absolute_weights, changed, penalised, squared_weights, stopped, weights
from latents.models.supervised import supervised_loss

LOSS = partial(supervised_loss, criterion=F.mse_loss)


def small() -> nn.Sequential:
    """1 → 2 → 1, with numbers to count by."""
    network = mlp(1, 2, 1)
    with torch.no_grad():
        network[0].weight.copy_(torch.tensor([[1.0], [-2.0]]))
        network[2].weight.copy_(torch.tensor([[3.0, -0.5]]))
        network[0].bias.fill_(10)
        network[2].bias.fill_(10)
    return network


def test_penalties_by_hand_without_biases():
    assert squared_weights(small()).item() == 1 + 4 + 9 + 0.25
    assert absolute_weights(small()).item() == 1 + 2 + 3 + 0.5


def test_scales_of_a_norm_are_no_weights():
    network = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 1))
    assert [tuple(values.shape) for values in weights(network)] == [(3, 2), (1, 3)]


@pytest.mark.parametrize("penalty", [squared_weights, absolute_weights])
def test_a_penalty_is_a_term_of_its_own_with_its_gradient(penalty):
    torch.manual_seed(0)
    network, batch = mlp(3, 2).double(), (torch.randn(4, 3).double(), torch.randn(4, 2).double())
    terms = penalised(network, batch, LOSS, penalty=penalty, strength=0.3)
    assert list(terms) == ["label", "penalty"]
    weight, bias = network[0].weight.detach().clone(), network[0].bias.detach()
    by_hand = {squared_weights: lambda w: w.square().sum(), absolute_weights: lambda w: w.abs().sum()}[penalty]

    def value(weight):
        return (batch[0] @ weight.T + bias - batch[1]).square().mean() + 0.3 * by_hand(weight)

    torch.testing.assert_close(sum(terms.values()), value(weight))
    sum(terms.values()).backward()
    torch.testing.assert_close(network[0].weight.grad, finite_differences(value, weight))


def test_the_optimum_of_the_squared_penalty_is_ridge_regression():
    """Mean squared error + s ‖w‖² is least where (XᵀX + n s I) w = Xᵀt."""
    torch.manual_seed(1)
    inputs, targets = torch.randn(20, 3).double(), torch.randn(20, 1).double()
    network = nn.Linear(3, 1, bias=False).double()
    loss = partial(penalised, loss=LOSS, penalty=squared_weights, strength=0.2)
    fit(network, Batches(inputs, targets, size=20), loss, epochs=300, learning_rate=0.2, optimizer=SGD,
        progress=False)
    best = torch.linalg.solve(inputs.T @ inputs + 20 * 0.2 * torch.eye(3), inputs.T @ targets)
    torch.testing.assert_close(network.weight.detach().T, best)


def test_sgd_on_half_of_the_penalty_is_what_torch_calls_weight_decay():
    torch.manual_seed(2)
    inputs, targets = torch.randn(20, 3).double(), torch.randn(20, 1).double()
    found = []
    for loss, decay in ((partial(penalised, loss=LOSS, penalty=squared_weights, strength=0.05), 0.0), (LOSS, 0.1)):
        torch.manual_seed(3)
        network = nn.Linear(3, 1, bias=False).double()
        fit(network, Batches(inputs, targets, size=5), loss, epochs=3, learning_rate=0.1,
            optimizer=partial(SGD, weight_decay=decay), progress=False)
        found.append(network.weight.detach())
    torch.testing.assert_close(*found)


def test_a_changed_input_keeps_its_target():
    network, inputs, targets = nn.Linear(2, 1), torch.randn(5, 2), torch.randn(5, 1)
    terms = changed(network, (inputs, targets), LOSS, change=lambda rows: rows + 1)
    torch.testing.assert_close(terms["label"], F.mse_loss(network(inputs + 1), targets))
    assert list(terms) == ["label"]


def test_a_change_is_new_at_every_call():
    network, batch = nn.Linear(2, 1), (torch.ones(5, 2), torch.zeros(5, 1))
    first, second = (changed(network, batch, LOSS, change=lambda rows: rows * torch.rand(5, 2))["label"]
                     for _ in range(2))
    assert first != second


def test_noise_on_inputs_is_a_penalty_on_the_weights_of_a_linear_map():
    """Bishop 1995: E (t - (x + e) w)² = (t - x w)² + σ² ‖w‖²: within four standard errors."""
    torch.manual_seed(4)
    network, inputs, targets = nn.Linear(3, 1).double(), torch.randn(1, 3).double(), torch.randn(1, 1).double()
    rows = inputs.expand(40_000, 3), targets.expand(40_000, 1)
    noisy = changed(network, rows, LOSS, change=lambda rows: rows + 0.5 * torch.randn_like(rows))["label"]
    value = F.mse_loss(network(inputs), targets) + 0.25 * network.weight.square().sum()
    spread = 2 * float(value)  # more than the deviation of one squared error here
    assert abs(float(noisy - value)) < 4 * spread / 40_000**0.5


@pytest.mark.parametrize("strength", [-0.1, float("nan")])
def test_a_reward_for_large_weights_is_refused(strength):
    with pytest.raises(ValueError, match="strength must be zero or greater, got"):
        penalised(nn.Linear(1, 1), (torch.ones(1, 1),) * 2, LOSS, penalty=squared_weights, strength=strength)


def history(*values: float) -> list[dict]:
    return [{"epoch": epoch, "held-out": value} for epoch, value in enumerate(values, start=1)]


@pytest.mark.parametrize(("values", "patience", "epoch"), [
    ((3, 2, 1), 1, 3),  # it fell to the end
    ((3, 2, 2.5, 1), 1, 2),  # impatient
    ((3, 2, 2.5, 1), 2, 4),  # patient
    ((3, 2, 4, 5, 6, 1), 3, 2),
    ((3, 2, 4, 5, 6, 1), 4, 6),
    ((2, 2, 2, 1), 2, 1),  # of equal values the first
    ((2, 2, 2, 1), 3, 4),
    ((5,), 1, 1)])
def test_where_training_would_have_been_stopped(values, patience, epoch):
    assert stopped(history(*values), "held-out", patience) == epoch


def test_a_history_is_left_as_it_was():
    rows = history(2, 1, 3)
    stopped(rows, "held-out", 1)
    assert rows == history(2, 1, 3)


def test_what_has_no_history_cannot_be_stopped():
    with pytest.raises(ValueError, match=r"a column 'loss', got the columns \['epoch', 'held-out'\]"):
        stopped(history(1, 2), "loss", 3)
    with pytest.raises(ValueError, match=r"got the columns \[\]"):
        stopped([], "held-out", 3)
    with pytest.raises(ValueError, match="patience must be a whole number greater than zero, got 0"):
        stopped(history(1), "held-out", 0)
