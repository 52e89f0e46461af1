"""Names stand next to what they name, in its colour, and never on each other."""

import itertools

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.text import Text

from latents.figures.labels import apart, name_ends, name_point


def boxes(axis):
    """Where the texts of an axis are drawn, without their leaders."""
    axis.figure.draw_without_rendering()
    return [Text.get_window_extent(name) for name in axis.texts]


def test_boxes_with_room_stay_where_they_are():
    assert apart([5, 1, 9], [2, 2, 2]).tolist() == [5, 1, 9]


@pytest.mark.parametrize(("centres", "heights", "expected"), [
    ([3, 3], [2, 2], [2, 4]),
    ([4, 3], [1, 3], [4.5, 2.5]),
    ([0, 1, 10, 11, 12], [2, 2, 2, 2, 2], [-0.5, 1.5, 9, 11, 13]),
    ([0, 0.5, 2], [2, 2, 2], [-1.5 + 1 / 3, 0.5 + 1 / 3, 2.5 + 1 / 3]),  # the second pair pushes the first
])
def test_boxes_move_as_little_as_they_can(centres, heights, expected):
    assert apart(centres, heights) == pytest.approx(expected)


def test_no_way_to_put_boxes_apart_moves_them_less():
    """Against every placement on a grid."""
    centres, heights, step = np.array([0.0, 0.6, 1.2]), np.array([1.0, 2.0, 1.0]), 0.1
    gaps = (heights[:-1] + heights[1:]) / 2
    grid = np.arange(-2, 4, step)
    fits = [place for place in itertools.combinations(grid, 3) if (np.diff(place) >= gaps - 1e-9).all()]
    best = min(((np.array(place) - centres) ** 2).sum() for place in fits)
    found = apart(centres, heights)
    assert (np.diff(found) >= gaps - 1e-9).all()
    assert ((found - centres) ** 2).sum() <= best


def test_every_line_is_named_at_its_end_and_no_names_touch():
    figure, axis = plt.subplots()
    for name, end in {"first": 1.0, "second": 1.001, "a name of several words": 1.002, "far": 5.0}.items():
        axis.plot([0, 1, 2], [0, 3, end], label=name)
    axis.plot([0, 1], [0, 0])  # without a name
    name_ends(axis)
    names = {name.get_text().replace("\n", " "): name for name in axis.texts}
    assert set(names) == {"first", "second", "a name of several words", "far"}
    for line in axis.lines[:4]:
        assert tuple(names[line.get_label()].xy) == tuple(line.get_xydata()[-1])
        assert names[line.get_label()].get_color() == line.get_color()
    for one, other in itertools.combinations(boxes(axis), 2):
        assert not one.overlaps(other)
    assert min(box.x0 for box in boxes(axis)) > axis.get_window_extent().x1
    assert max(box.x1 for box in boxes(axis)) <= figure.bbox.x1
    assert Text.get_window_extent(names["far"]).y0 < axis.transData.transform((2, 5))[1] < boxes(axis)[3].y1


def test_a_name_stands_beyond_its_point():
    _, axis = plt.subplots()
    axis.set(xlim=(-2, 2), ylim=(-2, 2))
    here = np.array([0.5, 0.0])
    for beyond in ([0, 0], [1, 0], [0.5, 1], [0.5, -1]):
        name_point(axis, "here", here, beyond=np.array(beyond), color="C1")
    right, left, below, above = boxes(axis)
    x, y = axis.transData.transform(here)
    assert right.x0 > x > left.x1
    assert above.y0 > y > below.y1
    assert {name.get_color() for name in axis.texts} == {"C1"}


def test_a_name_needs_no_direction():
    _, axis = plt.subplots()
    name_point(axis, "here", np.zeros(2), beyond=np.zeros(2), color="C0")
    assert axis.texts[0].get_position() == (0, 0)
