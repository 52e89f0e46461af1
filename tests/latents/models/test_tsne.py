"""t-SNE against its formulas in plain loops, a root finder, finite differences, scikit-learn and maps by hand."""

import math

import pytest
import torch
from oracles.derivatives import finite_differences
from scipy.optimize import brentq
from sklearn.manifold import TSNE

from latents.models import tsne as module
from latents.models.pca import PCA
from latents.models.tsne import (
    affinities,
    closeness,
    divergence,
    gradient,
    pick,
    principal_start,
    tiled_gradient,
    tsne,
)


@pytest.fixture
def data():
    """Forty rows of three features, in double precision."""
    return torch.randn(40, 3).double()


@pytest.fixture
def islands():
    """Two groups of twenty rows, far apart."""
    return torch.randn(40, 5) + 20 * (torch.arange(40) < 20)[:, None]


def chances_by_root_finding(squares, perplexity):
    """p_j|i of one row from its squared distances to the others."""
    def chances(log_precision):
        return torch.softmax(-squares * math.exp(log_precision), dim=0)

    def surplus(log_precision):
        return torch.special.entr(chances(log_precision)).sum().item() - math.log(perplexity)

    return chances(brentq(surplus, -30, 30, xtol=1e-14))


@pytest.mark.parametrize("perplexity", [1.5, 5, 30])
def test_affinities_are_those_of_a_root_finder(data, perplexity):
    expected = torch.zeros(40, 40).double()
    for i in range(40):
        others = torch.arange(40) != i
        squares = ((data[others] - data[i]) ** 2).sum(dim=1)
        expected[i, others] = chances_by_root_finding(squares, perplexity)
    expected = (expected + expected.T) / 80
    torch.testing.assert_close(affinities(data, perplexity), expected, rtol=1e-5, atol=1e-12)
    single = affinities(data.float(), perplexity)
    torch.testing.assert_close(single, expected.float(), rtol=1e-3, atol=1e-8)
    assert torch.equal(single, single.T)
    assert single.sum().item() == pytest.approx(1, abs=1e-6)
    assert not single.diagonal().any()
    assert torch.equal(affinities(data), affinities(data, 30))


def test_affinities_do_not_see_where_the_data_lie_or_their_unit(data):
    turn = torch.linalg.qr(torch.randn(3, 3).double()).Q
    for moved in (data @ turn, data + 1e4, 1e-9 * data, 1e9 * data):
        torch.testing.assert_close(affinities(moved, 8), affinities(data, 8), rtol=1e-5, atol=1e-12)
    offset = torch.tensor([3e4, 0, 0])
    near, far = affinities(data.float(), 8), affinities((data.float() + offset) - offset + offset, 8)
    rounded = affinities((data.float() + offset).double(), 8)
    torch.testing.assert_close(far, rounded.float(), rtol=1e-3, atol=1e-8)
    assert not torch.equal(near, far)


def test_a_row_far_from_all_has_as_many_neighbours_as_any(data):
    data[0] = 1e4
    squares = torch.cdist(data, data) ** 2
    away = (squares[:1, 1:] - squares[0, 1:].min()) / squares[0, 1:].mean()
    (chances,) = pick(away, 7)
    assert torch.special.entr(chances).sum().exp().item() == pytest.approx(7, rel=1e-5)
    assert affinities(data, 7).sum(dim=1)[0].item() == pytest.approx(1 / 80)  # nobody picks it


def test_equal_rows_share_their_chances():
    """A row has seven copies, more than the perplexity: no width of the Gaussian can tell them apart."""
    copies = torch.cat([torch.zeros(8, 2), torch.randn(12, 2) + 5])
    p = affinities(copies, 3)
    torch.testing.assert_close(p[0, 1:8], torch.full((7,), 1 / (7 * 20)))
    torch.testing.assert_close(affinities(torch.ones(6, 2), 2), (torch.ones(6, 6) - torch.eye(6)) / 30)


def test_many_tiles_are_as_good_as_one(data, monkeypatch):
    points = 5 * torch.randn(40, 2).double()
    p = affinities(data, 8)
    whole = tiled_gradient(points, p)
    monkeypatch.setattr(module, "CACHED", 300)
    assert module.tile_rows(p) == 7
    torch.testing.assert_close(tiled_gradient(points, p), whole)
    torch.testing.assert_close(affinities(data, 8), p)
    monkeypatch.setattr(module, "CACHED", 1)
    torch.testing.assert_close(tiled_gradient(points, p), whole)


