"""`fit` and `evaluate` against loops written by hand."""

import copy
import math

import pytest
import torch
from oracles.descent import Adam, gradient_descent
from torch import nn
from torch.optim import SGD
from torch.utils.data import DataLoader, TensorDataset

from latents import Batches, evaluate, fit
from latents.training import Averages, falling

DATA = torch.linspace(-1, 2, 30).view(10, 3)


def two_terms(model, batch):
    output = model(batch)
    return {"square": output.pow(2).mean(), "slope": 0.3 * output.mean()}


def mean_square(model, batch):
    return {"square": model(batch).pow(2).mean()}


def test_fit_is_gradient_descent_written_by_hand():
    model = nn.Linear(3, 2)
    twin = copy.deepcopy(model)
    history = fit(model, Batches(DATA, size=4, shuffle=False), two_terms, epochs=3, learning_rate=0.1, optimizer=SGD)
    expected = gradient_descent(twin, DATA.split(4), two_terms, rate=0.1, epochs=3)
    for parameter, reference in zip(model.parameters(), twin.parameters(), strict=True):
        torch.testing.assert_close(parameter, reference)
    assert [list(row) for row in history] == [["epoch", "square", "slope", "loss"]] * 3
    for row, reference in zip(history, expected, strict=True):
        assert row == pytest.approx(reference, rel=1e-5)


def test_fit_uses_adam_with_the_usual_rate_for_ten_epochs_unless_told():
    model = nn.Linear(3, 2)
    twin = copy.deepcopy(model)
    assert len(fit(model, Batches(DATA, size=10), mean_square)) == 10
    descent = Adam(list(twin.parameters()), rate=1e-3, betas=(0.9, 0.999))
    for _ in range(10):
        descent.step(mean_square(twin, DATA)["square"])
    torch.testing.assert_close(model.weight, twin.weight)


@pytest.mark.parametrize("to", [0, 0.01, 1])
def test_a_falling_rate_ends_where_it_should_in_a_straight_line(to):
    assert [falling(to)(done) for done in (0, 0.5, 1)] == pytest.approx([1, (1 + to) / 2, to])


def test_a_falling_rate_falls_from_batch_to_batch():
    model = nn.Linear(3, 2)
    twin = copy.deepcopy(model)
    fit(model, Batches(DATA, size=4, shuffle=False), two_terms, epochs=2, learning_rate=0.1, schedule=falling(0),
        optimizer=SGD)
    for batch, sixths in zip(2 * DATA.split(4), (6, 5, 4, 3, 2, 1), strict=True):
        gradient_descent(twin, [batch], two_terms, rate=0.1 * sixths / 6, epochs=1)
    for parameter, reference in zip(model.parameters(), twin.parameters(), strict=True):
        torch.testing.assert_close(parameter, reference)


def test_a_schedule_scales_every_rate_of_an_optimiser_with_several():
    model, before = nn.Linear(3, 2), []

    def optimizer(parameters, lr):
        weight, bias = parameters
        return SGD([{"params": [weight]}, {"params": [bias], "lr": 10 * lr}], lr=lr)

    def slopes(model, batch):
        before.append((model.weight.detach().clone(), model.bias.detach().clone()))
        return {"sum": model.weight.sum() + model.bias.sum()}

    fit(model, [DATA, DATA], slopes, epochs=1, learning_rate=0.1, optimizer=optimizer, schedule=falling(0))
    for (weight, bias), (later_weight, later_bias), rate in zip(
            before, [*before[1:], (model.weight, model.bias)], (0.1, 0.05), strict=True):
        torch.testing.assert_close(weight - later_weight, torch.full((2, 3), rate))
        torch.testing.assert_close(bias - later_bias, torch.full((2,), 10 * rate))


def test_what_is_watched_stands_apart_and_changes_nothing():
    model = nn.Linear(3, 2)
    twin, seen = copy.deepcopy(model), []

    def watch(model):
        seen.append((model.training, torch.is_grad_enabled(), model.weight.abs().sum().item()))
        return {"size": model.weight.abs().sum(), "loss": 7}

    history = fit(model, Batches(DATA, size=5), two_terms, epochs=2, held_out=Batches(DATA), watch=watch)
    assert [entry[:2] for entry in seen] == [(False, False)] * 2
    for row, (_, _, size) in zip(history, seen, strict=True):
        assert list(row)[-2:] == ["watched size", "watched loss"]
        assert (row.pop("watched size"), row.pop("watched loss")) == (size, 7.0)
    assert size == model.weight.abs().sum().item()
    assert history == fit(twin, Batches(DATA, size=5), two_terms, epochs=2, held_out=Batches(DATA))


def test_the_same_seeds_give_the_same_history():
    def run(seed):
        torch.manual_seed(seed)
        return fit(nn.Sequential(nn.Dropout(), nn.Linear(3, 2)), Batches(DATA, size=4, seed=1), two_terms, epochs=3)

    assert run(3) == run(3)
    assert run(3) != run(4)


def test_held_out_rows_are_measured_after_the_epoch():
    model = nn.Linear(3, 2)
    history = fit(model, Batches(DATA, size=5), two_terms, epochs=2, learning_rate=0.1, held_out=Batches(DATA[:3] + 1))
    by_hand = {f"held-out {name}": term.item() for name, term in two_terms(model, DATA[:3] + 1).items()}
    by_hand["held-out loss"] = sum(by_hand.values())
    assert history[-1] == pytest.approx(history[-1] | by_hand)
    assert list(history[0]) == ["epoch", "square", "slope", "loss", *by_hand]


