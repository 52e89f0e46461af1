"""What autoencoders and VAEs of *Variational autoencoders* draw and promise when each has learned as well as it can.

Pictures are half-sized and black and white. Every network learns at three rates, at each with passes doubled until its
loss of held-out pictures no longer falls, three times at most. The best of these is kept; other pictures judge it.
"""

from functools import partial

import torch
from sklearn.mixture import GaussianMixture
from torch import Tensor
from torch.distributions import (
    Categorical,
    Distribution,
    Independent,
    MixtureSameFamily,
    MultivariateNormal,
    Normal,
    Uniform,
)
from torch.nn import functional as F
from torch.optim import Adam

from latents import Batches, fit, pick_device
from latents.data.mnist_5k import mnist_5k
from latents.layers.stacks import mlp
from latents.metrics.distributions import frechet_distance
from latents.models.autoencoder import Autoencoder, cross_entropy
from latents.models.importance import log_mean_exp
from latents.models.supervised import supervised_loss
from latents.models.vae import VAE, active_units, negative_elbo
from latents.training import evaluate, falling

DATA = "5,000 digits of MNIST"
FILES: list[str] = []
SEEDS = range(5)
RATES = 2e-3, 5e-3, 1e-2
PASSES = 25, 50, 100, 200
COMPONENTS = 5, 10, 20, 40
SIDE, SIZE, HIDDEN = 14, 14 * 14, 128
DRAWS, JUDGED = 450, 200  # of latents for a picture, and pictures, for a likelihood
BANDS = {"light": (0.1, 0.3), "dark": (0.7, 0.9)}  # of the probability of ink
KINDS = {"AE 8": (8, None), "AE 32": (32, None), "VAE 8": (8, 1.0), "VAE 32": (32, 1.0),
         "VAE 8, cheap": (8, 0.1), "VAE 32, cheap": (32, 0.1)}  # numbers in a code, price of a nat

adam = partial(Adam, fused=True)


def split(seed: int) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Pictures to learn from, to choose by, to redraw and to judge by, black and white; labels of the first."""
    known, rest = mnist_5k().halved().split(0.6, seed=seed)
    parts = known[:2000], known[2000:], *rest.split(0.5, seed=seed)
    device = pick_device()
    return *((part.flat > 0.5).float().to(device) for part in parts), known.factors["label"][:2000].to(device)


def judge(images: Tensor, labels: Tensor, seed: int) -> torch.nn.Module:
    """Features [n, 32] by which a classifier tells digits."""
    torch.manual_seed(seed)
    network = mlp(SIZE, 100, 32, 10).to(images.device)
    fit(network, Batches(images, labels, size=100, seed=seed), partial(supervised_loss, criterion=F.cross_entropy),
        epochs=10, learning_rate=2e-3, optimizer=adam, progress=False)
    return network[:-1]


def trained(count: int, beta: float | None, x: Tensor, held_out: Tensor, seed: int) -> tuple[Autoencoder | VAE, dict]:
    """A network chosen by its own loss of held-out pictures; its rate, passes and that loss."""
    loss = cross_entropy if beta is None else partial(negative_elbo, beta=beta)
    often = Batches(held_out.repeat(10, 1), size=1000)  # ten draws of z for each picture

    def learn(rate: float, passes: int) -> tuple[float, float, int, Autoencoder | VAE]:
        torch.manual_seed(seed)
        model = (Autoencoder(mlp(SIZE, HIDDEN, count), mlp(count, HIDDEN, SIZE)) if beta is None else
                 VAE(mlp(SIZE, HIDDEN, 2 * count), mlp(count, HIDDEN, SIZE), count)).to(x.device)
        fit(model, Batches(x, size=100, seed=seed), loss, epochs=passes, learning_rate=rate, schedule=falling(to=0.1),
            optimizer=adam, progress=False)
        return evaluate(model, often, loss)["loss"], rate, passes, model

    def doubled(rate: float) -> tuple[float, float, int, Autoencoder | VAE]:
        best = learn(rate, PASSES[0])
        for passes in PASSES[1:]:
            longer = learn(rate, passes)
            if longer[0] >= best[0]:
                break
            best = longer
        return best

    # A rate that leads after a few passes need not lead in the end.
    lowest, rate, passes, model = min((doubled(rate) for rate in RATES), key=lambda run: run[0])
    return model, {"rate": rate, "passes": passes, "held-out loss": lowest}


def mixture(codes: Tensor, others: Tensor) -> MixtureSameFamily:
    """A mixture of Gaussians, with as many components as other codes find most likely."""
    double, others = codes.cpu().double(), others.cpu().double()
    fits = [GaussianMixture(count, reg_covar=1e-3, random_state=0).fit(double) for count in COMPONENTS]
    best = max(fits, key=lambda fitted: fitted.score(others))
    weights, means, covariances = (torch.tensor(values).to(codes)
                                   for values in (best.weights_, best.means_, best.covariances_))
    return MixtureSameFamily(Categorical(weights), MultivariateNormal(means, covariances))


def codes_of(model: Autoencoder | VAE, images: Tensor) -> Tensor:
    """A code for each picture; a VAE's are draws."""
    return model.posterior(images).sample() if isinstance(model, VAE) else model.encode(images)


