"""Checks that tell which properties an answer has and what a missing one may mean."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import torch
from torch import Tensor

Property = tuple[str, Any, str]  # a statement, whether it holds, a hint for when not


class NotYet(AssertionError):
    """An answer lacks a property.

    `statement` names it, `hint` says what its absence usually means. Notebooks show
    both, and no traceback: the code that found it is not the code to look at.
    """

    def __init__(self, statement: str, hint: str):
        super().__init__(f"✗ {statement}\n  {hint}")
        self.statement, self.hint = statement, hint

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in the place of a traceback."""
        return str(self).splitlines()


def check(properties: Callable[..., Iterator[Property]]) -> Callable[..., None]:
    """Make a check of a generator function that takes a reader's answer.

    It yields `(statement, holds, hint)` for one property after the other, the simplest
    first. Those that hold are printed; the first that does not raises NotYet. An error
    in the reader's own function propagates. The reader's random numbers go on as if
    nothing had been drawn. Raises ValueError if nothing is yielded, for then nothing
    was checked.
    """

    @wraps(properties)
    def checked(*answer: Any, **options: Any) -> None:
        held = []
        devices = range(torch.cuda.device_count())
        try:
            with torch.random.fork_rng(devices):
                for statement, holds, hint in properties(*answer, **options):
                    if not holds:
                        raise NotYet(statement, hint)
                    held.append(f"✓ {statement}\n")
        finally:
            print(*held, sep="", end="")  # all at once: one output in a notebook
        if not held:
            raise ValueError(f"{properties.__name__} yields no property to check")

    return checked


def has_shape(value: Any, *shape: int) -> bool:
    """Whether the value is a tensor of this shape."""
    return isinstance(value, Tensor) and tuple(value.shape) == shape
