"""Lloyd's algorithm by hand, against scikit-learn, and by what no step of it may do."""

import math
from itertools import pairwise

import pytest
import torch
from sklearn.cluster import KMeans

from latents.models.clustering import lloyd, within


@pytest.fixture
def data():
    """Two hundred rows of three features, in double precision, in no crowds at all."""
    return torch.randn(200, 3).double()


def test_a_walk_by_hand():
    """Two centres among four points of a line: the second is pulled to the right, then the first lets go of the 3."""
    line, start = torch.tensor([[0.0], [3.0], [9.0], [12.0]]), torch.tensor([[0.0], [1.0]])
    sides, centres = zip(*lloyd(line, start), strict=True)
    assert [who.tolist() for who in sides] == [[0, 1, 1, 1], [0, 0, 1, 1], [0, 0, 1, 1]]
    assert [at.flatten().tolist() for at in centres] == [[0, 1], [0, 8], [1.5, 10.5]]
    assert [within(line, *frame) for frame in lloyd(line, start)] == [4 + 64 + 121, 9 + 1 + 16, 4 * 1.5**2]


@pytest.mark.parametrize("offset", [0.0, 1e7])
@pytest.mark.parametrize("count", [1, 2, 7])
def test_it_ends_where_scikit_learn_ends_also_far_from_the_origin(data, count, offset):
    data = data + offset
    nearest, centres = lloyd(data, data[:count])[-1]
    theirs = KMeans(count, init=data[:count].numpy(), n_init=1, tol=0, algorithm="lloyd").fit(data.numpy())
    assert nearest.tolist() == theirs.labels_.tolist()
    torch.testing.assert_close(centres, torch.from_numpy(theirs.cluster_centers_))
    assert within(data, nearest, centres) == pytest.approx(theirs.inertia_)


def test_neither_half_of_a_round_raises_the_sum_and_the_last_changes_nothing(data):
    frames = lloyd(data, torch.randn(6, 3).double() / 10)
    assert len(frames) > 5
    for (before, old), (after, new) in pairwise(frames):
        assert within(data, before, new) <= within(data, before, old)
        assert within(data, after, new) <= within(data, before, new)
    nearest, centres = frames[-1]
    for k in range(6):
        torch.testing.assert_close(centres[k], data[nearest == k].mean(dim=0))
    for row, own in zip(data, nearest, strict=True):
        assert (row - centres[own]).norm() == (row - centres).norm(dim=1).min()
    moves = [(before != after).sum() for (before, _), (after, _) in pairwise(frames)]
    assert all(moves[:-1])
    assert not moves[-1]


def test_a_row_between_two_centres_joins_the_first():
    middle = torch.tensor([[0.0, 5.0]])
    for first in (-1.0, 1.0):
        (nearest, _), *_ = lloyd(middle, torch.tensor([[first, 0.0], [-first, 0.0]]))
        assert nearest.tolist() == [0]


def test_a_centre_without_rows_stays_and_may_win_some_later():
    line = torch.tensor([[0.0], [4.0], [20.0]])
    frames = lloyd(line, torch.tensor([[-1.0], [-2.0], [17.0]]))
    assert [at.flatten().tolist() for _, at in frames] == [[-1, -2, 17], [2, -2, 20]]
    frames = lloyd(torch.tensor([[0.0], [30.0]]), torch.tensor([[10.0], [-11.0]]))
    assert [who.tolist() for who, _ in frames] == [[0, 0], [1, 0], [1, 0]]
    assert frames[1][1].flatten().tolist() == [15, -11]
    assert frames[2][1].flatten().tolist() == [30, 0]


def test_what_it_is_given_stays_as_it_was(data):
    start = data[:4].clone()
    frames, before = lloyd(data, start), data.clone()
    assert torch.equal(start, data[:4])
    assert torch.equal(before, data)
    assert torch.equal(frames[0][1], start)
    assert len({at.data_ptr() for _, at in frames[:-1]}) == len(frames) - 1


def test_it_takes_no_more_steps_than_it_is_given(data):
    all_of_it = lloyd(data, data[:5])
    assert 4 < len(all_of_it) < 300
    for steps in (1, 3):
        first = lloyd(data, data[:5], steps=steps)
        assert len(first) == steps
        assert torch.equal(first[-1][1], all_of_it[steps - 1][1])


def test_the_sum_is_over_rows_and_features():
    data, centres = torch.tensor([[0.0, 0.0], [1.0, 2.0], [5.0, 5.0]]), torch.tensor([[5.0, 4.0], [0.0, 1.0]])
    assert within(data, torch.tensor([1, 1, 0]), centres) == 1 + 2 + 1
    rows, numbers, places = torch.randn(20, 3), torch.randint(4, (20,)), torch.randn(4, 3)
    expected = sum((row - places[k]).norm().item() ** 2 for row, k in zip(rows, numbers, strict=True))
    assert within(rows, numbers, places) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(("data", "centres", "steps", "complaint"), [
    (torch.rand(4), torch.rand(2, 3), 9, "expected a matrix"),
    (torch.rand(4, 3), torch.rand(2, 4), 9, "expected 3 columns"),
    (torch.rand(4, 3), torch.rand(0, 3), 9, "expected a matrix"),
    (torch.ones(4, 3).long(), torch.rand(2, 3), 9, "floating-point"),
    (torch.full((4, 3), math.nan), torch.rand(2, 3), 9, "finite|NaN"),
    (torch.rand(4, 3), torch.full((2, 3), math.inf), 9, "finite|infinit|NaN"),
    (torch.rand(4, 3), torch.rand(2, 3), 0, "steps"),
])
def test_bad_input_is_refused(data, centres, steps, complaint):
    with pytest.raises(ValueError, match=complaint):
        lloyd(data, centres, steps=steps)


@pytest.mark.parametrize(("nearest", "centres"), [
    (torch.zeros(3).long(), torch.rand(2, 3)),
    (torch.zeros(4).long(), torch.rand(2, 4)),
])
def test_a_sum_over_things_that_do_not_fit_is_refused(nearest, centres):
    with pytest.raises(ValueError, match="expected"):
        within(torch.rand(4, 3), nearest, centres)
