"""Distances, neighbours and ways between them, against plain loops and by hand."""

import math

import pytest
import torch

from latents.models.neighbourhoods import graph, nearest_rows, path_lengths, squared_distances

CHAIN = torch.tensor([[0.0], [1.0], [3.0], [3.0], [6.0], [10.0]])  # two copies of one point


@pytest.mark.parametrize("offset", [0.0, 1e6])
def test_squared_distances_are_sums_of_squares_also_far_from_the_origin(offset):
    points = 0.01 * torch.randn(20, 3).double() + offset
    differences = points[:, None] - points
    squares = squared_distances(points)
    torch.testing.assert_close(squares, (differences**2).sum(dim=2), rtol=1e-9, atol=1e-11)
    assert not squares.diagonal().any()
    assert (squared_distances(points.repeat(2, 1)) >= 0).all()


def test_the_nearest_rows_are_the_first_of_all_others_sorted():
    data = torch.randn(30, 4) + 1000
    distances, rows = nearest_rows(data, 6)
    for i in range(30):
        others = sorted((j for j in range(30) if j != i), key=lambda j: (data[i] - data[j]).double().norm().item())
        assert rows[i].tolist() == others[:6]
        torch.testing.assert_close(distances[i], (data[i] - data[others[:6]]).double().norm(dim=1))


def test_ways_along_a_chain():
    """With one neighbour, 6 is linked to 3 and 10 to 6; the row 0 is nearest to 1, which is nearest to 0."""
    with pytest.raises(ValueError, match="with 1 neighbours the data fall into 2 pieces without a link; take more"):
        path_lengths(CHAIN, 1)
    torch.testing.assert_close(path_lengths(CHAIN, 2), (CHAIN - CHAIN.T).abs())


def test_ways_are_longer_than_straight_lines_where_the_data_bend():
    """On a circle of 60 points with two neighbours, from point to point: whole chords, the shorter way round."""
    angles = 2 * math.pi * torch.arange(60) / 60
    circle = torch.stack([angles.cos(), angles.sin()], dim=1).double()
    places = torch.arange(60)
    apart = (places[:, None] - places).abs()
    chords = torch.minimum(apart, 60 - apart) * 2 * math.sin(math.pi / 60)
    torch.testing.assert_close(path_lengths(circle, 2), chords.double(), rtol=1e-6, atol=1e-6)


def test_a_link_may_be_taken_both_ways():
    """10 is no one's nearest but its own nearest, 6, leads to it."""
    lengths = path_lengths(CHAIN, 2)
    assert lengths[0, 5] == lengths[5, 0] == 10


def test_a_graph_holds_each_length_at_its_place():
    lengths, rows = torch.tensor([[1.0, 2], [3, 4], [5, 6]]), torch.tensor([[1, 2], [0, 2], [1, 0]])
    assert graph(lengths, rows).toarray().tolist() == [[0, 1, 2], [3, 0, 4], [6, 5, 0]]


@pytest.mark.parametrize("dtype", [torch.float, torch.double])
def test_ways_keep_the_precision_of_the_data(dtype):
    data = torch.randn(20, 3).to(dtype)
    before = data.clone()
    assert path_lengths(data, 6).dtype == dtype
    assert torch.equal(data, before)


@pytest.mark.parametrize(("data", "neighbours", "message"), [
    (CHAIN[:, 0], 2, "expected a matrix"),
    (CHAIN * math.nan, 2, "NaN or infinite"),
    (CHAIN.long(), 2, "expected floating-point numbers"),
    (CHAIN, 0, "neighbours must be a whole number between 1 and 5 for these data, got 0"),
    (CHAIN, 6, "neighbours must be a whole number between 1 and 5 for these data, got 6"),
    (CHAIN, 2.5, "neighbours must be a whole number between 1 and 5 for these data, got 2.5"),
    (CHAIN[:1], 1, "between 1 and 0 for these data, got 1"),
    (torch.cat([CHAIN, CHAIN + 100]), 3, "with 3 neighbours the data fall into 2 pieces without a link"),
])
def test_what_has_no_neighbours_is_refused(data, neighbours, message):
    for function in (nearest_rows, path_lengths):
        with pytest.raises(ValueError, match=message):
            function(data, neighbours)