def test_every_epoch_trains_in_training_mode_and_ends_in_evaluation_mode():
    modes, rows = [], []

    def spy(model, batch):
        modes.append((model.training, torch.is_grad_enabled()))
        return mean_square(model, batch)

    def after_epoch(row):
        modes.append(model.training)
        rows.append(row)

    model = nn.Linear(3, 2)
    history = fit(model, Batches(DATA, size=5), spy, epochs=2, held_out=Batches(DATA), after_epoch=after_epoch)
    assert modes == [(True, True), (True, True), (False, False), False] * 2
    assert rows == history
    assert not model.training
    assert all(parameter.grad is not None for parameter in model.parameters())


def test_a_model_without_held_out_data_is_left_in_evaluation_mode():
    model = nn.Linear(3, 2)
    fit(model, Batches(DATA), mean_square, epochs=1)
    assert not model.training


def test_evaluate_weights_batches_by_their_size_and_switches_dropout_off():
    model = nn.Sequential(nn.Dropout(0.5))
    row = evaluate(model.train(), Batches(DATA, size=4, shuffle=False), two_terms)
    expected = {name: term.item() for name, term in two_terms(nn.Identity(), DATA).items()}
    assert row == pytest.approx({**expected, "loss": sum(expected.values())}, rel=1e-5)


def test_evaluate_changes_no_parameter():
    model = nn.Linear(3, 2)
    before = model.weight.clone()
    evaluate(model, Batches(DATA), mean_square)
    assert torch.equal(model.weight, before)
    assert model.weight.grad is None


def test_rows_are_counted_whether_a_batch_is_a_tensor_a_tuple_or_a_list():
    def first_square(model, batch):
        return mean_square(model, batch if isinstance(batch, torch.Tensor) else batch[0])

    loader = DataLoader(TensorDataset(DATA, DATA), batch_size=4)  # yields lists
    expected = DATA.pow(2).mean().item()
    for batches in (Batches(DATA, size=4), Batches(DATA, DATA, size=4), loader):
        assert evaluate(nn.Identity(), batches, first_square)["loss"] == pytest.approx(expected, rel=1e-5)


def test_averages_keep_no_graph_alive():
    averages = Averages()
    averages.add({"square": torch.ones((), requires_grad=True) ** 2}, DATA)
    assert not averages.sums["square"].requires_grad


def test_divergence_raises_and_says_where():
    with pytest.raises(FloatingPointError, match=r"square is (nan|inf) in epoch \d+; try a smaller learning_rate"):
        fit(nn.Linear(3, 2), Batches(DATA), mean_square, epochs=200, learning_rate=1e6, optimizer=SGD)


def test_a_held_out_loss_that_is_not_finite_raises_too():
    with pytest.raises(FloatingPointError, match="held-out square is inf in epoch 1"):
        fit(nn.Linear(3, 2), Batches(DATA), mean_square, epochs=3, held_out=Batches(1e30 * DATA))


def test_training_reports_its_last_row(monkeypatch, capsys):
    monkeypatch.setenv("LATENTS_BOOK", "1")
    still = nn.Sequential(nn.Linear(3, 2))
    nn.init.zeros_(still[0].weight)
    nn.init.ones_(still[0].bias)
    fit(still, Batches(DATA), mean_square, epochs=2, learning_rate=1e-30)
    fit(still, Batches(DATA), mean_square, epochs=2, learning_rate=1e-30, progress=False)
    assert capsys.readouterr() == ("after 2 epochs: square 1, loss 1\n", "")


def train(**changes):
    options = {"batches": Batches(DATA), "epochs": 2, "learning_rate": 0.1} | changes
    fit(nn.Linear(3, 2), options.pop("batches"), mean_square, **options)


@pytest.mark.parametrize(("changes", "message"), [
    ({"epochs": 0}, "epochs must be a whole number greater than zero, got 0"),
    ({"epochs": -3}, "epochs must be a whole number greater than zero, got -3"),
    ({"learning_rate": 0.0}, "learning_rate must be greater than zero, got 0.0"),
    ({"learning_rate": math.nan}, "learning_rate must be greater than zero, got nan"),
    ({"batches": []}, "there was no batch"),
    ({"batches": iter([DATA])}, "expected batches that can be counted"),
    ({"schedule": lambda done: 0.4 - done}, r"schedule\(0.5\) is -0.\d+; it must return a factor of the learning rate"),
    ({"schedule": lambda done: math.nan}, r"schedule\(0\) is nan"),
    ({"watch": lambda model: 0.9}, "watch must return a dictionary of numbers"),
])
def test_what_cannot_be_trained_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        train(**changes)


def test_a_loss_of_another_form_is_refused():
    for wrong in (lambda terms: terms["square"], lambda terms: {"square": terms["square"].repeat(2)}, lambda terms: {}):
        with pytest.raises(ValueError, match="a loss must return a dictionary of tensors with one number each"):
            fit(nn.Linear(3, 2), Batches(DATA), lambda model, batch, wrong=wrong: wrong(mean_square(model, batch)))


def test_a_term_may_not_take_the_name_of_what_a_row_holds_already():
    for name in ("loss", "epoch"):
        with pytest.raises(ValueError, match=f'a term of a loss may not be called "{name}"'):
            fit(nn.Linear(3, 2), Batches(DATA), lambda model, batch, name=name: {name: model(batch).mean()})


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.half, torch.double])
def test_averages_do_not_stall_or_overflow_in_half_precision(dtype):
    hundred = torch.tensor(100, dtype=dtype)
    found = evaluate(nn.Linear(3, 2), [torch.zeros(100, 3)] * 100, lambda model, batch: {"square": hundred})
    assert found["square"] == 100


def test_empty_held_out_data_are_refused():
    with pytest.raises(ValueError, match="there was no batch"):
        train(held_out=[])
    with pytest.raises(ValueError, match="there was no batch"):
        evaluate(nn.Linear(3, 2), [], mean_square)
