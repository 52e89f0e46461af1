"""The game of a GAN in one dimension, played by the reader."""

import math
from collections.abc import Sequence

import matplotlib.pyplot as plt
import torch
from matplotlib.figure import Figure
from torch import Tensor
from torch.distributions import Categorical, MixtureSameFamily, Normal

from .bundle import LiveModel
from .exported import require_name

ENDS = (-6.0, 6.0), (0.3, 2.5)  # of the fakes' mean and width; the first is the axis


class DensityGame(LiveModel):
    """Real numbers from Gaussian bumps, fakes from one Gaussian that the reader moves.

    `real` are the bumps (share, mean, deviation); the shares sum to one. The reader
    drags the fakes, which begin at `start`, (mean, width), and sees the discriminator
    that is best against them, D*(x) = p(x) / (p(x) + q(x)), the value of the game in
    nats, 2 JS - log 4, and where the generator's losses push (Goodfellow et al. 2014,
    arXiv 1406.2661, section 4). `name` is unique on its page, `alt` says what there is
    to see.

    Raises ValueError for bumps outside the axis from -6 to 6 or no narrower than it,
    for shares that are not above zero or do not sum to one, for a start beyond the
    sliders' ends, and for a name that cannot stand in an address.
    """

    def __init__(
        self,
        real: Sequence[tuple[float, float, float]],
        *,
        name: str,
        alt: str,
        start: tuple[float, float] = (-3.5, 0.6),
    ):
        require_name(name)
        require_bumps(real)
        low, high = zip(*ENDS, strict=True)
        if any(not a <= at <= b for at, (a, b) in zip(start, ENDS, strict=True)):
            raise ValueError(
                f"expected a mean from {low[0]} to {high[0]} and a width from {low[1]} "
                f"to {high[1]} as start, got {start}"
            )
        data = {
            "bumps": [list(bump) for bump in real],
            "low": low,
            "high": high,
            "start": list(start),
        }
        figure = game_figure(real, start)
        super().__init__("density_game", data, figure, name=name, alt=alt)


def require_bumps(real: Sequence[tuple[float, float, float]]) -> None:
    """Raise ValueError unless these are (share, mean, deviation) of a mixture."""
    low, high = ENDS[0]
    if not real or any(
        len(bump) != 3
        or not (bump[0] > 0 and low < bump[1] < high and 0 < bump[2] < high - low)
        for bump in real
    ):
        raise ValueError(
            "expected bumps (share, mean, deviation), shares above zero and means "
            f"between {low} and {high}, got {real}"
        )
    total = math.fsum(share for share, _, _ in real)
    if not math.isclose(total, 1, abs_tol=1e-9):
        raise ValueError(f"the shares of the bumps must sum to one, got {total}")


def log_densities(
    real: Sequence[tuple[float, float, float]], fake: tuple[float, float], at: Tensor
) -> tuple[Tensor, Tensor]:
    """log p and log q of real and fake numbers, each like `at`."""
    shares, means, deviations = torch.tensor(real, dtype=torch.double).T
    bumps = MixtureSameFamily(Categorical(shares), Normal(means, deviations))
    mean, width = torch.tensor(fake, dtype=torch.double)
    return bumps.log_prob(at), Normal(mean, width).log_prob(at)


def game_value(
    real: Sequence[tuple[float, float, float]], fake: tuple[float, float]
) -> float:
    """2 JS - log 4 in nats: the game's value against the best discriminator."""
    at = torch.linspace(-40, 40, 8001, dtype=torch.double)
    p, q = log_densities(real, fake, at)
    both = torch.logaddexp(p, q)
    return float(torch.trapezoid(p.exp() * (p - both) + q.exp() * (q - both), at))


def game_figure(
    real: Sequence[tuple[float, float, float]], start: tuple[float, float]
) -> Figure:
    """The start, half of the way to the real mean and deviation, and all of it."""
    shares, means, deviations = torch.tensor(real, dtype=torch.double).T
    mean = float(shares @ means)
    goal = mean, float((shares @ (deviations**2 + (means - mean) ** 2)).sqrt())
    at = torch.linspace(*ENDS[0], 400, dtype=torch.double)
    figure, axes = plt.subplots(2, 3, figsize=(6, 3), sharex=True, sharey="row")
    for (top, bottom), done in zip(axes.T, (0, 0.5, 1), strict=True):
        fake = tuple(a + done * (b - a) for a, b in zip(start, goal, strict=True))
        p, q = log_densities(real, fake, at)
        top.plot(at, p.exp(), label="real")
        top.plot(at, q.exp(), label="fake")
        value = f"{game_value(real, fake):.2f}".replace("-", "\N{MINUS SIGN}")
        top.set_title(f"value {value}", fontsize=9)
        bottom.plot(at, torch.sigmoid(p - q), color="C2", label="best discriminator")
        bottom.set(ylim=(-0.05, 1.05), xlabel="x")
    lines = [axes[0, 0].lines[0], axes[0, 0].lines[1], axes[1, 0].lines[0]]
    figure.legend(handles=lines, loc="outside lower center", ncols=3)
    return figure
