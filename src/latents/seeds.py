"""The same experiment from several random starts."""

from collections.abc import Callable, Iterable

import torch

Results = dict[str, list[float]]  # what was measured -> one value a seed


def over_seeds(
    run: Callable[[int], dict[str, float]], seeds: Iterable[int] = range(5)
) -> Results:
    """Call `run(seed)` for every seed and gather what it measures, by name.

    Torch's global stream is seeded with the seed before each call, so models may be
    built inside. Raises ValueError for no seed, and unless every call measures the same
    things.
    """
    measured = []
    for seed in seeds:
        torch.manual_seed(seed)
        measured.append(run(seed))
    if not measured or any(row.keys() != measured[0].keys() for row in measured):
        raise ValueError(
            "expected at least one seed, and the same names for every seed, "
            f"got {[sorted(row) for row in measured]}"
        )
    return {name: [float(row[name]) for row in measured] for name in measured[0]}
