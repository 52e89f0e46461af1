"""House numbers read by networks that learnt from plain digits, and who may choose how they learn.

Every method learns at four rates; each outcome is kept, with all that could be looked at to choose among them: with
the target's labels, which nobody has, and without. Strengths were chosen with such labels, on another pair of worlds
(seed 50), among two or three for each method. Accuracies are in per cent.
"""

import math
from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.optim import SGD

from latents import Batches, fit, pick_device
from latents.data.backgrounds import backgrounds
from latents.data.glyphs import glyphs, house_numbers
from latents.data.images import Images
from latents.layers.stacks import mlp
from latents.metrics.domains import proxy_distance
from latents.models.adaptation import certain, coral, self_training, source_only, with_statistics_of
from latents.models.dann import DomainAdversarialNetwork, DomainBatch, Rising, domain_adversarial
from latents.training import Loss, Terms

DATA = "drawn digits and house numbers"
FILES: list[str] = []
SEEDS = range(5)
RATES = 0.05, 0.1, 0.2, 0.3
PASSES, SIZE = 10, 64
DIVERGED = {"source": 0.0, "held-out": 0.0, "new": 0.0, "entropy": math.log(10), "distance": 2.0}


class Method(NamedTuple):
    """What is minimised, up to which strength it rises, and what else differs."""

    loss: Callable[..., Terms] = source_only
    strength: float | None = None
    jitter: bool = False
    norm: Callable[[int], nn.Module] = nn.Identity
    target_statistics: bool = False
    passes: int = PASSES
    learns_from: str = "source"


METHODS = {
    "source only": Method(),
    "source only, twice as long": Method(passes=2 * PASSES),
    "normalised": Method(norm=nn.BatchNorm2d),
    "target statistics": Method(norm=nn.BatchNorm2d, target_statistics=True),
    "covariances": Method(coral, 1000.0),
    "certainty": Method(certain, 0.005),
    "own labels": Method(self_training, 0.1),
    "adversary": Method(domain_adversarial, 0.1),
    "strong adversary": Method(domain_adversarial, 0.3),
    "colours": Method(jitter=True),
    "colours and adversary": Method(domain_adversarial, 0.1, jitter=True),
    "target": Method(learns_from="target"),
}


@cache
def worlds(seed: int) -> dict[str, Images]:
    """4,000 pictures of each domain to learn from, 1,000 held out, 2,000 new ones of the target."""

    def painted(count: int, stream: int, test: bool = False) -> Images:
        crops = backgrounds(count, 28, test=test, seed=100 * seed + stream)
        return house_numbers(crops, seed=100 * seed + stream + 1).halved().to(pick_device())

    def printed(count: int, stream: int) -> Images:
        white = glyphs(count, neighbours=True, seed=100 * seed + stream).halved()
        return Images(white.pixels.repeat(1, 3, 1, 1), white.factors).to(pick_device())

    return {"source": printed(4000, 1), "held-out source": printed(1000, 2), "target": painted(4000, 3),
            "held-out target": painted(1000, 5), "new target": painted(2000, 7, test=True)}


def network(norm: Callable[[int], nn.Module]) -> DomainAdversarialNetwork:
    """Two strided convolutions and 64 features."""
    features = nn.Sequential(
        nn.Conv2d(3, 16, 5, stride=2, padding=2), norm(16), nn.ReLU(),
        nn.Conv2d(16, 32, 3, stride=2, padding=1), norm(32), nn.ReLU(),
        nn.Flatten(), nn.Linear(32 * 4 * 4, 64), nn.ReLU())
    return DomainAdversarialNetwork(features, nn.Linear(64, 10), mlp(64, 64, 1))


def coloured(reader: nn.Module, batch: DomainBatch, *, loss: Loss, rng: torch.Generator, **options: float) -> Terms:
    """A loss of source pictures in new colours: 0 and 1 become any darker and any lighter one."""
    pictures, labels, target = batch
    low, high = (torch.rand(2, len(pictures), 3, 1, 1, generator=rng) / 2).to(pictures.device)
    return loss(reader, (low + pictures * (1 - high - low), labels, target), **options)


def annealed(done: float) -> float:
    """The factor of the learning rate, Ganin et al., 2016, section 5.2.2."""
    return (1 + 10 * done) ** -0.75


def trained(method: Method, rate: float, seed: int) -> DomainAdversarialNetwork:
    known, target = worlds(seed)[method.learns_from], worlds(seed)["target"].pixels
    batches = Batches(known.pixels, known.factors["label"], target, size=SIZE, seed=seed)
    loss = method.loss
    if method.jitter:
        loss = partial(coloured, loss=loss, rng=torch.Generator().manual_seed(seed))
    if method.strength is not None:
        loss = Rising(loss, method.passes * len(batches), strength=method.strength)
    torch.manual_seed(seed)
    reader = network(method.norm).to(target.device)
    fit(reader, batches, loss, epochs=method.passes, learning_rate=rate, schedule=annealed,
        optimizer=partial(SGD, momentum=0.9), progress=False)
    return with_statistics_of(reader, target) if method.target_statistics else reader


@torch.no_grad()
def outcome(reader: DomainAdversarialNetwork, seed: int) -> dict[str, float]:
    """Accuracies, the entropy in nats of what is said of the held-out target, the proxy distance of the features."""
    parts = worlds(seed)
    source, target, new = (parts[name] for name in ("held-out source", "held-out target", "new target"))

    def accuracy(images: Images) -> float:
        return 100 * float((reader(images.pixels).argmax(dim=1) == images.factors["label"]).float().mean())

    def features(images: Images) -> tuple[Tensor, ...]:
        return reader.features(images.pixels).split(len(images) // 2)

    logs = reader(target.pixels).log_softmax(dim=1)
    (source_rows, other_source), (target_rows, other_target) = features(source), features(target)
    return {"source": accuracy(source), "held-out": accuracy(target), "new": accuracy(new),
            "entropy": -float((logs.exp() * logs).sum(dim=1).mean()),
            "distance": proxy_distance(source_rows, target_rows, other_source, other_target)}


def adapted(name: str, seed: int) -> dict:
    """Outcomes of one method, each a list over rates."""
    outcomes = []
    for rate in RATES:
        try:
            found = outcome(trained(METHODS[name], rate, seed), seed)
        except FloatingPointError:  # a rate too large: whoever chooses sees that nothing was learnt
            found = DIVERGED
        outcomes.append({"rate": rate, **found})
    return {what: [row[what] for row in outcomes] for what in outcomes[0]}


PARTS = [partial(adapted, name, seed) for seed in SEEDS for name in METHODS]


def gather(outcomes: list[dict]) -> dict:
    """For every method and seed, lists over rates."""
    return {name: outcomes[i::len(METHODS)] for i, name in enumerate(METHODS)}
