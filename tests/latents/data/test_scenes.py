"""Scenes taken apart again: where the digit is, what it is, and what the clutter may be."""

import pytest
import torch

from latents.data.digits import digits
from latents.data.images import Images
from latents.data.scenes import crop, paste, scenes

# Each of its 36 pixels has a grey level of its own, which tells where it came from.
MAP = Images(torch.arange(1, 37).view(1, 1, 6, 6) / 40, {"label": torch.tensor([7])})


def test_without_clutter_a_scene_is_its_digit_on_black():
    source = digits()[:200]
    made = scenes(source, 50, clutter=0)
    assert made.pixels.shape == (50, 1, 12, 12)
    assert made.factors["mask"].shape == (50, 144)
    assert made.factors["mask"].dtype == torch.float32
    for i, (top, left) in enumerate(made.factors["corner"].tolist()):
        scene = made.pixels[i, 0].clone()
        digit = scene[top:top + 8, left:left + 8].clone()
        same = (source.pixels[:, 0] == digit).all(dim=(1, 2))
        assert made.factors["label"][i] in source.factors["label"][same]
        assert made.factors["ink"][i].item() == pytest.approx(digit.sum().item())
        assert made.factors["mask"][i].view(12, 12)[top:top + 8, left:left + 8].equal((digit > 0.5).float())
        assert made.factors["mask"][i].sum() == (digit > 0.5).sum()
        scene[top:top + 8, left:left + 8] = 0
        assert scene.sum() == 0
    assert made.factors["label"].unique().tolist() == list(range(10))


def test_the_digit_may_lie_anywhere_and_is_whole():
    corner = scenes(MAP, 300, size=9, clutter=0).factors["corner"]
    assert {tuple(place) for place in corner.tolist()} == {(row, column) for row in range(4) for column in range(4)}
    assert scenes(MAP, 3, size=6, clutter=0).factors["corner"].sum() == 0


def test_clutter_is_one_square_piece_of_a_picture_that_may_lie_anywhere_and_come_from_anywhere():
    made = scenes(MAP, 400, size=9, clutter=1)
    places, origins = set(), set()
    for i, (top, left) in enumerate(made.factors["corner"].tolist()):
        clean = torch.zeros(9, 9)
        clean[top:top + 6, left:left + 6] = MAP.pixels[0, 0]
        scene = made.pixels[i, 0]
        assert (scene >= clean).all()  # the brighter one shows
        changed = (scene > clean).nonzero()
        pixel = (40 * scene[scene > clean]).round().long() - 1
        origin = torch.stack([pixel // 6, pixel % 6], dim=1)
        assert len((changed - origin).unique(dim=0)) <= 1  # moved in one piece
        assert len(changed) == 0 or (changed.amax(dim=0) - changed.amin(dim=0)).max() <= 2
        places |= {tuple(place) for place in changed.tolist()}
        origins |= {tuple(place) for place in origin.tolist()}
        assert made.factors["ink"][i].item() == pytest.approx(clean.sum().item())
    assert places == {(row, column) for row in range(9) for column in range(9)}
    assert origins == {(row, column) for row in range(6) for column in range(6)}


def test_three_pieces_of_clutter_unless_told():
    source = Images(torch.ones(1, 1, 8, 8), {"label": torch.zeros(1)})
    bright = scenes(source, 50, size=60).pixels.sum(dim=(1, 2, 3))
    assert bright.max() == 64 + 3 * 9  # the digit and three pieces, where none overlap
    assert bright.median() > 64 + 2 * 9


@pytest.mark.parametrize(("side", "size", "fragment"), [(8, 12, 3), (16, 24, 6), (28, 42, 10)])
def test_scene_and_clutter_grow_with_the_pictures(side, size, fragment):
    source = Images(torch.ones(1, 1, side, side), {"label": torch.zeros(1)})
    made = scenes(source, 200, clutter=1)
    assert made.pixels.shape == (200, 1, size, size)
    assert made.factors["corner"].max() == size - side
    extra = made.pixels.sum(dim=(1, 2, 3)) - side**2
    assert extra.max() <= fragment**2
    widest = scenes(source, 200, size=3 * side, clutter=1).pixels.sum(dim=(1, 2, 3)).max() - side**2
    assert widest == fragment**2  # where the fragment lies beside the digit


def test_paste_and_crop_by_hand():
    pictures, corner = torch.rand(2, 4, 4), torch.tensor([[0, 2], [1, 0]])
    pasted = paste(pictures, corner, 6)
    assert pasted[0, 0:4, 2:6].equal(pictures[0])
    assert pasted[1, 1:5, 0:4].equal(pictures[1])
    assert pasted.sum() == pytest.approx(pictures.sum().item())
    assert crop(pasted, corner, 4).equal(pictures)
    expected = torch.stack([pictures[0, 1:3, 1:3], pictures[1, :2, 2:]])
    assert crop(pictures, torch.tensor([[1, 1], [0, 2]]), 2).equal(expected)


def test_scenes_are_a_function_of_their_arguments():
    before = torch.get_rng_state()
    first, again, other = scenes(digits(), 20), scenes(digits(), 20, seed=0), scenes(digits(), 20, seed=1)
    assert torch.equal(before, torch.get_rng_state())
    assert first.pixels.equal(again.pixels)
    assert not first.pixels.equal(other.pixels)
    assert not first.factors["corner"].equal(other.factors["corner"])


@pytest.mark.parametrize(("arguments", "message"), [
    ({"count": 0}, "count must be a whole number greater than zero, got 0"),
    ({"count": 5, "size": 5}, "size must be at least 6, the side of the source's pictures, got 5"),
])
def test_what_holds_no_digit_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        scenes(MAP, **arguments)


@pytest.mark.parametrize("source", [Images(torch.rand(3, 3, 8, 8), {"label": torch.zeros(3)}),
                                    Images(torch.rand(3, 1, 8, 6), {"label": torch.zeros(3)}),
                                    Images(torch.rand(3, 1, 8, 8), {"angle": torch.zeros(3)})])
def test_pictures_of_another_kind_make_no_scenes(source):
    with pytest.raises(ValueError, match=r"expected square grey pictures .* with a factor 'label', got shape"):
        scenes(source, 5)


def test_scenes_have_the_precision_of_their_source():
    source = Images(torch.rand(3, 1, 8, 8).double(), {"label": torch.zeros(3)})
    assert scenes(source, 5).pixels.dtype == torch.double
