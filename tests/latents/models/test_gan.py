"""`fit_gan` against two hand-written players, and games whose optimum is known."""

import copy
import math

import numpy as np
import pytest
import torch
from oracles.descent import Adam
from scipy.integrate import quad
from scipy.stats import norm
from torch import nn
from torch.autograd.functional import hessian, jacobian
from torch.distributions import Normal
from torch.nn.functional import binary_cross_entropy_with_logits as entropy

from latents import Batches
from latents.models.gan import (
    HINGE,
    LEAST_SQUARES,
    NON_SATURATING,
    SATURATING,
    WASSERSTEIN,
    Game,
    Generator,
    fit_gan,
    gradient_penalty,
    no_penalty,
)
from latents.training import falling

DATA = torch.linspace(-1, 2, 30).view(10, 3)


class Fixed(nn.Module):
    """A generator that has nothing to learn: it always shows the first of these rows."""

    def __init__(self, rows):
        super().__init__()
        self.rows, self.unused = rows, nn.Parameter(torch.zeros(1))

    def sample(self, count):
        return self.rows[:count] + 0 * self.unused


def learning_generator():
    """Latents through a network with batch norm and dropout."""
    return Generator(nn.Sequential(nn.BatchNorm1d(2), nn.Linear(2, 4), nn.Dropout(0.3), nn.Linear(4, 3)), 2)


def test_a_generator_is_its_network_at_standard_normal_latents():
    network = nn.Linear(2, 3).double()
    generator, latents = Generator(network, 2), torch.randn(5, 2).double()
    assert torch.equal(generator(latents), network(latents))
    torch.manual_seed(0)
    drawn = generator.sample(4)
    torch.manual_seed(0)
    torch.testing.assert_close(drawn, network(torch.randn(4, 2).double()))
    drawn.sum().backward()
    assert network.bias.grad.tolist() == [4, 4, 4]
    many = Generator(nn.Identity(), 2)
    many.network.weight = nn.Parameter(torch.zeros(1))  # says on which device
    latents = many.sample(40_000).detach()
    assert latents.mean(dim=0).abs().max() < 4 / 200
    torch.testing.assert_close(latents.T.cov(), torch.eye(2), atol=4 * 2**0.5 / 200, rtol=0)


@pytest.mark.parametrize(("k", "m"), [(1, 1), (2, 1), (1, 3), (2, 2), (3, 1)])
def test_fit_gan_is_two_adams_that_take_turns(k, m):
    generator = learning_generator()
    discriminator = nn.Sequential(nn.Linear(3, 8), nn.Dropout(0.3), nn.ReLU(), nn.Linear(8, 1))
    twins, data = (copy.deepcopy(generator), copy.deepcopy(discriminator)), DATA.clone()
    torch.manual_seed(1)
    batches = Batches(data, size=4, shuffle=False)
    history = fit_gan(generator, discriminator, batches, discriminator_steps=k, generator_steps=m, epochs=2,
                      learning_rate=0.01, schedule=falling(0))

    torch.manual_seed(1)
    expected = play_by_hand(*twins, DATA.split(4), epochs=2, rate=0.01, k=k, m=m)
    for player, twin in zip((generator, discriminator), twins, strict=True):
        assert not player.training
        for (name, value), reference in zip(player.state_dict().items(), twin.state_dict().values(), strict=True):
            torch.testing.assert_close(value, reference, msg=name)
    assert [list(row) for row in history] == [["epoch", "discriminator", "generator"]] * 2
    assert history == [pytest.approx(row, rel=1e-5) for row in expected]
    assert torch.equal(data, DATA)


def play_by_hand(generator, discriminator, batches, *, epochs, rate, k, m):
    """Each player's gradient is taken in that player's parameters alone, in the order discriminator, generator.

    After k batches, m steps of the generator, each on new fakes but the first. The rate falls in a straight line to
    zero.
    """
    players = [Adam(list(player.parameters()), rate=rate, betas=(0.5, 0.999)) for player in (discriminator, generator)]
    history = []
    for epoch in range(epochs):
        sums, sizes = [0.0, 0.0], [0, 0]
        for number, real in enumerate(batches, start=epoch * len(batches)):
            for player in players:
                player.rate = rate * (1 - number / (epochs * len(batches)))
            fake = generator.sample(len(real))
            ones, zeros = torch.ones(len(real), 1), torch.zeros(len(real), 1)
            caught = entropy(discriminator(real), ones) + entropy(discriminator(fake.detach()), zeros)
            players[0].step(caught)
            sums[0], sizes[0] = sums[0] + len(real) * caught.item(), sizes[0] + len(real)
            if (number + 1) % k == 0:
                for again in range(m):
                    fake = generator.sample(len(real)) if again else fake
                    fooled = entropy(discriminator(fake), ones)
                    players[1].step(fooled)
                    sums[1], sizes[1] = sums[1] + len(real) * fooled.item(), sizes[1] + len(real)
        history.append({"epoch": epoch + 1, "discriminator": sums[0] / sizes[0], "generator": sums[1] / sizes[1]})
    return history


