"""Frames of a computed process that the reader plays, stops and steps through."""

import textwrap
from collections.abc import Callable, Mapping, Sequence

import matplotlib.pyplot as plt
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from ...figures.images import mosaic
from ...guards import require_unit_interval
from .bundle import LiveModel
from .exported import base64_floats, base64_sprite, require_name
from .plane import axis_limits, draw_plane, exported_plane, plane_layers

SHOWN = 6  # frames on the contact sheet
HEAVIEST = 300_000  # bytes that a stepper may add to its page


class PictureStepper(LiveModel):
    """Pictures [t, n, channels, height, width], n at a time, in t frames.

    Grey (one channel) or colour (three), values from 0 (black) to 1 (white), kept with
    8 bits. A frame shows its pictures in lines of `columns`; or in as many lines as
    `rows` has names, such as ["new pictures", "decoded"]. `captions` are t texts, shown
    and read aloud; `values` are up to three curves of t numbers each, by name, drawn
    below. The figure opens on frame `start` and moves when the reader asks. `name` is
    unique on its page, `alt` says what there is to see.

    Raises ValueError for other shapes and values, for more or fewer captions than
    frames, for a name that cannot stand in an address, and for more than 300 kB.
    """

    def __init__(
        self,
        frames: Tensor,
        captions: Sequence[str],
        *,
        name: str,
        alt: str,
        columns: int | None = None,
        rows: Sequence[str] = (),
        values: Mapping[str, Sequence[float]] | None = None,
        start: int = 0,
    ):
        require_name(name)
        if frames.dim() != 5 or frames.shape[2] not in (1, 3) or 0 in frames.shape:
            raise ValueError(
                "expected frames [t, n, channels, height, width] with one channel or "
                f"three, got shape {list(frames.shape)}; unsqueeze what is missing"
            )
        require_unit_interval(frames)
        frames = frames.detach().cpu()
        columns = columns_of(frames.shape[1], columns, rows)
        data = stepper_data(len(frames), captions, values or {}, start=start)
        data |= {
            "sprite": base64_sprite(frames),
            "shape": list(frames.shape[-2:]),
            "count": frames.shape[1],
            "columns": columns,
            "rows": list(rows),
        }

        def draw(axis: Axes, frame: int) -> None:
            picture = mosaic(frames[frame].split(columns))
            axis.imshow(picture, vmin=0, vmax=1, interpolation="nearest")
            axis.axis("off")

        sheet = contact_sheet(draw, data["texts"])
        super().__init__("stepper", data, sheet, name=name, alt=alt)
        require_light(self)


class PlaneStepper(LiveModel):
    """Points and curves on a plane, standing or moving, in as many frames as captions.

    `points` are [n, 2], or [t, n, 2] where they move; several clouds go by name:
    {"data": [n, 2], "generated": [t, m, 2]}. `labels` [n] or [t, n] colour the points
    of a single cloud by class. `curves` are [m, 2] or [t, m, 2] by name; one of several
    strokes, such as a bent grid or the lines from points to a curve, is
    [t or 1, strokes, m, 2]. `centres` [k, 2] or [t, k, 2] are drawn large, the k-th
    in the colour of class k. `values` are up to three curves of t numbers each, drawn
    below. Both axes have one scale, unless `equal` is False; `axes` names them.
    `captions`, `start`, `name` and `alt` are those of `PictureStepper`.

    Raises ValueError for other shapes, for NaN, for more or fewer captions than frames,
    for a name that cannot stand in an address, and for more than 300 kB.
    """

    def __init__(
        self,
        points: Tensor | Mapping[str, Tensor],
        captions: Sequence[str],
        *,
        name: str,
        alt: str,
        labels: Tensor | None = None,
        curves: Mapping[str, Tensor] | None = None,
        centres: Tensor | None = None,
        values: Mapping[str, Sequence[float]] | None = None,
        axes: tuple[str, str] | None = None,
        equal: bool = True,
        start: int = 0,
    ):
        require_name(name)
        data = stepper_data(len(captions), captions, values or {}, start=start)
        layers = plane_layers(
            points, labels, curves or {}, centres=centres, frames=len(captions)
        )
        low, high = axis_limits(layers, equal=equal)
        data |= exported_plane(layers, low, high)
        data |= {"equal": equal, "axes": list(axes or ())}

        def draw(axis: Axes, frame: int) -> None:
            draw_plane(axis, layers, frame)
            axis.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))

        sheet = contact_sheet(draw, data["texts"])
        super().__init__("stepper", data, sheet, name=name, alt=alt)
        require_light(self)


def columns_of(count: int, columns: int | None, rows: Sequence[str]) -> int:
    """How many of `count` pictures stand in a line."""
    if rows and columns is None and count % len(rows) == 0:
        return count // len(rows)
    if rows or (columns is not None and columns < 1):
        raise ValueError(
            f"expected columns, or rows whose number divides the {count} pictures of "
            f"a frame, got columns {columns} and rows {list(rows)}"
        )
    return min(columns or 8, count)


def stepper_data(
    frames: int,
    captions: Sequence[str],
    values: Mapping[str, Sequence[float]],
    *,
    start: int,
) -> dict:
    """What every stepper holds: a text for each frame, the curves of its values."""
    if isinstance(captions, str) or len(captions) != frames or frames < 2:
        raise ValueError(
            f"expected two frames or more and a caption for each, got {frames} frames "
            f"and {len(captions)} captions"
        )
    if len(values) > 3 or any(len(curve) != frames for curve in values.values()):
        lengths = {name: len(curve) for name, curve in values.items()}
        raise ValueError(
            f"expected at most three values, each with {frames} numbers, got {lengths}"
        )
    if not -frames <= start < frames:
        raise ValueError(f"expected a start among {frames} frames, got {start}")
    curves = {name: torch.as_tensor(curve) for name, curve in values.items()}
    texts = [
        caption
        + "".join(f", {name} {number_text(curve[i])}" for name, curve in curves.items())
        for i, caption in enumerate(captions)
    ]
    return {
        "texts": texts,
        "values": {name: base64_floats(curve) for name, curve in curves.items()},
        "start": start % frames,
    }


def number_text(value: Tensor) -> str:
    """A number of three digits, with a minus sign that is not a hyphen."""
    return f"{float(value):.3g}".replace("-", "\N{MINUS SIGN}")


def contact_sheet(draw: Callable[[Axes, int], None], texts: Sequence[str]) -> Figure:
    """Some frames, the first and the last among them, under their texts."""
    chosen = torch.linspace(0, len(texts) - 1, min(SHOWN, len(texts))).round().int()
    figure, axes = plt.subplots(2, 3, figsize=(6, 4.6))
    for axis in axes.flat[len(chosen) :]:
        axis.set_visible(False)
    for axis, frame in zip(axes.flat, chosen.tolist(), strict=False):
        draw(axis, frame)
        axis.set_title(textwrap.fill(texts[frame], 24), fontsize=9)
    return figure


def require_light(stepper: LiveModel) -> None:
    """Raise ValueError if the stepper would make its page heavy."""
    weight = len(stepper.element)
    if weight > HEAVIEST:
        raise ValueError(
            f"the frames weigh {weight // 1000} kB, of {HEAVIEST // 1000} kB that a "
            "page can bear; take fewer frames, fewer pictures or points, or smaller "
            "pictures"
        )
