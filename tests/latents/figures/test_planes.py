"""The plane holds its points, its curves and its arrows where they belong."""

import pytest
import torch
from matplotlib.colors import same_color

from latents.figures.planes import plane

CLOUD = torch.tensor([[0.0, 1.0], [2.0, 3.0], [4.0, -1.0]], requires_grad=True)


def test_points_and_curves_lie_where_they_are():
    curve = torch.tensor([[0.0, 0.0], [1.0, 2.0], [3.0, 2.0]])
    (axis,) = plane(CLOUD, curves={"autoencoder": curve, "one point": curve[:1]}).axes
    points, line, _ = axis.lines
    assert points.get_xydata().tolist() == CLOUD.tolist()
    assert (points.get_marker(), points.get_linestyle()) == ("o", "None")
    assert line.get_xydata().tolist() == curve.tolist()
    assert axis.get_aspect() == 1


def test_names_stand_at_ends_in_the_colour_of_what_they_name():
    curve = torch.tensor([[0.0, 0.0], [3.0, 2.0]])
    (axis,) = plane(CLOUD, curves={"line": curve}, arrows={"first": ([0, 0], torch.tensor([2.0, 1.0]))}).axes
    line, arrow, first = axis.texts
    assert (line.get_text(), tuple(line.xy)) == ("line", (3, 2))
    assert (arrow.get_text(), tuple(arrow.xyann), tuple(arrow.xy)) == ("", (0, 0), (2, 1))
    assert (first.get_text(), tuple(first.xy)) == ("first", (2, 1))
    assert same_color(line.get_color(), axis.lines[1].get_color())
    assert same_color(first.get_color(), arrow.arrow_patch.get_edgecolor())
    assert not same_color(line.get_color(), first.get_color())
    assert min(*line.get_position(), *first.get_position()) > 0  # further along the way they came


@pytest.mark.parametrize("bad", [torch.rand(5, 3), torch.rand(5, 1)])
def test_a_plane_has_two_coordinates(bad):
    with pytest.raises(ValueError, match="expected 2 columns, got"):
        plane(bad)
    with pytest.raises(ValueError, match="expected 2 columns, got"):
        plane(CLOUD, curves={"curve": bad})
    with pytest.raises(ValueError, match="NaN or infinite"):
        plane(torch.full((2, 2), torch.nan))
