"""A cloud of points in the plane, and what runs through it."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from torch import Tensor

from ..guards import require_matrix
from .labels import name_point


def plane(
    points: Tensor,
    *,
    curves: dict[str, Tensor] | None = None,
    arrows: dict[str, tuple[Sequence[float], Sequence[float]]] | None = None,
) -> Figure:
    """Points [n, 2] with named curves [m, 2] and named arrows (from [2], to [2]).

    Both axes have one scale, so that a right angle looks like one. Each name stands
    where its curve or arrow ends; colours follow the order given, curves first. Raises
    ValueError for points or curves that are not finite or of another width than two.
    """
    curves, arrows = curves or {}, arrows or {}
    for cloud in (points, *curves.values()):
        require_matrix(cloud, 2)
    figure, axis = plt.subplots(figsize=(6, 4.6))
    axis.plot(*points.detach().cpu().T, "o", color="dimgray", markersize=3.5, alpha=0.8)
    for number, (name, curve) in enumerate(curves.items()):
        places = curve.detach().cpu().numpy()
        axis.plot(*places.T, color=f"C{number}", linewidth=2.2)
        name_point(axis, name, places[-1], beyond=places[-2:][0], color=f"C{number}")
    for number, (name, ends) in enumerate(arrows.items(), start=len(curves)):
        start, end = (np.array([float(place) for place in end]) for end in ends)
        axis.annotate(
            "",
            end,
            start,
            arrowprops={
                "arrowstyle": "-|>",
                "color": f"C{number}",
                "linewidth": 2.2,
                "shrinkA": 0,
                "shrinkB": 0,
            },
        )
        name_point(axis, name, end, beyond=start, color=f"C{number}")
    axis.set(aspect="equal")
    return figure
