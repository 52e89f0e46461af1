"""One switch, `LATENTS_IMAGES`: which pictures the image chapters run on."""

import os

IMAGE_SETS = {  # as the switch names a set, as a sentence does
    "mnist_5k": "5,000 digits of MNIST",
    "digits": "the 8 by 8 digits",
    "mnist": "MNIST",
    "fashion_mnist": "Fashion-MNIST",
    "usps": "USPS",
}
DEFAULT = "mnist_5k"


def chosen_name() -> str:
    """The set that `$LATENTS_IMAGES` names; the default set without it.

    Raises ValueError for a name that is not in `IMAGE_SETS`.
    """
    name = os.environ.get("LATENTS_IMAGES") or DEFAULT
    if name not in IMAGE_SETS:
        raise ValueError(
            f"LATENTS_IMAGES names no set of pictures that is known: {name!r}; "
            f"choose one of {', '.join(IMAGE_SETS)}"
        )
    return name
