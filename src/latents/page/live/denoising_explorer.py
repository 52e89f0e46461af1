"""Autoencoders that answer, inside the page, to what the reader draws and spoils."""

import math
from collections.abc import Mapping, Sequence

import torch
from matplotlib.figure import Figure
from torch import Tensor, nn

from ...figures.images import image_rows
from ...guards import require_finite, require_unit_interval
from .bundle import LiveModel
from .exported import base64_floats, base64_whole, picture_shape, require_name

MOST_NETWORKS = 6
LEVELS = 127  # whole numbers on either side of zero that stand for weights
SHOWN = 8  # digits in the still picture


class DenoisingExplorer(LiveModel):
    """A picture that the reader draws and spoils, and what autoencoders make of it.

    `networks` are by name, one layer each with tied weights, x̂ = Wᵀ f(W x + b) + c, as
    `overcomplete` makes them, f a ReLU or a sigmoid. Their weights are rounded to 255
    levels. `pictures` [n, pixels], values in [0, 1], are those that the reader may
    take; `shape` is that of a picture, [height, width] or [1, height, width]; `noise`
    is the standard deviation at the start. `name` is unique on its page, `alt` says
    what there is to see.

    Raises ValueError for other networks, for none or more than six, for sizes that do
    not fit, for values outside [0, 1], for noise outside [0, 1], and for a name that
    cannot stand in an address.
    """

    def __init__(
        self,
        networks: Mapping[str, nn.Module],
        pictures: Tensor,
        *,
        shape: Sequence[int],
        noise: float,
        name: str,
        alt: str,
    ):
        require_name(name)
        shape = picture_shape(shape)
        require_unit_interval(pictures)
        pictures = pictures.detach().float().cpu().flatten(start_dim=1)
        if not 1 <= len(networks) <= MOST_NETWORKS or not len(pictures):
            raise ValueError(
                f"expected at least one picture and one to {MOST_NETWORKS} networks, "
                f"got {len(pictures)} and {len(networks)}"
            )
        if not 0 <= noise <= 1:
            raise ValueError(f"noise must lie between 0 and 1, got {noise}")
        if pictures.shape[1] != math.prod(shape):
            raise ValueError(
                f"expected pictures of {math.prod(shape)} pixels, "
                f"got {pictures.shape[1]}"
            )
        data = {
            "shape": shape,
            "noise": noise,
            "pictures": base64_floats(pictures),
            "networks": {
                title: exported_tied(network, math.prod(shape))
                for title, network in networks.items()
            },
        }
        figure = mended_figure(networks, pictures[:SHOWN], shape=shape, noise=noise)
        super().__init__("denoising_explorer", data, figure, name=name, alt=alt)


def exported_tied(network: nn.Module, pixels: int) -> dict:
    """The layer of a tied autoencoder as the page holds it, its weights rounded."""
    layers = [
        layer
        for layer in network.encoder.modules()
        if not isinstance(layer, nn.Sequential)
    ]
    shared = getattr(network.decoder, "linear", None)
    if len(layers) != 2 or shared is not layers[0]:
        raise ValueError(
            "expected an encoder of one linear layer with an activation, and its "
            "transpose as decoder, as `overcomplete` makes them"
        )
    linear, activation = layers
    if not isinstance(activation, (nn.ReLU, nn.Sigmoid)):
        raise ValueError(f"expected a ReLU or a sigmoid, got {activation}")
    if linear.in_features != pixels:
        raise ValueError(
            f"expected a network for {pixels} pixels, got one for {linear.in_features}"
        )
    require_finite(linear.weight)
    weight = linear.weight.detach().float().cpu()
    scale = float(weight.abs().max().clamp(min=1e-12)) / LEVELS
    return {
        "weight": base64_whole((weight / scale).round(), "i1"),
        "scale": scale,
        "bias": base64_floats(linear.bias),
        "back": base64_floats(network.decoder.bias),
        "activation": type(activation).__name__,
    }


@torch.no_grad()
def mended_figure(
    networks: Mapping[str, nn.Module],
    pictures: Tensor,
    *,
    shape: Sequence[int],
    noise: float,
) -> Figure:
    """Pictures under seeded noise, and each network's answers."""
    rng = torch.Generator().manual_seed(0)
    spoilt = pictures + noise * torch.randn(pictures.shape, generator=rng)
    rows = {"with noise": spoilt.view(-1, 1, *shape)}
    for title, network in networks.items():
        rows[title] = network(spoilt).view(-1, 1, *shape)
    return image_rows(rows)