def test_the_same_seed_gives_the_same_history():
    def play(game):
        torch.manual_seed(2)
        return fit_gan(learning_generator(), nn.Linear(3, 1), Batches(DATA, size=4), game=game, epochs=2)

    for game in (NON_SATURATING, WASSERSTEIN):
        assert play(game) == play(game)


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


def test_least_squares_are_best_fooled_by_the_relative_difference():
    kinds = torch.eye(3)
    real, fake = kinds[[0, 0, 0, 0, 1, 1, 2, 2]], kinds[[0, 1, 1, 1, 2, 2, 2, 2]]
    p, q = real.mean(dim=0), fake.mean(dim=0)
    critic = nn.Linear(3, 1, bias=False)
    fit_gan(Fixed(fake), critic, Batches(real), game=LEAST_SQUARES, epochs=200, learning_rate=0.05)
    torch.testing.assert_close(critic.weight[0].detach(), (p - q) / (p + q), atol=1e-3, rtol=0)


def test_a_penalised_critic_weighs_the_distance_against_its_slope():
    """Fakes three to the left: -3 w + 10 (w - 1)² is least at w = 1 + 3/20."""
    critic, rows = nn.Linear(1, 1), torch.linspace(-1, 1, 8)[:, None]
    nn.init.ones_(critic.weight)  # from below zero it would end in the other valley, at -0.85
    history = fit_gan(Fixed(rows - 3), critic, Batches(rows), game=WASSERSTEIN, epochs=100, learning_rate=0.02)
    assert critic.weight.item() == pytest.approx(1.15, abs=1e-3)
    assert history[-1]["discriminator"] == pytest.approx(-3 * 1.15 + 10 * 0.15**2, abs=1e-3)


def test_between_two_gaussians_the_best_discriminator_is_their_log_density_ratio_and_its_value_two_js_minus_log_four():
    real, fake = Normal(0.0, 1.0), Normal(0.7, 1.3)
    shares = (torch.arange(20_000).double() + 0.5) / 20_000
    features = [torch.stack([torch.ones_like(rows), rows, rows**2], dim=1)
                for rows in (real.icdf(shares), fake.icdf(shares))]

    def loss(weights):
        return NON_SATURATING.discriminator(*(rows @ weights for rows in features))

    weights = torch.zeros(3).double()
    for _ in range(12):  # Newton's steps
        weights = weights - torch.linalg.solve(hessian(loss, weights), jacobian(loss, weights))
    precision = 1 / 1.3**2
    truth = torch.tensor([math.log(1.3) + precision * 0.7**2 / 2, -precision * 0.7, (precision - 1) / 2]).double()
    torch.testing.assert_close(weights, truth, atol=2e-3, rtol=0)

    def integrand(x):
        p, q = norm(0, 1).pdf(x), norm(0.7, 1.3).pdf(x)
        return p * np.log(p / (p + q)) + q * np.log(q / (p + q))

    assert -loss(weights).item() == pytest.approx(quad(integrand, -12, 12)[0], abs=1e-4)


SLOPES = {  # of the losses of one row: the discriminator's by a real and a fake logit, the generator's by a fake one
    "saturating": (SATURATING, lambda r: -1 / (1 + math.exp(r)), lambda f: 1 / (1 + math.exp(-f)),
                   lambda f: -1 / (1 + math.exp(-f))),
    "non-saturating": (NON_SATURATING, lambda r: -1 / (1 + math.exp(r)), lambda f: 1 / (1 + math.exp(-f)),
                       lambda f: -1 / (1 + math.exp(f))),
    "least squares": (LEAST_SQUARES, lambda r: r - 1, lambda f: f + 1, lambda f: f - 1),
    "hinge": (HINGE, lambda r: -float(r < 1), lambda f: float(f > -1), lambda f: -1.0),
    "Wasserstein": (WASSERSTEIN, lambda r: -1.0, lambda f: 1.0, lambda f: -1.0),
}


