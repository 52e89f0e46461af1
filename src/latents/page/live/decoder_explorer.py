"""A decoder and the map of its codes, explored in the page."""

import math
from collections.abc import Sequence

import matplotlib.pyplot as plt
import torch
from matplotlib.figure import Figure
from torch import Tensor, nn

from ...figures.images import mosaic
from ...guards import require_matrix, require_same_length
from .bundle import LiveModel
from .exported import (
    base64_floats,
    exported_layers,
    picture_shape,
    require_name,
    require_sizes,
)

TILES = 10  # pictures a side in the still picture of a code space


class DecoderExplorer(LiveModel):
    """A decoder [n, 2] → [n, height · width] and the map of the codes that it reads.

    The reader moves a code over the map and sees what it is decoded to: values from 0
    (black) to 1 (white), clipped. A decoder that ends in logits needs its sigmoid:
    `nn.Sequential(decoder, nn.Sigmoid())`. The map shows `codes` [n, 2] by their
    `labels` [n], and behind them what a grid of codes is decoded to. It opens on the
    code `start` [2], or on the clearest picture amid a class. `shape` is that of a
    picture, [height, width] or [1, height, width]; `name` is unique on its page, `alt`
    says what there is to see.

    Raises ValueError for layers other than Linear, ReLU, LeakyReLU, ELU, Sigmoid and
    Tanh (in Sequentials, Flatten and Unflatten allowed), for sizes that do not fit,
    and for a name that cannot stand in an address.
    """

    def __init__(
        self,
        decoder: nn.Module,
        codes: Tensor,
        labels: Tensor,
        *,
        shape: Sequence[int],
        name: str,
        alt: str,
        start: Sequence[float] | None = None,
    ):
        require_name(name)
        require_matrix(codes, 2)
        require_same_length(codes, labels)
        shape = picture_shape(shape)
        layers = exported_layers(decoder)
        require_sizes(layers, 2, math.prod(shape))
        codes, labels = codes.detach().cpu(), labels.cpu()
        margin = (0.05 * (codes.amax(dim=0) - codes.amin(dim=0))).clamp_min(1e-3)
        low, high = codes.amin(dim=0) - margin, codes.amax(dim=0) + margin
        if start is None:
            start = clearest_code(decoder, codes, labels)
        start = torch.as_tensor(start).float()
        if start.shape != (2,) or ((start < low) | (start > high)).any():
            raise ValueError(
                f"expected a start of two numbers within the map of the codes, "
                f"got {start.tolist()}"
            )
        data = {
            "shape": shape,
            "layers": layers,
            "codes": base64_floats(codes),
            "labels": labels.tolist(),
            "low": low.tolist(),
            "high": high.tolist(),
            "start": start.tolist(),
        }
        tiles = decoded_tiles(decoder, low, high).reshape(TILES, TILES, 1, *shape)
        figure = decoder_figure(codes, labels, tiles, low, high)
        super().__init__("decoder_explorer", data, figure, name=name, alt=alt)


@torch.no_grad()
def clearest_code(decoder: nn.Module, codes: Tensor, labels: Tensor) -> Tensor:
    """The code of most contrast among those nearest to the centre of their class."""
    groups = [codes[labels == label] for label in labels.unique()]
    nearest = torch.stack(
        [group[(group - group.mean(dim=0)).norm(dim=1).argmin()] for group in groups]
    )
    pictures = decoder(nearest.to(next(decoder.parameters()))).clamp(0, 1)
    return nearest[pictures.flatten(1).var(dim=1).argmax()]


@torch.no_grad()
def decoded_tiles(decoder: nn.Module, low: Tensor, high: Tensor) -> Tensor:
    """What the decoder makes of a grid of codes, top row first."""
    places = (torch.arange(TILES) + 0.5) / TILES
    across, up = low[:, None] + (high - low)[:, None] * places
    codes = torch.cartesian_prod(up.flip(0), across).flip(1)
    return decoder(codes.to(next(decoder.parameters()))).cpu().clamp(0, 1)


def decoder_figure(
    codes: Tensor, labels: Tensor, tiles: Tensor, low: Tensor, high: Tensor
) -> Figure:
    """The map of the codes beside the pictures [rows, columns, 1, height, width]."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(6, 3.1))
    numbers = {label: number for number, label in enumerate(labels.unique().tolist())}
    for place, label in zip(codes.tolist(), labels.tolist(), strict=True):
        colour = f"C{numbers[label] % 10}"
        left.text(*place, str(label), color=colour, size=6, ha="center", va="center")
    ends = torch.stack([low, high], dim=1).tolist()
    left.set(xlim=ends[0], ylim=ends[1], box_aspect=1, title="codes")
    right.imshow(mosaic(list(tiles)), vmin=0, vmax=1, aspect="auto")
    right.set(box_aspect=1, title="decoded")
    for axis in (left, right):
        axis.set(xticks=[], yticks=[])
    right.spines[:].set_visible(False)
    return figure
