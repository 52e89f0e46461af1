"""Principal components, RBMs and autoencoders side by side: codes of 2 to 32 numbers for the same binary digits.

Each method is tried at a few settings; for each question (error, bits, reading, likeness of neighbours, samples) the
setting is chosen on held-out digits and judged on new ones.
"""

from collections.abc import Callable, Iterable
from functools import partial
from time import process_time
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import Adam

from latents import Batches, fit, pick_device
from latents.data.images import Images
from latents.data.mnist_5k import mnist_5k
from latents.layers.stacks import mlp
from latents.metrics.distributions import frechet_distance
from latents.metrics.neighbours import nearest_row
from latents.metrics.probes import linear_probe
from latents.models.autoencoder import Autoencoder, cross_entropy, mirrored
from latents.models.contrastive_divergence import fit_rbm
from latents.models.pca import PCA
from latents.models.rbm import RBM
from latents.models.supervised import supervised_loss
from latents.training import falling

DATA = "5,000 digits of MNIST"
FILES: list[str] = []
SEEDS = range(5)
SIZES = 2, 4, 8, 16, 32
PIXELS, BATCH = 14 * 14, 100
LABELS = 500  # by which codes are read
TURNS = 300  # of the chains that draw


class Coder(NamedTuple):
    """What a method has learnt: pictures [n, pixels] to codes [n, size], back to probabilities, and new pictures."""

    encode: Callable[[Tensor], Tensor]
    decode: Callable[[Tensor], Tensor]
    draw: Callable[[int], Tensor]


def binary(images: Images) -> Tensor:
    """Pixels as on or off: [n, pixels]."""
    return (images.flat > 0.5).float()


def components(known: Tensor, size: int, seed: int) -> Coder:
    """New pictures are decoded from a Gaussian of the codes' variances."""
    pca = PCA(known, size)
    return Coder(pca.encode, lambda codes: pca.decode(codes).clamp(0, 1), lambda count: pca.decode(
        torch.randn(count, size) * pca.variances.sqrt()).clamp(0, 1))


def machine(known: Tensor, size: int, seed: int, *, rate: float, persistent: bool) -> Coder:
    """New pictures are where chains from random pixels have come to."""
    rbm = RBM(PIXELS, size)
    fit_rbm(rbm, Batches(known, size=BATCH, seed=seed), epochs=60, learning_rate=rate, schedule=falling(0.01),
            chains=torch.zeros(BATCH, size) if persistent else None, progress=False)

    def draw(count: int) -> Tensor:
        ended = rbm.gibbs(known.mean(dim=0).expand(count, -1).bernoulli(), TURNS)
        return rbm.visible_probabilities(rbm.hidden_probabilities(ended).bernoulli())

    return Coder(rbm.hidden_probabilities, rbm.visible_probabilities, draw)


def autoencoder(make: Callable[[int], Autoencoder], known: Tensor, size: int, seed: int, *, rate: float,
                passes: int) -> Coder:
    """New pictures are decoded from a Gaussian with the codes' means and covariances."""
    model = make(size)
    fit(model, Batches(known, size=BATCH, seed=seed), cross_entropy, epochs=passes, learning_rate=rate,
        optimizer=partial(Adam, fused=True), schedule=falling(0.1), progress=False)

    def draw(count: int) -> Tensor:
        codes = model.encode(known)
        spread = torch.linalg.cholesky(torch.cov(codes.T) + 1e-6 * torch.eye(size))
        return model.decode(codes.mean(dim=0) + torch.randn(count, size) @ spread.T).sigmoid()

    return Coder(model.encode, lambda codes: model.decode(codes).sigmoid(), draw)


def one_layer(size: int) -> Autoencoder:
    """The weights and biases of an RBM, but for an encoder of its own."""
    return Autoencoder(nn.Sequential(nn.Linear(PIXELS, size), nn.Sigmoid()), nn.Linear(size, PIXELS))


def deep(size: int) -> Autoencoder:
    return mirrored(PIXELS, 256, 64, size)


METHODS: dict[str, dict[str, Callable[[Tensor, int, int], Coder]]] = {  # by setting
    "PCA": {"": components},
    "RBM": {f"{'PCD' if persistent else 'CD-1'}, {rate}": partial(machine, rate=rate, persistent=persistent)
            for persistent in (False, True) for rate in (0.3, 0.7, 1.5)},
    "one layer": {f"{rate}": partial(autoencoder, one_layer, rate=rate, passes=60) for rate in (0.03, 0.1, 0.3)},
    "deep": {f"{rate}, {passes} passes": partial(autoencoder, deep, rate=rate, passes=passes)
             for rate, passes in ((1e-3, 60), (3e-3, 25), (3e-3, 60))},
}
QUESTIONS = {"error": min, "bits, error": min, "read": max, "bits, read": max, "nearest": max,
             "samples": min}  # and which end is better


