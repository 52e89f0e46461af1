"""USPS, read back from a file written here in the format of the LIBSVM collection."""

import bz2

import pytest
import torch

from latents.data.usps import usps


def lines(pixels, labels):
    """One line a picture: label, then index:value; values of zero may be left out."""
    rows = (" ".join(f"{place + 1}:{value}" for place, value in enumerate(row) if value) for row in pixels.tolist())
    return "".join(f"{label} {row}\n" for label, row in zip(labels, rows, strict=True)).encode()


@pytest.mark.parametrize(("test", "name"), [(False, "usps/usps.bz2"), (True, "usps/usps.t.bz2")])
def test_pictures_and_labels_are_those_of_the_file(publish, test, name):
    pixels = torch.linspace(-1, 1, 3 * 256).view(3, 256).round(decimals=3)
    pixels[1, :9] = 0
    publish(name, bz2.compress(lines(pixels, [7, 10, 1])))
    images = usps(test=test)
    assert images.pixels.shape == (3, 1, 16, 16)
    assert images.pixels.dtype == torch.float32
    torch.testing.assert_close(images.flat, (pixels + 1) / 2)
    torch.testing.assert_close(images.flat * images.grey_steps, (1000 * (pixels + 1)).round(), rtol=0, atol=1e-3)
    assert list(images.factors) == ["label"]
    assert images.factors["label"].tolist() == [6, 9, 0]


def test_rows_of_pixels_lie_one_below_the_other(publish):
    pixels = -torch.ones(1, 256)
    pixels[0, 16:32] = 1
    publish("usps/usps.bz2", bz2.compress(lines(pixels, [1])))
    assert usps().pixels[0, 0, 1].eq(1).all()
    assert usps().pixels.sum() == 16


@pytest.mark.parametrize("content", [
    bz2.compress(lines(torch.ones(2, 256), [1, 2]))[:-8], b"no bzip2", bz2.compress(b"1 1:0.5 2:half\n"),
    bz2.compress(b"1 257:0.5\n"),
])
def test_a_damaged_file_is_named(publish, content):
    path = publish("usps/usps.bz2", content)
    with pytest.raises(ValueError, match="is no whole bzip2 file of lines 'label 1:value") as failure:
        usps()
    assert str(path) in str(failure.value)
    assert "replace it" in str(failure.value)


def test_the_real_files(real_data):
    real_data("usps")
    train, test = usps(), usps(test=True)
    assert train.factors["label"].bincount().tolist() == [1194, 1005, 731, 658, 652, 556, 664, 645, 542, 644]
    assert test.factors["label"].bincount().tolist() == [359, 264, 198, 166, 200, 160, 170, 147, 166, 177]
