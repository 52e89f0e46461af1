"""The VAE and its bound against integrals on a grid, closed forms, finite differences and probabilistic PCA."""

import math

import numpy as np
import pytest
import torch
from oracles.derivatives import finite_differences
from oracles.latent_models import Quadrature, networks, seen_by
from torch import nn

from latents.models.vae import VAE, Gaussian, WarmUp, active_units, bernoulli, negative_elbo

IMAGE = torch.tensor([1.0, 0.0, 1.0, 1.0]).double()
DRAWS = 20_000


class Fixed(nn.Module):
    """Returns the same row of numbers for every input row."""

    def __init__(self, *numbers):
        super().__init__()
        self.numbers = nn.Parameter(torch.tensor(numbers).double())

    def forward(self, rows):
        return self.numbers.expand(len(rows), -1)


def small_vae(size, seed=0):
    encoder, decoder = networks(size, seed=seed)
    return VAE(encoder, decoder, size).double()


# what the model is

def test_the_prior_is_a_standard_normal():
    prior, at = VAE(nn.Identity(), nn.Identity(), 3).prior(), torch.tensor([0.0, 1.0, -2.0])
    expected = -0.5 * at**2 - 0.5 * math.log(2 * math.pi)
    torch.testing.assert_close(prior.log_prob(at), expected)


def test_the_encoder_returns_means_then_log_standard_deviations():
    vae = VAE(Fixed(1.0, -2.0, 0.0, math.log(3)), nn.Identity(), 2)
    posterior = vae.posterior(torch.zeros(5, 4))
    torch.testing.assert_close(posterior.mean, torch.tensor([[1.0, -2.0]]).double().expand(5, 2))
    torch.testing.assert_close(posterior.stddev, torch.tensor([[1.0, 3.0]]).double().expand(5, 2))
    torch.testing.assert_close(vae.encode(torch.zeros(5, 4)), posterior.mean)


def test_bernoulli_pixels_have_the_decoders_logits():
    vae = VAE(nn.Identity(), Fixed(0.0, math.log(3)), 2)
    torch.testing.assert_close(vae.decode(torch.zeros(1, 2)), torch.tensor([[0.5, 0.75]]).double())
    fits = vae.likelihood(torch.zeros(1, 2)).log_prob(torch.tensor([[1.0, 0.0]])).float()
    torch.testing.assert_close(fits, torch.tensor([[0.5, 0.25]]).log())


def test_gaussian_pixels_lie_about_the_decoders_output():
    pixels = Gaussian(0.5)(torch.tensor([[1.0, -1.0]]))
    torch.testing.assert_close(pixels.mean, torch.tensor([[1.0, -1.0]]))
    expected = -0.5 * (0.3 / 0.5) ** 2 - math.log(0.5) - 0.5 * math.log(2 * math.pi)
    assert pixels.log_prob(torch.tensor([[1.3, 0.0]]))[0, 0].item() == pytest.approx(expected, rel=1e-5)


def test_samples_are_means_of_pixels_whose_latents_come_from_the_prior():
    torch.manual_seed(0)
    vae = VAE(nn.Identity(), nn.Identity(), 2, likelihood=Gaussian(0.01))
    drawn = vae.sample(DRAWS)
    assert drawn.shape == (DRAWS, 2)
    assert drawn.mean(dim=0).abs().max() < 4 / math.sqrt(DRAWS)
    assert (drawn.var(dim=0) - 1).abs().max() < 4 * math.sqrt(2 / DRAWS)
    binary = VAE(nn.Identity(), nn.Linear(2, 3), 2)
    binary.decoder.weight.data.zero_()
    torch.testing.assert_close(binary.sample(4), binary.decoder.bias.detach().sigmoid().expand(4, 3))
    assert not binary.sample(4).requires_grad


# the bound

@pytest.mark.parametrize("size", [1, 2])
def test_the_bound_is_what_a_grid_integrates(size):
    vae = small_vae(size)
    exact = Quadrature(vae.decoder, IMAGE.numpy(), *seen_by(vae.encoder, IMAGE))
    torch.manual_seed(1)
    with torch.no_grad():
        terms = negative_elbo(vae, IMAGE.expand(DRAWS, -1))
    assert terms["kl"].item() == pytest.approx(exact.kl, abs=1e-6)
    assert terms["reconstruction"].item() == pytest.approx(-exact.log_fit, abs=4 * exact.spread / math.sqrt(DRAWS))
    assert exact.elbo + exact.kl_to_true == pytest.approx(exact.log_evidence, abs=1e-6)
    assert exact.kl_to_true > 0.02  # or the bound would show nothing


