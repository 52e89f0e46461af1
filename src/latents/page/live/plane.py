"""Clouds, curves and centres on a plane, as a stepper holds and draws them."""

import base64
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import matplotlib.pyplot as plt
import torch
from matplotlib.axes import Axes
from torch import Tensor

from ...guards import require_finite

LEVELS = 65535  # of a coordinate, from one end of an axis to the other


class Layer(NamedTuple):
    """What is drawn alike: a cloud, a curve of one stroke or several, centres."""

    kind: str
    name: str
    places: Tensor  # [frames or 1, strokes, length, 2]
    classes: Tensor  # [frames or 1, length], from 0; empty where there are none
    class_names: list[str]  # of labels that stay; empty where they change


def plane_layers(
    points: Tensor | Mapping[str, Tensor],
    labels: Tensor | None,
    curves: Mapping[str, Tensor],
    *,
    centres: Tensor | None,
    frames: int,
) -> list[Layer]:
    """Everything on the plane, in the order in which it is drawn."""
    clouds = points if isinstance(points, Mapping) else {"": points}
    if labels is not None and len(clouds) != 1:
        raise ValueError("labels colour a single cloud of points, got several")
    none = torch.zeros(1, 0, dtype=torch.long)
    layers = []
    for name, cloud in clouds.items():
        places = placed(f"points {name}".strip(), cloud, frames)
        classes, names = (
            (none, []) if labels is None else classified(labels, places, frames)
        )
        layers.append(Layer("cloud", name, places, classes, names))
    for name, curve in curves.items():
        places = placed(f"the curve {name}", curve, frames)
        layers.append(Layer("curve", name, places, none, []))
    if centres is not None:
        places = placed("centres", centres, frames)
        layers.append(Layer("centres", "", places, none, []))
    if not layers:
        raise ValueError("expected points, curves or centres to draw, got none")
    return layers


def placed(name: str, places: Tensor, frames: int) -> Tensor:
    """Places as [frames or 1, strokes, length, 2]; raises ValueError for others."""
    sizes = list(places.shape)
    if len(sizes) not in (2, 3, 4) or sizes[-1] != 2 or 0 in sizes:
        raise ValueError(
            f"expected {name} as [n, 2] or, where they move, [{frames}, n, 2], "
            f"got shape {sizes}"
        )
    if len(sizes) > 2 and sizes[0] not in (1, frames):
        raise ValueError(
            f"{name} have {sizes[0]} frames, but there are {frames} captions; give "
            "each frame a caption"
        )
    require_finite(places)
    places = places.detach().float().cpu()
    if len(sizes) == 2:
        places = places[None]
    return places if len(sizes) == 4 else places[:, None]


def classified(
    labels: Tensor, places: Tensor, frames: int
) -> tuple[Tensor, list[str]]:
    """Classes [frames or 1, length] from 0, and their names where they stay."""
    count = places.shape[2]
    if tuple(labels.shape) not in ((count,), (frames, count)):
        raise ValueError(
            f"expected labels [{count}] or, where they change, [{frames}, {count}], "
            f"got shape {list(labels.shape)}"
        )
    values, classes = labels.detach().cpu().unique(return_inverse=True)
    names = [str(value) for value in values.tolist()] if labels.dim() == 1 else []
    return torch.atleast_2d(classes), names


def axis_limits(layers: Sequence[Layer], *, equal: bool) -> tuple[list, list]:
    """The ends (low, high) of both axes, a margin around everything in every frame.

    With `equal`, the plane is drawn at one scale and no more than twice as wide as high
    or high as wide.
    """
    places = torch.cat([layer.places.flatten(0, 2) for layer in layers])
    low, high = places.amin(dim=0), places.amax(dim=0)
    span = (high - low).clamp_min(1e-6)
    if equal:
        span = torch.maximum(span, span.max() / 2)
    middle = (low + high) / 2
    return (middle - 0.55 * span).tolist(), (middle + 0.55 * span).tolist()


def exported_plane(
    layers: Sequence[Layer], low: Sequence[float], high: Sequence[float]
) -> dict:
    """The plane as stepper.js knows it: places in 16 bits, from low to high."""
    corner, opposite = torch.tensor(low), torch.tensor(high)
    exported = []
    for kind, name, places, classes, class_names in layers:
        levels = ((places - corner) / (opposite - corner) * LEVELS).round()
        exported.append(
            {
                "kind": kind,
                "name": name,
                "shape": list(places.shape[:3]),
                "places": base64_levels(levels, "<u2"),
                "classes": base64_levels(classes, "u1"),
                "class_names": class_names,
            }
        )
    return {"low": low, "high": high, "layers": exported}


def base64_levels(values: Tensor, kind: str) -> str:
    """Whole numbers of the given kind, row by row, in base64."""
    return base64.b64encode(values.numpy().astype(kind).tobytes()).decode()


def draw_plane(axis: Axes, layers: Sequence[Layer], frame: int) -> None:
    """One frame, for the contact sheet."""
    colours = iter(plt.rcParams["axes.prop_cycle"].by_key()["color"])
    classes = plt.colormaps["tab10"]
    for kind, name, places, labels, _ in layers:
        strokes = places[frame % len(places)]
        if kind == "cloud":
            colour = next(colours) if name and axis.collections else "0.6"
            if labels.numel():
                colour = classes(labels[frame % len(labels)] % 10)
            axis.scatter(*strokes[0].T, s=4, color=colour)
        elif kind == "curve":
            axis.plot(*strokes.permute(2, 1, 0), color=next(colours), label=name)
        else:
            colour = classes(torch.arange(strokes.shape[1]) % 10)
            axis.scatter(*strokes[0].T, s=60, color=colour, edgecolor="black")
    axis.set(xticks=[], yticks=[])
