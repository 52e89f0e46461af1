"""Timing the package against others, on a machine that does other things too.

Both sides run in turn, in one process with one thread, and count the CPU seconds that they use: neither a noisy
neighbour nor a warmer machine then favours one of them.
"""

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import torch
from threadpoolctl import threadpool_limits

ROUNDS = 5


class Comparison(NamedTuple):
    """How many times faster the package is than the fastest of its rivals, and what it ought to be."""

    name: str
    ours: float  # CPU seconds, the median of all rounds
    rival: str
    theirs: float
    ratio: float  # theirs / ours
    lowest: float  # the same of a single round
    highest: float
    at_least: float

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.ratio >= self.at_least


def compare(name: str, ours: Callable[[], Any], theirs: Mapping[str, Callable[[], Any]], *, at_least: float,
            agree: Callable[[Any, Any], None] | None = None) -> Comparison:
    """Run both sides in turn, once to warm up and five times by the clock.

    Of several rivals, by name, the one with the smallest median counts. `agree` is called with what both sides returned
    last, and raises AssertionError where they did not do the same work.
    """
    sides = {"": ours, **theirs}
    outcomes, seconds = {}, {side: [] for side in sides}
    torch.set_num_threads(1)
    with threadpool_limits(1):
        for _ in range(ROUNDS + 1):
            for side, run in sides.items():
                start = time.process_time()
                outcomes[side] = run()
                seconds[side].append(time.process_time() - start)
    median = {side: statistics.median(times[1:]) for side, times in seconds.items()}
    rival = min(theirs, key=median.get)
    if agree:
        agree(outcomes[""], outcomes[rival])
    ratios = [other / own for own, other in zip(seconds[""][1:], seconds[rival][1:], strict=True)]
    return Comparison(name, median[""], rival, median[rival], ratio=median[rival] / median[""], lowest=min(ratios),
                      highest=max(ratios), at_least=at_least)
