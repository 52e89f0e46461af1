"""The pictures that the image chapters run on."""

import os

import torch

from ..guards import require_count
from .digits import digits
from .images import Images
from .mnist import fashion_mnist, mnist
from .mnist_5k import mnist_5k
from .switch import DEFAULT, chosen_name
from .usps import usps

LOADERS = {
    "mnist_5k": mnist_5k,
    "digits": digits,
    "mnist": mnist,
    "fashion_mnist": fashion_mnist,
    "usps": usps,
}


def chosen_images(count: int | None = None, *, default: str = DEFAULT) -> Images:
    """`count` pictures of the set that `$LATENTS_IMAGES` names, `default` without it.

    They are a random subsample, always the same, of the pictures to learn from; without
    `count`, as many as the default set has. A set that has no more comes whole. Factor
    "label": 0 to 9.

    `default` is the set that a chapter is written for. It holds for the whole run from
    then on: if nothing else was chosen, `$LATENTS_IMAGES` is set to it, so that claims
    know what they were measured on.

    Raises ValueError for an unknown name or a count below one, and as the set's loader.
    """
    os.environ["LATENTS_IMAGES"] = os.environ.get("LATENTS_IMAGES") or default
    images = LOADERS[chosen_name()]()
    if count is None:
        count = len(LOADERS[default]())
    require_count("count", count)
    if count >= len(images):
        return images
    rng = torch.Generator().manual_seed(0)
    return images[torch.randperm(len(images), generator=rng)[:count]]
