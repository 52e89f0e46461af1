"""`fit_gan` against two hand-written players, and games whose optimum is known."""

import copy
import math

import pytest
import torch
from oracles.descent import Adam
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as entropy

from latents import Batches
from latents.models.gan import NON_SATURATING, Game, fit_gan
from latents.training import falling

DATA = torch.linspace(-1, 2, 30).view(10, 3)


class Fixed(nn.Module):
    """A generator that has nothing to learn: it always shows the first of these rows."""

    def __init__(self, rows):
        super().__init__()
        self.rows, self.unused = rows, nn.Parameter(torch.zeros(1))

    def sample(self, count):
        return self.rows[:count] + 0 * self.unused


class Shifted(nn.Module):
    """A generator that learns: latents through a network with dropout."""

    def __init__(self):
        super().__init__()
        self.network = nn.Sequential(nn.Linear(2, 4), nn.Dropout(0.3), nn.Linear(4, 3))

    def sample(self, count):
        return self.network(torch.randn(count, 2))


def test_fit_gan_is_two_adams_that_take_turns():
    generator, discriminator = Shifted(), nn.Sequential(nn.Linear(3, 8), nn.Dropout(0.3), nn.ReLU(), nn.Linear(8, 1))
    twins = copy.deepcopy(generator), copy.deepcopy(discriminator)
    torch.manual_seed(1)
    batches = Batches(DATA, size=4, shuffle=False)
    history = fit_gan(generator, discriminator, batches, epochs=2, learning_rate=0.01, schedule=falling(0))

    torch.manual_seed(1)
    expected = play_by_hand(*twins, DATA.split(4), epochs=2, rate=0.01)
    for player, twin in zip((generator, discriminator), twins, strict=True):
        assert not player.training
        for parameter, reference in zip(player.parameters(), twin.parameters(), strict=True):
            torch.testing.assert_close(parameter, reference)
    assert [list(row) for row in history] == [["epoch", "discriminator", "generator"]] * 2
    assert history == [pytest.approx(row, rel=1e-5) for row in expected]


def play_by_hand(generator, discriminator, batches, *, epochs, rate):
    """Each player's gradient is taken in that player's parameters alone, in the order discriminator, generator.

    The rate falls in a straight line to zero.
    """
    players = [Adam(list(player.parameters()), rate=rate, betas=(0.5, 0.999)) for player in (discriminator, generator)]
    history, size = [], sum(len(batch) for batch in batches)
    for epoch in range(epochs):
        sums = [0.0, 0.0]
        for number, real in enumerate(batches, start=epoch * len(batches)):
            for player in players:
                player.rate = rate * (1 - number / (epochs * len(batches)))
            fake = generator.sample(len(real))
            ones, zeros = torch.ones(len(real), 1), torch.zeros(len(real), 1)
            caught = entropy(discriminator(real), ones) + entropy(discriminator(fake.detach()), zeros)
            players[0].step(caught)
            fooled = entropy(discriminator(fake), ones)
            players[1].step(fooled)
            sums = [sums[0] + len(real) * caught.item(), sums[1] + len(real) * fooled.item()]
        history.append({"epoch": epoch + 1, "discriminator": sums[0] / size, "generator": sums[1] / size})
    return history


def test_the_default_rate_of_a_gan_and_its_rows_after_each_epoch():
    discriminator, rows = nn.Linear(3, 1), []
    before = discriminator.weight.detach().clone()
    history = fit_gan(Fixed(DATA), discriminator, Batches(DATA + 1, size=10), epochs=1, after_epoch=rows.append)
    torch.testing.assert_close((discriminator.weight - before).abs(), torch.full((1, 3), 2e-4), rtol=1e-2, atol=0)
    assert rows == history
    assert len(fit_gan(Fixed(DATA), discriminator, Batches(DATA), progress=False)) == 10


def test_the_best_discriminator_is_the_log_density_ratio():
    """Three kinds of rows, in proportions p = 4, 2, 2 of the real and q = 1, 3, 4 of the fake, eighths."""
    kinds = torch.eye(3)
    real, fake = kinds[[0, 0, 0, 0, 1, 1, 2, 2]], kinds[[0, 1, 1, 1, 2, 2, 2, 2]]
    p, q = real.mean(dim=0), fake.mean(dim=0)
    discriminator = nn.Linear(3, 1, bias=False)
    history = fit_gan(Fixed(fake), discriminator, Batches(real), epochs=400, learning_rate=0.05)
    torch.testing.assert_close(discriminator.weight[0].detach(), (p / q).log(), atol=1e-3, rtol=0)
    middle = (p + q) / 2
    divergence = ((p * (p / middle).log()).sum() + (q * (q / middle).log()).sum()) / 2  # Jensen-Shannon
    assert history[-1]["discriminator"] == pytest.approx(math.log(4) - 2 * divergence.item(), abs=1e-4)


def test_the_value_of_the_game_is_log_four_when_the_fakes_are_perfect():
    rows = torch.eye(3).repeat(3, 1)
    history = fit_gan(Fixed(rows), nn.Linear(3, 1), Batches(rows), epochs=400, learning_rate=0.05)
    assert history[-1]["discriminator"] == pytest.approx(math.log(4), abs=1e-4)
    assert history[-1]["generator"] == pytest.approx(math.log(2), abs=1e-2)


def test_a_generator_that_is_caught_still_has_a_gradient():
    fake = torch.tensor([[-10.0]], requires_grad=True)
    NON_SATURATING.generator(fake).backward()
    assert fake.grad.item() == pytest.approx(-1, abs=1e-3)  # log(1 - D) would leave -4.5e-5


def test_a_game_is_reported_unless_told_otherwise(monkeypatch, capsys):
    monkeypatch.setenv("LATENTS_BOOK", "1")
    flat = Game(discriminator=lambda real, fake: 0 * real.sum() + 1, generator=lambda fake: 0 * fake.sum() + 2)
    for options in ({}, {"progress": False}):
        fit_gan(Fixed(DATA), nn.Linear(3, 1), Batches(DATA), game=flat, epochs=2, **options)
    assert capsys.readouterr() == ("after 2 epochs: discriminator 1, generator 2\n", "")


@pytest.mark.parametrize(("changes", "message"), [
    ({"epochs": 0}, "epochs must be a whole number greater than zero, got 0"),
    ({"learning_rate": 0.0}, "learning_rate must be greater than zero, got 0.0"),
    ({"learning_rate": math.nan}, "learning_rate must be greater than zero, got nan"),
])
def test_what_cannot_be_trained_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        fit_gan(Fixed(DATA), nn.Linear(3, 1), Batches(DATA), **changes)


def test_no_batch_is_refused():
    with pytest.raises(ValueError, match="there was no batch"):
        fit_gan(Fixed(DATA), nn.Linear(3, 1), [])


def test_a_game_that_diverges_raises():
    game = Game(discriminator=lambda real, fake: fake.exp().sum() / 0, generator=torch.sum)
    with pytest.raises(FloatingPointError, match="discriminator is inf in epoch 1"):
        fit_gan(Fixed(DATA), nn.Linear(3, 1), Batches(DATA), game=game)