def test_the_kl_is_the_mean_log_ratio_of_draws():
    mean, std = np.array([0.7, -1.2]), np.array([0.4, 1.5])
    vae = VAE(Fixed(*mean, *np.log(std)), Fixed(0.0), 2)
    kl = negative_elbo(vae, torch.zeros(1, 1).double())["kl"].item()
    draws = np.random.default_rng(0).normal(mean, std, size=(DRAWS, 2))
    ratios = (0.5 * draws**2 - 0.5 * ((draws - mean) / std) ** 2 - np.log(std)).sum(axis=1)
    assert abs(kl - ratios.mean()) < 4 * ratios.std() / math.sqrt(DRAWS)


def test_terms_are_summed_over_pixels_and_averaged_over_images():
    images = torch.tensor([[1.0, 0.0, 0.0], [1.0, 1.0, 0.0]]).double()
    vae = VAE(nn.Linear(3, 4).double(), Fixed(0.5, -1.0, 2.0), 2)  # the latents change nothing
    terms = negative_elbo(vae, images)
    p = [1 / (1 + math.exp(-logit)) for logit in (0.5, -1.0, 2.0)]
    fits = [math.log(p[0] * (1 - p[1]) * (1 - p[2])), math.log(p[0] * p[1] * (1 - p[2]))]
    assert terms["reconstruction"].item() == pytest.approx(-sum(fits) / 2)
    numbers = (images @ vae.encoder.weight.T + vae.encoder.bias).detach().numpy()
    mean, log_std = numbers[:, :2], numbers[:, 2:]
    kl = 0.5 * (mean**2 + np.exp(2 * log_std) - 1 - 2 * log_std).sum(axis=1)
    assert terms["kl"].item() == pytest.approx(kl.mean())
    assert list(terms) == ["reconstruction", "kl"]


def test_pictures_may_have_any_shape():
    vae = VAE(nn.Sequential(nn.Flatten(), nn.Linear(6, 4)),
              nn.Sequential(nn.Linear(2, 6), nn.Unflatten(1, (1, 3, 2))), 2)
    flat = VAE(vae.encoder[1], vae.decoder[0], 2)
    images = torch.rand(5, 1, 3, 2).round()
    torch.manual_seed(0)
    terms = negative_elbo(vae, images)
    torch.manual_seed(0)
    assert terms == negative_elbo(flat, images.flatten(1))


def test_the_encoders_gradient_is_that_of_the_integral():
    vae = small_vae(1)
    at = vae.encoder.bias.detach().clone()

    def bound(bias):
        vae.encoder.bias.data = bias
        return torch.tensor(-Quadrature(vae.decoder, IMAGE.numpy(), *seen_by(vae.encoder, IMAGE)).elbo)

    expected = finite_differences(bound, at, step=1e-4)
    vae.encoder.bias.data = at
    torch.manual_seed(1)
    gradients = []
    for _ in range(40):
        loss = sum(negative_elbo(vae, IMAGE.expand(500, -1)).values())
        gradients.append(torch.autograd.grad(loss, vae.encoder.bias)[0])
    gradients = torch.stack(gradients)
    error = gradients.std(dim=0) / math.sqrt(len(gradients))
    assert ((gradients.mean(dim=0) - expected).abs() < 4 * error).all()
    assert (expected.abs() > 20 * error).any()  # or nothing would be told apart


def linear_gaussian():
    """A linear decoder with Gaussian noise, the true posterior as its encoder, log p(x) of probabilistic PCA."""
    torch.manual_seed(0)
    std, weight, mean = 0.7, torch.randn(5, 2).double(), torch.randn(5).double()
    decoder = nn.Linear(2, 5).double()
    decoder.weight.data, decoder.bias.data = weight, mean
    precision = torch.eye(2).double() + weight.T @ weight / std**2
    # with orthogonal columns the posterior's covariance is diagonal, as q's must be
    weight[:, 1] -= weight[:, 0] * (weight[:, 0] @ weight[:, 1]) / weight[:, 0].square().sum()
    precision = torch.eye(2).double() + weight.T @ weight / std**2
    to_mean = torch.linalg.solve(precision, weight.T) / std**2
    encoder = nn.Linear(5, 4).double()
    encoder.weight.data = torch.cat([to_mean, torch.zeros(2, 5).double()])
    encoder.bias.data = torch.cat([-to_mean @ mean, -0.5 * precision.diag().log()])
    covariance = weight @ weight.T + std**2 * torch.eye(5).double()

    def log_density(rows):
        off = rows - mean
        distance = (off @ torch.linalg.inv(covariance) * off).sum(dim=1)
        return -0.5 * (distance + torch.logdet(covariance) + 5 * math.log(2 * math.pi))

    return VAE(encoder, decoder, 2, likelihood=Gaussian(std)).double(), log_density


def test_with_the_true_posterior_the_bound_is_the_likelihood_of_probabilistic_pca():
    vae, log_density = linear_gaussian()
    row = torch.randn(1, 5).double()
    torch.manual_seed(1)
    with torch.no_grad():
        bounds = torch.stack([sum(negative_elbo(vae, row).values()) for _ in range(500)])
    error = bounds.std() / math.sqrt(len(bounds))
    assert abs(-bounds.mean() - log_density(row)) < 4 * error


