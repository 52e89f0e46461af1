"""Drawn digits: balanced, in the middle, turned and shifted as they say, readable by a network that saw others."""

import math

import pytest
import torch
from sklearn.neighbors import KNeighborsClassifier

from latents.data.glyphs import CANVAS, FONTS, HEIGHT, glyphs, house_numbers, placed, stencils
from latents.data.images import Images

ZERO, ONE = torch.zeros(1), torch.ones(1)


def centre(pixels):
    """Row and column of the centre of mass of [height, width], in pixels from the middle."""
    places = torch.arange(len(pixels)) - (len(pixels) - 1) / 2
    return float((pixels.sum(1) * places).sum() / pixels.sum()), float((pixels.sum(0) * places).sum() / pixels.sum())


def test_stencils_are_equally_high_and_stand_in_the_middle():
    drawn = stencils()
    assert drawn.shape == (len(FONTS), 10, CANVAS, CANVAS)
    assert drawn.amin() == 0
    assert (drawn.amax(dim=(2, 3)) > 0.9).all()
    for side in (2, 3):
        inked = (drawn > 0.5).any(dim=side)
        first = inked.int().argmax(dim=2)
        last = CANVAS - 1 - inked.flip(2).int().argmax(dim=2)
        assert ((first + last - (CANVAS - 1)).abs() <= 2).all()  # twice how far it stands from the middle
        if side == 3:
            assert ((last - first + 1 - HEIGHT).abs() <= 3).all()


def test_no_two_digits_of_a_font_look_alike():
    flat = stencils().flatten(start_dim=2)
    apart = torch.cdist(flat, flat) + 100 * torch.eye(10)
    assert apart.min() > 5  # an exchanged or empty drawing would be at distance 0


def test_placing_without_a_change_is_a_smaller_picture():
    drawn = torch.zeros(1, CANVAS, CANVAS)
    drawn[:, 16:48, 16:32] = 1  # the middle half of the height, the quarter left of the middle
    expected = torch.zeros(28, 28)
    expected[7:21, 7:14] = 1
    torch.testing.assert_close(placed(drawn, ZERO, ONE, ZERO, ZERO)[0, 0], expected, atol=0.3, rtol=0)
    assert placed(drawn, ZERO, ONE, ZERO, ZERO).sum().item() == pytest.approx(expected.sum().item(), rel=0.02)


@pytest.mark.parametrize(("across", "down"), [(0.25, 0.0), (0.0, 0.25), (-0.25, 0.1)])
@pytest.mark.parametrize("size", [0.8, 1.2])
def test_shifts_are_halves_of_a_picture_to_the_right_and_down_whatever_the_size(across, down, size):
    drawn = torch.zeros(1, CANVAS, CANVAS)
    drawn[:, 24:40, 24:40] = 1
    moved = placed(drawn, ZERO, size * ONE, across * ONE, down * ONE)[0, 0]
    assert centre(moved) == pytest.approx((14 * down, 14 * across), abs=0.1)
    assert moved.sum().item() == pytest.approx((size * 7) ** 2, rel=0.03)


def test_it_turns_by_the_angle_around_its_own_middle():
    drawn = torch.zeros(1, CANVAS, CANVAS)
    drawn[:, 24:40, 40:56] = 1  # a block to the right of the middle: 16 of 64 pixels, 7 of 28
    for shift in (0.0, 0.2):
        row, column = centre(placed(drawn, 0.5 * ONE, ONE, shift * ONE, ZERO)[0, 0])
        assert math.hypot(row, column - 14 * shift) == pytest.approx(7, abs=0.1)
        assert abs(math.atan2(row, column - 14 * shift)) == pytest.approx(0.5, abs=0.02)


def test_pictures_are_balanced_white_on_black_and_a_function_of_their_arguments():
    before = torch.get_rng_state()
    first, again, other = glyphs(203), glyphs(203, seed=0), glyphs(203, seed=1)
    assert torch.equal(before, torch.get_rng_state())
    assert torch.equal(first.pixels, again.pixels)
    assert not torch.equal(first.pixels, other.pixels)
    assert not torch.equal(first.factors["label"], other.factors["label"])
    assert first.pixels.shape == (203, 1, 28, 28)
    assert first.pixels.mean() < 0.3
    assert first.pixels[:, :, 0].max() < 0.1
    assert sorted(first.factors["label"].bincount().tolist()) == [20] * 7 + [21] * 3
    assert first.factors["font"].unique().tolist() == list(range(len(FONTS)))


def test_labels_are_those_of_the_drawings():
    """The nearest of other drawings has the same label nine times out of ten; chance is one."""
    known, new = glyphs(1500), glyphs(300, seed=1)
    judge = KNeighborsClassifier(1).fit(known.flat.numpy(), known.factors["label"].numpy())
    assert judge.score(new.flat.numpy(), new.factors["label"].numpy()) > 0.9


def test_neighbours_look_in_from_the_sides_and_leave_the_digit_where_it_is():
    alone, together = glyphs(300), glyphs(300, neighbours=True)
    assert torch.equal(alone.factors["label"], together.factors["label"])
    assert (together.pixels >= alone.pixels - 1e-6).all()
    added = (together.pixels - alone.pixels).mean(dim=(0, 1, 2))
    assert added[:4].mean() > 0.1
    assert added[-4:].mean() > 0.1
    assert added[12:16].mean() < 0.03


def grey(level, count=400):
    return Images(torch.full((count, 3, 28, 28), level), {})


def test_house_numbers_are_glyphs_in_two_colours():
    digits, pictures = glyphs(400, neighbours=True, seed=5), house_numbers(grey(0.5), seed=5)
    assert torch.equal(pictures.factors["label"], digits.factors["label"])
    for ink, pixels in zip(digits.pixels[:40], pictures.pixels, strict=False):
        for channel in pixels:  # of one colour where there is no ink, of another where there is, between in between
            both = torch.stack([ink.flatten(), torch.ones(784)], dim=1)
            slope, level = torch.linalg.lstsq(both, channel.flatten()).solution
            torch.testing.assert_close(channel, level + slope * ink[0], atol=1e-4, rtol=0)


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_the_share_of_dark_paint_is_the_one_asked_for(share):
    digits, pictures = glyphs(400, neighbours=True), house_numbers(grey(0.5), dark_on_light=share)
    ink, paper = digits.pixels > 0.9, digits.pixels < 0.1
    light = pictures.pixels.mean(dim=1, keepdim=True)
    gaps = (light * ink).sum(dim=(1, 2, 3)) / ink.sum(dim=(1, 2, 3)) - (light * paper).sum(dim=(1, 2, 3)) / paper.sum(
        dim=(1, 2, 3))
    assert gaps.abs().min() > 0.05
    assert gaps.abs().max() <= 1
    assert (gaps < 0).float().mean().item() == pytest.approx(share, abs=4 * (share * (1 - share) / 400) ** 0.5)


def test_half_of_the_crop_is_added():
    level = house_numbers(grey(0.5)).pixels
    lighter = house_numbers(grey(0.7)).pixels
    torch.testing.assert_close(lighter, (level + 0.1).clamp(0, 1))


def test_no_picture_is_refused():
    with pytest.raises(ValueError, match="count must be a whole number greater than zero, got 0"):
        glyphs(0)
