"""Crops of photographs: each is found where its photograph says, and learning and testing share no pixel."""

import pytest
import torch

from latents.data.backgrounds import COLOURED, backgrounds
from latents.data.photographs import photograph


@pytest.mark.parametrize("test", [False, True])
def test_every_crop_is_a_piece_of_its_own_side_of_its_photograph(test):
    crops = backgrounds(60, 12, test=test)
    assert crops.pixels.shape == (60, 3, 12, 12)
    assert crops.grey_steps == 255
    for pixels, place in zip(crops.pixels, crops.factors["photograph"].tolist(), strict=True):
        whole = photograph(COLOURED[place]).pixels[0]
        first = (whole[:, :-11, :-11] == pixels[:, :1, :1]).all(dim=0).nonzero()
        columns = [column for row, column in first.tolist()
                   if torch.equal(whole[:, row:row + 12, column:column + 12], pixels)]
        border = round(0.7 * whole.shape[2])
        assert columns
        assert any(column >= border if test else column + 12 <= border for column in columns)


def test_all_photographs_are_used_alike():
    """Each has a sixth of 6,000, give or take four standard errors of 29."""
    counts = backgrounds(6000, 4).factors["photograph"].bincount(minlength=len(COLOURED))
    assert (counts - 1000).abs().max() < 4 * 29


def test_crops_are_a_function_of_their_arguments():
    before = torch.get_rng_state()
    first, again, other = (backgrounds(20, 8, seed=seed) for seed in (0, 0, 1))
    assert torch.equal(before, torch.get_rng_state())
    assert torch.equal(first.pixels, again.pixels)
    assert not torch.equal(first.pixels, other.pixels)
    assert not torch.equal(first.factors["photograph"], other.factors["photograph"])
    assert torch.equal(first.pixels, backgrounds(20, 8).pixels)


@pytest.mark.parametrize(("count", "side", "message"), [
    (0, 8, "count must be a whole number greater than zero"),
    (5, 5000, "patches of size 5000 do not fit"),
])
def test_what_cannot_be_cut_is_refused(count, side, message):
    with pytest.raises(ValueError, match=message):
        backgrounds(count, side)
