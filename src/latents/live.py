"""Live models: a trained network that readers explore inside the page.

The weights travel with the output of the cell, the arithmetic is done by a script
(assets/live.js): no server, no kernel, no request. A picture with the same message
stands where there is no script. What it weighs: 5.3 bytes a weight, so 12 kB for a
decoder 2-32-64, 22 kB for an RBM of 64 by 64 units, and 540 kB for either of 100,000
weights; 20 to 110 kB for the picture of digits of 64 pixels, up to 450 kB for 784; 24
kB for script and style, once a page in the book.
"""

import html
import json
import math
import os
from collections.abc import Sequence
from pathlib import Path

import matplotlib.pyplot as plt
import torch
from matplotlib.figure import Figure
from torch import Tensor, nn

from .checks import check_matrix, check_same_length, check_unit_interval
from .exported import (
    base64_floats,
    base64_png,
    check_name,
    check_rbm,
    check_sizes,
    exported_layers,
    picture_shape,
)
from .plots import image_rows, mosaic

ASSETS = Path(__file__).with_name("assets")
TILES = 10  # pictures a side in the still picture of a code space
STEPS = [0, 1, 10, 100]  # of the chain in its still picture


class DecoderExplorer:
    """A decoder [n, 2] → [n, height · width] and the map of the codes that it reads.

    The reader moves a code over the map and sees what it is decoded to: values from 0
    (black) to 1 (white), clipped. A decoder that ends in logits needs its sigmoid:
    `nn.Sequential(decoder, nn.Sigmoid())`. The map shows `codes` [n, 2] by their
    `labels` [n]. `shape` is that of a picture, [height, width] or [1, height, width];
    `name` is unique on its page, `alt` says what there is to see.

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
    ):
        check_name(name)
        check_matrix(codes, 2)
        check_same_length(codes, labels)
        shape = picture_shape(shape)
        layers = exported_layers(decoder)
        check_sizes(layers, 2, math.prod(shape))
        codes, labels = codes.detach().cpu(), labels.cpu()
        margin = (0.05 * (codes.amax(dim=0) - codes.amin(dim=0))).clamp_min(1e-3)
        low, high = codes.amin(dim=0) - margin, codes.amax(dim=0) + margin
        data = {
            "shape": shape,
            "layers": layers,
            "codes": base64_floats(codes),
            "labels": labels.tolist(),
            "low": low.tolist(),
            "high": high.tolist(),
            "start": codes.mean(dim=0).tolist(),
        }
        tiles = decoded_tiles(decoder, low, high).reshape(TILES, TILES, 1, *shape)
        figure = decoder_figure(codes, labels, tiles, low, high)
        self.bundle = live_bundle("decoder-explorer", data, figure, name=name, alt=alt)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return self.bundle


class GibbsExplorer:
    """A restricted Boltzmann machine whose Gibbs chain the reader starts and stops.

    The reader draws a picture, or takes one of `start` [n, …], values in [0, 1], and
    sees visible and hidden units change; the free energy is in nats. `rbm` has `weight`
    [visible, hidden], `visible_bias` [visible] and `hidden_bias` [hidden], and the
    energy E(v, h) = -v·W·h - b·v - c·h. `shape` is that of a picture, [height, width]
    or [1, height, width]; `name` is unique on its page, `alt` says what there is to
    see.

    Raises ValueError for sizes that do not fit, for values outside [0, 1], and for a
    name that cannot stand in an address.
    """

    def __init__(
        self,
        rbm: nn.Module,
        *,
        shape: Sequence[int],
        name: str,
        alt: str,
        start: Tensor | None = None,
    ):
        check_name(name)
        shape = picture_shape(shape)
        parameters = {
            part: getattr(rbm, part).detach().float().cpu()
            for part in ("weight", "visible_bias", "hidden_bias")
        }
        check_rbm(**parameters, pixels=math.prod(shape))
        if start is None:
            start = torch.zeros(0, math.prod(shape))
        check_unit_interval(start)
        start = torch.atleast_2d(start.detach().float().cpu()).flatten(start_dim=1)
        if start.shape[1] != math.prod(shape):
            raise ValueError(
                f"expected start pictures of {math.prod(shape)} pixels, "
                f"got {start.shape[1]}"
            )
        data = {"shape": shape, "start": base64_floats(start)}
        data |= {part: base64_floats(values) for part, values in parameters.items()}
        figure = chain_figure(**parameters, start=start, shape=shape)
        self.bundle = live_bundle("gibbs-explorer", data, figure, name=name, alt=alt)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return self.bundle


def live_bundle(
    element: str, data: dict, figure: Figure, *, name: str, alt: str
) -> dict[str, str]:
    """What a notebook shows: the live element, its picture, its alternative text.

    While the book is built, its pages load script and style once; anywhere else they
    travel with the output.
    """
    picture = base64_png(figure)
    body = (
        f'<{element} id="live-{name}">'
        f'<img alt="{html.escape(alt)}" src="data:image/png;base64,{picture}">'
        f'<script type="application/json">{json.dumps(data)}</script></{element}>'
    )
    if "LATENTS_BOOK" not in os.environ:
        style, common, script = (
            (ASSETS / file).read_text("utf8")
            for file in ("live.css", "live.js", f"{element}.js")
        )
        body += f"<style>{style}</style><script>{common}{script}</script>"
    return {"text/html": body, "image/png": picture, "text/plain": alt}


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
        colour = plt.colormaps["tab10"](numbers[label] % 10)
        left.text(*place, str(label), color=colour, size=6, ha="center", va="center")
    ends = torch.stack([low, high], dim=1).tolist()
    left.set(xlim=ends[0], ylim=ends[1], box_aspect=1, title="codes")
    right.imshow(mosaic(list(tiles)), vmin=0, vmax=1, aspect="auto")
    right.set(box_aspect=1, title="decoded")
    for axis in (left, right):
        axis.set(xticks=[], yticks=[])
    right.spines[:].set_visible(False)
    return figure


@torch.no_grad()
def chain_figure(
    weight: Tensor,
    visible_bias: Tensor,
    hidden_bias: Tensor,
    *,
    start: Tensor,
    shape: Sequence[int],
) -> Figure:
    """Probabilities of the visible units after some steps of seeded chains."""
    rng = torch.Generator().manual_seed(0)
    noise = torch.rand(8, math.prod(shape), generator=rng).round()
    visible = shown = start[:8] if len(start) else noise
    rows = {}
    for step in range(STEPS[-1] + 1):
        if step in STEPS:
            name = "start" if step == 0 else f"step {step}"
            rows[name] = shown.view(-1, 1, *shape)
        hidden = torch.sigmoid(visible @ weight + hidden_bias).bernoulli(generator=rng)
        shown = torch.sigmoid(hidden @ weight.T + visible_bias)
        visible = shown.bernoulli(generator=rng)
    return image_rows(rows)
