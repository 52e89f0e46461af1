"""Curves and points against an axis."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..progress import Row


def learning_curves(history: list[Row], *, unit: str) -> Figure:
    """Every column of a training history against its epoch.

    `unit` labels the vertical axis.
    """
    figure, axis = plt.subplots()
    for name in [name for name in history[0] if name != "epoch"]:
        axis.plot(
            [row["epoch"] for row in history],
            [row[name] for row in history],
            label=name,
        )
    axis.set(xlabel="epoch", ylabel=unit)
    axis.xaxis.set_major_locator(MaxNLocator(integer=True))
    axis.legend()
    return figure


def seed_points(results: dict[str, Sequence[float]], *, unit: str) -> Figure:
    """One dot per seed for every named method, and a bar at their mean.

    `unit` labels the horizontal axis.
    """
    figure, axis = plt.subplots(figsize=(6, 0.8 + 0.45 * len(results)))
    for row, values in enumerate(results.values()):
        axis.plot(values, [row] * len(values), "o", color="C0", alpha=0.6)
        axis.plot([np.mean(values)] * 2, [row - 0.3, row + 0.3], color="C1")
    axis.set(xlabel=unit, yticks=range(len(results)), yticklabels=list(results))
    axis.invert_yaxis()
    axis.grid(axis="x", alpha=0.3)
    return figure
