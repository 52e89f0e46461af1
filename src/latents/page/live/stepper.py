"""Frames of a computed process that the reader plays, stops and steps through."""

from collections.abc import Mapping, Sequence

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from ...figures.images import mosaic
from ...guards import require_unit_interval
from .bundle import LiveModel
from .contact_sheet import contact_sheet
from .exported import base64_floats, base64_sprite, require_name
from .plane import axis_limits, draw_plane, exported_places, plane_layers

UNEQUAL = 1.8  # times as wide as high, where axes have scales of their own
HEAVIEST = 300_000  # bytes that a stepper may add to its page


class Stepper(LiveModel):
    """What both steppers leave in a notebook."""

    def __init__(self, data: dict, sheet: Figure, *, name: str, alt: str):
        super().__init__("stepper", data, sheet, name=name, alt=alt)
        if len(self.element) > HEAVIEST:
            raise ValueError(
                f"the frames weigh {len(self.element) // 1000} kB, and a page can bear "
                f"{HEAVIEST // 1000} kB; take fewer frames, fewer pictures or points, "
                "or smaller pictures"
            )


class PictureStepper(Stepper):
    """Pictures [t, n, channels, height, width], n at a time, in t frames.

    Grey (one channel) or colour (three), values from 0 (black) to 1 (white), kept with
    8 bits. A frame shows its pictures in lines of `columns`; or in as many lines as
    `rows` has names, such as ["new pictures", "decoded"]. `captions` are t texts, shown
    and read aloud; `values` are up to three curves of t numbers each, by name, drawn
    below. The figure opens on frame `start`, -1 for the last, and moves only when the
    reader asks. `name` is unique on its page, `alt` says what there is to see.

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
        columns: int = 8,
        rows: Sequence[str] = (),
        values: Mapping[str, Sequence[float]] | None = None,
        start: int = 0,
    ):
        require_name(name)
        if frames.dim() != 5 or frames.shape[2] not in (1, 3) or 0 in frames.shape:
            raise ValueError(
                "expected frames [t, n, channels, height, width] with one channel or "
                f"three, got shape {list(frames.shape)}; reshape them, or add what is "
                "missing with unsqueeze"
            )
        require_unit_interval(frames)
        frames = frames.detach().cpu()
        columns = line_length(frames.shape[1], columns, rows)
        texts = frame_texts(len(frames), captions, values or {})
        data = stepper_data(texts, values or {}, start=start) | {
            "sprite": base64_sprite(frames),
            "shape": list(frames.shape[-2:]),
            "count": frames.shape[1],
            "columns": columns,
            "rows": list(rows),
        }

        def picture(frame: int):
            return mosaic(frames[frame].split(columns))

        def draw(axis: Axes, frame: int) -> None:
            axis.imshow(picture(frame), vmin=0, vmax=1, interpolation="nearest")
            axis.axis("off")

        height, width = picture(0).shape[:2]
        sheet = contact_sheet(draw, texts, proportion=width / height)
        super().__init__(data, sheet, name=name, alt=alt)


class PlaneStepper(Stepper):
    """Points and curves on a plane, standing or moving, a frame for each caption.

    `points` are [n, 2], or [t, n, 2] where they move; several clouds go by name:
    {"data": [n, 2], "generated": [t, m, 2]}. `labels` [n] or [t, n] colour the points
    of a single cloud by class. `curves` are [m, 2] or [t, m, 2] by name; one of several
    strokes, such as a bent grid or the lines from points to a curve, is
    [t or 1, strokes, m, 2]. `centres` [k, 2] or [t, k, 2] are drawn large, the k-th in
    the colour of the k-th class. Both axes have one scale, unless `equal` is False;
    `axes` names them. `captions`, `values`, `start`, `name` and `alt` are those of
    `PictureStepper`.

    Raises ValueError for other shapes, for NaN, for a name that cannot stand in an
    address, and for more than 300 kB.
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
        axes: tuple[str, str] = ("", ""),
        equal: bool = True,
        start: int = 0,
    ):
        require_name(name)
        texts = frame_texts(len(captions), captions, values or {})
        layers = plane_layers(
            points, labels, curves or {}, centres=centres, frames=len(captions)
        )
        low, high = axis_limits(layers, equal=equal)
        (left, bottom), (right, top) = low.tolist(), high.tolist()
        proportion = (right - left) / (top - bottom) if equal else UNEQUAL
        data = stepper_data(texts, values or {}, start=start) | {
            "layers": exported_places(layers, low, high),
            "low": low.tolist(),
            "high": high.tolist(),
            "axes": list(axes),
            "proportion": proportion,
        }

        def draw(axis: Axes, frame: int) -> None:
            draw_plane(axis, layers, frame)
            axis.set(xlim=(left, right), ylim=(bottom, top), xticks=[], yticks=[])
            axis.set(xlabel=axes[0], ylabel=axes[1], box_aspect=1 / proportion)

        sheet = contact_sheet(draw, texts, proportion=proportion)
        super().__init__(data, sheet, name=name, alt=alt)


def line_length(count: int, columns: int, rows: Sequence[str]) -> int:
    """How many of `count` pictures stand in a line, where lines have names or not."""
    if count % max(len(rows), 1) or columns < 1:
        raise ValueError(
            "expected at least one column, and rows that share the pictures of a "
            f"frame equally, got {count} pictures, {columns} columns, {len(rows)} rows"
        )
    return count // len(rows) if rows else min(columns, count)


def frame_texts(
    frames: int, captions: Sequence[str], values: Mapping[str, Sequence[float]]
) -> list[str]:
    """The captions, and after each the values of its frame."""
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
    return [
        ", ".join(
            [caption, *(f"{name} {short(curve[i])}" for name, curve in values.items())]
        )
        for i, caption in enumerate(captions)
    ]


def short(value: float) -> str:
    """A number of three digits, with a minus sign that is not a hyphen."""
    return f"{float(f'{float(value):.3g}'):g}".replace("-", "\N{MINUS SIGN}")


def stepper_data(
    texts: Sequence[str], values: Mapping[str, Sequence[float]], *, start: int
) -> dict:
    """What every stepper holds: texts, curves of its values, where it opens."""
    if not -len(texts) <= start < len(texts):
        raise ValueError(f"expected a start among {len(texts)} frames, got {start}")
    return {
        "texts": texts,
        "values": {
            name: base64_floats(torch.as_tensor(curve))
            for name, curve in values.items()
        },
        "start": start % len(texts),
    }
