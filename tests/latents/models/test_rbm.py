"""RBMs against the joint distribution counted state by state, and against scikit-learn."""

import math

import pytest
import torch
from oracles.boltzmann import states, turn
from oracles.derivatives import slopes
from sklearn.neural_network import BernoulliRBM

from latents.models.rbm import RBM, coin_flips

VISIBLE, HIDDEN = (torch.tensor(states(size)).double() for size in (4, 3))


def assert_frequent(draws, probabilities):
    """The 16 visible states must be as frequent as these probabilities say, within 4.5 standard errors."""
    places = torch.tensor([8.0, 4, 2, 1]).double()
    frequencies = torch.bincount((draws @ places).long(), minlength=16) / len(draws)
    standard_error = (probabilities * (1 - probabilities) / len(draws)).sqrt()
    assert ((frequencies - probabilities).abs() < 4.5 * standard_error).all()


def test_energy_and_free_energy_are_those_of_the_counted_joint(rbm, table):
    for column, h in enumerate(HIDDEN):
        torch.testing.assert_close((-rbm.energy(VISIBLE, h.expand(16, 3))).exp(), table[:, column])
    torch.testing.assert_close((-rbm.free_energy(VISIBLE)).exp(), table.sum(dim=1))


def test_conditionals_are_those_of_the_counted_joint(rbm, table):
    hidden = table @ HIDDEN / table.sum(dim=1, keepdim=True)
    torch.testing.assert_close(rbm.hidden_probabilities(VISIBLE), hidden)
    visible = table.T @ VISIBLE / table.sum(dim=0)[:, None]
    torch.testing.assert_close(rbm.visible_probabilities(HIDDEN), visible)


def test_free_energy_and_hidden_probabilities_are_scikit_learns(rbm):
    theirs = BernoulliRBM(3)
    theirs.components_ = rbm.weight.detach().T.numpy()
    theirs.intercept_visible_ = rbm.visible_bias.detach().numpy()
    theirs.intercept_hidden_ = rbm.hidden_bias.detach().numpy()
    assert rbm.free_energy(VISIBLE).tolist() == pytest.approx(theirs._free_energy(VISIBLE.numpy()))
    found = rbm.hidden_probabilities(VISIBLE).detach().numpy()
    assert found == pytest.approx(theirs._mean_hiddens(VISIBLE.numpy()))


@pytest.mark.parametrize("function", [
    lambda rbm: rbm.free_energy(VISIBLE[3:9]).square().sum(),
    lambda rbm: rbm.energy(VISIBLE[:8], HIDDEN).square().sum(),
    lambda rbm: rbm.hidden_probabilities(VISIBLE[3:9]).square().sum(),
    lambda rbm: rbm.visible_probabilities(HIDDEN).square().sum(),
], ids=["free energy", "energy", "hidden", "visible"])
def test_everything_can_be_differentiated(rbm, function):
    function(rbm).backward()
    for name, expected in slopes(function, rbm).items():
        found = getattr(rbm, name).grad
        torch.testing.assert_close(torch.zeros_like(expected) if found is None else found, expected)


def test_free_energy_stays_exact_far_from_zero():
    rbm = RBM(784, 500)
    rbm.weight.data.fill_(1.0)
    rbm.visible_bias.data.fill_(-500.0)
    states = torch.stack([torch.ones(784), torch.zeros(784)])
    assert rbm.free_energy(states).tolist() == pytest.approx([0, -500 * math.log(2)])
    assert rbm.hidden_probabilities(-states).tolist() == [[0.0] * 500, [0.5] * 500]


def test_training_starts_near_zero_but_not_at_it():
    rbm = RBM(300, 400)
    assert rbm.weight.std().item() == pytest.approx(0.01, abs=4 * 0.01 / math.sqrt(2 * 120_000))
    assert rbm.weight.mean().item() == pytest.approx(0, abs=4 * 0.01 / math.sqrt(120_000))
    assert rbm.visible_bias.tolist() == [0] * 300
    assert rbm.hidden_bias.tolist() == [0] * 400


def test_coins_fall_as_often_as_they_should():
    probabilities = torch.tensor([0.0, 0.1, 0.5, 0.99, 1.0])
    draws = coin_flips(probabilities.expand(20_000, 5))
    assert set(draws.unique().tolist()) == {0, 1}
    standard_error = (probabilities * (1 - probabilities) / 20_000).sqrt()
    assert ((draws.mean(dim=0) - probabilities).abs() <= 4 * standard_error).all()
    together = (draws[:, 1] * draws[:, 2]).mean()
    assert together.item() == pytest.approx(0.05, abs=4 * math.sqrt(0.05 * 0.95 / 20_000))


@pytest.mark.parametrize("steps", [1, 3])
@pytest.mark.parametrize("start", [0, 11])
def test_a_chain_follows_the_counted_transitions(rbm, table, steps, start):
    draws = rbm.gibbs(VISIBLE[start].expand(20_000, 4), steps)
    assert_frequent(draws, torch.matrix_power(turn(table), steps)[start])


def test_one_turn_is_the_default_and_it_leaves_the_distribution_as_it_is(rbm, table):
    distribution = table.sum(dim=1) / table.sum()
    draws = VISIBLE[distribution.multinomial(20_000, replacement=True)]
    torch.manual_seed(3)
    after = rbm.gibbs(draws)
    assert_frequent(after, distribution)
    torch.manual_seed(3)
    assert torch.equal(after, rbm.gibbs(draws, steps=1))


def test_chains_come_from_the_global_stream_without_gradients_and_leave_their_start_alone(rbm):
    start = VISIBLE.clone()
    torch.manual_seed(5)
    first, second = rbm.gibbs(start, 2), rbm.gibbs(start, 2)
    torch.manual_seed(5)
    assert torch.equal(first, rbm.gibbs(start, 2))
    assert not torch.equal(first, second)
    assert not first.requires_grad
    assert first.dtype == torch.double
    assert torch.equal(start, VISIBLE)


def test_no_value_is_read_back_and_none_comes_from_another_device():
    """Tensors on the device "meta" have shapes but no values; reading one raises, and so does mixing with the CPU."""
    rbm, data = RBM(4, 3).to("meta"), torch.rand(5, 4, device="meta")
    assert rbm.gibbs(data, 2).shape == (5, 4)
    assert rbm.energy(data, torch.rand(5, 3, device="meta")).device.type == "meta"


def test_layers_without_units_and_chains_without_turns_are_refused(rbm):
    with pytest.raises(ValueError, match="visible_size must be a whole number greater than zero, got 0"):
        RBM(0, 3)
    with pytest.raises(ValueError, match="hidden_size must be a whole number greater than zero, got -1"):
        RBM(4, -1)
    with pytest.raises(ValueError, match="steps must be a whole number greater than zero, got 0"):
        rbm.gibbs(VISIBLE, 0)
