"""The variational autoencoder: one model, one bound.

D. Kingma and M. Welling, Auto-encoding variational Bayes, 2014, arXiv 1312.6114.
"""

import math
from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.distributions import Bernoulli, Distribution, Normal, kl_divergence

from ..guards import require_count, require_positive, require_unit_interval
from ..training import Terms

Likelihood = Callable[[Tensor], Distribution]  # decoder's output → p(x|z), a pixel each


def bernoulli(logits: Tensor) -> Bernoulli:
    """Pixels are 0 or 1, independent of each other, with these logits.

    Grey levels in [0, 1] are allowed, as probabilities to be matched; what `log_prob`
    gives for them is a loss, but no likelihood: over all grey levels, its exponential
    does not integrate to one.
    """
    return Bernoulli(logits=logits, validate_args=False)


class Gaussian(nn.Module):
    """Pixels are the decoder's output plus independent noise of one `std`.

    With `learned`, that standard deviation is a parameter, and `std` where it starts.
    Raises ValueError for a `std` not above zero.
    """

    def __init__(self, std: float, *, learned: bool = False):
        require_positive("std", std)
        super().__init__()
        self.log_std = nn.Parameter(torch.tensor(math.log(std)), requires_grad=learned)

    def forward(self, means: Tensor) -> Normal:
        return Normal(means, self.log_std.exp(), validate_args=False)


class VAE(nn.Module):
    """A prior p(z), a decoder for p(x|z), and an encoder for q(z|x).

    The encoder maps images [n, …] to [n, 2 · latent_size], means and log standard
    deviations; the decoder maps latents [n, latent_size] to what `likelihood` turns
    into a distribution of the pixels: the logits of `bernoulli`, the means of
    `Gaussian`. Raises ValueError for a latent size below one.
    """

    def __init__(
        self,
        encoder: nn.Module,
        decoder: nn.Module,
        latent_size: int,
        *,
        likelihood: Likelihood = bernoulli,
    ):
        require_count("latent_size", latent_size)
        super().__init__()
        self.encoder, self.decoder, self.pixels = encoder, decoder, likelihood
        self.register_buffer("zeros", torch.zeros(latent_size), persistent=False)

    def prior(self) -> Normal:
        """p(z) = N(0, 1), a number each: [latent_size]."""
        return Normal(self.zeros, torch.ones_like(self.zeros), validate_args=False)

    def posterior(self, images: Tensor) -> Normal:
        """q(z|x), which stands in for the true posterior: [n, …] → [n, latent_size].

        Raises ValueError unless the encoder returns twice as many numbers.
        """
        output = self.encoder(images)
        wanted = [len(images), 2 * len(self.zeros)]
        if list(output.shape) != wanted:
            raise ValueError(
                f"the encoder returned shape {list(output.shape)}, expected {wanted}: "
                "a mean and a log standard deviation for each latent"
            )
        mean, log_std = output.chunk(2, dim=1)
        return Normal(mean, log_std.exp(), validate_args=False)

    def likelihood(self, latents: Tensor) -> Distribution:
        """p(x|z), independent over pixels: [n, latent_size] → [n, …]."""
        return self.pixels(self.decoder(latents))

    def encode(self, images: Tensor) -> Tensor:
        """Means of q(z|x): [n, …] → [n, latent_size]."""
        return self.posterior(images).mean

    def decode(self, latents: Tensor) -> Tensor:
        """Means of p(x|z): [n, latent_size] → [n, …]."""
        return self.likelihood(latents).mean

    @torch.no_grad()
    def sample(self, count: int) -> Tensor:
        """Means of p(x|z) for `count` latents drawn from the prior: [count, …].

        Drawn pixels would be `likelihood(latents).sample()`.
        """
        return self.decode(self.prior().sample((count,)))


def negative_elbo(
    vae: VAE, images: Tensor, *, beta: float = 1.0, free_nats: float = 0.0
) -> Terms:
    """-ELBO in nats per image: "reconstruction" + "kl" (Kingma & Welling, eq. 7).

    The reconstruction is -log p(x|z), summed over pixels, at one draw of z from q(z|x);
    KL(q(z|x) ‖ p(z)) is exact. Both are averaged over images. It bounds -log p(x) from
    above, on average over draws, if `beta` is 1 and `free_nats` 0.

    `beta` multiplies the KL (Higgins et al. 2017). With `free_nats`, each latent's KL,
    averaged over the batch, counts at least so much (Kingma et al. 2016, eq. 15, arXiv
    1606.04934).

    Raises as `log_likelihood_of_pixels`.
    """
    posterior = vae.posterior(images)
    latents = posterior.rsample()
    per_latent = kl_divergence(posterior, vae.prior()).mean(dim=0)  # [latent_size]
    return {
        "reconstruction": -log_likelihood_of_pixels(vae, images, latents).mean(),
        "kl": beta * per_latent.clamp(min=free_nats).sum(),
    }


def log_likelihood_of_pixels(vae: VAE, images: Tensor, latents: Tensor) -> Tensor:
    """log p(x|z) in nats, summed over pixels: [n, …], [n, latent_size] → [n].

    Raises ValueError unless the decoder's pictures are shaped like the images, and for
    pixels outside [0, 1] where they are Bernoulli variables.
    """
    pixels = vae.likelihood(latents)
    if pixels.batch_shape != images.shape:
        raise ValueError(
            f"the decoder returned pictures of shape {list(pixels.batch_shape)} "
            f"for images of shape {list(images.shape)}"
        )
    if isinstance(pixels, Bernoulli):
        require_unit_interval(images)
    return pixels.log_prob(images).flatten(start_dim=1).sum(dim=1)


class WarmUp:
    """`negative_elbo` whose beta rises from 0 to 1 over the first `steps` of training.

    It remembers how many batches it has been called with in training mode: make a new
    one for each run. In evaluation mode beta is 1, and nothing is counted. Raises
    ValueError for steps below one. (Bowman et al. 2016, arXiv 1511.06349.)
    """

    def __init__(self, steps: int):
        require_count("steps", steps)
        self.steps, self.done = steps, 0

    def __call__(self, vae: VAE, images: Tensor) -> Terms:
        if not vae.training:
            return negative_elbo(vae, images)
        beta = min(self.done / self.steps, 1.0)
        self.done += 1
        return negative_elbo(vae, images, beta=beta)


@torch.no_grad()
def active_units(vae: VAE, images: Tensor, *, threshold: float = 0.01) -> int:
    """How many latents the encoder uses (Burda et al. 2016, §5.2, arXiv 1509.00519).

    Those whose posterior mean varies over the images with a variance above `threshold`.
    """
    return int((vae.encode(images).var(dim=0) > threshold).sum())
