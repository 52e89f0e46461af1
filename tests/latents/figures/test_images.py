"""Grids and rows of pictures: their pixels, their scales and their names."""

import numpy as np
import pytest
import torch

from latents.figures import images

PICTURES = torch.linspace(0.1, 0.8, 5 * 12).view(5, 1, 3, 4)  # neither black nor white


def canvas(figure):
    """The one picture of a figure, NaN where it holds nothing, and its artist."""
    (image,) = figure.axes[0].get_images()
    return np.ma.filled(image.get_array(), np.nan), image


def mosaic_by_hand(rows, columns):
    """Grey pictures of 3 x 4 pixels, one pixel apart."""
    canvas = np.full((4 * len(rows) - 1, 5 * columns - 1), np.nan)
    for i, row in enumerate(rows):
        for j, picture in enumerate(row):
            for y in range(3):
                for x in range(4):
                    canvas[4 * i + y, 5 * j + x] = picture[0, y, x]
    return canvas


def test_a_grid_shows_every_picture_in_order_on_one_grey_scale():
    figure = images.image_grid(PICTURES, columns=2)
    pixels, image = canvas(figure)
    assert np.array_equal(pixels, mosaic_by_hand([PICTURES[:2], PICTURES[2:4], PICTURES[4:]], 2), equal_nan=True)
    assert image.get_clim() == (0, 1)
    assert [image.cmap(shade)[:3] for shade in (0.0, 1.0, np.nan)] == [(0, 0, 0), (1, 1, 1), (0, 0, 0)]
    assert image.cmap(np.nan)[3] == 0  # gaps show the page
    assert image.get_interpolation() == "none"  # pixels stay pixels, however large the picture is shown
    assert not [*figure.axes[0].get_xticks(), *figure.axes[0].get_yticks()]
    assert figure.get_size_inches() == pytest.approx([6, 6 * 11 / 9])


def test_a_grid_is_sixteen_wide():
    pixels, _ = canvas(images.image_grid(PICTURES[:1].repeat(17, 1, 1, 1)))
    assert pixels.shape == (2 * 4 - 1, 16 * 5 - 1)


def test_pictures_may_carry_gradients():
    pixels, _ = canvas(images.image_grid(PICTURES.clone().requires_grad_(), columns=5))
    assert np.array_equal(pixels, mosaic_by_hand([PICTURES], 5), equal_nan=True)


def test_colour_pictures_keep_their_channels_and_gaps_show_the_page():
    picture = torch.rand(2, 3, 4, 5)
    picture[0, 0, 0, 0], picture[0, 1, 0, 0] = 2, -1
    pixels = images.mosaic([picture])  # Matplotlib would cut off what is too bright too, and complain
    assert np.array_equal(canvas(images.image_grid(picture, columns=2))[0], pixels)
    assert np.array_equal(pixels[:, :5, :3], picture[0].permute(1, 2, 0).clamp(0, 1))
    assert np.array_equal(pixels[:, 6:, :3], picture[1].permute(1, 2, 0))
    assert (pixels[..., 3] == [[1] * 5 + [0] + [1] * 5]).all()


def test_rows_are_named_at_their_middles():
    figure = images.image_rows({"input": PICTURES[:3], "output": 1 - PICTURES[:2]})
    pixels, image = canvas(figure)
    assert np.array_equal(pixels, mosaic_by_hand([PICTURES[:3], 1 - PICTURES[:2]], 3), equal_nan=True)
    assert image.get_clim() == (0, 1)
    (axis,) = figure.axes
    assert axis.get_yticks() == pytest.approx([1, 5])  # the middle lines of pixels 0 to 2 and 4 to 6
    assert [label.get_text() for label in axis.get_yticklabels()] == ["input", "output"]
    assert not any(spine.get_visible() for spine in axis.spines.values())
    assert figure.get_size_inches() == pytest.approx([6, 6 * 7 / 14])


def test_columns_are_named_above_their_middles():
    (axis,) = images.image_rows({"input": PICTURES[:3]}, columns=["a", "b", "c"]).axes
    assert axis.get_xticks() == pytest.approx([1.5, 6.5, 11.5])  # amid pixels 0 to 3, 5 to 8, 10 to 13
    assert [label.get_text() for label in axis.get_xticklabels()] == ["a", "b", "c"]
    axis.figure.draw_without_rendering()
    assert axis.get_xticklabels()[0].get_window_extent().y0 > axis.transData.transform((0, -0.5))[1]


def test_long_names_of_rows_leave_room_for_the_pictures():
    figure = images.image_rows({"reconstruction from two numbers": PICTURES, "input": PICTURES})
    figure.draw_without_rendering()
    assert figure.axes[0].get_window_extent().width > 0.65 * figure.bbox.width


def test_signed_rows_are_red_above_zero_and_white_at_zero_each_on_its_own_scale():
    pictures = torch.tensor([[[[-4.0, 0.0, 2.0]]], [[[0.0, 0.5, -0.1]]], [[[0.0, 0.0, 0.0]]]])
    pixels, image = canvas(images.image_rows({"weights": pictures}, signed=True))
    expected = [-1, 0, 0.5, np.nan, 0, 1, -0.2, np.nan, 0, 0, 0]
    assert np.allclose(pixels[0], expected, equal_nan=True)
    blue, white, red, gap = (image.cmap(value) for value in (0.0, 0.5, 1.0, np.nan))
    assert red[0] > red[2] + 0.2
    assert blue[2] > blue[0] + 0.2
    assert min(white) > 0.95
    assert gap[3] == 0
    for sign in (1, -1):
        assert canvas(images.image_rows({"weights": sign * pictures[1:2]}, signed=True))[1].get_clim() == (-1, 1)


@pytest.mark.parametrize("bad", [
    {"flat": torch.rand(4, 64)}, {"no channel": torch.rand(4, 8, 8)}, {}, {"none": torch.rand(0, 1, 8, 8)},
    {"small": torch.rand(4, 1, 8, 8), "large": torch.rand(4, 1, 9, 9)},
])
def test_what_are_no_pictures_of_one_shape_is_refused(bad):
    with pytest.raises(ValueError, match=r"expected pictures \[n, channels, height, width\], all of one shape"):
        images.image_rows(bad)
