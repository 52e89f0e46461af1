"""The pictures that the image chapters run on."""

import torch

from .digits import digits
from .images import Images
from .mnist import fashion_mnist, mnist
from .switch import chosen_name
from .usps import usps

COUNT = 1797  # as many as there are digits
OTHERS = {"mnist": mnist, "fashion_mnist": fashion_mnist, "usps": usps}


def chosen_images() -> Images:
    """The digits, or as many pictures of the set that `$LATENTS_IMAGES` names.

    They are a random subsample, always the same, of the pictures to learn from. Factor
    "label": 0 to 9. Raises ValueError for an unknown name, and as the set's loader.
    """
    name = chosen_name()
    if name not in OTHERS:
        return digits()
    images = OTHERS[name]()
    rng = torch.Generator().manual_seed(0)
    return images[torch.randperm(len(images), generator=rng)[:COUNT]]
