"""The one rule of rounding, for claims, numbers and tables.

The spread is written to its first significant digit, to the second if the first is 1,
and the value to the same place: 6.1 ± 0.2, 142.0 ± 1.3, 12,300 ± 200. A value without a
spread, or with a spread of zero, has three significant digits; whole numbers stay so.
"""

import math
import statistics
from collections.abc import Sequence
from typing import NamedTuple

import torch

SMALLEST, LARGEST = 1e-4, 1e9  # written without a power of ten in between
TIMES = " \N{MULTIPLICATION SIGN} "
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Measured(NamedTuple):
    """The mean of one value a seed, their sample standard deviation, their number.

    The spread of a single value is None.
    """

    mean: float
    spread: float | None
    seeds: int


def measured(values: float | Sequence[float], *, of: str) -> Measured:
    """One number, or one a seed, summed up; `of` names them in what is raised.

    Raises ValueError for what is no number, for no numbers, for numbers that are not
    finite and for more than one a seed.
    """
    try:
        numbers = torch.as_tensor(values, dtype=torch.double)
    except (TypeError, ValueError, RuntimeError):
        raise ValueError(f"{of} needs numbers, got {values!r}") from None
    if numbers.dim() > 1:
        raise ValueError(
            f"{of} needs one number a seed, got shape {list(numbers.shape)}; "
            "average over the other axes first"
        )
    numbers = numbers.flatten().tolist()
    if not numbers or not all(map(math.isfinite, numbers)):
        raise ValueError(f"{of} needs finite values, at least one, got {numbers}")
    spread = statistics.stdev(numbers) if len(numbers) > 1 else None
    return Measured(statistics.fmean(numbers), spread, len(numbers))


def written(value: float, spread: float | None = None) -> str:
    """The value with its spread: "6.1 ± 0.2"; "0.971" without."""
    digits, spread_digits, power = _rounded(value, spread)
    if not spread_digits:
        return digits + power
    both = f"{digits} ± {spread_digits}"
    return f"({both}){power}" if power else both


def written_mean(value: float, spread: float | None = None) -> str:
    """The value alone, rounded as its spread demands: "6.1"."""
    digits, _, power = _rounded(value, spread)
    return digits + power


def written_exactly(value: float) -> str:
    """A number that was chosen, not measured: up to six digits, none added."""
    digits, _, exponent = f"{value:,.6g}".partition("e")
    written = _true_minus(digits) + (_power(int(exponent)) if exponent else "")
    return written.removeprefix(f"1{TIMES}")


def _rounded(value: float, spread: float | None) -> tuple[str, str, str]:
    """The digits of value and spread, and the power of ten that both are multiples of.

    Raises ValueError for what is not finite: a missing number has no digits.
    """
    if not math.isfinite(value) or not math.isfinite(spread or 0):
        raise ValueError(f"only finite numbers can be written, got {value} ± {spread}")
    size = max(abs(value), spread or 0)
    exponent = 0 if not size or SMALLEST <= size < LARGEST else _order(size)
    value, scaled = value / 10**exponent, (spread or 0) / 10**exponent
    places = _places(value, scaled)
    digits = _fixed(value, places)
    if not scaled and "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    spread_digits = _fixed(scaled, places) if scaled else "" if spread is None else "0"
    return digits, spread_digits, _power(exponent) if exponent else ""


def _places(value: float, spread: float) -> int:
    """How many decimals are written; negative for tens and hundreds."""
    if spread:
        leads_with_one = f"{spread:.2e}".startswith("1")
        return (1 if leads_with_one else 0) - _order(spread)
    return 0 if float(value).is_integer() else 2 - _order(value)


def _order(value: float) -> int:
    """The power of ten of the first significant digit."""
    return int(f"{value:.2e}".partition("e")[2])


def _fixed(value: float, places: int) -> str:
    nearest = round(value, places) + 0.0  # no negative zero
    return _true_minus(f"{nearest:,.{max(places, 0)}f}")


def _true_minus(digits: str) -> str:
    return digits.replace("-", "\N{MINUS SIGN}")


def _power(exponent: int) -> str:
    return f"{TIMES}10{str(exponent).translate(SUPERSCRIPTS)}"
