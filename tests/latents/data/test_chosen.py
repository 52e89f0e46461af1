"""The switch: which set a name brings, and which of its pictures."""

import gzip

import pytest
import torch

from latents.data import chosen
from latents.data.chosen import chosen_images
from latents.data.digits import digits
from latents.data.images import Images
from latents.data.mnist import mnist
from latents.data.switch import IMAGE_SETS


def numbered(count):
    """Pictures of which each one's label is its place in the set."""
    return Images(torch.rand(count, 1, 3, 3), {"label": torch.arange(count)})


@pytest.mark.parametrize("setting", [None, "", "digits"])
def test_the_digits_unless_told(monkeypatch, setting):
    monkeypatch.delenv("LATENTS_IMAGES", raising=False)
    if setting is not None:
        monkeypatch.setenv("LATENTS_IMAGES", setting)
    assert chosen_images().pixels.equal(digits().pixels)
    assert chosen_images().factors["label"].equal(digits().factors["label"])


@pytest.mark.parametrize("name", list(IMAGE_SETS)[1:])
def test_another_set_is_a_random_but_fixed_part_of_it(monkeypatch, name):
    monkeypatch.setenv("LATENTS_IMAGES", name)
    whole = numbered(5000)
    monkeypatch.setitem(chosen.OTHERS, name, lambda: whole)
    before = torch.get_rng_state()
    part = chosen_images()
    assert torch.equal(before, torch.get_rng_state())
    assert len(part) == len(digits())
    places = part.factors["label"]
    assert len(places.unique()) == len(part)
    assert part.pixels.equal(whole.pixels[places])
    assert abs(places.float().mean() - 2500) < 5 * 5000 / 12**0.5 / len(part)**0.5  # from everywhere
    assert chosen_images().factors["label"].equal(places)


def test_each_name_brings_its_own_set():
    assert list(chosen.OTHERS) == list(IMAGE_SETS)[1:]
    for name, load in chosen.OTHERS.items():
        assert load.__name__ == name


def test_an_unknown_name_is_one_sentence(monkeypatch):
    monkeypatch.setenv("LATENTS_IMAGES", "letters")
    with pytest.raises(ValueError, match="LATENTS_IMAGES") as failure:
        chosen_images()
    assert str(failure.value) == ("LATENTS_IMAGES names no set of pictures that is known: 'letters'; "
                                  "choose one of digits, mnist, fashion_mnist, usps")


def test_a_set_smaller_than_the_digits_comes_whole(publish, monkeypatch):
    header = bytes([0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 28, 0, 0, 0, 28])
    publish("mnist/train-images-idx3-ubyte.gz", gzip.compress(header + bytes(4 * 784)))
    publish("mnist/train-labels-idx1-ubyte.gz", gzip.compress(bytes([0, 0, 8, 1, 0, 0, 0, 4, 5, 6, 7, 8])))
    monkeypatch.setenv("LATENTS_IMAGES", "mnist")
    assert sorted(chosen_images().factors["label"].tolist()) == [5, 6, 7, 8]


def test_mnist_for_real(real_data, monkeypatch):
    real_data("mnist")
    monkeypatch.setenv("LATENTS_IMAGES", "mnist")
    part = chosen_images()
    assert part.pixels.shape == (1797, 1, 28, 28)
    assert part.factors["label"].bincount().min() > 100
    known = {row.numpy().tobytes() for row in mnist().flat[:, 200:600].mul(255).byte()}
    assert all(row.numpy().tobytes() in known for row in part.flat[:, 200:600].mul(255).byte())
