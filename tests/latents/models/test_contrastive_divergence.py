"""Training of RBMs against plain loops, exact expectations, and the best likelihood that there is."""

import math

import pytest
import torch
from oracles.boltzmann import Contrast, boltzmann, states, turn

from latents import Batches
from latents.models import contrastive_divergence as module
from latents.models.contrastive_divergence import ascend, fit_rbm
from latents.models.rbm import RBM
from latents.training import constant, falling

VISIBLE, HIDDEN = (torch.tensor(states(size)).double() for size in (4, 3))


@pytest.fixture
def likelier(monkeypatch):
    """Coins that fall on the likelier side."""
    monkeypatch.setattr(module, "coin_flips", lambda probabilities: (probabilities > 0.5).to(probabilities))


@pytest.mark.parametrize("chains", [None, 5, 7], ids=["from the data", "fewer chains", "as many chains"])
@pytest.mark.parametrize("steps", [1, 3])
@torch.no_grad()
def test_a_step_is_the_difference_of_correlations_in_plain_loops(rbm, likelier, chains, steps):
    data = torch.rand(7, 4).double()  # grey levels count as probabilities
    start = chains and torch.rand(chains, 3).double()
    expected = Contrast(*rbm.parameters())
    ends = ascend(rbm, [(data, 0.3)], start, steps=steps)
    moved = expected.step(data, start, rate=0.3, steps=steps)
    if chains:
        torch.testing.assert_close(ends, moved)
    else:
        assert ends is None
    for name, parameter in rbm.named_parameters():
        torch.testing.assert_close(parameter, getattr(expected, name), check_dtype=False)


@pytest.mark.parametrize("steps", [1, 4])
def test_a_step_is_the_slope_of_the_free_energy_gap(rbm, steps):
    data = VISIBLE[[3, 3, 8, 12, 15]]
    torch.manual_seed(1)
    gap = rbm.free_energy(rbm.gibbs(data, steps)).mean() - rbm.free_energy(data).mean()
    slope = torch.autograd.grad(gap, list(rbm.parameters()))
    before = [parameter.detach().clone() for parameter in rbm.parameters()]
    torch.manual_seed(1)  # the same coins again
    ascend(rbm, [(data, 0.2)], None, steps=steps)
    for parameter, start, uphill in zip(rbm.parameters(), before, slope, strict=True):
        torch.testing.assert_close(parameter.detach(), start + 0.2 * uphill)


@pytest.mark.parametrize("persistent", [False, True])
@pytest.mark.parametrize("steps", [1, 3])
@torch.no_grad()
def test_a_step_is_on_average_the_counted_one(rbm, table, steps, persistent):
    """Many copies of the same rows make one step the mean over as many independent chains."""
    data, copies = VISIBLE[[1, 6, 6, 14]], 10_000
    start = HIDDEN[[2, 5]] if persistent else None
    hidden = table @ HIDDEN / table.sum(dim=1, keepdim=True)
    first = torch.bincount(torch.tensor([1, 6, 6, 14]), minlength=16) / 4
    if persistent:
        down = (table / table.sum(dim=0)).T[[2, 5]].mean(dim=0)  # p(v | h), over both starts
        last, count = down @ torch.matrix_power(turn(table), steps - 1), 2 * copies
    else:
        last, count = first.double() @ torch.matrix_power(turn(table), steps), 4 * copies
    before = [parameter.clone() for parameter in rbm.parameters()]
    chains = None if start is None else start.repeat(copies, 1)
    ascend(rbm, [(data.repeat(copies, 1), 1.0)], chains, steps=steps)
    moments = [lambda p: (VISIBLE * p[:, None]).T @ hidden, lambda p: p @ VISIBLE, lambda p: p @ hidden]
    for parameter, start, mean in zip(rbm.parameters(), before, moments, strict=True):
        standard_error = (mean(last) * (1 - mean(last)) / count).sqrt()  # a value in [0, 1] varies no more
        assert ((parameter - start - (mean(first.double()) - mean(last))).abs() < 4.5 * standard_error).all()


@pytest.mark.parametrize("chains", [None, 5], ids=["chains restart", "chains persist"])
@pytest.mark.parametrize(("schedule", "factors"), [(constant, [1] * 6), (falling(0), [1, 5/6, 4/6, 3/6, 2/6, 1/6])],
                         ids=["constant rate", "falling rate"])
def test_training_is_these_steps_batch_after_batch(rbm, likelier, chains, schedule, factors):
    batches = [torch.rand(6, 4).double(), torch.rand(3, 4).double()]
    start = chains and torch.rand(chains, 3).double()
    expected, now, weights = Contrast(*rbm.parameters()), start, []
    for batch, factor in zip(3 * batches, factors, strict=True):
        ends = expected.step(batch, now, rate=0.5 * factor, steps=2)
        now = chains and ends
        weights.append(math.sqrt(sum(w * w for w in expected.weight.flatten().tolist()) / 12))
    untouched = [tensor.clone() for tensor in (*batches, *([start] if chains else []))]
    history = fit_rbm(rbm, batches, epochs=3, learning_rate=0.5, schedule=schedule, steps=2, chains=start,
                      progress=False)
    for name, parameter in rbm.named_parameters():
        torch.testing.assert_close(parameter.detach(), getattr(expected, name), rtol=1e-6, atol=1e-6)
    assert history == [{"epoch": i + 1, "weight": pytest.approx(weights[2 * i + 1])} for i in range(3)]
    assert all(map(torch.equal, untouched, (*batches, *([start] if chains else []))))


