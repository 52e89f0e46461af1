"""What a chapter asserts, recorded with its number."""

import math
from collections.abc import Sequence

from IPython.display import display
from scipy.stats import t as student

from ..data.switch import IMAGE_SETS, chosen_name
from .recorded import Record
from .rounding import Measured, measured, written, written_exactly

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

    The statement is a sentence that is understood alone. One number must itself lie
    beyond the threshold. Several, one per seed, must do so on average by more than the
    half-width of the 95 % confidence interval of their mean (Student's t). Give the
    difference of two methods seed by seed to compare them. What held is shown in one
    line, and listed on the page *Claims*; with `recorded`, the results of an experiment
    that the values come from, both say so.

    With `only`, the claim is made for the sets of pictures named there. When the book
    is built on another one (`latents.data.switch`), the line says whether it holds, and
    nothing is asserted.

    Raises ClaimFailed, saying by how much, if the claim does not hold, and ValueError
    unless exactly one of `above` and `below` is given, a finite number, for no values,
    values that are not finite or more than one a seed, or for an unknown set.
    """
    relation, threshold = one_threshold(name, above, below)
    require_known_sets(name, only)
    found = measured(values, of=f"claim {name!r}")
    margin = margin_beyond(threshold, found, upwards=relation == "above")
    holds, chosen = margin > 0, chosen_name()
    record = {
        "name": name,
        "statement": statement.removesuffix("."),
        "measured": as_written(found, threshold),
        "required": f"{relation} {written_exactly(threshold)}",
        "seeds": found.seeds,
        "holds": holds,
        "scope": scope(only),
        "elsewhere": elsewhere(only, chosen, holds=holds),
    }
    if not holds and not record["elsewhere"]:
        raise ClaimFailed(
            f"{name}: {statement}: measured {with_seeds(record)}, "
            f"must be {record['required']}; short by {written(-margin)}"
        )
    if recorded is not None:
        record["recorded"] = recorded.name
    display({"text/plain": line(record), MIME: record}, raw=True)


def one_threshold(
    name: str, above: float | None, below: float | None
) -> tuple[str, float]:
    """Whether the values must lie above or below, and what; ValueError unless one."""
    if (above is None) == (below is None):
        raise ValueError(f"claim {name!r} needs exactly one of above= and below=")
    relation, threshold = ("below", below) if above is None else ("above", above)
    if not math.isfinite(threshold):
        raise ValueError(f"claim {name!r} needs a finite threshold, got {threshold}")
    return relation, float(threshold)


def require_known_sets(name: str, only: Sequence[str]) -> None:
    """Raises ValueError unless a claim is made for sets of pictures that there are."""
    if unknown := set(only) - set(IMAGE_SETS):
        raise ValueError(
            f"claim {name!r} names unknown sets of pictures: {sorted(unknown)}; "
            f"choose from {', '.join(IMAGE_SETS)}"
        )


def margin_beyond(threshold: float, found: Measured, *, upwards: bool) -> float:
    """How far the whole confidence interval lies beyond the threshold."""
    beyond = found.mean - threshold if upwards else threshold - found.mean
    return beyond - half_width(found.spread, found.seeds) if found.spread else beyond


def half_width(spread: float, count: int) -> float:
    """Half of the 95 % confidence interval of a mean of `count` normal values."""
    return float(student.ppf(0.975, count - 1)) * spread / math.sqrt(count)


def as_written(found: Measured, threshold: float) -> str:
    """Value and spread, without digits far below the larger of value and threshold.

    Those come from rounding, and differ from run to run.
    """
    scale = max(abs(found.mean), abs(threshold))
    if not scale:
        return written(found.mean, found.spread)
    places = 3 - math.floor(math.log10(scale))
    if found.spread is None:
        return written(round(found.mean, places))
    if found.spread < 10.0**-places:
        return written(round(found.mean, places), 0.0)
    return written(found.mean, found.spread)


def line(record: dict) -> str:
    """What a notebook shows of a claim."""
    sign = "✓" if record["holds"] else "✗"
    text = f"{sign} {record['statement']}: {with_seeds(record)}, {record['required']}"
    if record["elsewhere"]:
        text += f" ({record['elsewhere']})"
    return text + (" (recorded)" if "recorded" in record else "")


def with_seeds(record: dict) -> str:
    """What was measured, and over how many seeds if they are several."""
    seeds = f" over {record['seeds']} seeds" if record["seeds"] > 1 else ""
    return record["measured"] + seeds


def scope(only: Sequence[str]) -> str:
    """For which sets a claim is made, in words; empty for one that is made for all."""
    names = " and ".join(IMAGE_SETS[name] for name in only)
    return f"claimed for {names} only" if only else ""


def elsewhere(only: Sequence[str], chosen: str, *, holds: bool) -> str:
    """What became of a claim on a set that it is not made for; otherwise empty."""
    if not only or chosen in only:
        return ""
    outcome = "holds too" if holds else "does not hold"
    return f"{scope(only)}; here, on {IMAGE_SETS[chosen]}, it {outcome}"