# its options

def test_beta_multiplies_the_kl_and_nothing_else():
    vae, images = small_vae(2), IMAGE[None]
    torch.manual_seed(0)
    plain = negative_elbo(vae, images)
    torch.manual_seed(0)
    heavy = negative_elbo(vae, images, beta=4)
    torch.testing.assert_close(heavy["kl"], 4 * plain["kl"])
    torch.testing.assert_close(heavy["reconstruction"], plain["reconstruction"])


def test_free_nats_are_a_floor_for_each_latents_mean_over_the_batch():
    # KL of N(m, 1): m² / 2; over the two images the latents have 0.5 and 1.0 nats on average
    class Means(nn.Module):
        def forward(self, rows):
            return torch.tensor([[0.0, 2.0, 0.0, 0.0], [math.sqrt(2), 0.0, 0.0, 0.0]])

    vae, images = VAE(Means(), Fixed(0.0), 2), torch.zeros(2, 1)
    for floor, expected in ((0.0, 1.5), (0.75, 0.75 + 1.0), (2.0, 4.0)):
        assert negative_elbo(vae, images, free_nats=floor)["kl"].item() == pytest.approx(expected)
    both = negative_elbo(vae, images, free_nats=0.75, beta=2)
    assert both["kl"].item() == pytest.approx(3.5)


def test_warming_up_raises_beta_with_every_batch_and_counts_only_while_training():
    vae, images = small_vae(1), IMAGE[None]
    full = negative_elbo(vae, images)["kl"].item()
    warm_up = WarmUp(4)
    vae.eval()
    assert warm_up(vae, images)["kl"].item() == pytest.approx(full)
    vae.train()
    betas = [warm_up(vae, images)["kl"].item() / full for _ in range(6)]
    assert betas == pytest.approx([0, 0.25, 0.5, 0.75, 1, 1])


def test_a_learned_standard_deviation_rests_at_the_root_mean_square_of_the_residuals():
    images, picture = torch.randn(50, 4).double(), torch.tensor([0.5, -1.0, 2.0, 0.0]).double()
    optimum = (images - picture).square().mean().sqrt().item()

    def slope(std):
        vae = VAE(Fixed(0.0, 0.0), Fixed(*picture), 1, likelihood=Gaussian(std, learned=True)).double()
        negative_elbo(vae, images)["reconstruction"].backward()
        return vae.pixels.log_std.grad.item()

    assert abs(slope(optimum)) < 1e-4
    assert slope(0.9 * optimum) < -0.1 < 0.1 < slope(1.1 * optimum)


def test_a_fixed_standard_deviation_stays():
    assert not Gaussian(0.5).log_std.requires_grad


# how it is scored

def test_active_units_are_those_whose_means_vary_by_more_than_a_hundredth():
    encoder = nn.Linear(3, 6)
    encoder.bias.data = torch.ones(6)  # a mean that is merely large carries nothing
    encoder.weight.data = torch.cat([torch.diag(torch.tensor([1.0, 0.15, 0.05])), torch.eye(3)])
    rows = torch.eye(3).repeat(2, 1) * math.sqrt(5)
    images = torch.cat([rows, -rows])  # each entry has variance 20 / 11 about 0
    vae = VAE(encoder, nn.Identity(), 3)
    assert images.var(dim=0).tolist() == pytest.approx([20 / 11] * 3)
    assert active_units(vae, images) == 2
    assert active_units(vae, images, threshold=0.1) == 1
    assert active_units(vae, images + 100, threshold=1e-3) == 3


# bad input

@pytest.mark.parametrize(("make", "message"), [
    (lambda: Gaussian(0.0), "std must be greater than zero"),
    (lambda: VAE(nn.Identity(), nn.Identity(), 0), "latent_size must be a whole number"),
    (lambda: WarmUp(0), "steps must be a whole number"),
    (lambda: VAE(nn.Linear(4, 3), nn.Identity(), 2).encode(torch.zeros(5, 4)),
     r"the encoder returned shape \[5, 3\], expected \[5, 4\]"),
    (lambda: negative_elbo(VAE(nn.Linear(4, 2), nn.Linear(1, 1), 1), torch.zeros(5, 4)),
     r"pictures of shape \[5, 1\] for images of shape \[5, 4\]"),
    (lambda: negative_elbo(VAE(nn.Linear(1, 2), nn.Linear(1, 1), 1), torch.full((5, 1), 1.5)),
     r"expected values in \[0, 1\]"),
])
def test_bad_input_gets_a_sentence(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_gaussian_pixels_may_be_any_numbers_and_bernoulli_ones_grey():
    for likelihood, images in ((Gaussian(1.0), torch.full((5, 1), 1.5)), (bernoulli, torch.full((5, 1), 0.5))):
        vae = VAE(nn.Linear(1, 2), nn.Linear(1, 1), 1, likelihood=likelihood)
        assert negative_elbo(vae, images)["reconstruction"].isfinite()
