"""Photographs that need no download: scikit-image and scikit-learn bring them.

G. Huang, M. Ramesh, T. Berg and E. Learned-Miller, Labeled Faces in the Wild: a
database for studying face recognition in unconstrained environments, 2007.
"""

import numpy as np
import torch
from PIL import Image

from .bundled import bundled
from .images import Images

PHOTOGRAPHS = {  # name -> package, file in it; scikit-image would download others
    "astronaut": ("skimage", "data/astronaut.png"),
    "camera": ("skimage", "data/camera.png"),
    "cat": ("skimage", "data/chelsea.png"),
    "china": ("sklearn", "datasets/images/china.jpg"),
    "coffee": ("skimage", "data/coffee.png"),
    "coins": ("skimage", "data/coins.png"),
    "flower": ("sklearn", "datasets/images/flower.jpg"),
    "galaxies": ("skimage", "data/hubble_deep_field.jpg"),
    "rocket": ("skimage", "data/rocket.jpg"),
    "brick": ("skimage", "data/brick.png"),
    "grass": ("skimage", "data/grass.png"),
    "gravel": ("skimage", "data/gravel.png"),
}


def photograph(name: str) -> Images:
    """One of `PHOTOGRAPHS`, [1, 3, height, width], or [1, 1, height, width] if grey.

    Levels 0 to 255 are scaled to [0, 1]; no factors. Sources: the docstrings of
    `skimage.data`, in the public domain; scikit-learn's `load_sample_images`, CC BY.

    Raises ValueError for an unknown name, ModuleNotFoundError or FileNotFoundError if
    the package does not bring the file.
    """
    if name not in PHOTOGRAPHS:
        raise ValueError(
            f"there is no photograph {name!r}; choose one of {', '.join(PHOTOGRAPHS)}"
        )
    with Image.open(bundled(*PHOTOGRAPHS[name])) as picture:
        levels = torch.from_numpy(np.array(picture))
    levels = levels[:, :, None] if levels.dim() == 2 else levels
    return Images(levels.permute(2, 0, 1)[None] / 255, {}, grey_steps=255)


def face_crops() -> Images:
    """200 crops of photographs, grey, 25 by 25: 100 of faces, 100 of background.

    Factor "face": 1 or 0, in that order. Source: Labeled Faces in the Wild, Huang et
    al., 2007, as chosen and scaled for scikit-image; 1 MB; public photographs of real
    people.

    Raises ModuleNotFoundError or FileNotFoundError if the package does not bring them.
    """
    levels = np.load(bundled("skimage", "data/lfw_subset.npy"))
    face = torch.arange(len(levels)) < 100
    return Images(torch.from_numpy(levels).float()[:, None], {"face": face.long()})
