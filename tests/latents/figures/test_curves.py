"""Curves hold the columns of a history, points the seeds."""

import numpy as np
import pytest

from latents.figures.curves import learning_curves, seed_points


def test_learning_curves_are_the_columns_of_the_history():
    history = [{"epoch": 1, "loss": 3.0, "held-out loss": 4.0}, {"epoch": 2, "loss": 1.0, "held-out loss": 2.5}]
    (axis,) = learning_curves(history, unit="nats per image").axes
    curves = {line.get_label(): line.get_xydata().tolist() for line in axis.lines}
    assert curves == {"loss": [[1, 3], [2, 1]], "held-out loss": [[1, 4], [2, 2.5]]}
    assert (axis.get_xlabel(), axis.get_ylabel()) == ("epoch", "nats per image")
    assert [text.get_text() for text in axis.get_legend().get_texts()] == ["loss", "held-out loss"]


def test_seed_points_are_dots_with_a_bar_at_their_mean():
    (axis,) = seed_points({"pixels": [0.5, 0.7], "codes": [0.8, 0.9, 1.3]}, unit="accuracy").axes
    dots, bar, more_dots, other_bar = (line.get_xydata() for line in axis.lines)
    assert dots.tolist() == [[0.5, 0], [0.7, 0]]
    assert more_dots.tolist() == [[0.8, 1], [0.9, 1], [1.3, 1]]
    assert bar == pytest.approx(np.array([[0.6, -0.3], [0.6, 0.3]]))
    assert other_bar == pytest.approx(np.array([[1.0, 0.7], [1.0, 1.3]]))
    assert [line.get_marker() for line in axis.lines] == ["o", "None", "o", "None"]
    assert {line.get_color() for line in axis.lines[::2]} == {"C0"}
    assert {line.get_color() for line in axis.lines[1::2]} == {"C1"}
    assert axis.get_xlabel() == "accuracy"
    assert list(axis.get_yticks()) == [0, 1]
    assert [label.get_text() for label in axis.get_yticklabels()] == ["pixels", "codes"]
    assert axis.yaxis_inverted()  # the first method stands on top