def sources_of(model: Autoencoder | VAE, codes: Tensor, others: Tensor) -> dict[str, Distribution]:
    """Where to take codes from: where the model itself says, or a box, and two densities fitted to codes."""
    start = (Independent(model.prior(), 1) if isinstance(model, VAE) else
             Independent(Uniform(*codes.aminmax(dim=0), validate_args=False), 1, validate_args=False))
    gaussian = MultivariateNormal(codes.mean(dim=0), torch.cov(codes.T))
    return {"start": start, "Gaussian": gaussian, "mixture": mixture(codes, others)}


def log_likelihoods(model: Autoencoder | VAE, x: Tensor, codes: Tensor,
                    sources: dict[str, Distribution]) -> dict[str, float]:
    """Estimates of mean log p(x), low on average, with each source as the prior, by importance sampling.

    Draws come in equal parts from Gaussians of several widths around where the encoder points.
    """
    if isinstance(model, VAE):
        q = model.posterior(x)
        hills = [Normal(q.mean, times * q.stddev) for times in (1, 2, 3)]
    else:
        hills = [Normal(model.encode(x), share * codes.std(dim=0)) for share in (0.05, 0.1, 0.2, 0.3, 0.5)]
    weights = {name: [] for name in sources}
    for draw in range(DRAWS):
        z = hills[draw % len(hills)].sample()
        q = log_mean_exp(torch.stack([hill.log_prob(z).sum(dim=1) for hill in hills]))
        fits = -F.binary_cross_entropy_with_logits(model.decoder(z), x, reduction="none").sum(dim=1)
        for name, source in sources.items():
            weights[name].append(fits + source.log_prob(z) - q)
    return {f"log p, {name}": float(log_mean_exp(torch.stack(values)).mean()) for name, values in weights.items()}


def edges(images: Tensor) -> float:
    """How many neighbours in a row differ, per unit of ink."""
    return float(images.view(-1, SIDE, SIDE).diff(dim=2).abs().sum() / images.sum())


def nearest(images: Tensor, known: Tensor) -> float:
    """In how many pixels a picture, cut at one half, differs from the nearest known one, on average."""
    return float(torch.cdist((images > 0.5).float(), known, p=1).min(dim=1).values.mean())


def of_hills(vae: VAE, images: Tensor) -> dict[str, float]:
    """What a VAE says of unseen pictures, and how far the hills of a thousand of them overlap."""
    q = vae.posterior(images)
    z = q.sample()
    log_q = torch.stack([q.log_prob(row).sum(dim=1) for row in z])  # [draw, hill]
    terms = negative_elbo(vae, images[:JUDGED].repeat(10, 1))
    return {"ELBO": -float(sum(terms.values())), "KL": float(terms["kl"]), "active": active_units(vae, images),
            "variance": float(z.var(dim=0).mean()), "own share": float(log_q.softmax(dim=1).diag().mean())}


def of_drawings(drawn: Tensor, new: Tensor) -> dict[str, float]:
    """How honest and how grey what is drawn of new pictures is, and how many edges it has."""
    scores = {"greyness": float((4 * drawn * (1 - drawn)).sum() / drawn.sum()),
              "edges, coins": edges(drawn.bernoulli()) / edges(new),
              "edges, cut": edges((drawn > 0.5).float()) / edges(new)}
    for band, (low, high) in BANDS.items():
        within = (drawn > low) & (drawn < high)
        scores |= {f"{band}, said": float(drawn[within].mean()), f"{band}, ink": float(new[within].mean())}
    return scores


def samplers(kind: str, seed: int) -> dict[str, float]:
    """Everything that is measured of one network."""
    x, held_out, aside, new, labels = split(seed)
    features = judge(x, labels, seed)
    model, scores = trained(*KINDS[kind], x, held_out, seed)
    torch.manual_seed(seed)
    with torch.no_grad():
        codes = codes_of(model, x)
        sources = sources_of(model, codes, codes_of(model, held_out))
        chosen = {"pictures": codes_of(model, aside)} | {name: source.sample((len(new),))
                                                         for name, source in sources.items()}
        for name, z in chosen.items():
            means = model.decoder(z).sigmoid()
            scores |= {f"means, {name}": frechet_distance(features(means), features(new)),
                       f"coins, {name}": frechet_distance(features(means.bernoulli()), features(new)),
                       f"nearest, {name}": nearest(means, x)}
        scores |= of_drawings(model.decoder(codes_of(model, new)).sigmoid(), new)
        scores |= log_likelihoods(model, new[:JUDGED], codes, sources)
        return scores | of_hills(model, new) if isinstance(model, VAE) else scores


def pictures(seed: int) -> dict[str, float]:
    """The same of other real pictures, where it makes sense."""
    x, _, aside, new, labels = split(seed)
    features = judge(x, labels, seed)
    return {"means, pictures": frechet_distance(features(aside), features(new)), "nearest, pictures": nearest(new, x)}


PARTS = [part for seed in SEEDS for part in (*(partial(samplers, kind, seed) for kind in KINDS),
                                             partial(pictures, seed))]


def gather(outcomes: list[dict]) -> dict:
    """One number a seed everywhere."""
    names = [*KINDS, "digits"]
    return {name: {what: [row[what] for row in outcomes[place::len(names)]] for what in outcomes[place]}
            for place, name in enumerate(names)}
