"""Curves and points against an axis."""

import textwrap
from collections.abc import Collection, Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import (
    FixedLocator,
    Locator,
    LogLocator,
    NullLocator,
)

from .labels import name_ends


def sweep(
    results: Mapping[str, Mapping[float, Sequence[float]]],
    *,
    x: str,
    y: str,
    log_x: bool = False,
    log_y: bool = False,
) -> Figure:
    """What each method reaches at each setting: {method: {setting: a value a seed}}.

    A line through the means, a band of one standard deviation over the seeds, the
    method's name at its end. `x` and `y` label the axes; a logarithmic axis of settings
    (`log_x`) bears those that were tried. Raises ValueError for no method, one without
    settings, a setting without values, and values that are not finite.
    """
    require_methods(results)
    figure, axis = plt.subplots()
    for name, by_setting in results.items():
        settings = sorted(by_setting)
        values = [
            require_values(f"{name} at {setting}", by_setting[setting])
            for setting in settings
        ]
        mean = np.array([np.mean(seeds) for seeds in values])
        spread = np.array([np.std(seeds, ddof=len(seeds) > 1) for seeds in values])
        (line,) = axis.plot(settings, mean, "o-", label=name)
        axis.fill_between(
            settings, mean - spread, mean + spread, color=line.get_color(), alpha=0.2
        )
    axis.set(xlabel=x, ylabel=y)
    if log_x:
        axis.set_xscale("log")
        settings = sorted(set().union(*results.values()))
        number_plainly(axis.xaxis, FixedLocator(settings))
    if log_y:
        axis.set_yscale("log")
        number_plainly(axis.yaxis, LogLocator(subs=(1, 2, 5)))
    name_ends(axis)
    return figure


def number_plainly(axis: Axis, places: Locator) -> None:
    """Let a logarithmic axis bear plain numbers, at these places only."""
    axis.set_major_locator(places)
    axis.set_major_formatter("{x:g}")
    axis.set_minor_locator(NullLocator())


def seed_points(results: Mapping[str, Sequence[float]], *, unit: str) -> Figure:
    """One dot per seed for every named method, below them a bar at their mean.

    The line through the bar reaches one standard deviation over the seeds to either
    side; `unit` labels the axis. Raises ValueError for no method, one without values,
    and values that are not finite.
    """
    require_methods(results)
    figure, axis = plt.subplots(figsize=(6, 0.8 + 0.5 * len(results)))
    for row, (name, given) in enumerate(results.items()):
        values = require_values(name, given)
        axis.plot(values, [row] * len(values), "o", color="C0", alpha=0.8)
        spread = np.std(values, ddof=len(values) > 1)
        bar = {"fmt": "|", "color": "C1", "markersize": 9, "markeredgewidth": 2.4}
        axis.errorbar(np.mean(values), row + 0.3, xerr=spread, **bar)
    names = [textwrap.fill(name, 18, break_long_words=False) for name in results]
    axis.set(xlabel=unit, yticks=range(len(results)), yticklabels=names)
    axis.set_ylim(len(results) - 0.4, -0.5)
    axis.tick_params(axis="y", length=0)
    axis.spines["left"].set_visible(False)
    axis.grid(axis="x")
    return figure


def require_methods(results: Mapping[str, Collection]) -> None:
    """Raise ValueError unless there are methods, each with some results."""
    if not results or not all(map(len, results.values())):
        raise ValueError(
            "expected at least one method, each with at least one result; "
            "leave out those without"
        )


def require_values(name: str, values: Sequence[float]) -> np.ndarray:
    """The values as an array; raise ValueError unless there are some, all finite."""
    array = np.asarray(values, float).ravel()
    if not array.size or not np.isfinite(array).all():
        raise ValueError(f"{name} needs finite values, at least one, got {array}")
    return array
