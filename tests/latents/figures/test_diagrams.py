"""Diagrams: the right shape for every kind of node, at its place, and arrows from edge to edge."""

import pytest
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from latents.figures.diagrams import Deterministic, Latent, Observed, diagram

INK = to_rgb("#2c3035")


@pytest.fixture
def axis():
    """z → f → x, from left to right, the last one higher up."""
    nodes = {"z": Latent(1, 2, "$z$"), "f": Deterministic(3, 2, "$f$"), "x": Observed(5, 3, "$x$")}
    (axis,) = diagram(nodes, [("z", "f", "decode"), ("f", "x", "")]).axes
    axis.figure.canvas.draw()
    return axis


def test_latent_is_open_observed_is_filled_deterministic_is_a_box(axis):
    latent, box, observed = axis.patches[:3]
    assert isinstance(latent, Circle)
    assert isinstance(observed, Circle)
    assert isinstance(box, FancyBboxPatch)
    assert latent.get_facecolor()[3] == box.get_facecolor()[3] == 0
    assert observed.get_facecolor() == to_rgba("C0", 0.25)


def test_everything_is_drawn_in_one_ink(axis):
    assert {patch.get_edgecolor()[:3] for patch in axis.patches} == {INK}
    assert {to_rgb(text.get_color()) for text in axis.texts} == {INK}


def test_nodes_lie_at_their_places_and_hold_their_labels(axis):
    latent, box, observed = axis.patches[:3]
    assert (latent.center, latent.radius) == ((1, 2), 0.45)
    assert (observed.center, observed.radius) == ((5, 3), 0.45)
    assert (box.get_x() + box.get_width() / 2, box.get_y() + box.get_height() / 2) == (3, 2)
    labels = {text.get_text(): text.get_position() for text in axis.texts}
    places = {label: labels[label] for label in ("$z$", "$f$", "$x$")}
    assert places == {"$z$": (1, 2), "$f$": (3, 2), "$x$": (5, 3)}
    assert labels["decode"] == pytest.approx(((1.45 + 2.22) / 2, 2.14), abs=0.03)  # amid what is seen of the arrow
    assert {text.get_ha() for text in axis.texts} == {"center"}
    assert [text.get_va() for text in axis.texts[:3]] == ["center"] * 3


def test_arrows_run_between_the_edges_of_their_nodes(axis):
    latent, box, observed = axis.patches[:3]
    arrows = [patch for patch in axis.patches if isinstance(patch, FancyArrowPatch)]
    assert [(arrow.patchA, arrow.patchB) for arrow in arrows] == [(latent, box), (box, observed)]
    path = arrows[0].get_path()  # in units of the data; closing a polygon has no place of its own
    across = path.vertices[path.codes != Path.CLOSEPOLY, 0]
    assert across.min() == pytest.approx(1.45, abs=0.1)  # leaves the circle's edge, not its centre
    assert across.max() == pytest.approx(2.22, abs=0.1)  # and stops at the box
    assert len(across) > 3  # a line and a head


def test_everything_fits_and_circles_are_round(axis):
    assert axis.get_aspect() == 1
    assert not axis.axison
    (left, right), (bottom, top) = axis.get_xlim(), axis.get_ylim()
    for patch in axis.patches[:3]:
        box = patch.get_path().get_extents(patch.get_patch_transform())
        assert left < box.x0 < box.x1 < right
        assert bottom < box.y0 < box.y1 < top
    width, height = axis.figure.get_size_inches()
    assert height / width == pytest.approx((top - bottom) / (right - left))


def test_nodes_are_of_one_size_and_diagrams_no_wider_than_a_page():
    def inches(*across):
        nodes = {str(x): Latent(x, 0, "$z$") for x in across}
        (axis,) = diagram(nodes).axes
        circle = axis.patches[0].get_window_extent()
        return axis.figure.get_size_inches()[0], circle.width / axis.figure.dpi

    assert inches(0, 2) == pytest.approx((3.8 * 0.75, 0.9 * 0.75))
    assert inches(0, 4) == pytest.approx((5.8 * 0.75, 0.9 * 0.75))
    assert inches(0, 12) == pytest.approx((6, 0.9 * 6 / 13.8))


def test_an_arrow_needs_nodes_that_exist():
    with pytest.raises(KeyError, match="y"):
        diagram({"z": Latent(0, 0, "$z$")}, [("z", "y", "")])


def test_links_have_no_head_and_no_label():
    nodes = {"h": Latent(0, 2, "$h$"), "v": Observed(1, 0, "$v$")}
    (axis,) = diagram(nodes, links=[("v", "h")]).axes
    (link,) = [patch for patch in axis.patches if isinstance(patch, FancyArrowPatch)]
    axis.figure.canvas.draw()
    assert link.patchA.get_facecolor() == to_rgba("C0", 0.25)
    assert link.patchB.get_facecolor()[3] == 0
    assert Path.CLOSEPOLY not in link.get_path().codes
    assert len(axis.texts) == len(nodes)
