"""Numbers that go from a chapter's code into its prose."""

import math

from IPython.core.formatters import format_display_data
from IPython.display import display

from .recorded import Record


def glue(
    name: str,
    value: float | int | str,
    *,
    digits: int = 4,
    recorded: Record | None = None,
) -> None:
    """Offer a value to the page under `name`.

    The role glue:text prints it, with a format of the page's own. Floats are rounded to
    `digits` significant digits, so that a second run compares equal to the first. A
    value that rests on the results of an experiment, passed as `recorded`, is marked on
    the page. Raises ValueError for anything but a finite number or a string.
    """
    if getattr(value, "shape", None) == ():
        value = value.item()
    if not isinstance(value, int | float | str):
        raise ValueError(
            f"glue takes a number or a string, got {type(value).__name__} for {name!r}"
        )
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"glue takes finite numbers, got {value} for {name!r}")
    if isinstance(value, float):
        value = float(f"{value:.{digits}g}")
    data, metadata = format_display_data(value)
    prefix = "application/papermill.record/"  # the record format that myst-nb reads
    metadata["scrapbook"] = {"name": name, "mime_prefix": prefix}
    if recorded is not None:
        metadata["scrapbook"]["recorded"] = recorded.name
    display(
        {prefix + kind: text for kind, text in data.items()},
        raw=True,
        metadata=metadata,
    )