def test_closeness_and_divergence_are_their_formulas(data):
    points, p = torch.randn(40, 2).double(), affinities(data, 8)
    near = torch.zeros(40, 40).double()
    for i in range(40):
        for j in range(40):
            if i != j:
                near[i, j] = 1 / (1 + ((points[i] - points[j]) ** 2).sum())
    torch.testing.assert_close(closeness(points), near)
    q, pairs = near / near.sum(), near > 0
    torch.testing.assert_close(divergence(points, p), (p[pairs] * (p[pairs] / q[pairs]).log()).sum())
    torch.testing.assert_close(divergence(points, q), torch.tensor(0.0).double(), atol=1e-12, rtol=0)
    assert closeness(points.float()).dtype == torch.float


def test_the_divergence_is_what_scikit_learn_reports(data):
    reference = TSNE(perplexity=8, method="exact", init="random", random_state=0)
    points = torch.tensor(reference.fit_transform(data.numpy()))
    assert divergence(points, affinities(data, 8)).item() == pytest.approx(reference.kl_divergence_, rel=1e-3)


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("spread", [1e-3, 1.0, 30.0])
def test_both_gradients_are_that_of_the_divergence(data, size, spread):
    points, p = spread * torch.randn(40, size).double(), affinities(data, 8)
    expected = finite_differences(lambda moved: divergence(moved, p), points, step=1e-4)
    tolerance = {"rtol": 1e-4, "atol": 1e-6 * expected.abs().max().item()}
    torch.testing.assert_close(gradient(points, p), expected, **tolerance)
    points.requires_grad_()
    (exact,) = torch.autograd.grad(divergence(points, p), points)
    torch.testing.assert_close(gradient(points.detach(), p), exact)
    torch.testing.assert_close(tiled_gradient(points.detach(), p), exact)
    torch.testing.assert_close(tiled_gradient(points.detach(), 4 * p), gradient(points.detach(), 4 * p))


def test_a_gradient_does_not_move_the_centre_and_single_precision_has_few_digits_less(data):
    points, p = 20 * torch.randn(40, 2).double() + 100, affinities(data, 8)
    exact = gradient(points, p)
    assert exact.sum(dim=0).abs().max() < 1e-12
    for function in (gradient, tiled_gradient):
        single = function(points.float(), p.float())
        assert single.dtype == torch.float
        torch.testing.assert_close(single.double(), exact, rtol=1e-2, atol=1e-2 * exact.abs().max().item())
    assert tiled_gradient(1e5 * points.float(), p.float()).abs().max() < 1e-3
    apart = torch.randn(40, 2) + 1e4 * (torch.arange(40) < 20)[:, None]  # where rounding makes distances negative
    assert tiled_gradient(apart, p.float()).abs().max() < 1


def test_three_points_with_equal_affinities_make_a_map_without_divergence():
    """Corners of a regular simplex look alike from everywhere: on the plane, three points can, four cannot."""
    p = (torch.ones(3, 3) - torch.eye(3)).double() / 6
    angles = torch.tensor([0.0, 2, 4]).double() * math.pi / 3
    triangle = torch.stack([angles.cos(), angles.sin()], dim=1)
    assert divergence(triangle, p).item() == pytest.approx(0, abs=1e-12)
    assert gradient(triangle, p).abs().max() < 1e-12


def test_the_first_steps_are_those_of_plain_loops(data):
    """Four steps, the first with exaggeration: momentum, gains and rate as the formulas say."""
    p, seen = affinities(data, 8), []
    end = tsne(data, perplexity=8, steps=8, exaggeration=4, after_step=lambda *state: seen.append(state))
    points = principal_start(data, 2)
    velocity, gains = torch.zeros(40, 2).double(), torch.ones(40, 2).double()
    for step in range(1, 9):
        factor, momentum, rate = (4, 0.8, 40 / 16) if step <= 2 else (1, 0.9, 10)
        slope = gradient(points, factor * p)
        for i in range(40):
            for k in range(2):
                if slope[i, k] * velocity[i, k] > 0:  # the last step went up this slope: take care
                    gains[i, k] = max(0.8 * gains[i, k], 0.01)
                else:
                    gains[i, k] += 0.2
        velocity = momentum * velocity - rate * gains * slope
        points = points + velocity
        assert seen[step - 1][0] == step
        torch.testing.assert_close(seen[step - 1][1], points, rtol=1e-6, atol=1e-12)
    assert seen[-1][1] is end
    assert len(seen) == 8


