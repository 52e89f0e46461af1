"""MNIST to MNIST-M at full scale: digits on black, and other digits blended into photographs.

The pair of worlds of Y. Ganin and V. Lempitsky, Unsupervised domain adaptation by backpropagation, 2015, with the
photographs of this book in the place of theirs. Every method learns at each rate; all outcomes are kept, so that the
rate can be chosen by the source's labels or, as nobody can, by the target's. Accuracies are in per cent. Since an
adversary's batches show batch normalisation both domains, a network that learned from the source alone is judged with
the target's means and variances as well.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.optim import SGD

from latents import Batches, fit, pick_device
from latents.data.backgrounds import backgrounds
from latents.data.blended import blended
from latents.data.images import Images
from latents.data.mnist import mnist
from latents.layers.stacks import mlp
from latents.models.adaptation import source_only, with_statistics_of
from latents.models.dann import DomainAdversarialNetwork, Rising, domain_adversarial
from latents.training import Terms

DATA = "MNIST"
FILES = [f"mnist/{part}-{kind}-ubyte.gz" for part in ("train", "t10k") for kind in ("images-idx3", "labels-idx1")]
SEEDS = range(5)
RATES = 0.02, 0.05
PASSES, SIZE, COUNT = 5, 64, 29_000


class Method(NamedTuple):
    """What is minimised, up to which strength it rises, and whose labels are known."""

    loss: Callable[..., Terms] = source_only
    strength: float = 0.0
    norm: Callable[[int], nn.Module] = nn.BatchNorm2d
    learns_from: str = "source"


METHODS = {"source only": Method(norm=nn.Identity),
           "adversary": Method(domain_adversarial, 0.3, norm=nn.Identity),
           "normalised": Method(),
           "normalised adversary": Method(domain_adversarial, 0.3),
           "target": Method(learns_from="target")}


class World(NamedTuple):
    """Digits of both domains to learn from, and to judge by."""

    source: Images
    target: Images
    held_out_source: Images
    held_out_target: Images
    new_target: Images


def on_photographs(digits: Images, seed: int, *, test: bool = False) -> Images:
    return blended(digits, backgrounds(len(digits), digits.pixels.shape[3], test=test, seed=seed))


def on_black(digits: Images) -> Images:
    return Images(digits.pixels.expand(-1, 3, -1, -1), digits.factors)


def world(seed: int) -> World:
    """No digit is in two parts; photographs of the new target are cut from where the others are not."""
    order = torch.randperm(60_000, generator=torch.Generator().manual_seed(seed))
    first, second, third, last = (mnist()[rows] for rows in order.split([COUNT, COUNT, 1000, 1000]))
    parts = (on_black(first), on_photographs(second, 10 * seed), on_black(third),
             on_photographs(last, 10 * seed + 1), on_photographs(mnist(test=True), 10 * seed + 2, test=True))
    return World(*(part.to(pick_device()) for part in parts))


class Centred(nn.Module):
    """Pixels from 0 to 1, spread around zero."""

    def forward(self, images: Tensor) -> Tensor:
        return 4 * (images - 0.45)


def network(norm: Callable[[int], nn.Module]) -> DomainAdversarialNetwork:
    """Two strided convolutions and 64 features."""
    features = nn.Sequential(
        Centred(),
        nn.Conv2d(3, 16, 5, stride=2, padding=2), norm(16), nn.ReLU(),
        nn.Conv2d(16, 32, 5, stride=2, padding=2), norm(32), nn.ReLU(),
        nn.Flatten(), nn.Linear(32 * 7 * 7, 64), nn.ReLU())
    return DomainAdversarialNetwork(features, nn.Linear(64, 10), mlp(64, 64, 1))


def annealed(done: float) -> float:
    """The factor of the learning rate, Ganin et al., 2016, section 5.2.2."""
    return (1 + 10 * done) ** -0.75


@torch.no_grad()
def accuracy(reader: nn.Module, images: Images) -> float:
    right = reader(images.pixels).argmax(dim=1) == images.factors["label"]
    return 100 * float(right.float().mean())


def adapted(name: str, rate: float, seed: int) -> dict[str, float]:
    """Accuracies of one method at one rate."""
    method, parts = METHODS[name], world(seed)
    known: Images = getattr(parts, method.learns_from)
    batches = Batches(known.pixels, known.factors["label"], parts.target.pixels, size=SIZE, seed=seed)
    loss = Rising(method.loss, PASSES * len(batches), strength=method.strength) if method.strength else method.loss
    torch.manual_seed(seed)
    reader = network(method.norm).to(pick_device())
    try:
        fit(reader, batches, loss, epochs=PASSES, learning_rate=rate, schedule=annealed,
            optimizer=partial(SGD, momentum=0.9), progress=False)
    except FloatingPointError:  # a rate too large: whoever chooses sees that nothing was learnt
        return {"source": 0.0, "held-out": 0.0, "new": 0.0, "new, target statistics": 0.0}
    adjusted = reader if method.norm is nn.Identity else with_statistics_of(reader, parts.target.pixels[:10_000])
    return {"source": accuracy(reader, parts.held_out_source), "held-out": accuracy(reader, parts.held_out_target),
            "new": accuracy(reader, parts.new_target),
            "new, target statistics": accuracy(adjusted, parts.new_target)}


PARTS = [partial(adapted, name, rate, seed) for seed in SEEDS for name in METHODS for rate in RATES]


def gather(outcomes: list[dict]) -> dict:
    """For every method and seed, lists over rates."""
    tried = [{what: [row[what] for row in outcomes[i:i + len(RATES)]] for what in outcomes[0]}
             for i in range(0, len(outcomes), len(RATES))]
    return {name: tried[i::len(METHODS)] for i, name in enumerate(METHODS)}