@pytest.mark.parametrize("name", SLOPES)
def test_the_slopes_of_each_game_are_those_derived_by_hand(name):
    game, by_real, by_fake, of_generator = SLOPES[name]
    values = [-3.0, -1.5, -0.2, 0.3, 1.4, 4.0]
    real, fake = (torch.tensor(values, dtype=torch.double, requires_grad=True)[:, None] for _ in range(2))
    of_real, of_fake = torch.autograd.grad(game.discriminator(real, fake), [real, fake])
    (of_fooled,) = torch.autograd.grad(game.generator(fake), fake)
    for slopes, by_hand in ((of_real, by_real), (of_fake, by_fake), (of_fooled, of_generator)):
        assert (6 * slopes).flatten().tolist() == pytest.approx([by_hand(value) for value in values])


def test_a_discriminator_that_only_guesses_is_worth_minus_log_four():
    zeros = torch.zeros(5, 1)
    for game in (SATURATING, NON_SATURATING):
        assert -game.discriminator(zeros, zeros).item() == pytest.approx(-math.log(4))
    assert SATURATING.generator(zeros).item() == pytest.approx(-math.log(2))


def test_the_penalty_of_a_linear_critic_and_its_slope_are_closed_forms():
    critic, real, fake = nn.Linear(3, 1), torch.randn(7, 3), torch.randn(7, 3)
    weight = critic.weight.detach()[0]
    penalty = gradient_penalty(critic, real, fake, weight=4.0)
    assert penalty.item() == pytest.approx(4 * (weight.norm().item() - 1) ** 2, rel=1e-4)
    penalty.backward()
    torch.testing.assert_close(critic.weight.grad[0], 8 * (weight.norm() - 1) * weight / weight.norm())
    default = gradient_penalty(critic, real, fake).item()
    assert default == pytest.approx(2.5 * penalty.item(), rel=1e-4)
    assert no_penalty(critic, real, fake).item() == 0


def test_the_penalty_is_taken_between_real_and_fake_rows():
    """Of x²/2 the slope is x itself, which is uniform between a fake 0 and a real 2: the mean of (x - 1)² is 1/3."""
    real, fake = torch.full((20_000, 1), 2.0), torch.zeros(20_000, 1)
    penalty = gradient_penalty(lambda rows: rows.square() / 2, real, fake, weight=1.0)
    assert penalty.item() == pytest.approx(1 / 3, abs=4 * (1 / 5 - 1 / 9) ** 0.5 / 20_000**0.5)


def test_all_pixels_of_a_row_lie_equally_far_between_and_all_count_in_its_slope():
    """Along the diagonal (x₁ - x₂)² is flat; x₁ + x₂ has slope √2 on pictures, too."""
    real, fake = torch.ones(9, 2), torch.zeros(9, 2)
    flat = gradient_penalty(lambda rows: (rows[:, 0] - rows[:, 1]) ** 2, real, fake, weight=1.0)
    assert flat.item() == pytest.approx(1)
    steep = gradient_penalty(lambda rows: rows.sum(dim=(1, 2, 3)), real.view(9, 1, 1, 2), fake.view(9, 1, 1, 2))
    assert steep.item() == pytest.approx(10 * (2**0.5 - 1) ** 2)


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
    ({"discriminator_steps": 0}, "discriminator_steps must be a whole number greater than zero, got 0"),
    ({"generator_steps": 1.5}, "generator_steps must be a whole number greater than zero, got 1.5"),
    ({"discriminator_steps": 2}, "an epoch of 1 batches ends before 2 discriminator_steps; take fewer"),
])
def test_what_cannot_be_trained_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        fit_gan(Fixed(DATA), nn.Linear(3, 1), Batches(DATA), **changes)


def test_a_generator_needs_latents():
    with pytest.raises(ValueError, match="latent_size must be a whole number greater than zero, got 0"):
        Generator(nn.Identity(), 0)


def test_no_batch_is_refused():
    with pytest.raises(ValueError, match="there was no batch"):
        fit_gan(Fixed(DATA), nn.Linear(3, 1), [])


def test_a_game_that_diverges_raises():
    game = Game(discriminator=lambda real, fake: fake.exp().sum() / 0, generator=torch.sum)
    with pytest.raises(FloatingPointError, match="discriminator is inf in epoch 1"):
        fit_gan(Fixed(DATA), nn.Linear(3, 1), Batches(DATA), game=game)
