"""`Images` keeps pictures and factors together, whatever is taken out of it."""

from dataclasses import FrozenInstanceError

import pytest
import torch

from latents.data.images import Images


@pytest.fixture
def images():
    """Ten pictures of two channels; picture i holds i / 10 everywhere but for its first pixel, and its factor is i."""
    pixels = (torch.arange(10.0) / 10)[:, None, None, None].repeat(1, 2, 3, 4)
    pixels[:, 0, 0, 0] = 1
    return Images(pixels, {"number": torch.arange(10)}, grey_steps=10)


def numbers(images):
    """The factors, after a check that each still belongs to its picture."""
    assert torch.equal(images.pixels[:, 1, 2, 3], images.factors["number"] / 10)
    return images.factors["number"].tolist()


@pytest.mark.parametrize(("rows", "expected"), [
    (slice(2, 5), [2, 3, 4]),
    (torch.tensor([7, 0, 7]), [7, 0, 7]),
    (torch.arange(10) > 7, [8, 9]),
    (torch.zeros(10, dtype=torch.bool), []),
])
def test_rows_are_taken_with_their_factors(images, rows, expected):
    assert numbers(images[rows]) == expected
    assert len(images[rows]) == len(expected)
    assert images[rows].grey_steps == 10


def test_they_cannot_be_exchanged(images):
    with pytest.raises(FrozenInstanceError):
        images.pixels = images.pixels / 2


def test_flat_is_one_row_a_picture(images):
    assert images.flat.shape == (10, 24)
    assert images.flat[3].tolist() == images.pixels[3].flatten().tolist()


def test_they_move_with_their_factors(images, monkeypatch):
    monkeypatch.setattr("latents.data.images.require_unit_interval", lambda pixels: None)  # a meta tensor has no values
    moved = images.to("meta")
    assert moved.grey_steps == 10
    assert moved.pixels.device.type == moved.factors["number"].device.type == "meta"


def test_half_as_large_is_the_mean_of_four():
    levels = torch.tensor([[0, 4, 8, 8, 1, 0], [4, 8, 8, 8, 0, 0]]) / 8
    whole = Images(torch.stack([levels, 1 - levels])[:, None], {"number": torch.arange(2)}, grey_steps=8)
    half = whole.halved()
    assert (half.pixels * 32).tolist() == [[[[16, 32, 1]]], [[[16, 0, 31]]]]
    assert half.grey_steps == 32
    assert half.factors["number"].tolist() == [0, 1]
    assert Images(whole.pixels, {}).halved().grey_steps is None


@pytest.mark.parametrize("shape", [(2, 1, 5, 4), (2, 1, 4, 5)])
def test_an_odd_side_is_not_halved(shape):
    with pytest.raises(ValueError, match=r"expected pictures of even height and width, got shape .*; crop them first"):
        Images(torch.zeros(shape), {}).halved()


@pytest.mark.parametrize("steps", [0, 2.5])
def test_a_scale_without_steps_is_refused(steps):
    with pytest.raises(ValueError, match=f"grey_steps must be a whole number greater than zero, got {steps}"):
        Images(torch.zeros(1, 1, 2, 2), {}, steps)


@pytest.mark.parametrize(("fraction", "first"), [(0.8, 8), (0.5, 5), (0.27, 3), (0.1, 1)])
def test_a_split_is_disjoint_and_complete(images, fraction, first):
    parts = images.split(fraction)
    assert len(parts[0]) == first
    assert sorted(numbers(parts[0]) + numbers(parts[1])) == list(range(10))


def test_a_split_is_random_and_a_function_of_its_seed(images):
    before = torch.get_rng_state()
    first = numbers(images.split()[0])
    assert torch.equal(before, torch.get_rng_state())
    torch.manual_seed(9)
    assert first == numbers(images.split(0.8, seed=0)[0]) != numbers(images.split(seed=1)[0])
    assert first != sorted(first)


@pytest.mark.parametrize("fraction", [0.0, 0.04, 0.99, 1.0, -0.5, 1.5])
def test_a_part_without_pictures_is_refused(images, fraction):
    with pytest.raises(ValueError, match=f"fraction {fraction} of 10 pictures leaves one part empty; choose another"):
        images.split(fraction)


@pytest.mark.parametrize(("pixels", "factors", "message"), [
    (torch.zeros(3, 8, 8), {}, r"expected pictures \[n, channels, height, width\], got shape \[3, 8, 8\]"),
    (torch.zeros(3, 64), {}, "expected pictures"),
    (torch.full((1, 1, 2, 2), 16.0), {}, r"expected values in \[0, 1\]"),
    (torch.full((1, 1, 2, 2), -0.1), {}, r"expected values in \[0, 1\]"),
    (torch.full((1, 1, 2, 2), torch.nan), {}, r"expected values in \[0, 1\]"),
    (torch.ones((1, 1, 2, 2), dtype=torch.uint8), {}, "convert them with"),
    (torch.zeros(3, 1, 2, 2), {"label": torch.arange(4)}, "factor 'label' has 4 values for 3 pictures"),
])
def test_what_are_no_pictures_is_refused(pixels, factors, message):
    with pytest.raises(ValueError, match=message):
        Images(pixels, factors)
