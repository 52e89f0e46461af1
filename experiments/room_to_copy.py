"""What keeps an autoencoder with more code numbers than pixels from copying, cure by cure, on five splits.

Every cure is tried at a few strengths; the one whose codes are read best on held-out digits is judged on new ones.
"""

from collections.abc import Callable
from functools import partial
from time import perf_counter

import torch
from torch import Tensor, nn
from torch.func import jvp
from torch.optim import Adam

from latents import Batches, fit, pick_device
from latents.data.mnist_5k import mnist_5k
from latents.layers.dropout import Dropout
from latents.metrics.probes import linear_probe
from latents.models.autoencoder import Autoencoder, per_image, squared_error
from latents.models.pca import PCA
from latents.models.regularised_autoencoders import (
    Largest,
    LinearDenoiser,
    contractive_error,
    denoising_error,
    masked,
    noisy,
    overcomplete,
    rarely_active_error,
    sparse_error,
)
from latents.training import Loss

DATA = "5,000 digits of MNIST"
FILES: list[str] = []
SEEDS = range(5)
PIXELS, CODE, PASSES, RATE = 14 * 14, 512, 15, 2e-3
LABELS = 500  # by which codes are read
NOISE, SHARE = 0.3, 0.05


def relus() -> Autoencoder:
    return overcomplete(PIXELS, CODE)


def sigmoids() -> Autoencoder:
    return overcomplete(PIXELS, CODE, nn.Sigmoid())


def rare_sigmoids() -> Autoencoder:
    """Sigmoids that start at about the activity that is asked of them."""
    model = sigmoids()
    nn.init.constant_(model.encoder[0].bias, torch.tensor(SHARE).logit().item())
    return model


def followed_by(layer: nn.Module) -> Autoencoder:
    return overcomplete(PIXELS, CODE, nn.Sequential(nn.ReLU(), layer))


Design = tuple[Callable[[], Autoencoder], Loss | None]
CURES: dict[str, dict[str, Design]] = {  # by strength; without a loss nothing is learnt
    "untrained": {"": (relus, None)},
    "untrained, sigmoids": {"": (sigmoids, None)},
    "copier": {"": (relus, squared_error)},
    "copier, sigmoids": {"": (sigmoids, squared_error)},
    "L1": {f"{s}": (relus, partial(sparse_error, strength=s)) for s in (0.01, 0.03, 0.1, 0.3, 1.0)},
    "k-sparse": {f"{k}": (partial(followed_by, Largest(k)), squared_error) for k in (8, 16, 40, 80, 160)},
    "KL, sigmoids": {f"{s}": (rare_sigmoids, partial(rarely_active_error, share=SHARE, strength=s))
                     for s in (0.03, 0.1, 0.3, 1.0, 3.0)},
    "dropout": {f"{p}": (partial(followed_by, Dropout(p)), squared_error) for p in (0.3, 0.5, 0.7)},
    "denoising": {f"{s}": (relus, partial(denoising_error, corrupt=partial(noisy, deviation=s)))
                  for s in (0.15, 0.3, 0.6)},
    "denoising, sigmoids": {"0.3": (sigmoids, partial(denoising_error, corrupt=partial(noisy, deviation=NOISE)))},
    "masking": {f"{p}": (relus, partial(denoising_error, corrupt=partial(masked, rate=p))) for p in (0.25, 0.5)},
    "contractive, sigmoids": {f"{s}": (sigmoids, partial(contractive_error, strength=s))
                              for s in (0.03, 0.1, 0.3, 1.0)},
}
CORRUPTIONS = {"noise 0.15": partial(noisy, deviation=0.15), "noise 0.3": partial(noisy, deviation=NOISE),
               "noise 0.6": partial(noisy, deviation=0.6), "masking 0.5": partial(masked, rate=0.5)}
MOVES = (1, 0), (-1, 0), (1, 1), (-1, 1)  # by how many pixels along which dimension
SENSITIVE = ("untrained", "copier", "copier, sigmoids", "L1", "k-sparse", "denoising", "denoising, sigmoids",
             "contractive, sigmoids")


def mended(model: Callable[[Tensor], Tensor], images: Tensor) -> dict[str, float]:
    """Squared error against clean images of what is made of them, clean and corrupted."""
    found = {"clean": float(per_image((model(images) - images).square()))}
    for name, corrupt in CORRUPTIONS.items():
        torch.manual_seed(0)  # the same noise for all
        found[name] = float(per_image((model(corrupt(images)) - images).square()))
    return found


