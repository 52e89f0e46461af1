"""The digits are scikit-learn's, on the scale of the book."""

import torch
from sklearn.datasets import load_digits

from latents.data.digits import digits


def test_they_are_scikit_learns_in_the_unit_interval():
    images, source = digits(), load_digits()
    assert images.pixels.shape == (1797, 1, 8, 8)
    assert images.pixels.dtype == torch.float32
    assert torch.equal(16 * images.flat, torch.from_numpy(source.data).float())
    assert images.pixels.max() == 1
    assert images.grey_steps == 16
    assert list(images.factors) == ["label"]
    assert images.factors["label"].tolist() == source.target.tolist()
