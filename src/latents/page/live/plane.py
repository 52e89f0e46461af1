"""Clouds, curves and centres on a plane, as a stepper holds and draws them."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import NamedTuple

import torch
from matplotlib.axes import Axes
from torch import Tensor

from ...guards import require_finite
from .exported import base64_whole

LEVELS = 65535  # of a coordinate, from one end of an axis to the other
UNCLASSED = torch.zeros(1, 0, dtype=torch.long)


class Layer(NamedTuple):
    """What is drawn alike: a cloud, a curve of one stroke or several, centres."""

    kind: str
    name: str
    places: Tensor  # [frames or 1, strokes, length, 2]
    classes: Tensor = UNCLASSED  # [frames or 1, length], numbered from 0
    class_names: Sequence[str] = ()  # where points keep their class


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
        raise ValueError(
            f"labels colour the points of one cloud, got {len(clouds)} clouds; leave "
            "the labels out"
        )
    layers = [
        Layer("cloud", name, placed(f"points {name}".strip(), cloud, frames))
        for name, cloud in clouds.items()
    ]
    if labels is not None:
        layers = [classified(layers[0], labels, frames)]
    layers += [
        Layer("curve", name, placed(f"curve {name}", curve, frames))
        for name, curve in curves.items()
    ]
    if centres is not None:
        layers.append(Layer("centres", "", placed("centres", centres, frames)))
    if not layers:
        raise ValueError("expected points, curves or centres to draw, got none")
    return layers


def placed(what: str, places: Tensor, frames: int) -> Tensor:
    """Places as [frames or 1, strokes, length, 2]; raises ValueError for others."""
    sizes = list(places.shape)
    if len(sizes) not in (2, 3, 4) or sizes[-1] != 2 or 0 in sizes:
        raise ValueError(
            f"expected {what} [n, 2] or, where they move, [{frames}, n, 2], "
            f"got shape {sizes}"
        )
    if len(sizes) > 2 and sizes[0] not in (1, frames):
        raise ValueError(
            f"expected {what} for {frames} frames, one a caption, got {sizes[0]}"
        )
    require_finite(places)
    places = places.detach().float().cpu()
    while places.dim() < 4:  # still, of one stroke
        places = places.unsqueeze(-3)
    return places


def classified(cloud: Layer, labels: Tensor, frames: int) -> Layer:
    """The cloud with a class for each point, in every frame or once for all."""
    size = cloud.places.shape[2]
    if list(labels.shape) not in ([size], [frames, size]):
        raise ValueError(
            f"expected labels [{size}] or, where they change, [{frames}, {size}], "
            f"got shape {list(labels.shape)}"
        )
    values, classes = labels.detach().cpu().unique(return_inverse=True)
    names = [str(value) for value in values.tolist()] if labels.dim() == 1 else []
    return cloud._replace(classes=torch.atleast_2d(classes), class_names=names)


def axis_limits(layers: Sequence[Layer], *, equal: bool) -> tuple[Tensor, Tensor]:
    """The ends (low, high) of both axes, a margin around everything in every frame.

    With `equal`, neither axis is more than twice as long as the other.
    """
    places = torch.cat([layer.places.flatten(0, 2) for layer in layers])
    low, high = places.amin(dim=0), places.amax(dim=0)
    span = (high - low).clamp_min(1e-6)
    if equal:
        span = span.clamp_min(float(span.max() / 2))
    middle = (low + high) / 2
    return middle - 0.55 * span, middle + 0.55 * span


def exported_places(layers: Sequence[Layer], low: Tensor, high: Tensor) -> list[dict]:
    """The layers as stepper.js knows them: places in 16 bits, from low to high."""
    return [
        {
            "kind": layer.kind,
            "name": layer.name,
            "shape": list(layer.places.shape[:3]),
            "places": base64_whole(
                ((layer.places - low) / (high - low) * LEVELS).round(), "<u2"
            ),
            "classes": base64_whole(layer.classes, "u1"),
            "class_names": list(layer.class_names),
        }
        for layer in layers
    ]


def class_count(layer: Layer) -> int:
    """How many classes its points have over all frames."""
    return int(layer.classes.max()) + 1 if layer.classes.numel() else 0


def draw_plane(axis: Axes, layers: Sequence[Layer], frame: int) -> None:
    """One frame in a picture; the first cloud is grey unless it has classes."""
    colours = map("C{}".format, count(max(map(class_count, layers))))
    for number, layer in enumerate(layers):
        strokes = layer.places[frame % len(layer.places)].numpy()
        name = layer.name or None
        if layer.kind == "curve":
            axis.plot(*strokes.T, color=next(colours), label=name)
        elif layer.kind == "centres":
            colour = [f"C{number}" for number in range(strokes.shape[1])]
            axis.scatter(*strokes[0].T, s=60, color=colour, edgecolor="black", zorder=3)
        elif layer.classes.numel():
            numbers = layer.classes[frame % len(layer.classes)].numpy()
            axis.scatter(*strokes[0].T, s=4, color=[f"C{group}" for group in numbers])
            for group, text in enumerate(layer.class_names):
                middle = strokes[0][numbers == group].mean(axis=0)
                axis.text(*middle, text, size=8, ha="center", va="center")
        else:
            colour = next(colours) if number else "0.6"
            axis.scatter(*strokes[0].T, s=4, color=colour, label=name)
