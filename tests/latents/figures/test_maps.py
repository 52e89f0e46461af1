"""Maps hold the points, or the pictures where their codes lie."""

import numpy as np
import pytest
import torch
from matplotlib.colors import same_color

from latents.figures import maps

PICTURES = torch.linspace(0.1, 0.8, 5 * 12).view(5, 1, 3, 4)  # neither black nor white


@pytest.mark.parametrize("classes", [3, 20])
def test_a_code_map_gives_every_class_its_own_points_and_look_and_names_it_amid_them(classes):
    codes, labels = torch.randn(5 * classes, 2, requires_grad=True), torch.arange(5 * classes) % classes + 4
    (axis,) = maps.code_map(codes, labels).axes
    assert axis.get_legend() is None
    looks = set()
    for label, (points, name) in enumerate(zip(axis.lines, axis.texts, strict=True), start=4):
        own = codes[labels == label].detach()
        assert np.allclose(points.get_xydata(), own)
        assert name.get_text() == str(label)
        assert name.get_position() == pytest.approx(own.sort(dim=0).values[2].tolist())  # the third of five
        assert same_color(name.get_color(), points.get_color())
        looks.add((points.get_color(), points.get_marker()))
    assert len(looks) == classes
    assert len({colour for colour, _ in looks}) == min(classes, 10)
    assert axis.get_aspect() == "auto"


def canvas(figure):
    """Colours and opacity of a map."""
    (image,) = figure.axes[0].get_images()
    return image.get_array()


def test_a_picture_map_draws_pictures_at_their_codes():
    codes = torch.tensor([[-1.0, 5.0], [3.0, 25.0], [1.0, 10.0]], requires_grad=True)
    pixels = canvas(maps.picture_map(codes, PICTURES[:3].clone().requires_grad_(), across=5))
    assert pixels.shape == (20, 20, 4)
    for picture, (left, top) in zip(PICTURES[:3], [(0, 17), (16, 0), (8, 13)], strict=True):  # 12.75 is rounded
        place = pixels[top:top + 3, left:left + 4]
        assert np.allclose(place, np.dstack([picture[0]] * 3 + [np.ones((3, 4))]))
    assert pixels[..., 3].sum() == 3 * 12
    assert (pixels[pixels[..., 3] == 0] == 0).all()


def test_a_picture_map_shows_colours_and_cuts_off_what_no_screen_can_show():
    picture = torch.tensor([0.2, 0.4, 7.0]).view(1, 3, 1, 1)
    assert canvas(maps.picture_map(torch.zeros(1, 2), picture, across=1)).tolist() == [
        [pytest.approx([0.2, 0.4, 1, 1])]]


def test_a_picture_map_leaves_out_what_would_cover_another():
    codes = torch.tensor([[0.0, 0.0], [0.125, 0.125], [0.125, 0.375], [1.0, 1.0], [1.0, 0.9375]])
    pixels = canvas(maps.picture_map(codes, PICTURES, across=5))  # at 0, 2, 2, 16, 16 from the left
    assert np.allclose(pixels[17:, :4, 0], PICTURES[0, 0])
    assert pixels[..., 3].sum() == 3 * 12
    assert np.allclose(pixels[11:14, 2:6, 0], PICTURES[2, 0])
    assert np.allclose(pixels[:3, 16:, 0], PICTURES[3, 0])
    black_first = torch.stack([torch.zeros(1, 3, 4), torch.ones(1, 3, 4)])
    assert not canvas(maps.picture_map(torch.zeros(2, 2), black_first))[..., 0].any()


def test_a_picture_map_of_codes_that_do_not_vary_lies_on_a_line():
    pixels = canvas(maps.picture_map(torch.tensor([[0.0, 7], [2, 7], [1, 7]]), PICTURES[:3], across=5))
    assert np.flatnonzero(pixels[..., 3].any(axis=1)).tolist() == [17, 18, 19]


@pytest.mark.parametrize("bad", [torch.rand(5, 3), torch.rand(5, 1)])
def test_maps_need_two_coordinates(bad):
    with pytest.raises(ValueError, match="expected 2 columns, got"):
        maps.code_map(bad, torch.arange(5))
    with pytest.raises(ValueError, match="expected 2 columns, got"):
        maps.picture_map(bad, PICTURES)


def test_a_map_needs_as_many_pictures_as_codes():
    with pytest.raises(ValueError, match="expected one row for each other, got 4 and 5 rows"):
        maps.picture_map(torch.rand(4, 2), PICTURES)
    with pytest.raises(ValueError, match="expected one row for each other, got 4 and 5 rows"):
        maps.code_map(torch.rand(4, 2), torch.arange(5))
