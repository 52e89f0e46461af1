"""Handwritten digits that need no download."""

import torch
from sklearn.datasets import load_digits

from .images import Images


def digits() -> Images:
    """The 1797 handwritten 8 by 8 digits that ship inside scikit-learn.

    Grey levels 0 to 16 are scaled to [0, 1]. Factor "label": 0 to 9. Source: E.
    Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, 1998.
    """
    bunch = load_digits()
    return Images(
        torch.tensor(bunch.images, dtype=torch.float32)[:, None] / 16,
        {"label": torch.tensor(bunch.target)},
        grey_steps=16,
    )
