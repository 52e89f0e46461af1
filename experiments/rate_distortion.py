"""What VAEs of *What a VAE is worth* say of a picture, and how well they then draw it, at many prices of a nat.

Pictures are half-sized and black and white, the pixels given the latents independent or in order. Beside the VAEs, an
autoencoder with as many numbers, which pays nothing. Rates and distortions are in nats per picture. The likelihood of
unseen ones is estimated by importance sampling, with guesses from the encoder, made as wide as its price demands.
Two prices are tried with three times as many passes as well, since a lower one may only be learned faster.
"""

from functools import partial

import torch
from torch import Tensor
from torch.distributions import Normal
from torch.optim import Adam

from latents import Batches, fit, pick_device
from latents.data.mnist_5k import mnist_5k
from latents.layers.stacks import mlp
from latents.models.autoencoder import Autoencoder, cross_entropy
from latents.models.autoregressive import Autoregressive
from latents.models.importance import log_mean_exp
from latents.models.vae import VAE, bernoulli, log_likelihood_of_pixels, negative_elbo
from latents.training import evaluate, falling

DATA = "5,000 digits of MNIST"
FILES: list[str] = []
SEEDS = range(5)
PRICES = {"independent": (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0), "in order": (0.3, 1.0, 3.0)}
PIXELS = {"independent": lambda: bernoulli, "in order": lambda: Autoregressive(SIZE)}
SIZE, HIDDEN, LATENTS = 14 * 14, 128, 16
EPOCHS, LONG, RATE = 40, 120, 5e-3


def split(seed: int) -> tuple[Tensor, Tensor]:
    """Two thousand pictures to learn from and a thousand to judge by."""
    known, new = mnist_5k().halved().split(0.8, seed=seed)
    return *((part.flat > 0.5).float().to(pick_device()) for part in (known[:2000], new)),


learn = partial(fit, learning_rate=RATE, schedule=falling(to=0.1), optimizer=partial(Adam, fused=True),
                progress=False)


@torch.no_grad()
def cost(vae: VAE, images: Tensor, beta: float, *, draws: int = 500) -> float:
    """-log p(x) in nats, averaged over images; guesses from q^β p(z)^(1 - β), normalised, where β < 1."""
    q, prior, price = vae.posterior(images), vae.prior(), min(beta, 1.0)
    precision = price / q.variance + 1 - price
    guesses = Normal(price * q.mean / q.variance / precision, precision.rsqrt())
    weights = []
    for _ in range(draws):
        z = guesses.sample()
        weights.append(log_likelihood_of_pixels(vae, images, z) + (prior.log_prob(z) - guesses.log_prob(z)).sum(dim=1))
    return -float(log_mean_exp(torch.stack(weights)).mean())


def point(pixels: str, beta: float, seed: int, *, epochs: int = EPOCHS) -> dict[str, float]:
    """Rate and distortion of a VAE, of the pictures that it learned from and of others."""
    torch.manual_seed(seed)
    vae = VAE(mlp(SIZE, HIDDEN, 2 * LATENTS), mlp(LATENTS, HIDDEN, SIZE), LATENTS, likelihood=PIXELS[pixels]())
    x, new = split(seed)
    learn(vae.to(x.device), Batches(x, size=100, seed=seed), partial(negative_elbo, beta=beta), epochs=epochs)
    terms = {name: evaluate(vae, Batches(images.repeat(5, 1), size=1000), negative_elbo)
             for name, images in (("known", x), ("new", new))}
    return {f"{what}, {name}": row[term] for name, row in terms.items()
            for what, term in (("rate", "kl"), ("distortion", "reconstruction"))} | {"cost": cost(vae, new[:500], beta)}


def free_of_charge(seed: int) -> dict[str, float]:
    """Distortion of an autoencoder."""
    torch.manual_seed(seed)
    model, (x, new) = Autoencoder(mlp(SIZE, HIDDEN, LATENTS), mlp(LATENTS, HIDDEN, SIZE)), split(seed)
    learn(model.to(x.device), Batches(x, size=100, seed=seed), cross_entropy, epochs=EPOCHS)
    return {f"distortion, {name}": evaluate(model, Batches(images, size=1000), cross_entropy)["loss"]
            for name, images in (("known", x), ("new", new))}


KINDS = {f"{pixels}, {beta:g}": partial(point, pixels, beta) for pixels in PIXELS for beta in PRICES[pixels]}
KINDS |= {"autoencoder": free_of_charge}
KINDS |= {f"independent, {beta:g}, long": partial(point, "independent", beta, epochs=LONG) for beta in (0.3, 1.0)}
PARTS = [partial(kind, seed) for kind in KINDS.values() for seed in SEEDS]


def gather(outcomes: list[dict]) -> dict:
    """One number a seed everywhere."""
    rows = {kind: outcomes[i * len(SEEDS):][:len(SEEDS)] for i, kind in enumerate(KINDS)}
    return {kind: {what: [row[what] for row in found] for what in found[0]} for kind, found in rows.items()}
