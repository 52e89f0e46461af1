"""Points around a few centres on a plane: where a lost mode is seen and counted.

A. Srivastava et al., VEEGAN, 2017, arXiv 1705.07761, uses both; centres and variances
are those that Z. Lin et al., PacGAN, 2018, arXiv 1712.04086, state.
"""

from typing import NamedTuple

import torch
from torch import Tensor

from ..guards import require_count, require_positive


class Mixture(NamedTuple):
    """Points of a mixture of equal round Gaussians, and what they were drawn from."""

    points: Tensor  # [n, 2]
    centres: Tensor  # [modes, 2]
    deviation: float  # standard deviation of each coordinate around its centre


def ring(count: int, *, deviation: float = 0.01, seed: int = 0) -> Mixture:
    """`count` points around eight centres on the unit circle.

    Raises ValueError for a count below one and a deviation not above zero.
    """
    angles = torch.arange(8) * (torch.pi / 4)
    centres = torch.stack([angles.cos(), angles.sin()], dim=1)
    return around(centres, deviation, count, seed)


def grid(count: int, *, deviation: float = 0.05, seed: int = 0) -> Mixture:
    """`count` points around 25 centres, two apart in a square grid.

    Raises ValueError for a count below one and a deviation not above zero.
    """
    side = torch.linspace(-4, 4, 5)
    return around(torch.cartesian_prod(side, side), deviation, count, seed)


def around(centres: Tensor, deviation: float, count: int, seed: int) -> Mixture:
    """Points around centres [modes, 2], each drawn with the same probability."""
    require_count("count", count)
    require_positive("deviation", deviation)
    rng = torch.Generator().manual_seed(seed)
    modes = torch.randint(len(centres), (count,), generator=rng)
    noise = torch.randn(count, 2, generator=rng)
    return Mixture(centres[modes] + deviation * noise, centres, deviation)
