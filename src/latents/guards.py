"""Guards against bad input: one clear sentence instead of a wrong result."""

import math
from collections.abc import Iterable
from numbers import Integral, Real

import torch
from torch import Tensor


def require_matrix(data: Tensor, columns: int | None = None) -> None:
    """Raise ValueError unless `data` is a finite, non-empty matrix [n, features].

    With `columns`, it must have that many features.
    """
    if data.dim() != 2 or 0 in data.shape:
        raise ValueError(
            f"expected a matrix [n, features], n >= 1, got shape {list(data.shape)}; "
            "flatten images first"
        )
    if columns is not None and data.shape[1] != columns:
        raise ValueError(f"expected {columns} columns, got {data.shape[1]}")
    require_finite(data)


def require_floating(data: Tensor) -> None:
    """Raise ValueError unless `data` holds floating-point numbers."""
    if not data.is_floating_point():
        raise ValueError(
            f"expected floating-point numbers, got {data.dtype}; "
            "convert them with .float() first"
        )


def require_finite(data: Tensor) -> None:
    """Raise ValueError if a floating-point tensor holds NaN or infinity."""
    if not data.is_floating_point() or math.isfinite(data.sum().item()):
        return  # a finite sum, found ten times faster, proves the rest
    if not torch.isfinite(data).all():
        raise ValueError(
            "the data hold NaN or infinite values; remove or fill them in first"
        )


def require_unit_interval(data: Tensor) -> None:
    """Raise ValueError unless all values are floating-point numbers in [0, 1]."""
    require_floating(data)
    if data.numel() == 0:
        return
    lowest, highest = data.aminmax()  # NaN if one value is, and NaN is in no interval
    if not (lowest.item() >= 0 and highest.item() <= 1):
        raise ValueError(
            "expected values in [0, 1], as probabilities or grey levels; "
            "rescale the data first"
        )


def require_binary(data: Tensor) -> None:
    """Raise ValueError unless all values are 0 or 1."""
    if not ((data == 0) | (data == 1)).all():
        raise ValueError(
            "expected values that are 0 or 1; round the grey levels, or draw from them"
        )


def require_non_negative(data: Tensor) -> None:
    """Raise ValueError if a value is negative."""
    if (data < 0).any():
        raise ValueError(
            "expected no negative values; "
            "shift the data, or use a method that allows them"
        )


def require_code_size(code_size: int, shape: torch.Size) -> None:
    """Raise ValueError unless 1 <= code_size <= the smaller side of the shape."""
    if not 1 <= code_size <= min(shape):
        raise ValueError(
            f"code_size must lie between 1 and {min(shape)} for shape {list(shape)}, "
            f"got {code_size}"
        )


def require_same_length(first: Tensor, second: Tensor) -> None:
    """Raise ValueError unless both have equally many rows."""
    if len(first) != len(second):
        raise ValueError(
            f"expected one row for each other, got {len(first)} and {len(second)} rows"
        )


def require_positive(name: str, value: float) -> None:
    """Raise ValueError unless the argument called `name` is greater than zero."""
    if not value > 0:
        raise ValueError(f"{name} must be greater than zero, got {value}")


def require_not_below_zero(name: str, value: float) -> None:
    """Raise ValueError unless the argument called `name` is zero or greater."""
    if not value >= 0:
        raise ValueError(f"{name} must be zero or greater, got {value}")


def require_count(name: str, value: int) -> None:
    """Raise ValueError unless the argument called `name` is a whole number from 1."""
    if not isinstance(value, Integral) or value < 1:
        raise ValueError(
            f"{name} must be a whole number greater than zero, got {value!r}"
        )


def require_batches(batches: Iterable) -> None:
    """Raise ValueError unless `batches` has a length, which is at least one."""
    try:
        count = len(batches)
    except TypeError:
        raise ValueError(
            f"expected batches that can be counted, got a {type(batches).__name__}; "
            "pass Batches, a DataLoader or a list"
        ) from None
    if count == 0:
        raise ValueError("there was no batch to learn from; pass at least one")


def require_terms(terms: dict[str, Tensor]) -> None:
    """Raise ValueError unless `terms`, which a loss returned, are named scalars.

    "loss" and "epoch" are no names for a term: a row of a history needs them itself.
    """
    if (
        not isinstance(terms, dict)
        or not terms
        or any(not isinstance(term, Tensor) or term.dim() for term in terms.values())
    ):
        raise ValueError(
            "a loss must return a dictionary of tensors with one number each, such as "
            '{"reconstruction": errors.mean()}; name and average what it computes'
        )
    for name in ("loss", "epoch"):
        if name in terms:
            raise ValueError(
                f'a term of a loss may not be called "{name}", which a row of the '
                "history holds already; call it what it measures"
            )


def require_numbers(values: dict[str, float]) -> None:
    """Raise ValueError unless `values`, which a watch returned, are named numbers."""
    if not isinstance(values, dict) or not all(
        isinstance(value, Real) or (isinstance(value, Tensor) and value.dim() == 0)
        for value in values.values()
    ):
        raise ValueError(
            "watch must return a dictionary of numbers, such as "
            '{"accuracy": 0.9}; name and average what it measures'
        )


def require_between(name: str, value: int, most: int) -> None:
    """Raise ValueError unless the argument called `name` is a whole number, 1 … most.

    `most` is what the data allow.
    """
    if not isinstance(value, Integral) or not 1 <= value <= most:
        raise ValueError(
            f"{name} must be a whole number between 1 and {most} for these data, "
            f"got {value!r}"
        )