def active(codes: Tensor) -> float:
    """Per cent of the numbers above a tenth of the largest value that each takes on any of the pictures."""
    return 100 * float((codes > 0.1 * codes.amax(dim=0).clamp(min=1e-9)).float().mean())


def shifts(images: Tensor) -> Tensor:
    """How each image changes that moves by a pixel, each in one of four directions; of length one."""
    squares = images.view(-1, 14, 14)
    moved = torch.stack([square.roll(*MOVES[i % 4]) for i, square in enumerate(squares)])
    return nn.functional.normalize(moved.flatten(1) - images)


def anything(images: Tensor) -> Tensor:
    """As many random directions of length one, within the pixels that ever change."""
    changing = (images.std(dim=0) > 0.1).float()
    return nn.functional.normalize(torch.randn_like(images) * changing)


def sensitivity(function: Callable[[Tensor], Tensor], images: Tensor) -> dict[str, float]:
    """Mean length of a small change of the output over that of the input.

    Along shifts of the image itself, along those of another image, and in random directions.
    """
    torch.manual_seed(0)
    own = shifts(images)
    ways = {"along": own, "along another's": own.roll(1, dims=0), "across": anything(images)}
    return {name: float(jvp(function, (images,), (directions,))[1].norm(dim=1).mean())
            for name, directions in ways.items()}


def read(encode: Callable[[Tensor], Tensor], known, others, labels: int = LABELS) -> list[float]:
    """Per cent of the labels of other pictures that are read off their codes."""
    few = known[:labels]
    return [100 * linear_probe(encode(few.flat), few.factors["label"], encode(other.flat), other.factors["label"])
            for other in others]


def judged(name: str, known, held_out, new, seed: int) -> dict:
    """For every strength of a cure what its network does; and which strength is best on the held-out digits."""
    found = {}
    for strength, (make, loss) in CURES[name].items():
        torch.manual_seed(seed)
        model, started = make().to(pick_device()), perf_counter()
        if loss:
            fit(model, Batches(known.flat, size=64, seed=seed), loss, epochs=PASSES, learning_rate=RATE,
                optimizer=partial(Adam, fused=True), progress=False)
        seconds = perf_counter() - started
        with torch.no_grad():
            chosen_by, accuracy = read(model.eval().encode, known, (held_out, new))
            found[strength] = {"held out": chosen_by, "read": accuracy, "active": active(model.encode(new.flat)),
                               "seconds": seconds} | mended(model, new.flat)
            if name in SENSITIVE:
                found[strength]["code"] = sensitivity(model.encode, new.flat)
            if name in ("untrained", "copier"):
                found[strength]["read, all labels"] = read(model.encode, known, [new], len(known))[0]
    best = max(found, key=lambda strength: found[strength]["held out"])
    return {"best": best, "strengths": found}


@torch.no_grad()
def straight(known, new) -> dict:
    """What needs no descent: pixels, 32 components, and the best linear denoiser."""
    pca = PCA(known.flat, 32)
    maps = {"pixels": (lambda images: images, lambda images: images),
            "PCA, 32": (pca.encode, lambda images: pca.decode(pca.encode(images)))}
    for noise in (0.15, NOISE, 0.6):
        linear = LinearDenoiser(known.flat, noise)
        maps[f"linear denoiser, {noise}"] = (linear, linear)
    return {name: {"read": read(encode, known, [new])[0], "read, all labels": read(encode, known, [new], len(known))[0]}
            | mended(model, new.flat) for name, (encode, model) in maps.items()}


def one_split(seed: int) -> dict:
    train, new = (images.to(pick_device()) for images in mnist_5k().halved().split(seed=seed))
    known, held_out = train[:3000], train[3000:]
    return {"straight": straight(known, new),
            "cures": {name: judged(name, known, held_out, new, seed) for name in CURES}}


PARTS = [partial(one_split, seed) for seed in SEEDS]


def gather(outcomes: list[dict]) -> dict:
    """One number a seed everywhere: "straight" by map, "tuned" by cure, "strengths" by cure and strength."""
    cures = [outcome["cures"] for outcome in outcomes]
    return {
        "straight": merged([outcome["straight"] for outcome in outcomes]),
        "tuned": {name: merged([split[name]["strengths"][split[name]["best"]] for split in cures]) for name in CURES},
        "chosen": {name: [split[name]["best"] for split in cures] for name in CURES},
        "strengths": {name: merged([split[name]["strengths"] for split in cures]) for name in CURES},
    }


def merged(outcomes: list) -> dict | list:
    """The same tree, with a list of values where each outcome has one."""
    if not isinstance(outcomes[0], dict):
        return outcomes
    return {name: merged([outcome[name] for outcome in outcomes]) for name in outcomes[0]}
