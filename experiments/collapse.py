"""What VAEs of *What a VAE is worth* say with their latents when something in their training tempts them to be silent.

Pictures are half-sized and black and white, the pixels given the latents independent or in order. Each cure stands
beside what else may explain it: a lower rate, or a longer training, without it. All bounds are at the full price;
likelihoods by importance sampling; shares of digits that a linear classifier reads from the latents in per cent.
"""

from collections.abc import Callable
from functools import partial

import torch
from torch import Tensor
from torch.distributions import kl_divergence
from torch.optim import Adam

from latents import Batches, fit, pick_device
from latents.data.images import Images
from latents.data.mnist_5k import mnist_5k
from latents.layers.stacks import mlp
from latents.metrics.probes import linear_probe
from latents.models.autoregressive import Autoregressive
from latents.models.importance import log_likelihood
from latents.models.vae import VAE, WarmUp, active_units, bernoulli, log_likelihood_of_pixels, negative_elbo
from latents.training import falling

DATA = "5,000 digits of MNIST"
FILES: list[str] = []
SEEDS = range(5)
SIZE, HIDDEN, LATENTS = 14 * 14, 128, 16
KNOWN, BATCH = 2000, 100
STEPS = KNOWN // BATCH  # of an epoch
FREE = 0.25  # nats of each latent
USUAL, FAST = 5e-3, 2e-2  # rates
SHORT, LONG = {"independent": 20, "in order": 40}, {"independent": 60, "in order": 80}  # epochs

PIXELS = {"independent": lambda: bernoulli, "in order": lambda: Autoregressive(SIZE)}


def at_once(epochs: int) -> Callable:
    return negative_elbo


def warmed(epochs: int) -> WarmUp:
    """The price rises over the first half of the training."""
    return WarmUp(epochs * STEPS // 2)


def free(epochs: int) -> Callable:
    return partial(negative_elbo, free_nats=FREE)


KINDS = {  # pixels, rate, epochs, loss
    f"{pixels}, {name}": (pixels, rate, epochs[pixels], loss)
    for pixels in PIXELS
    for name, (rate, epochs, loss) in {
        "fast": (FAST, SHORT, at_once), "fast, long": (FAST, LONG, at_once), "fast, warm-up": (FAST, SHORT, warmed),
        "usual": (USUAL, SHORT, at_once), "usual, long": (USUAL, LONG, at_once),
        "usual, warm-up": (USUAL, SHORT, warmed), "usual, free nats": (USUAL, SHORT, free)}.items()
}


def split(seed: int) -> tuple[Images, Images]:
    """Pictures to learn from and to judge by."""
    known, new = mnist_5k().halved().split(0.8, seed=seed)
    return known[:KNOWN].to(pick_device()), new.to(pick_device())


def ink(images: Images) -> Tensor:
    """Pixels above one half are ink."""
    return (images.flat > 0.5).float()


@torch.no_grad()
def heard(vae: VAE, images: Tensor) -> dict:
    """What the latents say, and how much worse pictures are told with the latents of others."""
    posterior = vae.posterior(images)
    per_latent = kl_divergence(posterior, vae.prior()).mean(dim=0)
    draws = [posterior.sample() for _ in range(5)]
    own, others = (-torch.stack([log_likelihood_of_pixels(vae, images, z.roll(by, dims=0)) for z in draws]).mean()
                   for by in (0, 1))
    return {"rate": float(per_latent.sum()), "distortion": float(own), "bound": float(own + per_latent.sum()),
            "swapped": float(others - own), "active": active_units(vae, images),
            "per latent": per_latent.sort(descending=True).values.tolist()}


def nats(vae: VAE, images: Tensor) -> float:
    """What a picture costs, by 200 guesses."""
    return -float(log_likelihood(vae, images, samples=200).value.mean())


def trained(kind: str, seed: int) -> dict:
    """What one VAE has learned to say of new pictures."""
    pixels, rate, epochs, loss = KINDS[kind]
    torch.manual_seed(seed)
    vae = VAE(mlp(SIZE, HIDDEN, 2 * LATENTS), mlp(LATENTS, HIDDEN, SIZE), LATENTS, likelihood=PIXELS[pixels]())
    known, new = split(seed)
    x = ink(known)
    fit(vae.to(x.device), Batches(x, size=BATCH, seed=seed), loss(epochs), epochs=epochs, learning_rate=rate,
        schedule=falling(to=0.1), optimizer=partial(Adam, fused=True), progress=False)
    read = linear_probe(vae.encode(x), known.factors["label"], vae.encode(ink(new)), new.factors["label"])
    return heard(vae, ink(new)) | {"read": 100 * read, "nats": nats(vae, ink(new)[:500])}


PARTS = [partial(trained, kind, seed) for kind in KINDS for seed in SEEDS]


def gather(outcomes: list[dict]) -> dict:
    """One value a seed everywhere."""
    rows = {kind: outcomes[i * len(SEEDS):][:len(SEEDS)] for i, kind in enumerate(KINDS)}
    return {kind: {what: [row[what] for row in found] for what in found[0]} for kind, found in rows.items()}
