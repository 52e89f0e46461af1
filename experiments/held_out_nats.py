"""How many nats each model of *What a VAE is worth* needs for a digit that it has not seen.

Pictures are half-sized and black and white. A thousand of them are kept aside, once, to choose the settings of every
model; the others are split five times into three thousand to learn from and a thousand to judge by.
"""

import math
from collections.abc import Callable
from functools import partial
from itertools import product

import torch
from sklearn.mixture import GaussianMixture
from torch import Tensor, nn
from torch.distributions import Normal
from torch.optim import Adam

from latents import Batches, fit, pick_device
from latents.data.mnist_5k import mnist_5k
from latents.layers.stacks import mlp
from latents.models.autoregressive import Autoregressive
from latents.models.bernoulli_mixture import BernoulliMixture
from latents.models.contrastive_divergence import fit_rbm
from latents.models.importance import log_likelihood
from latents.models.pca import PCA
from latents.models.rbm import RBM
from latents.models.rbm_likelihood import annealed_log_partition
from latents.models.rbm_likelihood import log_likelihood as rbm_log_likelihood
from latents.models.vae import VAE, WarmUp, bernoulli, negative_elbo
from latents.training import Loss, Terms, falling

DATA = "5,000 digits of MNIST"
FILES: list[str] = []
SEEDS = range(5)
SIZE, HIDDEN, LATENTS = 14 * 14, 200, 16
DRAWS = 300  # of latents for a picture

Scorer = Callable[[Tensor], tuple[float, float]]  # images → mean log p(x) in nats, and its standard error

adam = partial(Adam, fused=True)


def split(seed: int) -> tuple[Tensor, Tensor, Tensor]:
    """Grey pictures to learn from, to judge by, and those kept aside, which are the same for every seed."""
    others, aside = mnist_5k().halved().split(0.8, seed=100)
    known, new = others.split(0.75, seed=seed)
    return *(part.flat.to(pick_device()) for part in (known, new, aside)),


def cut(grey: Tensor) -> Tensor:
    """Pixels above one half are ink."""
    return (grey > 0.5).float()


def exact(log_p: Callable[[Tensor], Tensor]) -> Scorer:
    """A score without an error."""
    return lambda images: (float(log_p(images).mean()), 0.0)


def bernoullis(x: Tensor, *, components: int, smoothing: float) -> Scorer:
    return exact(BernoulliMixture(x, components, smoothing=smoothing).log_likelihood)


def dequantised(make: Callable[..., Callable], x: Tensor, *, width: float, **setting) -> Scorer:
    """A lower bound on log P(x) by a density of pictures plus noise within (-1/2, 1/2).

    The noise is uniform where `width` is infinite, else a Gaussian of that standard deviation, cut off.
    """
    gaussian = Normal(0.0, width) if math.isfinite(width) else None

    def noisy(images: Tensor) -> tuple[Tensor, Tensor]:
        """Pictures plus noise, and the log density of the noise: [n, pixels], [n]."""
        u = torch.rand_like(images)
        if gaussian is None:
            return images + u - 0.5, torch.zeros(len(images))
        low, high = (float(gaussian.cdf(torch.tensor(edge))) for edge in (-0.5, 0.5))
        noise = gaussian.icdf(low + (high - low) * u).clamp(-0.5, 0.5)
        return images + noise, (gaussian.log_prob(noise) - math.log(high - low)).sum(dim=1)

    log_density = make(noisy(x)[0], **setting)

    def bound(images: Tensor) -> tuple[float, float]:
        means = []
        for _ in range(10):
            y, log_noise = noisy(images)
            means.append((log_density(y) - log_noise).mean())
        return float(torch.stack(means).mean()), float(torch.stack(means).std() / math.sqrt(10))

    return bound


def probabilistic_pca(y: Tensor, *, code_size: int) -> Callable[[Tensor], Tensor]:
    return PCA(y, code_size).log_likelihood


def gaussians(y: Tensor, *, kind: tuple[int, str]) -> Callable[[Tensor], Tensor]:
    components, covariance = kind
    fitted = GaussianMixture(components, covariance_type=covariance, max_iter=30, tol=0.1, random_state=0,
                             init_params="random_from_data").fit(y.cpu().numpy())
    return lambda y: torch.tensor(fitted.score_samples(y.cpu().numpy()))


def machine(x: Tensor, *, hidden: int, rate: float, epochs: int) -> Scorer:
    """A restricted Boltzmann machine trained with persistent chains."""
    rbm = RBM(SIZE, hidden).to(x.device)
    frequencies = x.mean(dim=0).clamp(0.01, 0.99)
    fit_rbm(rbm, Batches(x, size=100), epochs=epochs, learning_rate=rate, schedule=falling(to=0.01), progress=False,
            chains=torch.zeros(100, hidden, device=x.device))
    log_z = annealed_log_partition(rbm, chains=200, temperatures=1000, base=frequencies.logit())
    return lambda images: (float(rbm_log_likelihood(rbm, images, log_z.value).mean()), float(log_z.error))


class InOrderAlone(nn.Module):
    """A logistic regression for each pixel on those before it, and no latents."""

    def __init__(self):
        super().__init__()
        self.biases, self.pixels = nn.Parameter(torch.zeros(SIZE)), Autoregressive(SIZE)

    def log_likelihood(self, images: Tensor) -> Tensor:
        return self.pixels(self.biases.expand_as(images)).log_prob(images).sum(dim=1)


