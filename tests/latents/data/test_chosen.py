"""The switch: which set a name brings, and which of its pictures."""

import gzip
import os

import pytest
import torch

from latents.data import chosen
from latents.data.chosen import chosen_images
from latents.data.digits import digits
from latents.data.images import Images
from latents.data.mnist import mnist
from latents.data.mnist_5k import mnist_5k
from latents.data.switch import IMAGE_SETS, chosen_name


def numbered(count):
    """Pictures of which each one's label is its place in the set."""
    return Images(torch.rand(count, 1, 3, 3), {"label": torch.arange(count)})


def same(images, others):
    return images.pixels.equal(others.pixels) and images.factors["label"].equal(others.factors["label"])


@pytest.mark.parametrize("setting", [None, "", "mnist_5k"])
def test_mnists_five_thousand_unless_told(monkeypatch, setting):
    monkeypatch.delenv("LATENTS_IMAGES")
    if setting is not None:
        monkeypatch.setenv("LATENTS_IMAGES", setting)
    assert same(chosen_images(), mnist_5k())


def test_a_chapter_names_its_own_set_and_the_switch_overrules_it(monkeypatch):
    assert same(chosen_images(default="digits"), digits())
    monkeypatch.setenv("LATENTS_IMAGES", "mnist_5k")
    assert same(chosen_images(5000, default="digits"), mnist_5k())


def test_the_first_choice_holds_for_the_whole_run():
    """So a claim that is made for the digits only is asserted where a chapter runs on them."""
    chosen_images(default="digits")
    assert chosen_name() == os.environ["LATENTS_IMAGES"] == "digits"
    assert same(chosen_images(), digits())


@pytest.mark.parametrize("name", list(IMAGE_SETS)[2:])
@pytest.mark.parametrize(("default", "as_many_as"), [("digits", digits), ("mnist_5k", mnist_5k)])
def test_another_set_is_a_random_but_fixed_part_of_it(monkeypatch, name, default, as_many_as):
    monkeypatch.setenv("LATENTS_IMAGES", name)
    whole = numbered(9000)
    monkeypatch.setitem(chosen.LOADERS, name, lambda: whole)
    before = torch.get_rng_state()
    part = chosen_images(default=default)
    assert torch.equal(before, torch.get_rng_state())
    assert len(part) == len(as_many_as())
    places = part.factors["label"]
    assert len(places.unique()) == len(part)
    assert part.pixels.equal(whole.pixels[places])
    assert abs(places.float().mean() - 4500) < 5 * 9000 / 12**0.5 / len(part)**0.5  # from everywhere
    assert chosen_images(default=default).factors["label"].equal(places)


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (2000, 2000), (5000, 5000), (9999, 5000)])
def test_as_many_as_asked_for_or_all_there_are(count, expected):
    part = chosen_images(count)
    assert len(part) == expected
    assert part.grey_steps == 255


def test_more_are_the_same_and_others():
    assert same(chosen_images(300)[:100], chosen_images(100))


def test_a_part_holds_every_digit():
    """Of 1,000 about a hundred each, with a standard deviation of 8.5."""
    counts = chosen_images(1000).factors["label"].bincount(minlength=10)
    assert (counts - 100).abs().max() < 5 * 8.5


def test_each_name_brings_its_own_set():
    assert list(chosen.LOADERS) == list(IMAGE_SETS)
    for name, load in chosen.LOADERS.items():
        assert load.__name__ == name


def test_an_unknown_name_is_one_sentence(monkeypatch):
    monkeypatch.setenv("LATENTS_IMAGES", "letters")
    with pytest.raises(ValueError, match="LATENTS_IMAGES") as failure:
        chosen_images()
    assert str(failure.value) == ("LATENTS_IMAGES names no set of pictures that is known: 'letters'; "
                                  "choose one of mnist_5k, digits, mnist, fashion_mnist, usps")


def test_less_than_one_picture_is_refused():
    with pytest.raises(ValueError, match="count must be a whole number greater than zero, got 0"):
        chosen_images(0)


def test_a_smaller_set_comes_whole(publish, monkeypatch):
    header = bytes([0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 28, 0, 0, 0, 28])
    publish("mnist/train-images-idx3-ubyte.gz", gzip.compress(header + bytes(4 * 784)))
    publish("mnist/train-labels-idx1-ubyte.gz", gzip.compress(bytes([0, 0, 8, 1, 0, 0, 0, 4, 5, 6, 7, 8])))
    monkeypatch.setenv("LATENTS_IMAGES", "mnist")
    assert chosen_images().factors["label"].tolist() == [5, 6, 7, 8]


def test_mnist_for_real(real_data, monkeypatch):
    real_data("mnist")
    monkeypatch.setenv("LATENTS_IMAGES", "mnist")
    part = chosen_images()
    assert part.pixels.shape == (5000, 1, 28, 28)
    assert part.factors["label"].bincount().min() > 400
    known = {row.numpy().tobytes() for row in mnist().flat[:, 200:600].mul(255).byte()}
    assert all(row.numpy().tobytes() in known for row in part.flat[:, 200:600].mul(255).byte())
