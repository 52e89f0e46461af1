"""Maps hold the points, or the pictures where their codes lie."""

import numpy as np
import pytest
import torch
from matplotlib.offsetbox import AnnotationBbox

from latents.figures import maps

PICTURES = torch.linspace(0.1, 0.8, 5 * 12).view(5, 1, 3, 4)  # neither black nor white


@pytest.mark.parametrize("classes", [3, 20])
def test_a_code_map_gives_every_class_its_own_points_and_look(classes):
    codes, labels = torch.randn(5 * classes, 2, requires_grad=True), torch.arange(5 * classes) % classes + 4
    (axis,) = maps.code_map(codes, labels).axes
    assert [text.get_text() for text in axis.get_legend().get_texts()] == [str(label + 4) for label in range(classes)]
    looks = set()
    for label, points in enumerate(axis.collections):
        assert np.allclose(points.get_offsets(), codes[labels == label + 4].detach())
        looks.add((tuple(points.get_facecolor()[0]), points.get_paths()[0].vertices.tobytes()))
    assert len(looks) == classes
    assert len({colour for colour, _ in looks}) == min(classes, 10)
    assert axis.get_aspect() == "auto"


def placed(figure):
    """Where the pictures of a map lie, and their pixels."""
    boxes = [artist for artist in figure.axes[0].get_children() if isinstance(artist, AnnotationBbox)]
    return [tuple(box.xy) for box in boxes], [box.offsetbox.image for box in boxes]


def test_a_picture_map_draws_pictures_at_their_codes_black_on_white():
    codes = torch.tensor([[-1.0, 5.0], [3.0, 25.0], [1.0, 10.0]], requires_grad=True)
    figure = maps.picture_map(codes, PICTURES[:3].clone().requires_grad_(), width=2 * PICTURES.shape[-1])
    places, images = placed(figure)
    assert places == [(0, 0), (1, 1), (0.5, 0.25)]
    for image, picture in zip(images, PICTURES, strict=False):
        assert np.allclose(image.get_array(), 1 - picture[0])
    assert {box.offsetbox.get_zoom() for box in figure.axes[0].findobj(AnnotationBbox)} == {2}
    low, high = figure.axes[0].get_xlim()
    assert low < 0 < 1 < high
    assert figure.axes[0].get_xlim() == figure.axes[0].get_ylim()


def test_a_picture_map_has_one_grey_scale_for_all():
    """A faint picture stays faint."""
    _, (image, _) = placed(maps.picture_map(torch.eye(2), torch.tensor([0.0, 0.2]).expand(2, 1, 1, 2)))
    assert np.allclose(image.norm(image.get_array()), [[1, 0.8]])
    assert image.get_cmap().name == "gray"


def test_a_picture_map_leaves_out_what_would_cover_another():
    codes = torch.tensor([[0.0, 0], [0.03, 0.03], [0.03, 0.06], [1, 1], [1, 0.97]])
    places, images = placed(maps.picture_map(codes, PICTURES))
    assert places == [pytest.approx(place) for place in [(0, 0), (0.03, 0.06), (1, 1)]]
    assert len(placed(maps.picture_map(codes, PICTURES, width=32))[0]) == 2
    assert np.allclose(images[1].get_array(), 1 - PICTURES[2, 0])


def test_a_picture_map_of_codes_that_do_not_vary_lies_on_a_line():
    places, _ = placed(maps.picture_map(torch.tensor([[0.0, 7], [2, 7], [1, 7]]), PICTURES[:3]))
    assert places == [(0, 0), (1, 0), (0.5, 0)]


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
