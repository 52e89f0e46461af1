"""Which cure helps a network that learns its examples by heart: eight of them, all together, and five networks at once.

Digits of MNIST, 28 by 28, in three amounts. Every way chooses its strength and its rate by the error on a thousand
held-out pictures, on a draw of its own; it is scored on five other draws, by test pictures that nothing has seen, at
the end of the training and where the loss on the held-out pictures was lowest. Errors and calibration errors in per
cent, losses in nats.
"""

import copy
from functools import cache, partial

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import Adam

from latents import Batches, fit
from latents.data.images import Images
from latents.data.mnist import mnist
from latents.data.shifts import shifted
from latents.layers.dropout import Dropout
from latents.layers.stacks import mlp
from latents.metrics.calibration import calibration_error
from latents.models.regularised import absolute_weights, changed, penalised, squared_weights
from latents.models.supervised import supervised_loss
from latents.training import Loss, falling

DATA = "MNIST"
FILES = [f"mnist/{part}-{kind}-ubyte.gz" for part in ("train", "t10k") for kind in ("images-idx3", "labels-idx1")]
SEEDS = range(5)  # draws that are scored
TUNED = 5  # a further one, on which strength and rate are chosen
SIZES = {100: 400, 1000: 800, 10_000: 1500}  # labels: steps
RATES = 1e-3, 4e-3, 2.5e-4  # the first is tried with every strength, the others with the best
HELD_OUT, MEMBERS, CHECKS = 1000, 5, 12


def network(*, seen: float = 0.0, hidden: float = 0.0, norm: bool = False) -> nn.Sequential:
    """Pictures → logits, with dropout of pixels and of hidden units at these rates, and batch norm before each ReLU."""
    after = [partial(nn.BatchNorm1d, 128)] * norm + [nn.ReLU] + [partial(Dropout, hidden)] * (hidden > 0)
    layers = mlp(784, 128, 128, 10, activation=lambda: nn.Sequential(*(layer() for layer in after)))
    return nn.Sequential(nn.Flatten(), *[Dropout(seen)] * (seen > 0), layers)


def criterion(logits: Tensor, labels: Tensor, *, smoothing: float = 0.0) -> Tensor:
    return F.cross_entropy(logits, labels, label_smoothing=smoothing)


def noisy(pictures: Tensor, *, deviation: float) -> Tensor:
    return pictures + deviation * torch.randn_like(pictures)


LOSS = partial(supervised_loss, criterion=criterion)
SMOOTH = {smoothing: partial(supervised_loss, criterion=partial(criterion, smoothing=smoothing))
          for smoothing in (0.05, 0.1, 0.3)}


def moved(most: int, loss: Loss = LOSS) -> Loss:
    return partial(changed, loss=loss, change=partial(shifted, most=most))


def kept_small(penalty, strength: float, loss: Loss = LOSS) -> Loss:
    return partial(penalised, loss=loss, penalty=penalty, strength=strength)


def combined(*, norm: bool) -> dict[str, tuple]:
    """Squared weights, smooth labels, dropout and shifts, three strengths of the last two."""
    loss = kept_small(squared_weights, 1e-4, SMOOTH[0.05])
    return {f"{most}, {seen}, {hidden}": (partial(network, seen=seen, hidden=hidden, norm=norm), moved(most, loss))
            for most, seen, hidden in ((2, 0.0, 0.2), (2, 0.2, 0.2), (2, 0.2, 0.5))}


WAYS = {  # by name and strength: what builds the network, what it descends
    "plain": {"": (network, LOSS)},
    "squared weights": {str(s): (network, kept_small(squared_weights, s)) for s in (1e-4, 1e-3, 1e-2)},
    "absolute weights": {str(s): (network, kept_small(absolute_weights, s)) for s in (1e-5, 1e-4, 1e-3)},
    "smooth labels": {str(s): (network, loss) for s, loss in SMOOTH.items()},
    "noise": {str(s): (network, partial(changed, loss=LOSS, change=partial(noisy, deviation=s)))
              for s in (0.1, 0.3, 0.6)},
    "dropout": {f"{seen}, {hidden}": (partial(network, seen=seen, hidden=hidden), LOSS)
                for seen, hidden in ((0.0, 0.5), (0.2, 0.5), (0.2, 0.2))},
    "batch norm": {"": (partial(network, norm=True), LOSS)},
    "shifts": {str(most): (network, moved(most)) for most in (1, 2, 3)},
    "all together": combined(norm=False),
    "all and batch norm": combined(norm=True),
}