def cost(model: InOrderAlone, images: Tensor) -> Terms:
    return {"nats": -model.log_likelihood(images).mean()}


def in_order(x: Tensor, *, rate: float, epochs: int) -> Scorer:
    model = InOrderAlone().to(x.device)
    fit(model, Batches(x, size=100), cost, epochs=epochs, learning_rate=rate, schedule=falling(to=0.1),
        optimizer=adam, progress=False)
    return torch.no_grad()(exact(model.log_likelihood))


def vae(x: Tensor, *, likelihood: Callable, rate: float, epochs: int, warm_up: bool = False,
        loss: Loss = negative_elbo) -> Scorer:
    if warm_up:  # over the first half of the training
        loss = WarmUp(epochs * len(x) // 200)
    model = VAE(mlp(SIZE, HIDDEN, 2 * LATENTS), mlp(LATENTS, HIDDEN, SIZE), LATENTS, likelihood=likelihood())
    fit(model.to(x.device), Batches(x, size=100), loss, epochs=epochs, learning_rate=rate, schedule=falling(to=0.1),
        optimizer=adam, progress=False)

    def score(images: Tensor) -> tuple[float, float]:
        parts = [log_likelihood(model, part, samples=DRAWS) for part in images.split(250)]
        values, errors = (torch.cat(values) for values in zip(*parts, strict=True))
        return float(values.mean()), float(errors.square().sum().sqrt() / len(errors))

    return score


def choices(**lists) -> list[dict]:
    """Every combination of one value from each list."""
    return [dict(zip(lists, values, strict=True)) for values in product(*lists.values())]


UNIFORM, SHAPED = [math.inf], [0.2, 0.25, 0.3, 0.4]  # widths of the noise
COVARIANCES = [(1, "full"), (3, "full"), (15, "diag"), (30, "diag"), (60, "diag")]  # with how many components
LEARNED = choices(rate=[3e-3, 6e-3], epochs=[200], warm_up=[False, True])
RIVALS: dict[str, tuple[Callable[..., Scorer], list[dict]]] = {
    "independent pixels": (bernoullis, choices(components=[1], smoothing=[0.01, 0.1, 0.5])),
    "mixture of Bernoullis": (bernoullis, choices(components=[50, 100, 200, 400], smoothing=[0.03, 0.1, 0.3])),
    "independent Gaussians": (partial(dequantised, gaussians), choices(width=UNIFORM, kind=[(1, "diag")])),
    "PCA": (partial(dequantised, probabilistic_pca), choices(width=UNIFORM, code_size=[20, 40, 80, 160])),
    "PCA, shaped": (partial(dequantised, probabilistic_pca), choices(width=SHAPED, code_size=[40, 80, 160])),
    "Gaussians": (partial(dequantised, gaussians), choices(width=UNIFORM, kind=COVARIANCES)),
    "Gaussians, shaped": (partial(dequantised, gaussians), choices(width=SHAPED, kind=COVARIANCES[1:])),
    "RBM": (machine, choices(hidden=[200, 400], rate=[0.15, 0.4], epochs=[100])),
    "in order": (in_order, choices(rate=[3e-3, 1e-2], epochs=[120, 240])),
    "VAE": (partial(vae, likelihood=lambda: bernoulli), LEARNED),
    "VAE, in order": (partial(vae, likelihood=partial(Autoregressive, SIZE)), LEARNED),
}


def judged(learn: Callable[..., Scorer], settings: list[dict], seen: Callable[[Tensor], Tensor]) -> dict:
    """Scores on five splits, at the setting that on the first makes the pictures kept aside most likely.

    `seen` makes black and white pictures of grey ones; `learn` gets grey ones to learn from.
    """
    def learned(seed: int, setting: dict) -> tuple[Scorer, Tensor, Tensor]:
        torch.manual_seed(seed)
        known, new, aside = split(seed)
        return learn(known, **setting), seen(new), seen(aside)

    first = [learned(0, setting) for setting in settings]
    tried = [scorer(aside[:500])[0] for scorer, _, aside in first]
    best = max(range(len(settings)), key=tried.__getitem__)
    others = (learned(seed, settings[best]) for seed in SEEDS[1:])
    values, errors = zip(*(scorer(new) for scorer, new, _ in (first[best], *others)), strict=True)
    return {"setting": str(settings[best]), "aside": tried, "nats": list(values), "error": list(errors)}


def rival(name: str) -> dict:
    make, settings = RIVALS[name]
    return judged(lambda greys, **setting: make(cut(greys), **setting), settings, cut)


def drawn(anew: bool) -> dict:
    """The same VAE, when a pixel's grey level is the probability of ink: drawn once, or anew whenever it is met."""
    def of_greys(model: VAE, greys: Tensor) -> Terms:
        return negative_elbo(model, greys.bernoulli())

    def learn(greys: Tensor, **setting) -> Scorer:
        if anew:
            return vae(greys, likelihood=lambda: bernoulli, loss=of_greys, **setting)
        return vae(greys.bernoulli(), likelihood=lambda: bernoulli, **setting)

    return judged(learn, choices(rate=[5e-3], epochs=[50, 100]), torch.bernoulli)


PARTS = [partial(rival, name) for name in RIVALS] + [partial(drawn, anew) for anew in (False, True)]


def gather(outcomes: list[dict]) -> dict:
    return dict(zip([*RIVALS, "drawn once", "drawn anew"], outcomes, strict=True))
