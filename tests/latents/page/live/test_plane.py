"""Layers of a plane: what they accept, how they are held, how they are drawn."""

import base64

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.colors import to_hex

from latents.page.live.plane import axis_limits, draw_plane, exported_places, plane_layers

CLOUD = torch.tensor([[0.0, 1.0], [2.0, 5.0], [1.0, 3.0]])
MOVING = CLOUD + torch.arange(4)[:, None, None]


def layers(points=CLOUD, labels=None, curves=None, centres=None):
    return plane_layers(points, labels, curves or {}, centres=centres, frames=4)


def whole(text, kind):
    return np.frombuffer(base64.b64decode(text), kind)


@pytest.mark.parametrize(("places", "shape"), [
    (CLOUD, (1, 1, 3, 2)), (MOVING, (4, 1, 3, 2)), (MOVING[:1], (1, 1, 3, 2)),
    (MOVING[:, :, None], (4, 3, 1, 2)), (CLOUD[None, None], (1, 1, 3, 2))])
def test_places_stand_or_move_in_one_stroke_or_several(places, shape):
    for found in (layers(curves={"bent": places})[1], layers(centres=places)[1]):
        assert tuple(found.places.shape) == shape
        assert torch.equal(found.places.flatten(), places.flatten())


def test_what_needs_a_gradient_or_is_precise_is_drawn_too():
    found = layers(CLOUD.double().requires_grad_())[0].places
    assert torch.equal(found[0, 0], CLOUD)


def test_places_come_back_from_sixteen_bits():
    found = layers(curves={"bent": MOVING})
    low, high = axis_limits(found, equal=True)
    for layer, held in zip(found, exported_places(found, low, high), strict=True):
        levels = torch.tensor(whole(held["places"], "<u2").astype(float)).view(layer.places.shape)
        back = low + levels / 65535 * (high - low)
        assert ((back - layer.places).abs() <= 0.52 * (high - low) / 65535).all()
        assert held["shape"] == list(layer.places.shape[:3])


def test_classes_are_numbered_from_zero_and_named_where_they_stay():
    changing = torch.stack([torch.tensor([7, 2, 7])] * 3 + [torch.tensor([2, 9, 9])])
    for labels, numbers, names in ((torch.tensor([7, 2, 7]), [1, 0, 1], ["2", "7"]),
                                   (changing, [1, 0, 1] * 3 + [0, 2, 2], [])):
        found = layers(labels=labels)
        held = exported_places(found, *axis_limits(found, equal=True))[0]
        assert whole(held["classes"], "u1").tolist() == numbers
        assert held["class_names"] == names


def test_a_margin_surrounds_everything_in_every_frame():
    low, high = axis_limits(layers(curves={"bent": MOVING}), equal=False)
    np.testing.assert_allclose([low, high], [[-0.25, 0.65], [5.25, 8.35]], rtol=1e-6)


def test_equal_axes_differ_by_two_at_most_and_a_single_point_has_a_plane():
    low, high = axis_limits(layers(CLOUD * torch.tensor([1.0, 0.0])), equal=True)
    np.testing.assert_allclose(high - low, [2.2, 1.1], rtol=1e-6)
    low, high = axis_limits(layers(CLOUD[:1]), equal=False)
    assert (high > low).all()


def drawn(found, frame):
    axis = plt.subplots()[1]
    draw_plane(axis, found, frame)
    return axis


def test_a_frame_is_drawn_with_its_places_names_and_colours():
    found = layers({"data": CLOUD, "drawn": MOVING}, curves={"bent": MOVING}, centres=MOVING[:, :2])
    for frame in (0, 3):
        axis = drawn(found, frame)
        data, generated, centres = axis.collections
        for artist, places in ((data, CLOUD), (generated, MOVING[frame]), (centres, MOVING[frame, :2])):
            np.testing.assert_allclose(artist.get_offsets(), places)
        np.testing.assert_allclose(axis.lines[0].get_xydata(), MOVING[frame])
        assert axis.get_legend_handles_labels()[1] == ["data", "drawn", "bent"]
        grey, *others = map(to_hex, [data.get_facecolor()[0], generated.get_facecolor()[0], axis.lines[0].get_color()])
        assert grey == "#999999"
        assert len({grey, *others}) == 3


def test_strokes_are_lines_of_their_own():
    axis = drawn(layers(curves={"grid": MOVING[None].expand(4, -1, -1, -1)}), 1)
    np.testing.assert_allclose([line.get_xydata() for line in axis.lines], MOVING)


def test_points_wear_the_colour_of_their_class_which_is_named_amid_them():
    axis = drawn(layers(labels=torch.tensor([7, 2, 7])), 2)
    colours = [to_hex(colour) for colour in axis.collections[0].get_facecolor()]
    assert colours == [to_hex(colour) for colour in ("C1", "C0", "C1")]
    places = {text.get_text(): text.get_position() for text in axis.texts}
    assert {name: tuple(map(float, place)) for name, place in places.items()} == {"2": (2, 5), "7": (0.5, 2)}
    changing = torch.tensor([[7, 2, 7]] * 3 + [[2, 9, 9]])
    colours = [to_hex(colour) for colour in drawn(layers(labels=changing), 3).collections[0].get_facecolor()]
    assert colours == [to_hex(colour) for colour in ("C0", "C2", "C2")]


def test_a_curve_has_another_colour_than_the_classes():
    axis = drawn(layers(labels=torch.tensor([7, 2, 7]), curves={"bent": MOVING}), 0)
    assert to_hex(axis.lines[0].get_color()) == to_hex("C2")


@pytest.mark.parametrize(("given", "message"), [
    ({"points": torch.zeros(3, 3)}, r"expected points \[n, 2\] or, where they move, \[4, n, 2\], got shape \[3, 3\]"),
    ({"points": {"data": torch.zeros(0, 2)}}, r"expected points data \[n, 2\]"),
    ({"points": MOVING[:2]}, "expected points for 4 frames, one a caption, got 2"),
    ({"curves": {"bent": torch.zeros(2)}}, r"expected curve bent \[n, 2\]"),
    ({"centres": MOVING[:3]}, "expected centres for 4 frames, one a caption, got 3"),
    ({"centres": CLOUD / 0}, "NaN or infinite"),
    ({"labels": torch.zeros(2)}, r"expected labels \[3\] or, where they change, \[4, 3\], got shape \[2\]"),
    ({"labels": torch.zeros(3, 3)}, r"got shape \[3, 3\]"),
    ({"points": {"a": CLOUD, "b": CLOUD}, "labels": torch.zeros(3)}, "points of one cloud, got 2 clouds"),
    ({"points": {}}, "points, curves or centres to draw, got none"),
])
def test_bad_layers_are_named(given, message):
    with pytest.raises(ValueError, match=message):
        layers(**given)
