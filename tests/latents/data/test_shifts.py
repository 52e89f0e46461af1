"""Shifted pictures against one bright pixel, whose every place is counted."""

from collections import Counter

import pytest
import torch

from latents.data.shifts import shifted


def bright(row: int, column: int, *, count: int, height: int = 6, width: int = 7) -> torch.Tensor:
    pictures = torch.zeros(count, 1, height, width)
    pictures[:, 0, row, column] = 1
    return pictures


def test_every_move_is_equally_likely():
    torch.manual_seed(0)
    count = 9000
    moved = shifted(bright(2, 3, count=count), 1)
    found = Counter(tuple(place) for place in moved[:, 0].nonzero()[:, 1:].tolist())
    assert set(found) == {(row, column) for row in (1, 2, 3) for column in (2, 3, 4)}
    assert sum(found.values()) == count
    spread = (count / 9 * (8 / 9)) ** 0.5
    assert all(abs(times - count / 9) < 4 * spread for times in found.values())


def test_what_leaves_the_picture_is_gone_and_black_comes_in():
    torch.manual_seed(1)
    moved = shifted(torch.ones(500, 1, 4, 4), 2)
    sums = set(moved.sum(dim=(1, 2, 3)).tolist())
    assert sums == {4.0 * 4, 4 * 3, 4 * 2, 3 * 3, 3 * 2, 2 * 2}
    assert set(moved.flatten().tolist()) == {0.0, 1.0}


def test_a_picture_moves_as_a_whole_and_its_channels_together():
    torch.manual_seed(2)
    picture = torch.rand(1, 3, 5, 8)
    moved = shifted(picture.expand(60, 3, 5, 8), 1)
    padded = torch.zeros(3, 7, 10)
    padded[:, 1:-1, 1:-1] = picture[0]
    whole = [padded[:, row:row + 5, column:column + 8] for row in range(3) for column in range(3)]
    assert all(any(torch.equal(one, other) for other in whole) for one in moved)


def test_a_seed_gives_the_same_moves_and_the_pictures_stay_as_they_are():
    pictures = torch.rand(20, 1, 5, 5)
    before = pictures.clone()
    torch.manual_seed(3)
    first = shifted(pictures, 2)
    torch.manual_seed(3)
    assert torch.equal(first, shifted(pictures, 2))
    assert torch.equal(pictures, before)
    assert not torch.equal(first, pictures)


def test_rows_and_columns_move_independently():
    torch.manual_seed(4)
    places = shifted(bright(2, 3, count=4000), 1)[:, 0].nonzero()[:, 1:].float() - torch.tensor([2.0, 3.0])
    assert places.prod(dim=1).mean().abs() < 4 * (2 / 3) / 4000**0.5


@pytest.mark.parametrize("most", [0, -1, 1.5])
def test_it_moves_by_whole_pixels(most):
    with pytest.raises(ValueError, match="most must be a whole number greater than zero"):
        shifted(torch.zeros(1, 1, 2, 2), most)


def test_flat_rows_are_refused():
    with pytest.raises(ValueError, match=r"expected pictures \[n, channels, height, width\], got shape \[3, 784\]"):
        shifted(torch.zeros(3, 784), 1)
