"""Thirty numbers a picture: PCA against a deep autoencoder, on all of MNIST.

The comparison of G. Hinton and R. Salakhutdinov, Reducing the dimensionality of data with neural networks, 2006, with
their layers and today's means: ReLU and Adam from a random start, no pretraining. It is trained on the squared error,
since that is what PCA minimises and what both are scored by. Training multiplies matrices in bfloat16, which halves its
time on a processor that has it; all errors are measured in single precision.
"""

from functools import partial

import torch
from torch import Tensor
from torch.optim import Adam

from latents import Batches, fit, pick_device
from latents.data.images import Images
from latents.data.mnist import mnist
from latents.layers.stacks import mlp
from latents.models.autoencoder import Autoencoder, squared_error
from latents.models.pca import PCA
from latents.training import Terms

DATA = "MNIST"
FILES = [f"mnist/{part}-{kind}-ubyte.gz" for part in ("train", "t10k") for kind in ("images-idx3", "labels-idx1")]
SEEDS = range(5)
SIZES = 784, 1000, 500, 250, 30
SCHEDULE = (1e-3, 12), (1e-4, 3)  # learning rate, epochs


def error(images: Tensor, reconstructions: Tensor) -> float:
    """Squared error, summed over pixels and averaged over images."""
    return float(((reconstructions - images) ** 2).sum(dim=1).mean())


def one_of_each(images: Images) -> Tensor:
    """The first picture of each digit: [10, 784]."""
    labels = images.factors["label"]
    return images.flat[[int((labels == digit).nonzero()[0]) for digit in range(10)]]


def as_text(pictures: Tensor) -> list[str]:
    """A hexadecimal digit a pixel, 0 for black and f for white."""
    levels = (pictures.clamp(0, 1) * 15).round().int().tolist()
    return ["".join(f"{level:x}" for level in picture) for picture in levels]


def principal_components() -> dict:
    """The errors of thirty components, and what they make of ten test pictures."""
    train, test = mnist(), mnist(test=True)
    pca, shown = PCA(train.flat, SIZES[-1]), one_of_each(test)
    errors = [error(images, pca.decode(pca.encode(images))) for images in (train.flat, test.flat)]
    return {"train_error": errors[0], "test_error": errors[1], "originals": as_text(shown),
            "pictures": as_text(pca.decode(pca.encode(shown)))}


def squared_error_in_bfloat16(autoencoder: Autoencoder, images: Tensor) -> Terms:
    """The loss, with matrices multiplied in half precision."""
    with torch.autocast(images.device.type, torch.bfloat16):
        return squared_error(autoencoder, images)


@torch.no_grad()
def error_left(autoencoder: Autoencoder, images: Tensor) -> float:
    """What the autoencoder leaves of these images as error."""
    return error(images, autoencoder(images))


def deep_autoencoder(seed: int) -> dict:
    """The errors of thirty numbers after every epoch, and what they make of ten test pictures."""
    device = pick_device()
    train, test = mnist().to(device), mnist(test=True).to(device)
    torch.manual_seed(seed)
    autoencoder = Autoencoder(mlp(*SIZES), mlp(*reversed(SIZES))).to(device)
    batches = Batches(train.flat, seed=seed)
    train_errors, test_errors = [], []

    def measure(row: dict) -> None:
        train_errors.append(error_left(autoencoder, train.flat))
        test_errors.append(error_left(autoencoder, test.flat))

    for learning_rate, epochs in SCHEDULE:
        fit(autoencoder, batches, squared_error_in_bfloat16, epochs=epochs, learning_rate=learning_rate,
            optimizer=partial(Adam, fused=True), after_epoch=measure, progress=False)
    with torch.no_grad():
        pictures = as_text(autoencoder(one_of_each(test)))
    return {"train_error": train_errors, "test_error": test_errors, "pictures": pictures}


PARTS = [*(partial(deep_autoencoder, seed) for seed in SEEDS), principal_components]


def gather(outcomes: list[dict]) -> dict:
    """What the chapter uses."""
    *deep, pca = outcomes
    return {
        "sizes": SIZES,
        "epochs": sum(epochs for _, epochs in SCHEDULE),
        "pca": {"train_error": pca["train_error"], "test_error": pca["test_error"]},
        "deep": {  # one number a seed
            "train_error": [outcome["train_error"][-1] for outcome in deep],
            "test_error": [outcome["test_error"][-1] for outcome in deep],
        },
        "curves": {  # one list a seed, one number an epoch
            "train_error": [outcome["train_error"] for outcome in deep],
            "test_error": [outcome["test_error"] for outcome in deep],
        },
        "pictures": {  # ten test pictures, one of each digit; a hexadecimal digit a pixel
            "originals": pca["originals"],
            "pca": pca["pictures"],
            "deep": deep[0]["pictures"],
        },
    }
