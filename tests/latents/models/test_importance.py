"""Importance sampling of a VAE's likelihood against integrals on a grid and models whose answer is known."""

import math

import pytest
import torch
from oracles.derivatives import finite_differences
from oracles.latent_models import Quadrature, networks, seen_by
from torch import nn

from latents.models.importance import log_likelihood, log_weights, negative_importance_bound
from latents.models.vae import VAE, negative_elbo

IMAGE = torch.tensor([1.0, 0.0, 1.0, 1.0]).double()


def small_vae(size, seed=0):
    encoder, decoder = networks(size, seed=seed)
    return VAE(encoder, decoder, size).double()


def bounds(vae, samples, repeats=4000):
    """Mean and standard error of the bound for one image, over as many draws."""
    torch.manual_seed(samples)
    with torch.no_grad():
        draws = log_weights(vae, IMAGE.expand(repeats, -1), samples=samples).logsumexp(dim=0) - math.log(samples)
    return draws.mean().item(), draws.std().item() / math.sqrt(repeats)


@pytest.mark.parametrize("size", [1, 2])
def test_more_samples_tighten_the_bound_from_the_elbo_towards_the_evidence(size):
    vae = small_vae(size)
    exact = Quadrature(vae.decoder, IMAGE.numpy(), *seen_by(vae.encoder, IMAGE))
    one, five, fifty = (bounds(vae, samples) for samples in (1, 5, 50))
    assert one[0] == pytest.approx(exact.elbo, abs=4 * one[1])
    assert one[0] < five[0] - 4 * five[1] < fifty[0]
    assert five[0] < fifty[0] - 4 * fifty[1]
    assert fifty[0] < exact.log_evidence + 4 * fifty[1]
    assert fifty[0] > exact.log_evidence - 0.5 * (exact.log_evidence - exact.elbo)


@pytest.mark.parametrize("size", [1, 2])
def test_the_mean_weight_is_the_evidence(size):
    vae = small_vae(size, seed=3)
    exact = Quadrature(vae.decoder, IMAGE.numpy(), *seen_by(vae.encoder, IMAGE))
    torch.manual_seed(1)
    estimate = log_likelihood(vae, IMAGE[None], samples=1000)
    assert estimate.value.shape == estimate.error.shape == (1,)
    assert abs(estimate.value.item() - exact.log_evidence) < 4 * estimate.error.item()
    assert estimate.error.item() < 0.1


def test_the_standard_error_is_the_spread_of_repeated_estimates():
    vae = small_vae(1)
    torch.manual_seed(1)
    estimate = log_likelihood(vae, IMAGE.expand(2000, -1), samples=200)
    assert estimate.error.mean().item() == pytest.approx(estimate.value.std().item(), rel=0.1)


def test_nothing_is_lost_where_the_decoder_ignores_the_latents():
    vae = small_vae(2)
    vae.decoder[0].weight.data.zero_()
    vae.encoder.weight.data.zero_()
    vae.encoder.bias.data.zero_()  # q is the prior, and so is the true posterior
    p = vae.decode(torch.zeros(1, 2).double())[0]
    expected = (IMAGE * p.log() + (1 - IMAGE) * (1 - p).log()).sum()
    for terms in (negative_elbo(vae, IMAGE[None]), negative_importance_bound(vae, IMAGE[None], samples=3)):
        torch.testing.assert_close(sum(terms.values()), -expected)
    estimate = log_likelihood(vae, IMAGE[None], samples=3)
    torch.testing.assert_close(estimate.value[0], expected.detach())
    assert estimate.error.item() < 1e-9


def test_the_bound_is_the_negated_log_of_the_mean_weight_averaged_over_images():
    vae, images = small_vae(2), torch.tensor([[1.0, 0, 1, 1], [0, 0, 1, 0]]).double()
    torch.manual_seed(0)
    weights = log_weights(vae, images, samples=5).exp()
    torch.manual_seed(0)
    terms = negative_importance_bound(vae, images, samples=5)
    torch.testing.assert_close(terms["importance bound"], -weights.mean(dim=0).log().mean())


def test_gradients_are_those_of_finite_differences_at_the_same_draws():
    vae = small_vae(2)
    bias = vae.encoder.bias.detach().clone()

    def bound(point):
        vae.encoder.bias.data = point
        torch.manual_seed(0)
        return negative_importance_bound(vae, IMAGE[None], samples=5)["importance bound"]

    expected = finite_differences(lambda point: bound(point).detach(), bias)
    gradient = torch.autograd.grad(bound(bias), vae.encoder.bias)[0]
    torch.testing.assert_close(gradient, expected, atol=1e-6, rtol=1e-6)


def test_a_likelihood_carries_no_gradient():
    assert not log_likelihood(small_vae(1), IMAGE[None], samples=2).value.requires_grad


def test_bad_numbers_of_samples_are_refused():
    vae = VAE(nn.Linear(4, 2), nn.Linear(1, 4), 1)
    with pytest.raises(ValueError, match="samples must be a whole number"):
        negative_importance_bound(vae, IMAGE[None].float(), samples=0)
    with pytest.raises(ValueError, match="at least two samples, got 1"):
        log_likelihood(vae, IMAGE[None].float(), samples=1)
