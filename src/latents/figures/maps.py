"""Codes on the plane, as points or as the pictures that they stand for."""

import matplotlib.pyplot as plt
import torch
from matplotlib.figure import Figure
from matplotlib.offsetbox import AnnotationBbox, OffsetImage
from torch import Tensor

from ..guards import require_matrix, require_same_length

MARKERS = "osD^vP*X<>"


def code_map(codes: Tensor, labels: Tensor) -> Figure:
    """Points [n, 2], each class with a colour and a marker of its own.

    Raises ValueError for codes of another width and for more or fewer codes than
    labels.
    """
    require_matrix(codes, 2)
    require_same_length(codes, labels)
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
    require_matrix(codes, 2)
    require_same_length(codes, images)
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