@cache
def drawn(size: int, seed: int) -> tuple[Images, Images]:
    """So many pictures to learn from, and those held out."""
    train = mnist()
    rows = torch.randperm(len(train), generator=torch.Generator().manual_seed(seed))
    return train[rows[:size]], train[rows[-HELD_OUT:]]


@torch.no_grad()
def said(model: nn.Module, images: Images) -> Tensor:
    return model(images.pixels).softmax(dim=1)


def judged(probabilities: Tensor, images: Images) -> dict[str, float]:
    labels = images.factors["label"]
    return {"error": 100 * float((probabilities.argmax(dim=1) != labels).float().mean()),
            "loss": float(F.nll_loss(probabilities.clamp(min=1e-30).log(), labels)),
            "calibration": 100 * calibration_error(probabilities, labels)}


def trained(way: str, strength: str, rate: float, *, size: int, seed: int, start: int = 0) -> list[nn.Module]:
    """A network at the end, and where the held-out loss was lowest at one of the checks."""
    build, loss = WAYS[way][strength]
    train, held_out = drawn(size, seed)
    batches = Batches(train.pixels, train.factors["label"], size=min(size // 2, 100), seed=seed)
    passes = SIZES[size] // len(batches)
    checks = set(torch.logspace(0, torch.tensor(float(passes)).log10(), CHECKS).round().int().tolist())
    torch.manual_seed(100 * start + seed)
    model, best = build(), {"loss": float("inf")}

    def keep(row: dict) -> None:
        if row["epoch"] in checks:
            loss = judged(said(model, held_out), held_out)["loss"]
            if loss < best["loss"]:
                best.update(loss=loss, model=copy.deepcopy(model))

    fit(model, batches, loss, epochs=passes, learning_rate=rate, schedule=falling(0.05),
        optimizer=partial(Adam, fused=True), after_epoch=keep, progress=False)
    return [model, best["model"]]


def chosen(way: str, size: int) -> tuple[str, float]:
    """Strength and rate of the least error on held-out pictures of a draw that is not scored."""
    held_out = drawn(size, TUNED)[1]

    @cache
    def badness(strength: str, rate: float) -> tuple[float, float]:
        model, _ = trained(way, strength, rate, size=size, seed=TUNED)
        scores = judged(said(model, held_out), held_out)
        return scores["error"], scores["loss"]

    strength = min(WAYS[way], key=lambda strength: badness(strength, RATES[0]))
    return strength, min(RATES, key=lambda rate: badness(strength, rate))


def cured(way: str, size: int) -> dict:
    """Scores of the chosen setting, each a list over seeds.

    On test pictures at the end, stopped, and of five networks at once; on the known pictures at the end.
    """
    strength, rate = chosen(way, size)
    test, found = mnist(test=True), {}
    members = MEMBERS if way == "plain" and size < 10_000 else 1
    for seed in SEEDS:
        runs = [trained(way, strength, rate, size=size, seed=seed, start=start) for start in range(members)]
        voices = [said(end, test) for end, _ in runs]
        rows = {"end": voices[0], "stopped": said(runs[0][1], test)} | (
            {"together": torch.stack(voices).mean(dim=0)} if members > 1 else {})
        scores = {when: judged(probabilities, test) for when, probabilities in rows.items()}
        known = drawn(size, seed)[0]
        for when, row in (scores | {"known": judged(said(runs[0][0], known), known)}).items():
            for what, value in row.items():
                found.setdefault(when, {}).setdefault(what, []).append(value)
    return {"strength": strength, "rate": rate, **found}


PARTS = [partial(cured, way, size) for size in SIZES for way in WAYS]


def gather(outcomes: list[dict]) -> dict:
    """For every number of labels, by way."""
    return {str(size): dict(zip(WAYS, outcomes[i * len(WAYS):(i + 1) * len(WAYS)], strict=True))
            for i, size in enumerate(SIZES)}
