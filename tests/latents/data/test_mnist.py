"""MNIST's file format, read back from files written here byte by byte; and the real files where they are."""

import gzip
from functools import partial

import pytest
import torch

from latents.data.mnist import fashion_mnist, mnist, read_idx

IMAGES = torch.arange(5 * 28 * 28).remainder(256).to(torch.uint8).view(5, 28, 28)
LABELS = torch.tensor([7, 0, 9, 3, 3], dtype=torch.uint8)
compressed = partial(gzip.compress, mtime=0)  # else names of tests would hold the second in which they are collected


def idx(array, kind=8):
    """An array of bytes as an IDX file: 0, 0, kind, dimensions; the sizes, big end first; the data."""
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    return bytes([0, 0, kind, array.dim()]) + sizes + array.numpy().tobytes()


@pytest.mark.parametrize(("load", "folder"), [(mnist, "mnist"), (fashion_mnist, "fashion_mnist")])
@pytest.mark.parametrize(("test", "part"), [(False, "train"), (True, "t10k")])
def test_pictures_and_labels_are_those_of_the_files(publish, load, folder, test, part):
    publish(f"{folder}/{part}-images-idx3-ubyte.gz", compressed(idx(IMAGES)))
    publish(f"{folder}/{part}-labels-idx1-ubyte.gz", compressed(idx(LABELS)))
    images = load(test=test)
    assert images.pixels.shape == (5, 1, 28, 28)
    assert images.pixels.dtype == torch.float32
    torch.testing.assert_close(255 * images.pixels[:, 0], IMAGES.float())
    assert (images.pixels.min(), images.pixels.max(), images.grey_steps) == (0, 1, 255)
    assert list(images.factors) == ["label"]
    assert images.factors["label"].equal(LABELS.long())


def test_the_pictures_to_learn_from_unless_told(publish):
    publish("mnist/train-images-idx3-ubyte.gz", compressed(idx(IMAGES)))
    publish("mnist/train-labels-idx1-ubyte.gz", compressed(idx(LABELS)))
    assert len(mnist()) == 5


@pytest.mark.parametrize(("content", "message"), [
    (compressed(idx(IMAGES))[:-40], "is not a whole gzip file"),
    (compressed(idx(IMAGES))[:-4] + b"\0\0\0\0", "is not a whole gzip file"),
    (compressed(idx(IMAGES))[:12] + b"\xff" + compressed(idx(IMAGES))[13:], "is not a whole gzip file"),
    (b"<html>sorry</html>", "is not a whole gzip file"),
    (compressed(idx(IMAGES, kind=13)), "its magic number is 3331, not 2051"),
    (compressed(idx(LABELS)), "its magic number is 2049, not 2051"),
    (compressed(b""), "its magic number is 0, not 2051"),
    (compressed(idx(IMAGES)[:-1]), r"holds 3919 bytes of data where its header says \[5, 28, 28\]"),
    (compressed(idx(IMAGES) + b"\0"), r"holds 3921 bytes of data where its header says \[5, 28, 28\]"),
])
def test_a_damaged_file_is_named(publish, content, message):
    path = publish("mnist/train-images-idx3-ubyte.gz", content)
    with pytest.raises(ValueError, match=message) as failure:
        mnist()
    assert str(path) in str(failure.value)
    assert "replace it" in str(failure.value)


def test_a_label_for_every_picture(publish):
    publish("mnist/train-images-idx3-ubyte.gz", compressed(idx(IMAGES)))
    publish("mnist/train-labels-idx1-ubyte.gz", compressed(idx(LABELS[:4])))
    with pytest.raises(ValueError, match="factor 'label' has 4 values for 5 pictures"):
        mnist()


def test_sizes_are_read_big_end_first(publish):
    path = publish("mnist/train-labels-idx1-ubyte.gz", compressed(idx(torch.ones(259, dtype=torch.uint8))))
    assert read_idx(path, 1).shape == (259,)


def test_the_real_files(real_data):
    """Counts, mean and standard deviation as they are known everywhere."""
    real_data("mnist")
    train, test = mnist(), mnist(test=True)
    assert train.pixels.shape == (60_000, 1, 28, 28)
    assert test.pixels.shape == (10_000, 1, 28, 28)
    assert train.factors["label"].bincount().tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert train.factors["label"][:5].tolist() == [5, 0, 4, 1, 9]
    assert float(train.pixels.mean()) == pytest.approx(0.1307, abs=5e-5)
    assert float(train.pixels.std()) == pytest.approx(0.3081, abs=5e-5)
