"""Figures of tensors; importing this module sets the book's style.

Nothing here knows about models or losses.
"""

from collections.abc import Sequence
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.figure import Figure
from matplotlib.offsetbox import AnnotationBbox, OffsetImage
from matplotlib.ticker import MaxNLocator
from torch import Tensor

from .checks import check_matrix, check_same_length
from .progress import Row

plt.style.use(Path(__file__).with_name("book.mplstyle"))
MARKERS = "osD^vP*X<>"


def image_grid(images: Tensor, *, columns: int = 16) -> Figure:
    """Pictures [n, channels, height, width] in rows of `columns`.

    One scale for all, from 0 (black) to 1 (white).
    """
    return image_rows(
        {str(row): part for row, part in enumerate(images.split(columns))}, named=False
    )


def image_rows(
    rows: dict[str, Tensor], *, signed: bool = False, named: bool = True
) -> Figure:
    """Named rows of pictures [n, channels, height, width] below each other.

    One scale for all, from 0 to 1. With `signed`, each picture has its own scale, red
    above zero and blue below, white at zero.
    """
    lines = list(rows.values())
    if signed:
        lines = [
            images / images.abs().amax(tuple(range(1, images.dim())), True).clamp(1e-12)
            for images in lines
        ]
    picture = mosaic(lines)
    height, width = picture.shape[:2]
    figure, axis = plt.subplots(figsize=(6, (5 if named else 6) * height / width))
    colours = plt.colormaps["RdBu_r" if signed else "gray"].with_extremes(bad="white")
    axis.imshow(
        picture, cmap=colours, vmin=-1 if signed else 0, vmax=1, interpolation="nearest"
    )
    middles = (np.arange(len(rows)) + 0.5) * (height + 1) / len(rows) - 1
    axis.set(
        xticks=[],
        yticks=middles if named else [],
        yticklabels=list(rows) if named else [],
    )
    axis.tick_params(length=0)
    axis.spines[:].set_visible(False)
    return figure


def mosaic(rows: Sequence[Tensor]) -> np.ndarray:
    """Rows of pictures [n, channels, height, width] as one picture.

    It is [height, width], or [height, width, 3] in colour. Pictures stand one pixel
    apart; gaps and missing pictures are NaN in grey, white in colour. Raises ValueError
    unless there are pictures and all are of one shape.
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
    canvas = (
        tiles.permute(0, 3, 1, 4, 2)
        .flatten(0, 1)
        .flatten(1, 2)[:-1, :-1]
        .squeeze(-1)
        .numpy()
    )
    return canvas if channels == 1 else np.nan_to_num(canvas, nan=1).clip(0, 1)


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


def code_map(codes: Tensor, labels: Tensor) -> Figure:
    """Points [n, 2], each class with a colour and a marker of its own.

    Raises ValueError for codes of another width and for more or fewer codes than
    labels.
    """
    check_matrix(codes, 2)
    check_same_length(codes, labels)
    codes, labels = codes.detach().cpu(), labels.cpu()
    figure, axis = plt.subplots(figsize=(6, 4.6))
    for number, label in enumerate(labels.unique()):
        chosen = codes[labels == label]
        axis.scatter(
            chosen[:, 0],
            chosen[:, 1],
            s=12,
            marker=MARKERS[(number + number // 10) % 10],
            color=plt.colormaps["tab10"](number % 10),
            label=str(label.item()),
        )
    axis.set(xticks=[], yticks=[])
    axis.legend(loc="center left", bbox_to_anchor=(1, 0.5), handletextpad=0.1)
    return figure


def picture_map(codes: Tensor, images: Tensor, *, width: float = 16) -> Figure:
    """Pictures [n, channels, height, width] where their codes [n, 2] lie.

    Each is `width` points wide; one that would cover another is left out. Black on
    white, on one scale from 0 (white) to 1 (black). Raises ValueError for codes of
    another width and for more or fewer codes than pictures.
    """
    check_matrix(codes, 2)
    check_same_length(codes, images)
    codes = codes.detach().cpu()
    low, high = codes.amin(dim=0), codes.amax(dim=0)
    places = (codes - low) / (high - low).clamp_min(torch.finfo(codes.dtype).tiny)
    figure, axis = plt.subplots(figsize=(6, 6))
    zoom, drawn = width / images.shape[-1], []
    for place, image in zip(places, images.detach().cpu(), strict=True):
        if all((place - other).abs().max() > width / 400 for other in drawn):
            drawn.append(place)
            pixels = image.permute(1, 2, 0).squeeze(-1).numpy()
            picture = OffsetImage(
                1 - pixels, zoom=zoom, cmap="gray", norm=plt.Normalize(0, 1)
            )
            axis.add_artist(AnnotationBbox(picture, place.tolist(), frameon=False))
    axis.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), xticks=[], yticks=[])
    axis.spines[:].set_visible(False)
    return figure
