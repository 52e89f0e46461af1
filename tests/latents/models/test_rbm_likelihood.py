"""Likelihoods of RBMs against the joint distribution counted state by state, closed forms, and scikit-learn."""

import math

import pytest
import torch
from oracles.boltzmann import boltzmann, states
from oracles.derivatives import slopes
from sklearn.neural_network import BernoulliRBM

from latents.models import rbm_likelihood as module
from latents.models.rbm import RBM
from latents.models.rbm_likelihood import (
    annealed_log_partition,
    binary_states,
    cool,
    log_likelihood,
    log_partition,
    pseudo_log_likelihood,
)

VISIBLE = torch.tensor(states(4)).double()


def machine(visible=4, hidden=3, *, scale=1.0, seed=0):
    """An RBM with random parameters of this standard deviation, in double precision."""
    torch.manual_seed(seed)
    rbm = RBM(visible, hidden).double()
    for parameter in rbm.parameters():
        parameter.data.normal_(std=scale)
    return rbm


def pairs(size, *, scale=1.0):
    """An RBM in which each visible unit is tied to one hidden unit of its own, and log Z in closed form."""
    rbm = machine(size, size, scale=scale)
    rbm.weight.data *= torch.eye(size).double()
    alone = torch.zeros(size).double(), rbm.visible_bias.detach(), rbm.hidden_bias.detach()
    both = rbm.weight.detach().diag() + alone[1] + alone[2]
    return rbm, torch.stack([*alone, both]).logsumexp(dim=0).sum()


def unconnected():
    """An RBM without weights, and log Z in closed form."""
    rbm = machine(5, 3)
    rbm.weight.data.zero_()
    biases = torch.cat([rbm.visible_bias, rbm.hidden_bias]).detach()
    return rbm, biases.exp().log1p().sum()


# by counting

@pytest.mark.parametrize(("visible", "hidden"), [(4, 3), (3, 4), (4, 4), (1, 5)])
def test_log_z_is_counted_whichever_layer_is_smaller(visible, hidden):
    rbm = machine(visible, hidden)
    expected = boltzmann(rbm.weight, rbm.visible_bias, rbm.hidden_bias).sum().log()
    torch.testing.assert_close(log_partition(rbm), expected)


def test_log_z_of_many_states_is_that_of_independent_pairs():
    rbm, expected = pairs(15)  # more states than fit into one chunk
    torch.testing.assert_close(log_partition(rbm).detach(), expected)
    rbm, expected = pairs(15, scale=300.0)  # exp(log Z) would overflow
    torch.testing.assert_close(log_partition(rbm.float()).detach(), expected.float())


def test_the_slopes_of_log_z_are_the_means_of_the_joint():
    rbm = machine()
    log_partition(rbm).backward()
    table = boltzmann(rbm.weight, rbm.visible_bias, rbm.hidden_bias)
    joint, hidden = table / table.sum(), torch.tensor(states(3)).double()
    torch.testing.assert_close(rbm.weight.grad, VISIBLE.T @ joint @ hidden)
    torch.testing.assert_close(rbm.visible_bias.grad, joint.sum(dim=1) @ VISIBLE)
    torch.testing.assert_close(rbm.hidden_bias.grad, joint.sum(dim=0) @ hidden)
    for name, expected in slopes(log_partition, rbm).items():
        torch.testing.assert_close(getattr(rbm, name).grad, expected)


def test_the_states_are_all_there_once():
    for size in (1, 5):
        found = [tuple(row) for row in binary_states(size).tolist()]
        assert sorted(found) == states(size)
    assert binary_states(3).dtype == torch.float


def test_too_many_states_are_refused():
    message = "21 units have too many states to enumerate; take at most 20, or estimate log Z with annealed_log_part"
    with pytest.raises(ValueError, match=message):
        binary_states(21)
    with pytest.raises(ValueError, match=message):
        log_partition(RBM(30, 21))
    assert log_partition(RBM(30, 2)).item() == pytest.approx(32 * math.log(2), abs=0.1)


