"""Patches of a picture in which every pixel tells where it is."""

import pytest
import torch

from latents.data.images import Images
from latents.data.patches import patches

HEIGHT, WIDTH = 9, 12


@pytest.fixture
def source():
    """Three pictures of two channels; the four numbers of a pixel are picture, channel, row and column."""
    places = torch.arange(3.0 * 2 * HEIGHT * WIDTH).view(3, 2, HEIGHT, WIDTH)
    return Images(places / places.max(), {"label": torch.arange(3)}, grey_steps=647)


def test_patches_are_cut_where_their_factors_say(source):
    cut = patches(source, 50, 4)
    assert cut.pixels.shape == (50, 2, 4, 4)
    assert cut.grey_steps == 647
    for pixels, picture, (row, column) in zip(cut.pixels, cut.factors["picture"], cut.factors["corner"], strict=True):
        assert pixels.equal(source.pixels[picture, :, row:row + 4, column:column + 4])


def test_they_come_from_everywhere_and_only_from_inside(source):
    """Each of 3 · 6 · 9 places is missed by 3,000 draws with a probability of 1e-8."""
    cut = patches(source, 3000, 4)
    places = {(picture, *corner) for picture, corner in zip(cut.factors["picture"].tolist(),
                                                           cut.factors["corner"].tolist(), strict=True)}
    assert places == {(picture, row, column) for picture in range(3) for row in range(6) for column in range(9)}


def test_a_patch_may_be_as_large_as_the_picture(source):
    cut = patches(source[:1], 2, 9)
    assert cut.factors["corner"][:, 0].tolist() == [0, 0]


def test_patches_are_a_function_of_their_arguments(source):
    before = torch.get_rng_state()
    first, again, other = patches(source, 20, 4), patches(source, 20, 4, seed=0), patches(source, 20, 4, seed=1)
    assert torch.equal(before, torch.get_rng_state())
    assert first.pixels.equal(again.pixels)
    assert not first.pixels.equal(other.pixels)


@pytest.mark.parametrize(("count", "size", "message"), [
    (0, 4, "count must be a whole number greater than zero, got 0"),
    (5, 0, "size must be a whole number greater than zero, got 0"),
    (5, 10, "patches of size 10 do not fit in pictures of 9 by 12; choose a smaller size"),
])
def test_what_cannot_be_cut_is_refused(source, count, size, message):
    with pytest.raises(ValueError, match=message):
        patches(source, count, size)
