"""Pixels in order against enumeration, a written-out loop and frequencies of draws."""

import math

import pytest
import torch

from latents.layers.stacks import mlp
from latents.models.autoregressive import Autoregressive
from latents.models.vae import VAE, bernoulli, negative_elbo

PICTURES = torch.cartesian_prod(*[torch.tensor([0.0, 1.0])] * 4)  # all of four pixels: [16, 4]
LOGITS = torch.tensor([0.3, -0.5, 1.0, -1.2])


def pixels(seed=0):
    torch.manual_seed(seed)
    module = Autoregressive(4)
    module.weight.data.normal_(std=1.5)
    return module


def test_the_probabilities_of_all_pictures_sum_to_one():
    log_p = pixels()(LOGITS.expand(16, -1)).log_prob(PICTURES).sum(dim=1)
    assert log_p.exp().sum().item() == pytest.approx(1, abs=1e-5)


def test_each_pixel_is_told_by_those_before_it():
    module, image = pixels(), [1.0, 0.0, 1.0, 1.0]
    weight = module.weight.tolist()
    for i, value in enumerate(module(LOGITS[None]).log_prob(torch.tensor([image]))[0].tolist()):
        odds = LOGITS[i].item() + sum(weight[i][j] * image[j] for j in range(i))
        ink = 1 / (1 + math.exp(-odds))
        assert value == pytest.approx(math.log(ink if image[i] else 1 - ink), abs=1e-5)


def test_it_starts_as_independent_pixels():
    fresh = Autoregressive(4)(LOGITS.expand(16, -1)).log_prob(PICTURES)
    torch.testing.assert_close(fresh, bernoulli(LOGITS.expand(16, -1)).log_prob(PICTURES))


def test_draws_have_their_probabilities():
    module, count = pixels(), 40_000
    drawn = module(LOGITS.expand(count, -1)).sample()
    assert drawn.shape == (count, 4)
    exact = module(LOGITS.expand(16, -1)).log_prob(PICTURES).sum(dim=1).exp().detach()
    powers = torch.tensor([8.0, 4.0, 2.0, 1.0])
    shares = (drawn @ powers).long().bincount(minlength=16) / count
    assert ((shares - exact).abs() <= 4 * (exact * (1 - exact) / count).sqrt()).all()


def test_a_vae_learns_from_both_latents_and_pixels_before():
    torch.manual_seed(0)
    vae = VAE(mlp(4, 8, 2), mlp(1, 8, 4), 1, likelihood=Autoregressive(4))
    sum(negative_elbo(vae, PICTURES).values()).backward()
    seen = vae.pixels.weight.grad != 0
    assert (seen == torch.ones(4, 4).tril(diagonal=-1).bool()).all()
    assert vae.decoder[0].weight.grad.abs().sum().item() > 0


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="size"):
        Autoregressive(0)
    with pytest.raises(ValueError, match="0 or 1"):
        pixels()(LOGITS[None]).log_prob(torch.full((1, 4), 0.5))