def halves(codes: Tensor) -> tuple[Tensor, Tensor]:
    """Medians [size] of codes, and the means [2, size] below and above."""
    middle = codes.median(dim=0).values
    above = (codes > middle).float()
    means = [(codes * part).sum(dim=0) / part.sum(dim=0).clamp(min=1) for part in (1 - above, above)]
    return middle, torch.stack(means)


def read(codes: Tensor, labels: Tensor, own: Tensor, truth: Tensor) -> float:
    """Per cent of labels read off codes by a linear probe; of codes that never change, the commonest label's."""
    if (codes == codes[0]).all():
        return 100 * float((truth == labels.mode().values).float().mean())
    return 100 * linear_probe(codes, labels, own, truth)


def examined(coder: Coder, fitted: Images, others: Iterable[Images], features: Callable[[Tensor], Tensor]) -> dict:
    """Each question answered on each set of other pictures, a list."""
    codes = coder.encode(binary(fitted))
    middle, means = halves(codes)
    labels, few, found = fitted.factors["label"], slice(LABELS), {}
    for other in others:
        pixels, truth, own = binary(other), other.factors["label"], coder.encode(binary(other))
        bits = (own > middle).float()
        of_bits = torch.where(bits > 0, means[1], means[0])
        answers = {
            "error": float((coder.decode(own) - pixels).square().sum(dim=1).mean()),
            "bits, error": float((coder.decode(of_bits) - pixels).square().sum(dim=1).mean()),
            "read": read(codes[few], labels[few], own, truth),
            "bits, read": read((codes[few] > middle).float(), labels[few], bits, truth),
            "nearest": 100 * float((labels[nearest_row(own, codes)[1]] == truth).float().mean()),
            "samples": frechet_distance(features((coder.draw(len(pixels)) > 0.5).float()), features(pixels)),
        }
        for name, answer in answers.items():
            found.setdefault(name, []).append(answer)
    return found


def classifier_features(known: Images, seed: int) -> Callable[[Tensor], Tensor]:
    """The last hidden layer of a network that has learnt the labels, for pictures [n, pixels]."""
    torch.manual_seed(seed)
    network = mlp(PIXELS, 128, 32, 10)
    fit(network, Batches(binary(known), known.factors["label"], size=BATCH, seed=seed),
        partial(supervised_loss, criterion=F.cross_entropy), epochs=15, progress=False)
    return network[:-1]


def one_split(seed: int, size: int) -> dict:
    known, new = mnist_5k().halved().to(pick_device()).split(seed=seed)
    fitted, held_out = known.split(seed=seed)
    features, found = classifier_features(known, seed), {}
    for method, settings in METHODS.items():
        found[method] = {}
        for name, learn in settings.items():
            torch.manual_seed(seed)
            started = process_time()
            coder = learn(binary(fitted), size, seed)
            seconds = process_time() - started
            with torch.no_grad():
                found[method][name] = examined(coder, fitted, (held_out, new), features) | {"seconds": seconds}
    with torch.no_grad():
        found["pictures"] = {"": pictures(fitted, (held_out, new), features)}
    return {"seed": seed, "size": size, "found": found}


def pictures(fitted: Images, others: Iterable[Images], features: Callable[[Tensor], Tensor]) -> dict:
    """What the pictures themselves answer: the bar for every code."""
    known, labels, found = binary(fitted), fitted.factors["label"], {}
    for other in others:
        pixels, truth = binary(other), other.factors["label"]
        answers = {"read": read(known[:LABELS], labels[:LABELS], pixels, truth),
                   "nearest": 100 * float((labels[nearest_row(pixels, known)[1]] == truth).float().mean()),
                   "samples": frechet_distance(features(known[:len(pixels)]), features(pixels))}
        for name, answer in answers.items():
            found.setdefault(name, []).append(answer)
    return found


PARTS = [partial(one_split, seed, size) for size in SIZES for seed in SEEDS]


def gather(outcomes: list[dict]) -> dict:
    """By method, question and size: the answers on new pictures, one a seed; and which settings were chosen."""
    answers, chosen, seconds = {}, {}, {}
    for outcome in outcomes:
        size = str(outcome["size"])
        for method, settings in outcome["found"].items():
            for question, better in QUESTIONS.items():
                known = [name for name in settings if question in settings[name]]
                if not known:
                    continue
                best = better(known, key=lambda name: settings[name][question][0])
                answers.setdefault(method, {}).setdefault(question, {}).setdefault(size, []).append(
                    settings[best][question][1])
                chosen.setdefault(method, {}).setdefault(question, {}).setdefault(size, []).append(best)
            if method in METHODS:
                each = [setting["seconds"] for setting in settings.values()]
                seconds.setdefault(method, {}).setdefault(size, []).append(sum(each) / len(each))
    return {"answers": answers, "chosen": chosen, "seconds": seconds}
