"""Some frames of a stepper as one picture, for where there is no script."""

import textwrap
from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure

FRAMES = 6


def contact_sheet(
    draw: Callable[[Axes, int], None], texts: Sequence[str], *, proportion: float
) -> Figure:
    """Six frames or fewer, the first and the last among them, under their texts.

    `draw` puts one frame into its axes; a frame is `proportion` times as wide as high.
    """
    chosen = torch.linspace(0, len(texts) - 1, min(FRAMES, len(texts))).round().int()
    columns = min(len(chosen), 3 if proportion < 1.5 else 2 if proportion < 3 else 1)
    rows = -(-len(chosen) // columns)
    titles = [textwrap.fill(texts[i], 72 // columns) for i in chosen]
    title = 0.17 * max(1 + text.count("\n") for text in titles)  # inches
    size = 6, rows * (6 / columns / proportion + title)
    figure, axes = plt.subplots(rows, columns, figsize=size, squeeze=False)
    for axis in axes.flat[len(chosen) :]:
        axis.axis("off")
    for axis, frame, text in zip(axes.flat, chosen.tolist(), titles, strict=False):
        draw(axis, frame)
        axis.set_title(text, fontsize=9)
    handles, names = axes[0, 0].get_legend_handles_labels()
    if names:
        figure.legend(handles, names, loc="outside lower center", ncols=len(names))
    return figure
