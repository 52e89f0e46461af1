"""A small network whose hidden units the reader switches off."""

import matplotlib.pyplot as plt
import torch
from matplotlib.figure import Figure
from torch import Tensor, nn
from torch.nn import functional as F

from ...guards import require_matrix
from .bundle import LiveModel
from .exported import base64_floats, exported_linear, require_name

MOST_UNITS = 10
PLACES = 121  # of a curve in the still picture


class ThinNetworks(LiveModel):
    """A curve, and what becomes of it without some of the units that make it.

    `inner`, a layer 1 → units, and `outer`, units → 1, are a network with ReLU units
    that learnt with dropout at `rate`; `points` [n, 2] are what it learnt from. The
    reader switches units off, draws masks, and sees the thin network's curve, the
    average of all drawn, and the whole network's. What stays on counts 1 / (1 - rate)
    times. `name` is unique on its page, `alt` says what there is to see.

    Raises ValueError for other layers, more than ten units, a rate that is not between
    zero and one, points that are no matrix [n, 2], and a name that cannot stand in an
    address.
    """

    def __init__(
        self,
        inner: nn.Linear,
        outer: nn.Linear,
        points: Tensor,
        *,
        rate: float,
        name: str,
        alt: str,
    ):
        require_name(name)
        require_matrix(points, 2)
        units = inner.out_features
        if (inner.in_features, outer.in_features, outer.out_features) != (1, units, 1):
            raise ValueError(
                f"expected layers 1 → units → 1, got {inner.in_features} → {units} and "
                f"{outer.in_features} → {outer.out_features}"
            )
        if units > MOST_UNITS or not 0 < rate < 1:
            raise ValueError(
                f"expected at most {MOST_UNITS} units and a rate between zero and one, "
                f"got {units} units and rate {rate}"
            )
        data = {
            "inner": exported_linear(inner),
            "outer": exported_linear(outer),
            "points": base64_floats(points),
            "rate": rate,
        }
        figure = thin_figure(inner, outer, points, rate=rate)
        super().__init__("thin_networks", data, figure, name=name, alt=alt)


@torch.no_grad()
def thin_curve(
    inner: nn.Linear, outer: nn.Linear, at: Tensor, kept: Tensor, *, rate: float
) -> Tensor:
    """What remains at places [n] if the units of the mask `kept` [units] stay: [n]."""
    hidden = F.relu(inner(at[:, None])) * kept / (1 - rate)
    return outer(hidden)[:, 0]


def thin_figure(
    inner: nn.Linear, outer: nn.Linear, points: Tensor, *, rate: float
) -> Figure:
    """Each unit missing alone, and the whole network."""
    low, high = points[:, 0].min(), points[:, 0].max()
    at = torch.linspace(float(low), float(high), PLACES)
    figure, axis = plt.subplots()
    axis.plot(*points.T, "o", color="C4", alpha=0.5, label="learnt from")
    for unit in range(inner.out_features):
        kept = torch.ones(inner.out_features).index_fill(0, torch.tensor(unit), 0)
        curve = thin_curve(inner, outer, at, (1 - rate) * kept, rate=rate)
        label = None if unit else "one unit missing"
        axis.plot(at, curve, color="C1", linewidth=1, alpha=0.7, label=label)
    whole = torch.full((inner.out_features,), 1 - rate)
    curve = thin_curve(inner, outer, at, whole, rate=rate)
    axis.plot(at, curve, color="C0", linewidth=3, label="whole network")
    figure.legend(loc="outside lower center", ncols=3)
    return figure
