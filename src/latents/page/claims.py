"""What a chapter asserts, recorded with its number."""

import math
import statistics
from collections.abc import Sequence

import torch
from IPython.display import display
from scipy.stats import t as student

from ..data.switch import IMAGE_SETS, chosen_name
from .recorded import Record

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
    only: Sequence[str] = (),
    recorded: Record | None = None,
) -> None:
    """Assert that `values` lie above or below a threshold, and record it.

    One number must itself lie beyond the threshold. Several, one per seed, must do so
    on average by more than the half-width of the 95 % confidence interval of their mean
    (Student's t). Give the difference of two methods seed by seed to compare them. What
    held is shown in one line, and listed on the page *Claims*; with `recorded`, the
    results of an experiment that the values come from, both say so.

    With `only`, the claim is made for the sets of pictures named there. When the book
    is built on another one (`latents.data.switch`), the line says whether it holds, and
    nothing is asserted.

    Raises ClaimFailed, saying by how much, if the claim does not hold, and ValueError
    unless exactly one of `above` and `below` is given, for no values, values that are
    not finite or more than one a seed, or for an unknown set.
    """
    if (above is None) == (below is None):
        raise ValueError(f"claim {name!r} needs exactly one of above= and below=")
    if unknown := set(only) - set(IMAGE_SETS):
        raise ValueError(
            f"claim {name!r} names unknown sets of pictures: {sorted(unknown)}; "
            f"choose from {', '.join(IMAGE_SETS)}"
        )
    numbers = torch.as_tensor(values, dtype=torch.double)
    if numbers.dim() > 1:
        raise ValueError(
            f"claim {name!r} needs one number a seed, got shape {list(numbers.shape)}; "
            "average over the other axes first"
        )
    numbers = numbers.flatten().tolist()
    if not numbers or not all(map(math.isfinite, numbers)):
        message = f"claim {name!r} needs finite values, at least one, got {numbers}"
        raise ValueError(message)
    relation, threshold = ("below", below) if above is None else ("above", above)
    value, threshold = statistics.fmean(numbers), float(threshold)
    spread = statistics.stdev(numbers) if len(numbers) > 1 else None
    beyond = value - threshold if relation == "above" else threshold - value
    margin = beyond - half_width(spread, len(numbers)) if spread else beyond
    scale = max(abs(value), abs(threshold))
    holds, chosen = margin > 0, chosen_name()
    record = {
        "name": name,
        "statement": statement,
        "value": rounded(value, scale),
        "threshold": rounded(threshold, scale),
        "relation": relation,
        "spread": None if spread is None else rounded(spread, scale),
        "seeds": len(numbers),
        "margin": rounded(margin, scale),
        "images": chosen,
        "holds": holds,
        "scope": scope(only, chosen, holds),
    }
    seen = f"{record['value']:.4g}"
    if spread is not None:
        seen += f" ± {record['spread']:.2g} over {len(numbers)} seeds"
    if not holds and (not only or chosen in only):
        raise ClaimFailed(
            f"{name}: {statement}: measured {seen}, "
            f"must be {relation} {threshold:g}; short by {-margin:.3g}"
        )
    line = f"{'✓' if holds else '✗'} {statement}: {seen}, {relation} {threshold:g}"
    if record["scope"]:
        line += f" ({record['scope']})"
    if recorded is not None:
        record["recorded"] = recorded.name
        line += " (recorded)"
    display({"text/plain": line, MIME: record}, raw=True)


def scope(only: Sequence[str], chosen: str, holds: bool) -> str:
    """For which sets a claim is made, and what became of it on another one, in words.

    Empty for a claim that is made for all sets.
    """
    if not only:
        return ""
    words = f"claimed for {' and '.join(IMAGE_SETS[name] for name in only)} only"
    if chosen in only:
        return words
    outcome = "holds too" if holds else "does not hold"
    return f"{words}; here, on {IMAGE_SETS[chosen]}, it {outcome}"


def half_width(spread: float, count: int) -> float:
    """Half of the 95 % confidence interval of a mean of `count` normal values."""
    return float(student.ppf(0.975, count - 1)) * spread / math.sqrt(count)


def rounded(value: float, scale: float) -> float:
    """The value to the fourth digit of `scale`; finer ones differ from run to run."""
    return round(value, 3 - math.floor(math.log10(scale))) if scale else value
