"""A decoder explored by sliders, one for each number of its code."""

import math
from collections.abc import Mapping, Sequence
from typing import Protocol

import torch
from torch import Tensor, nn

from ...figures.images import image_rows
from .bundle import LiveModel
from .exported import (
    exported_layers,
    picture_shape,
    require_name,
    require_sizes,
)

MOST_SLIDERS = 4
COLUMNS = 7  # pictures from one end of a slider to the other in the still picture


class Components(Protocol):
    """A linear decoder such as `PCA`: code · components + mean."""

    components: Tensor  # [code_size, pixels]
    mean: Tensor  # [pixels]


class SliderExplorer(LiveModel):
    """A decoder [n, sliders] → [n, height · width] with a slider for each number.

    `decoder` is a network, or has `components` and `mean` as PCA does. `sliders` names
    one to four numbers of the code and says from where to where each goes:
    {"thickness": (-2, 2)}. The reader moves them and sees the picture: values from 0
    (black) to 1 (white), clipped. `shape` is that of a picture, [height, width] or
    [1, height, width]; `name` is unique on its page, `alt` says what there is to see.
    The sliders begin at `start`, or half-way.

    Raises ValueError for layers that a live model cannot hold, for sizes that do not
    fit, for empty ranges, and for a name that cannot stand in an address.
    """

    def __init__(
        self,
        decoder: nn.Module | Components,
        sliders: Mapping[str, tuple[float, float]],
        *,
        shape: Sequence[int],
        name: str,
        alt: str,
        start: Sequence[float] | None = None,
    ):
        require_name(name)
        shape = picture_shape(shape)
        low, high = slider_ends(sliders)
        start = (low + high) / 2 if start is None else torch.as_tensor(start).float()
        if start.shape != low.shape or ((start < low) | (start > high)).any():
            raise ValueError(
                f"expected a start within the {len(low)} sliders' ends, "
                f"got {start.tolist()}"
            )
        network = decoder if isinstance(decoder, nn.Module) else affine_layer(decoder)
        layers = exported_layers(network)
        require_sizes(layers, len(low), math.prod(shape))
        data = {
            "shape": shape,
            "layers": layers,
            "names": list(sliders),
            "low": low.tolist(),
            "high": high.tolist(),
            "start": start.tolist(),
        }
        pictures = slider_pictures(network, low, high, start)
        rows = dict(zip(sliders, pictures.unflatten(-1, (1, *shape)), strict=True))
        super().__init__("slider_explorer", data, image_rows(rows), name=name, alt=alt)


def slider_ends(sliders: Mapping[str, tuple[float, float]]) -> tuple[Tensor, Tensor]:
    """Where the sliders begin and end, each [sliders]."""
    ends = torch.tensor(list(sliders.values()), dtype=torch.float)
    if not 1 <= len(sliders) <= MOST_SLIDERS or ends.shape != (len(sliders), 2):
        raise ValueError(
            f"expected one to {MOST_SLIDERS} sliders, each a name with two ends "
            f"(low, high), got {dict(sliders)}"
        )
    low, high = ends.T
    if not (low < high).all() or not ends.isfinite().all():
        raise ValueError(
            f"expected every slider to go from a lower to a higher number, "
            f"got {dict(sliders)}"
        )
    return low, high


def affine_layer(decoder: Components) -> nn.Linear:
    """The same map as a layer."""
    code_size, pixels = decoder.components.shape
    layer = nn.utils.skip_init(nn.Linear, code_size, pixels)
    layer.load_state_dict({"weight": decoder.components.T, "bias": decoder.mean})
    return layer


@torch.no_grad()
def slider_pictures(
    network: nn.Module, low: Tensor, high: Tensor, start: Tensor
) -> Tensor:
    """What each slider does alone: [sliders, COLUMNS, pixels], clipped to [0, 1]."""
    places = torch.linspace(0, 1, COLUMNS)[:, None]
    codes = start.repeat(len(low), COLUMNS, 1)  # [sliders, columns, sliders]
    along = low + (high - low) * places  # [columns, sliders]
    for slider in range(len(low)):
        codes[slider, :, slider] = along[:, slider]
    weights = next(network.parameters())
    return (
        network(codes.flatten(0, 1).to(weights))
        .cpu()
        .clamp(0, 1)
        .flatten(1)
        .view(len(low), COLUMNS, -1)
    )
