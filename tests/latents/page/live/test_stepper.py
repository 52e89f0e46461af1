"""What steppers leave in a notebook, and what they refuse."""

import base64
from io import BytesIO

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from oracles.explorers import NAMES, data, floats, page

from latents.page.live.stepper import HEAVIEST, PictureStepper, PlaneStepper

FRAMES = torch.linspace(0, 1, 3 * 4 * 2 * 5).view(3, 4, 1, 2, 5)
CAPTIONS = ["first", "second", "third"]
CLOUD = torch.tensor([[0.0, 1.0], [2.0, 5.0], [1.0, 3.0]])


def pictures(**changes):
    return PictureStepper(**({"frames": FRAMES, "captions": CAPTIONS, **NAMES} | changes))


def plane(**changes):
    return PlaneStepper(**({"points": CLOUD, "captions": CAPTIONS, **NAMES} | changes))


def sheet(stepper):
    return plt.imread(BytesIO(base64.b64decode(stepper.bundle["image/png"])))


def sprite(stepper):
    """The levels of its pictures, [t, height, n, width] or with three colours."""
    levels = plt.imread(BytesIO(base64.b64decode(data(stepper)["sprite"])))
    return torch.tensor(levels).view(3, 2, 4, 5, -1).squeeze(-1)


def test_the_element_holds_a_line_of_pictures_for_every_frame():
    held = data(pictures(columns=3))
    assert (held["shape"], held["count"], held["columns"], held["rows"]) == ([2, 5], 4, 3, [])
    torch.testing.assert_close(sprite(pictures()), FRAMES[:, :, 0].permute(0, 2, 1, 3), atol=0.5 / 255, rtol=0)


def test_pictures_keep_their_colours():
    colourful = torch.rand(3, 4, 3, 2, 5)
    found = sprite(pictures(frames=colourful))
    torch.testing.assert_close(found, colourful.permute(0, 3, 1, 4, 2), atol=0.5 / 255, rtol=0)


def test_named_lines_share_the_pictures():
    held = data(pictures(rows=["seen", "decoded"]))
    assert (held["columns"], held["rows"]) == (2, ["seen", "decoded"])
    assert data(pictures(rows=["seen"]))["columns"] == 4
    assert data(pictures())["columns"] == 4  # no wider than there are pictures


def test_a_text_is_a_caption_with_the_values_of_its_frame():
    values = {"error": torch.tensor([1234.5, -0.00123456, 0.5]), "bound": [1, 2, 3]}
    for stepper in (pictures, plane):
        held = data(stepper(values=values))
        assert held["texts"] == ["first, error 1230, bound 1", "second, error \u22120.00123, bound 2",
                                 "third, error 0.5, bound 3"]
        assert torch.equal(floats(held["values"]["error"]), values["error"])
        assert data(stepper())["texts"] == CAPTIONS


def test_it_opens_on_a_frame_counted_from_either_end():
    assert [data(pictures(start=start))["start"] for start in (0, 1, -1)] == [0, 1, 2]
    assert data(plane(start=-3))["start"] == 0


def test_a_text_cannot_end_its_element():
    held = data(pictures(captions=["<b>", "</script>", "&"]))
    assert held["texts"] == ["<b>", "</script>", "&"]


def test_the_plane_holds_its_layers_in_order():
    held = data(plane(points={"data": CLOUD, "drawn": CLOUD.repeat(3, 1, 1)}, curves={"bent": CLOUD},
                      centres=CLOUD[:2], axes=("code", "energy")))
    assert [layer["kind"] for layer in held["layers"]] == ["cloud", "cloud", "curve", "centres"]
    assert [layer["name"] for layer in held["layers"]] == ["data", "drawn", "bent", ""]
    assert [layer["shape"] for layer in held["layers"]] == [[1, 1, 3], [3, 1, 3], [1, 1, 3], [1, 1, 2]]
    assert held["axes"] == ["code", "energy"]


