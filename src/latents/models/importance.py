"""How likely a VAE finds a picture, by importance sampling.

Y. Burda, R. Grosse and R. Salakhutdinov, Importance weighted autoencoders, 2016,
arXiv 1509.00519.
"""

import math

import torch
from torch import Tensor

from ..guards import require_count
from ..training import Terms
from .rbm_likelihood import Estimate
from .vae import VAE, log_likelihood_of_pixels


def log_weights(vae: VAE, images: Tensor, *, samples: int) -> Tensor:
    """log [p(x|z) p(z) / q(z|x)] in nats at draws of z from q(z|x): [samples, n].

    The mean of the weights themselves is an unbiased estimate of p(x). Differentiable.
    Raises ValueError for no samples, and as `log_likelihood_of_pixels`.
    """
    require_count("samples", samples)
    prior, posterior = vae.prior(), vae.posterior(images)

    def one_draw() -> Tensor:
        latents = posterior.rsample()
        prior_over_posterior = prior.log_prob(latents) - posterior.log_prob(latents)
        fits = log_likelihood_of_pixels(vae, images, latents)
        return fits + prior_over_posterior.sum(dim=1)

    # draw by draw: without gradients, only one decoded batch is held at a time
    return torch.stack([one_draw() for _ in range(samples)])


def negative_importance_bound(vae: VAE, images: Tensor, *, samples: int) -> Terms:
    """-log of the mean of `samples` weights, in nats per image (Burda et al., eq. 8).

    Averaged over images; on average over draws it bounds -log p(x) from above. One
    sample gives the negative ELBO, more a tighter bound. Raises as `log_weights`.
    """
    weights = log_weights(vae, images, samples=samples)
    return {"importance bound": -log_mean_exp(weights).mean()}


@torch.no_grad()
def log_likelihood(vae: VAE, images: Tensor, *, samples: int = 1000) -> Estimate:
    """log p(x) in nats, a value and its standard error for every image: [n, …] → [n].

    On average over draws the value lies below log p(x), less so the more samples. The
    error, of first order, counts only what the samples saw: where q misses a part of
    the true posterior, both are too small. Raises ValueError for fewer than two
    samples, and as `log_weights`.
    """
    if samples < 2:
        raise ValueError(f"a standard error needs at least two samples, got {samples}")
    weights = log_weights(vae, images, samples=samples)
    value = log_mean_exp(weights)
    spread = (weights - value).exp().std(dim=0)
    return Estimate(value, spread / math.sqrt(samples))


def log_mean_exp(weights: Tensor) -> Tensor:
    """log of the mean of exp(weights) over the first axis."""
    return weights.logsumexp(dim=0) - math.log(len(weights))
