"""Codes on the plane, as points or as the pictures that they stand for."""

import matplotlib.pyplot as plt
import torch
from matplotlib.figure import Figure
from torch import Tensor

from ..guards import require_matrix, require_same_length
from .labels import HALO

MARKERS = "osD^vP*X<>"


def code_map(codes: Tensor, labels: Tensor) -> Figure:
    """Points [n, 2], each class with a look of its own, named where its median lies.

    Raises ValueError for codes of another width and for more or fewer codes than
    labels.
    """
    require_matrix(codes, 2)
    require_same_length(codes, labels)
    codes, labels = codes.detach().cpu(), labels.cpu()
    figure, axis = plt.subplots(figsize=(6, 4.6))
    for number, label in enumerate(labels.unique()):
        chosen, colour = codes[labels == label], f"C{number % 10}"
        marker = MARKERS[(number + number // 10) % 10]
        axis.plot(*chosen.T, marker, color=colour, markersize=3.5, alpha=0.8)
        axis.text(
            *chosen.median(dim=0).values,
            str(label.item()),
            color=colour,
            size="large",
            weight="bold",
            ha="center",
            va="center",
            path_effects=HALO,
        )
    axis.set(xticks=[], yticks=[])
    axis.spines[:].set_visible(False)
    return figure


def picture_map(codes: Tensor, images: Tensor, *, across: int = 20) -> Figure:
    """Pictures [n, channels, height, width] where their codes [n, 2] lie.

    The map is `across` pictures wide and as high; one that would cover another is left
    out. One scale for all, from 0 (black) to 1 (white). Raises ValueError for codes of
    another width and for more or fewer codes than pictures.
    """
    require_matrix(codes, 2)
    require_same_length(codes, images)
    codes = codes.detach().cpu()
    low, high = codes.amin(dim=0), codes.amax(dim=0)
    places = (codes - low) / (high - low).clamp_min(torch.finfo(codes.dtype).tiny)
    height, width = images.shape[-2:]
    side = across * max(height, width)
    canvas = torch.zeros(side, side, 4)  # red, green, blue, opacity
    for (x, y), image in zip(places.tolist(), images.detach().cpu(), strict=True):
        left, top = round(x * (side - width)), round((1 - y) * (side - height))
        place = canvas[top : top + height, left : left + width]
        if not place[..., 3].any():
            place[..., :3] = image.clamp(0, 1).permute(1, 2, 0)
            place[..., 3] = 1
    figure, axis = plt.subplots(figsize=(6, 6))
    axis.imshow(canvas.numpy())
    axis.axis("off")
    return figure
