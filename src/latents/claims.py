"""What a chapter asserts, recorded with its number."""

import math
import statistics
from collections.abc import Sequence

import torch
from IPython.display import display
from scipy.stats import t as student

MIME = "application/vnd.latents.claim+json"


class ClaimFailed(AssertionError):
    """A chapter's statement does not hold in this run."""


def claim(
    name: str,
    statement: str,
    values: float | Sequence[float],
    *,
    above: float | None = None,
    below: float | None = None,
) -> None:
    """Assert that `values` lie above or below a threshold, and record it.

    One number must itself lie beyond the threshold. Several, one per seed, must do so
    on average by more than the half-width of the 95 % confidence interval of their mean
    (Student's t). Give the difference of two methods seed by seed to compare them. What
    held is shown in one line, and listed on the page *Claims*.

    Raises ClaimFailed, saying by how much, if the claim does not hold, and ValueError
    unless exactly one of `above` and `below` is given, or for no values or values that
    are not finite.
    """
    if (above is None) == (below is None):
        raise ValueError(f"claim {name!r} needs exactly one of above= and below=")
    numbers = torch.as_tensor(values, dtype=torch.double).flatten().tolist()
    if not numbers or not all(map(math.isfinite, numbers)):
        message = f"claim {name!r} needs finite values, at least one, got {numbers}"
        raise ValueError(message)
    relation, threshold = ("below", below) if above is None else ("above", above)
    value, spread = statistics.fmean(numbers), None
    beyond = value - threshold if relation == "above" else threshold - value
    seen, margin = f"{value:.4g}", beyond
    if len(numbers) > 1:
        spread = statistics.stdev(numbers)
        seen += f" ± {spread:.2g} over {len(numbers)} seeds"
        margin -= half_width(spread, len(numbers))
    if not margin > 0:
        raise ClaimFailed(
            f"{name}: {statement}: measured {seen}, "
            f"must be {relation} {threshold:g}; short by {-margin:.3g}"
        )
    record = {
        "name": name,
        "statement": statement,
        "value": significant(value),
        "threshold": significant(threshold),
        "relation": relation,
        "spread": None if spread is None else significant(spread),
        "seeds": len(numbers),
        "margin": significant(margin),
    }
    line = f"✓ {statement}: {seen}, {relation} {threshold:g}"
    display({"text/plain": line, MIME: record}, raw=True)


def half_width(spread: float, count: int) -> float:
    """Half of the 95 % confidence interval of a mean of `count` normal values."""
    return float(student.ppf(0.975, count - 1)) * spread / math.sqrt(count)


def significant(value: float) -> float:
    """The value to four significant digits, so that a second run compares equal."""
    return float(f"{value:.4g}")