def test_log_likelihoods_are_those_of_the_counted_joint():
    rbm = machine()
    table = boltzmann(rbm.weight, rbm.visible_bias, rbm.hidden_bias)
    found = log_likelihood(rbm, VISIBLE, log_partition(rbm))
    torch.testing.assert_close(found, (table.sum(dim=1) / table.sum()).log())
    assert not found.requires_grad


# without Z

def test_pseudo_likelihoods_are_products_of_counted_conditionals():
    rbm, data = machine(), VISIBLE.clone()
    table = boltzmann(rbm.weight, rbm.visible_bias, rbm.hidden_bias).sum(dim=1).tolist()
    found = pseudo_log_likelihood(rbm, data)
    for place, v in enumerate(states(4)):
        flipped = [states(4).index((*v[:i], 1 - v[i], *v[i + 1:])) for i in range(4)]
        expected = sum(math.log(table[place] / (table[place] + table[other])) for other in flipped)
        assert found[place].item() == pytest.approx(expected)
    assert torch.equal(data, VISIBLE)
    assert not found.requires_grad


def test_scikit_learn_samples_this_pseudo_likelihood():
    rbm, copies = machine(), 4000
    theirs = BernoulliRBM(3, random_state=0)
    theirs.components_ = rbm.weight.detach().T.numpy()
    theirs.intercept_visible_ = rbm.visible_bias.detach().numpy()
    theirs.intercept_hidden_ = rbm.hidden_bias.detach().numpy()
    theirs.n_features_in_ = 4
    sampled = torch.from_numpy(theirs.score_samples(VISIBLE.repeat(copies, 1).numpy())).view(copies, 16)
    standard_error = sampled.std(dim=0) / math.sqrt(copies)
    assert ((sampled.mean(dim=0) - pseudo_log_likelihood(rbm, VISIBLE)).abs() < 4 * standard_error).all()


# by annealing

@pytest.mark.parametrize("based", [False, True], ids=["fair coins", "base"])
@pytest.mark.parametrize(("visible", "hidden"), [(6, 4), (4, 6), (7, 2)])
def test_annealing_finds_log_z_within_its_own_error(visible, hidden, based):
    rbm = machine(visible, hidden, seed=visible)
    exact = boltzmann(rbm.weight, rbm.visible_bias, rbm.hidden_bias).sum().log()
    base = rbm.visible_bias + torch.randn(visible).double() if based else None
    estimate = annealed_log_partition(rbm, temperatures=100, base=base)
    assert abs(estimate.value - exact) < 4 * estimate.error
    assert estimate.error < 0.05
    assert not estimate.value.requires_grad


def test_its_error_is_the_spread_of_repeated_runs():
    rbm = machine(6, 4, scale=1.5)
    exact = boltzmann(rbm.weight, rbm.visible_bias, rbm.hidden_bias).sum().log()
    runs = [annealed_log_partition(rbm, chains=200, temperatures=20) for _ in range(20)]
    values, errors = (torch.stack(part) for part in zip(*runs, strict=True))
    spread = values.std().item()
    assert errors.mean().item() == pytest.approx(spread, rel=4 / math.sqrt(2 * 19))  # of a spread of twenty
    assert abs(values.mean() - exact) < 4 * spread / math.sqrt(20)


@pytest.mark.parametrize("temperatures", [1, 3])
def test_a_base_that_is_the_machine_leaves_nothing_to_estimate(temperatures):
    rbm, exact = unconnected()
    estimate = annealed_log_partition(rbm, chains=5, temperatures=temperatures, base=rbm.visible_bias.detach())
    torch.testing.assert_close(estimate.value, exact)
    assert estimate.error < 1e-12
    assert annealed_log_partition(rbm, chains=5, temperatures=temperatures).error > 0.01


