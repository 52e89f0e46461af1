"""Names written beside what they name, instead of a legend."""

import textwrap
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from sklearn.isotonic import isotonic_regression

HALO = [withStroke(linewidth=3, foreground="white")]  # legible on whatever lies below


def name_ends(axis: Axes) -> None:
    """Write the label of every line behind the axis, level with the line's last point.

    In the line's colour, wrapped after sixteen characters; labels that would touch are
    moved apart. To be called last: it measures the figure as it stands.
    """
    lines = [line for line in axis.lines if not line.get_label().startswith("_")]
    names = [
        axis.annotate(
            textwrap.fill(line.get_label(), 16, break_long_words=False),
            line.get_xydata()[-1],
            (1.04, line.get_ydata()[-1]),
            textcoords=axis.get_yaxis_transform(),
            color=line.get_color(),
            verticalalignment="center",
            linespacing=1,
            arrowprops={
                "arrowstyle": "-",
                "color": line.get_color(),
                "linewidth": 0.8,
                "relpos": (0, 0.5),
                "shrinkA": 0,
                "shrinkB": 0,
            },
            annotation_clip=False,
        )
        for line in lines
    ]
    axis.figure.draw_without_rendering()
    ends = [axis.transData.transform(line.get_xydata()[-1])[1] for line in lines]
    tall = [Text.get_window_extent(name).height for name in names]
    for name, place in zip(names, apart(ends, 1.1 * np.array(tall)), strict=True):
        name.set_y(axis.transData.inverted().transform((0, place))[1])


def apart(centres: Sequence[float], heights: Sequence[float]) -> np.ndarray:
    """The centres [n] of boxes, moved as little as possible until none overlap.

    Least in the sum of squares, the order kept: a monotone regression.
    """
    order = np.argsort(centres, kind="stable")
    tall = np.asarray(heights, float)[order]
    stacked = np.cumsum(tall) - tall / 2  # the centres of boxes that touch
    moved = np.empty(len(order))
    moved[order] = stacked + isotonic_regression(np.asarray(centres)[order] - stacked)
    return moved


def name_point(
    axis: Axes, name: str, point: np.ndarray, *, beyond: np.ndarray, color: str
) -> None:
    """Write a name next to a point [2], on the side away from another, `beyond`."""
    across, up = point - beyond
    length = np.hypot(across, up) or 1.0
    across, up = across / length, up / length
    axis.annotate(
        name,
        point,
        (9 * across, 9 * up),
        textcoords="offset points",
        horizontalalignment=("right", "center", "left")[round(across) + 1],
        verticalalignment=("top", "center", "bottom")[round(up) + 1],
        color=color,
        path_effects=HALO,
        annotation_clip=False,
    )
