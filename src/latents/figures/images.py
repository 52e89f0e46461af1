"""Pictures in grids and named rows."""

import textwrap
from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.figure import Figure
from torch import Tensor

CLEAR = (0, 0, 0, 0)


def image_grid(images: Tensor, *, columns: int = 16) -> Figure:
    """Pictures [n, channels, height, width] in rows of `columns`.

    One scale for all, from 0 (black) to 1 (white).
    """
    return image_rows(
        {str(row): part for row, part in enumerate(images.split(columns))}, named=False
    )


def image_rows(
    rows: dict[str, Tensor],
    *,
    signed: bool = False,
    named: bool = True,
    columns: Sequence[str] = (),
) -> Figure:
    """Named rows of pictures [n, channels, height, width] below each other.

    One scale for all, from 0 to 1. With `signed`, each picture has its own scale, red
    above zero and blue below, white at zero. `columns` are written above the pictures.
    """
    lines = list(rows.values())
    if signed:
        lines = [
            images / images.abs().amax(tuple(range(1, images.dim())), True).clamp(1e-12)
            for images in lines
        ]
    picture = mosaic(lines)
    height, width = picture.shape[:2]
    figure, axis = plt.subplots(figsize=(6, 6 * height / width))
    colours = plt.colormaps["RdBu_r" if signed else "gray"].with_extremes(bad=CLEAR)
    axis.imshow(picture, cmap=colours, vmin=-1 if signed else 0, vmax=1)
    side = lines[0].shape[-1] + 1
    names = [textwrap.fill(name, 14, break_long_words=False) for name in rows if named]
    axis.set(
        xticks=side * (np.arange(len(columns)) + 0.5) - 1,
        xticklabels=columns,
        yticks=(np.arange(len(names)) + 0.5) * (height + 1) / len(rows) - 1,
        yticklabels=names,
    )
    axis.xaxis.tick_top()
    axis.tick_params(length=0)
    axis.spines[:].set_visible(False)
    return figure


def mosaic(rows: Sequence[Tensor]) -> np.ndarray:
    """Rows of pictures [n, channels, height, width] as one picture.

    It is [height, width] in grey, NaN in gaps and for missing pictures; in colour
    [height, width, 4] with opacity 0 there. Pictures stand one pixel apart. Raises
    ValueError unless there are pictures and all are of one shape.
    """
    shapes = {tuple(images.shape[1:]) for images in rows}
    if len(shapes) != 1 or len(shape := shapes.pop()) != 3 or not any(map(len, rows)):
        raise ValueError(
            "expected pictures [n, channels, height, width], all of one shape; "
            "reshape flat pixels"
        )
    channels, height, width = shape
    tiles = torch.full(
        (len(rows), max(map(len, rows)), channels, height + 1, width + 1), torch.nan
    )
    for line, images in zip(tiles, rows, strict=True):
        line[: len(images), :, :height, :width] = images.detach().cpu()
    canvas = tiles.permute(0, 3, 1, 4, 2).flatten(0, 1).flatten(1, 2)[:-1, :-1].numpy()
    if channels == 1:
        return canvas[..., 0]
    seen = np.isfinite(canvas[..., :1])
    return np.dstack([np.nan_to_num(canvas).clip(0, 1), seen])