def test_one_temperature_is_importance_sampling_from_the_base():
    """The variance of its weights has a closed form: ⟨w²⟩ is the partition function with both free energies changed."""
    rbm, base = machine(4, 3, scale=0.5), torch.tensor([0.3, -0.2, 0.0, 0.5]).double()
    p_base = torch.softmax(VISIBLE @ base, dim=0)
    p_model = boltzmann(rbm.weight, rbm.visible_bias, rbm.hidden_bias).sum(dim=1)
    p_model /= p_model.sum()
    relative_variance = (p_model**2 / p_base).sum() - 1
    estimate = annealed_log_partition(rbm, chains=20_000, temperatures=1, base=base)
    assert estimate.error.item() == pytest.approx(math.sqrt(relative_variance / 20_000), rel=0.05)


def test_more_temperatures_leave_less_error():
    rbm = machine(8, 5, scale=1.5)
    errors = [annealed_log_partition(rbm, temperatures=count).error for count in (5, 50, 500)]
    assert errors[0] > 2 * errors[1] > 4 * errors[2]


def test_the_defaults_are_500_chains_and_1000_temperatures_from_fair_coins():
    rbm = machine()
    torch.manual_seed(1)
    found = annealed_log_partition(rbm)
    torch.manual_seed(1)
    assert found == annealed_log_partition(rbm, chains=500, temperatures=1000, base=torch.zeros(4).double())


def test_a_machine_on_its_way_lies_between_base_and_target():
    rbm, warm, base = machine(seed=1), machine(seed=2), torch.randn(4).double()
    before = [parameter.detach().clone() for parameter in rbm.parameters()]
    for inverse in (0.0, 0.25, 1.0):
        with torch.no_grad():
            cool(warm, rbm, base, inverse)
        torch.testing.assert_close(warm.weight, inverse * rbm.weight)
        torch.testing.assert_close(warm.hidden_bias, inverse * rbm.hidden_bias)
        torch.testing.assert_close(warm.visible_bias, (1 - inverse) * base + inverse * rbm.visible_bias)
    annealed_log_partition(rbm, chains=2, temperatures=2)
    assert all(map(torch.equal, rbm.parameters(), before))


def test_rounding_does_not_add_up_over_a_thousand_temperatures():
    """In single precision, a machine of 784 by 100 units that the base knows already."""
    rbm = RBM(784, 100)
    rbm.weight.data.zero_()
    rbm.visible_bias.data.normal_()
    rbm.hidden_bias.data.normal_(std=5)
    exact = torch.cat([rbm.visible_bias, rbm.hidden_bias]).double().exp().log1p().sum().item()
    estimate = annealed_log_partition(rbm, chains=2, base=rbm.visible_bias.detach())
    assert estimate.value.item() == pytest.approx(exact, abs=0.01)


@pytest.mark.parametrize(("options", "message"), [
    ({"chains": 1}, "a standard error needs at least two chains, got 1"),
    ({"temperatures": 0}, "temperatures must be a whole number greater than zero, got 0"),
    ({"base": torch.tensor([0, -math.inf, 0, 0])}, "NaN or infinite"),
])
def test_what_cannot_be_annealed_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        annealed_log_partition(machine(), **options)


def test_no_value_is_read_back_and_none_comes_from_another_device(monkeypatch):
    """Tensors on the device "meta" have shapes but no values; reading one raises, and so does mixing with the CPU."""
    for check in ("require_finite", "require_binary"):  # they read, but only once
        monkeypatch.setattr(module, check, lambda values: None)
    rbm, data = machine().float().to("meta"), torch.rand(5, 4, device="meta")
    assert pseudo_log_likelihood(rbm, data).shape == log_likelihood(rbm, data, log_partition(rbm)).shape == (5,)
    assert annealed_log_partition(rbm, temperatures=3).error.device.type == "meta"


def test_grey_levels_have_no_likelihood():
    for likelihood in (pseudo_log_likelihood, lambda rbm, data: log_likelihood(rbm, data, log_partition(rbm))):
        with pytest.raises(ValueError, match="expected values that are 0 or 1"):
            likelihood(machine(), VISIBLE / 2)
