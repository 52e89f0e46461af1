"""Words in noise: what hiding the noise from the features does to errors in noises that were learnt, and in new ones.

Every way learns at four rates, and each outcome is kept, so that the rate can be chosen by words held out in the noises
learnt, without looking at a new one. Errors and shares in per cent.
"""

from functools import cache, partial

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import SGD

from latents import Batches, fit, pick_device
from latents.data import signals as words
from latents.data.images import Images
from latents.data.signals import Noise, signals
from latents.layers.stacks import mlp
from latents.metrics.probes import linear_probe
from latents.models.dann import DomainAdversarialNetwork, Rising, many_domains
from latents.training import Terms

DATA = "words drawn in seven noises"
FILES: list[str] = []
SEEDS = range(5)
RATES = 0.05, 0.1, 0.2, 0.4
NOISES = words.white, words.rumble, words.clicks, words.whistle, words.hiss, words.hum, words.babble
LEARNT = words.white, words.rumble, words.clicks, words.whistle
DIVERGED = dict.fromkeys(["held-out", *(noise.__name__ for noise in NOISES)], 100.0) | {"told apart": 25.0}
EACH, PASSES, SIZE, RATIO = 400, 10, 64, 0.3  # words in each noise to learn from; signal to noise


@cache
def heard(count: int, seed: int) -> dict[Noise, Images]:
    """So many words in each noise."""
    return {noise: signals(count, noise, snr=RATIO, seed=1000 * seed + 17 * place).to(pick_device())
            for place, noise in enumerate(NOISES)}


def network() -> DomainAdversarialNetwork:
    features = nn.Sequential(
        nn.Conv2d(1, 16, 5, stride=2, padding=2), nn.ReLU(), nn.Conv2d(16, 32, 3, stride=2, padding=1), nn.ReLU(),
        nn.Flatten(), nn.Linear(32 * 5 * 6, 64), nn.ReLU())
    return DomainAdversarialNetwork(features, nn.Linear(64, words.WORDS), mlp(64, 64, len(LEARNT)))


def joined(count: int, seed: int) -> tuple[Tensor, Tensor, Tensor]:
    """Words in the noises learnt, their labels, and which noise it is."""
    parts = [heard(count, seed)[noise] for noise in LEARNT]
    domains = torch.arange(len(LEARNT), device=pick_device()).repeat_interleave(count)
    return torch.cat([part.pixels for part in parts]), torch.cat([part.factors["label"] for part in parts]), domains


def not_reversed(reader: DomainAdversarialNetwork, batch: tuple[Tensor, Tensor, Tensor], *, strength: float) -> Terms:
    """As `many_domains`, but the features are to help the domain head: the gradient times +strength reaches them."""
    images, labels, domains = batch
    features = reader.features(images)
    heard_by_head = strength * features + (1 - strength) * features.detach()
    return {"label": F.cross_entropy(reader.label_head(features), labels),
            "domain": F.cross_entropy(reader.domain_head(heard_by_head), domains)}


WAYS = {str(strength): (many_domains, strength) for strength in (0.0, 0.1, 0.3, 1.0)} | {
    "not reversed": (not_reversed, 0.3)}


def trained(way: str, rate: float, seed: int) -> DomainAdversarialNetwork:
    loss, strength = WAYS[way]
    batches = Batches(*joined(EACH, seed), size=SIZE, seed=seed)
    torch.manual_seed(seed)
    reader = network().to(pick_device())
    fit(reader, batches, Rising(loss, PASSES * len(batches), strength=strength), epochs=PASSES,
        learning_rate=rate, schedule=lambda done: (1 + 10 * done) ** -0.75, optimizer=partial(SGD, momentum=0.9),
        progress=False)
    return reader


@torch.no_grad()
def error(reader: DomainAdversarialNetwork, images: Tensor, labels: Tensor) -> float:
    return 100 * float((reader(images).argmax(dim=1) != labels).float().mean())


@torch.no_grad()
def outcome(reader: DomainAdversarialNetwork, seed: int) -> dict[str, float]:
    """Errors, and how often a linear classifier of the features tells the noises that were learnt apart."""
    images, labels, domains = joined(400, 100 + seed)
    others, _, others_domains = joined(400, 200 + seed)
    rows, new_rows = reader.features(images), reader.features(others)
    told = linear_probe(rows, domains, new_rows, others_domains) if rows.std(dim=0).any() else 1 / len(LEARNT)
    return {"held-out": error(reader, images, labels), "told apart": 100 * told} | {
        noise.__name__: error(reader, part.pixels, part.factors["label"])
        for noise, part in heard(600, 300 + seed).items()}


def hidden(way: str, seed: int) -> dict[str, list[float]]:
    """Outcomes of one way, each a list over rates."""
    found = []
    for rate in RATES:
        try:
            found.append(outcome(trained(way, rate, seed), seed))
        except FloatingPointError:  # a rate too large: nothing was learnt
            found.append(DIVERGED)
    return {what: [row[what] for row in found] for what in found[0]}


PARTS = [partial(hidden, way, seed) for seed in SEEDS for way in WAYS]


def gather(outcomes: list[dict]) -> dict:
    """For every way and seed, lists over rates."""
    return {way: outcomes[i::len(WAYS)] for i, way in enumerate(WAYS)}