def test_both_axes_have_one_scale_unless_they_measure_different_things():
    wide = CLOUD * torch.tensor([1.0, 0.4])  # 2 by 1.6
    assert data(plane(points=wide))["proportion"] == pytest.approx(2 / 1.6)
    held = data(plane(points=wide, equal=False))
    assert held["proportion"] == 1.8
    np.testing.assert_allclose([held["low"], held["high"]], [[-0.1, 0.32], [2.1, 2.08]], rtol=1e-6)


@pytest.mark.parametrize("stepper", [pictures, plane])
def test_the_contact_sheet_is_drawn_and_closed(stepper):
    picture = sheet(stepper(values={"error": [3, 2, 1]}))
    assert picture.shape[1] == 660
    assert 0.01 < (picture[..., :3] < 0.9).any(axis=-1).mean() < 0.95
    assert not plt.get_fignums()
    assert page(stepper()).find("live-stepper").img["alt"] == NAMES["alt"]


def test_the_contact_sheet_shows_one_frame_after_the_other():
    black, grey, white = (torch.full((4, 1, 2, 5), level) for level in (0.0, 0.4, 1.0))
    lines = sheet(pictures(frames=torch.stack([black, grey, white])))[..., 0]
    darkest = lines.min(axis=1)
    rows = {level: np.flatnonzero(np.abs(darkest - level) < 0.01) for level in (0, 0.4)}
    assert len(rows[0.4]) > 20
    assert rows[0].min() < rows[0.4].min()
    assert np.abs(lines[rows[0.4]].max() - 1) < 0.01


def test_the_same_stepper_gives_the_same_output():
    assert pictures().bundle == pictures().bundle
    assert plane().bundle == plane().bundle


def test_a_stepper_that_would_make_its_page_heavy_is_refused():
    assert len(pictures().element) < HEAVIEST
    with pytest.raises(ValueError, match=r"weigh 1\d{3} kB, and a page can bear 300 kB; take fewer frames"):
        pictures(frames=torch.rand(3, 16, 1, 80, 80))
    with pytest.raises(ValueError, match="a page can bear 300 kB"):
        plane(points=torch.rand(3, 20_000, 2))


BAD_FOR_BOTH = [
    ({"captions": CAPTIONS[:1]}, "a caption for each"),
    ({"captions": "abc"}, "a caption for each"),
    ({"values": {"error": [1, 2]}}, r"3 numbers, got {'error': 2}"),
    ({"values": {name: [1, 2, 3] for name in "abcd"}}, "at most three values"),
    ({"values": {"error": [1, 2, torch.nan]}}, "NaN or infinite"),
    ({"start": 3}, "a start among 3 frames, got 3"),
    ({"start": -4}, "a start among 3 frames, got -4"),
    ({"name": "1st"}, "a letter first"),
]


@pytest.mark.parametrize(("changes", "message"), [
    *BAD_FOR_BOTH,
    ({"frames": FRAMES[:, :, 0]}, r"expected frames \[t, n, channels, height, width\].*got shape \[3, 4, 2, 5\]"),
    ({"frames": FRAMES.expand(-1, -1, 2, -1, -1)}, "one channel or three"),
    ({"frames": FRAMES[:, :0]}, "expected frames"),
    ({"frames": FRAMES[:1], "captions": CAPTIONS[:1]}, "two frames or more"),
    ({"frames": FRAMES[:2]}, "2 frames and 3 captions"),
    ({"frames": 2 * FRAMES}, r"values in \[0, 1\]"),
    ({"columns": 0}, "at least one column"),
    ({"rows": ["a", "b", "c"]}, "4 pictures, 8 columns, 3 rows"),
])
def test_bad_pictures_are_named(changes, message):
    with pytest.raises(ValueError, match=message):
        pictures(**changes)
    assert not plt.get_fignums()


@pytest.mark.parametrize(("changes", "message"), [
    *BAD_FOR_BOTH,
    ({"points": torch.zeros(3, 3)}, r"expected points \[n, 2\]"),
])
def test_a_bad_plane_is_named(changes, message):
    with pytest.raises(ValueError, match=message):
        plane(**changes)
    assert not plt.get_fignums()