def test_the_defaults_are_ten_epochs_of_cd_1_at_a_tenth(rbm, likelier):
    data, expected = torch.rand(6, 4).double(), Contrast(*rbm.parameters())
    for _ in range(10):
        expected.step(data, None, rate=0.1, steps=1)
    assert len(fit_rbm(rbm, [data], progress=False)) == 10
    torch.testing.assert_close(rbm.weight.detach(), expected.weight, rtol=1e-6, atol=1e-6)


def test_the_same_seed_trains_the_same_machine():
    data, weights = torch.rand(40, 6), []
    for seed in (0, 0, 1):
        torch.manual_seed(seed)
        rbm = RBM(6, 3)
        fit_rbm(rbm, Batches(data, size=7), epochs=3, progress=False)
        weights.append(rbm.weight.detach())
    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[0], weights[2])


@pytest.mark.parametrize(("patterns", "rule"), [
    ([[1, 1, 0, 0], [0, 0, 1, 1]], {}),
    ([[0, 0, 0, 0], [1, 1, 1, 1], [1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]], {"chains": 200}),
], ids=["two patterns, CD-1", "bars and stripes, PCD"])
def test_training_comes_close_to_the_best_likelihood(patterns, rule):
    """No distribution gives equally frequent patterns more than -log(their number) on average."""
    data = torch.tensor(patterns).float().repeat(20, 1)
    rbm = RBM(4, 8)
    chains = torch.zeros(rule["chains"], 8) if rule else None
    fit_rbm(rbm, Batches(data, size=40), epochs=1200, learning_rate=0.5, schedule=falling(0),
            chains=chains, progress=False)
    table = boltzmann(rbm.weight, rbm.visible_bias, rbm.hidden_bias)
    probabilities = table.sum(dim=1) / table.sum()
    found = [probabilities[states(4).index(tuple(pattern))].log().item() for pattern in patterns]
    best = -math.log(len(patterns))
    assert best - 0.1 < sum(found) / len(found) < best


def test_after_an_epoch_the_machine_can_be_copied_and_differentiated(rbm):
    rows, copies = [], []

    def keep(row):
        rows.append(row)
        copies.append(rbm.weight.clone())

    history = fit_rbm(rbm, [VISIBLE], epochs=2, after_epoch=keep, progress=False)
    assert rows == history
    assert not torch.equal(*copies)
    sum(copy.square().sum() for copy in copies).backward()
    rbm.free_energy(VISIBLE).sum().backward()
    assert torch.isfinite(rbm.weight.grad).all()


def test_no_value_is_read_back_and_none_comes_from_another_device():
    """Tensors on the device "meta" have shapes but no values; reading one raises, and so does mixing with the CPU."""
    rbm, data, chains = RBM(4, 3).to("meta"), torch.rand(5, 4, device="meta"), torch.rand(6, 3, device="meta")
    assert ascend(rbm, [(data, 0.1)] * 2, None, steps=2) is None
    assert ascend(rbm, [(data, 0.1)] * 2, chains, steps=2).shape == (6, 3)


def test_training_that_overflows_is_stopped():
    with pytest.raises(FloatingPointError, match=r"weight is (nan|inf) in epoch \d; try a smaller learning_rate"):
        fit_rbm(RBM(4, 3), [torch.rand(8, 4)], epochs=5, learning_rate=3e38, progress=False)


@pytest.mark.parametrize(("batches", "options", "message"), [
    ([VISIBLE], {"epochs": 0}, "epochs must be a whole number greater than zero, got 0"),
    ([VISIBLE], {"steps": 0}, "steps must be a whole number greater than zero, got 0"),
    ([VISIBLE], {"learning_rate": -0.1}, "learning_rate must be greater than zero, got -0.1"),
    ([VISIBLE], {"schedule": lambda done: -1.0}, r"schedule\(0\) is -1.0"),
    ([VISIBLE, 2 * VISIBLE], {}, r"expected values in \[0, 1\]"),
    ([VISIBLE.long()], {}, r"got torch.int64; convert them with .float\(\)"),
    ([VISIBLE * math.nan], {}, "NaN or infinite"),
    ([VISIBLE[:, :3]], {}, "expected 4 columns, got 3"),
    ([VISIBLE.view(16, 1, 2, 2)], {}, "flatten images first"),
    ([VISIBLE], {"chains": VISIBLE}, "expected 3 columns, got 4"),
    ([VISIBLE], {"chains": 5 * HIDDEN}, r"expected values in \[0, 1\]"),
    ([], {}, "there was no batch to learn from; pass at least one"),
    (iter([VISIBLE]), {}, "expected batches that can be counted, got a list_iterator"),
])
def test_what_cannot_be_learned_from_is_refused(rbm, batches, options, message):
    with pytest.raises(ValueError, match=message):
        fit_rbm(rbm, batches, progress=False, **options)


def test_what_is_refused_has_taught_nothing(rbm):
    before = rbm.weight.detach().clone()
    for batches in [[VISIBLE, 2 * VISIBLE], Batches(torch.cat([VISIBLE, 2 * VISIBLE]), size=3)]:
        with pytest.raises(ValueError, match=r"expected values in \[0, 1\]"):
            fit_rbm(rbm, batches, progress=False)
    assert torch.equal(rbm.weight, before)
