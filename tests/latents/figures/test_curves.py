"""Curves hold the results of a sweep, points the seeds."""

import numpy as np
import pytest
from matplotlib.colors import same_color

from latents.figures.curves import seed_points, sweep

RESULTS = {"PCA": {4: [2.0, 4.0], 2: [5.0, 9.0]}, "autoencoder": {2: [6.0], 8: [1.0]}}


def test_a_sweep_is_a_line_through_the_means_in_the_order_of_the_settings():
    (axis,) = sweep(RESULTS, x="numbers in the code", y="error per picture").axes
    curves = {line.get_label(): line.get_xydata().tolist() for line in axis.lines}
    assert curves == {"PCA": [[2, 7], [4, 3]], "autoencoder": [[2, 6], [8, 1]]}
    assert (axis.get_xlabel(), axis.get_ylabel()) == ("numbers in the code", "error per picture")
    assert [name.get_text() for name in axis.texts] == ["PCA", "autoencoder"]


def test_a_band_is_one_standard_deviation_wide_and_of_its_lines_colour():
    (axis,) = sweep(RESULTS, x="x", y="y").axes
    for band, line, spread in zip(axis.collections, axis.lines, [8 ** 0.5, 0], strict=True):  # of 5 and 9: sqrt(8)
        assert same_color(band.get_facecolor()[0, :3], line.get_color())
        outline = band.get_paths()[0].vertices
        start = outline[outline[:, 0] == 2, 1]
        assert (start.max() - start.min()) / 2 == pytest.approx(spread)


def test_a_logarithmic_sweep_bears_plain_numbers():
    (axis,) = sweep(RESULTS, x="x", y="y", log_x=True, log_y=True).axes
    assert (axis.get_xscale(), axis.get_yscale()) == ("log", "log")
    axis.figure.draw_without_rendering()
    assert [tick.get_text() for tick in axis.get_xticklabels()] == ["2", "4", "8"]
    assert {"1", "2", "5"} <= {tick.get_text() for tick in axis.get_yticklabels()}
    (axis,) = sweep(RESULTS, x="x", y="y").axes
    assert (axis.get_xscale(), axis.get_yscale()) == ("linear", "linear")


@pytest.mark.parametrize("bad", [{"PCA": {2: []}}, {"PCA": {2: [1.0, float("nan")]}}])
def test_a_sweep_needs_finite_values(bad):
    with pytest.raises(ValueError, match="PCA at 2 needs finite values, at least one, got"):
        sweep(bad, x="x", y="y")


@pytest.mark.parametrize("bad", [{}, {"PCA": {}}])
def test_a_sweep_needs_methods_and_settings(bad):
    with pytest.raises(ValueError, match="each with at least one result"):
        sweep(bad, x="x", y="y")


def test_seed_points_are_dots_with_mean_and_deviation_below_them():
    (axis,) = seed_points({"pixels": [0.5, 0.7], "codes": [0.8, 0.9, 1.3], "once": [1.0]}, unit="accuracy").axes
    dots = [line.get_xydata().tolist() for line in axis.lines if same_color(line.get_color(), "C0")]
    assert dots == [[[0.5, 0], [0.7, 0]], [[0.8, 1], [0.9, 1], [1.3, 1]], [[1, 2]]]
    bars = [(mean.get_xydata()[0], *spread.get_segments()) for mean, _, (spread,) in axis.containers]
    for row, (bar, mean, deviation) in enumerate(zip(bars, [0.6, 1, 1], [0.02 ** 0.5, 0.07 ** 0.5, 0], strict=True)):
        (x, y), ends = bar
        assert x == pytest.approx(mean)
        assert row < y < row + 0.5
        assert ends == pytest.approx(np.array([[mean - deviation, y], [mean + deviation, y]]))
    assert axis.get_xlabel() == "accuracy"
    assert list(axis.get_yticks()) == [0, 1, 2]
    assert [label.get_text() for label in axis.get_yticklabels()] == ["pixels", "codes", "once"]
    assert axis.yaxis_inverted()  # the first method stands on top


@pytest.mark.parametrize("bad", [{}, {"PCA": []}, {"PCA": [float("inf")]}])
def test_seed_points_need_values(bad):
    with pytest.raises(ValueError, match="at least one"):
        seed_points(bad, unit="accuracy")
