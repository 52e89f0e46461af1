"""What the comparisons of *Designing an autoencoder* say at other learning rates, and after ten times as many passes.

The designs and the pictures are the chapter's. Errors are those of new pictures, in grey levels from 0 to 1.
"""

from collections.abc import Callable
from functools import partial

import torch
from torch import Tensor, nn
from torch.optim import Adam

from latents import Batches, fit, pick_device
from latents.data.mnist_5k import mnist_5k
from latents.layers.convolution import conv_decoder, conv_encoder
from latents.models.autoencoder import Autoencoder, mirrored, squared_error
from latents.models.pca import PCA
from latents.training import Loss, Terms

DATA = "5,000 digits of MNIST"
FILES: list[str] = []
SEEDS = range(5)
RATES = 1e-3, 2e-3, 3e-3, 5e-3, 1e-2, 2e-2
SHORT, LONG = 10, 100  # passes
WHOLE, HALF, CODE = 28 * 28, 14 * 14, 8
NARROW, WIDE = 11, 166  # hidden units for as many weights, or multiplications, as the convolutional one


def one_layer() -> Autoencoder:
    """The first generation."""
    return Autoencoder(nn.Sequential(nn.Linear(WHOLE, CODE), nn.Tanh()), nn.Linear(CODE, WHOLE))


def convolutional() -> Autoencoder:
    """The third generation, on flat pictures."""
    shape = 1, 28, 28
    encoder = nn.Sequential(nn.Unflatten(1, shape), *conv_encoder(shape, (8, 16), CODE))
    return Autoencoder(encoder, nn.Sequential(*conv_decoder(CODE, (16, 8), shape), nn.Flatten()))


def seen_at_255(autoencoder: Autoencoder, images: Tensor) -> Terms:
    """The loss of an autoencoder that sees 0 to 255 and draws 0 to 1."""
    return {"reconstruction": (autoencoder(255 * images) - images).square().sum(dim=1).mean()}


DESIGNS = {  # those that are compared with each other: how much of a side they see, pictures, design and its loss
    "generations": (1, 1500, {
        "one layer": (one_layer, squared_error),
        "connected, same weights": (partial(mirrored, WHOLE, NARROW, CODE, activation=nn.Tanh), squared_error),
        "the same with ReLUs": (partial(mirrored, WHOLE, NARROW, CODE), squared_error),
        "connected, same work": (partial(mirrored, WHOLE, WIDE, CODE), squared_error),
        "convolutional": (convolutional, squared_error)}),
    "depths": (2, 3000, {
        "one hidden layer": (partial(mirrored, HALF, 168, 2), squared_error),
        "two hidden layers": (partial(mirrored, HALF, 128, 64, 2), squared_error)}),
    "scales": (2, 3000, {
        "sees 1": (partial(mirrored, HALF, 128, CODE), squared_error),
        "sees 255": (partial(mirrored, HALF, 128, CODE), seen_at_255)}),
}


def errors(make: Callable[[], Autoencoder], loss: Loss, known: Tensor, others: list[Tensor], *, seed: int, rate: float,
           passes: int) -> list[float]:
    """The errors of other pictures, one for each set of them, of a network trained on those that are known."""
    torch.manual_seed(seed)
    autoencoder = make()
    fit(autoencoder, Batches(known, size=64, seed=seed), loss, epochs=passes, learning_rate=rate,
        optimizer=partial(Adam, fused=True), progress=False)
    with torch.no_grad():
        return [float(loss(autoencoder, other)["reconstruction"]) for other in others]


def designs(kind: str, seed: int) -> dict:
    """For every design: the rate that is best on held-out pictures, and the errors of new ones at that rate."""
    part, count, compared = DESIGNS[kind]
    pictures = mnist_5k() if part == 1 else mnist_5k().halved()
    known, new = (images.flat.to(pick_device()) for images in pictures.split(seed=seed))
    known, held_out = known[:count], known[3000:]
    outcome = {}
    for name, (make, loss) in compared.items():
        learn = partial(errors, make, loss, known, [held_out, new], seed=seed)
        at = [learn(rate=rate, passes=SHORT) for rate in RATES]
        best = min(range(len(RATES)), key=lambda i: at[i][0])
        outcome[name] = {"rate": RATES[best], "short": at[best][1], "long": learn(rate=RATES[best], passes=LONG)[1]}
    return outcome


@torch.no_grad()
def components(seed: int) -> dict:
    """The error that principal components leave of the pictures on which the generations are compared."""
    known, new = (images.flat.to(pick_device()) for images in mnist_5k().split(seed=seed))
    pca = PCA(known[:1500], CODE)
    return {"PCA": {"long": float(squared_error(lambda rows: pca.decode(pca.encode(rows)), new)["reconstruction"])}}


PARTS = [partial(designs, kind, seed) for kind in DESIGNS for seed in SEEDS] + [partial(components, s) for s in SEEDS]


def gather(outcomes: list[dict]) -> dict:
    """One number a seed everywhere."""
    kinds = {kind: outcomes[i * len(SEEDS):][:len(SEEDS)] for i, kind in enumerate([*DESIGNS, "components"])}
    return {kind: {name: {what: [outcome[name][what] for outcome in outcomes] for what in outcomes[0][name]}
                   for name in outcomes[0]} for kind, outcomes in kinds.items()}