def test_islands_stay_apart_and_neighbours_together(islands):
    points = tsne(islands, perplexity=8)
    apart = torch.cdist(points, points)
    own = (torch.arange(40) < 20)[:, None] == (torch.arange(40) < 20)
    assert apart[own].max() < apart[~own].min()


def test_the_end_is_a_minimum_as_good_as_scikit_learns(data):
    """The slope is nearly zero, no start of scikit-learn's comes lower by more than a twentieth."""
    p = affinities(data, 8)
    ours = tsne(data, perplexity=8, steps=1000)
    assert gradient(ours, p).norm() < 1e-4
    theirs = TSNE(perplexity=8, method="exact", init="pca", random_state=0).fit(data.numpy())
    assert divergence(ours, p) < 1.05 * theirs.kl_divergence_


def test_a_map_begins_with_the_principal_components_or_at_a_start(data):
    codes, begun = PCA(data, 2).encode(data), principal_start(data, 2)
    assert begun[:, 0].std().item() == pytest.approx(1e-4)
    torch.testing.assert_close(begun / begun[0, 0], codes / codes[0, 0])
    begun = 1e-4 * torch.randn(40, 3)
    kept = begun.clone()
    first = tsne(data, perplexity=8, size=3, steps=5, start=begun)
    assert first.shape == (40, 3)
    assert first.dtype == torch.double
    assert torch.equal(begun, kept)
    assert torch.equal(first, tsne(data, perplexity=8, size=3, steps=5, start=begun))
    assert not torch.equal(first, tsne(data, perplexity=8, size=3, steps=5))


def test_another_slope_is_followed(data):
    plain, tiled = (tsne(data, perplexity=8, steps=20, slope=slope) for slope in (gradient, tiled_gradient))
    torch.testing.assert_close(plain, tiled)
    start = torch.randn(len(data), 2, dtype=data.dtype)
    still = tsne(data, perplexity=8, steps=20, start=start, slope=lambda points, p: torch.zeros_like(points))
    assert torch.equal(still, start)


def test_maps_need_no_gradients_and_no_differences(data):
    before = data.clone().requires_grad_()
    assert not tsne(before, perplexity=8, steps=3).requires_grad
    assert not affinities(before, 8).requires_grad
    assert torch.equal(before, data)
    assert not tsne(torch.ones(9, 3), perplexity=3, steps=20).any()


def test_the_defaults_are_thirty_neighbours_two_numbers_and_five_hundred_steps(data):
    data, steps = data.float(), []
    first = tsne(data, after_step=lambda step, points: steps.append(step))
    assert steps == list(range(1, 501))
    assert torch.equal(first, tsne(data, perplexity=30, size=2, steps=500, exaggeration=4))


@pytest.mark.parametrize(("change", "options", "message"), [
    (lambda data: data[:, 0], {}, "expected a matrix"),
    (lambda data: data * math.nan, {}, "NaN or infinite"),
    (lambda data: data.long(), {}, "expected floating-point numbers"),
    (lambda data: data[:1], {}, "perplexity must lie between 1 and 0"),
    (lambda data: data[:20], {}, "between 1 and 19, the other rows of each row, got 30.0; 5 to 50 are usual"),
    (lambda data: data, {"perplexity": 39}, "perplexity must lie between 1 and 39"),
    (lambda data: data, {"perplexity": 1}, "perplexity must lie between 1 and 39"),
    (lambda data: data, {"perplexity": math.nan}, "perplexity must lie between 1 and 39"),
    (lambda data: data, {"steps": 0}, "steps must be a whole number greater than zero, got 0"),
    (lambda data: data, {"exaggeration": 0}, "exaggeration must be greater than zero, got 0"),
    (lambda data: data, {"size": 4}, "code_size must lie between 1 and 3"),
    (lambda data: data, {"start": torch.zeros(40, 3)}, r"expected a start of shape \[40, 2\], got \[40, 3\]"),
])
def test_what_has_no_map_is_refused(data, change, options, message):
    with pytest.raises(ValueError, match=message):
        tsne(change(data), **options)
