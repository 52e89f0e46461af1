"""A restricted Boltzmann machine whose Gibbs chain runs in the page."""

import math
from collections.abc import Sequence

import torch
from matplotlib.figure import Figure
from torch import Tensor, nn

from ...figures.images import image_rows
from ...guards import require_unit_interval
from .bundle import LiveModel
from .exported import (
    base64_floats,
    picture_shape,
    require_name,
    require_rbm,
)

STEPS = [0, 1, 10, 100]  # of the chain in its still picture


class GibbsExplorer(LiveModel):
    """A restricted Boltzmann machine whose Gibbs chain the reader starts and stops.

    The reader draws a picture, or takes one of `start` [n, …], values in [0, 1], and
    sees visible and hidden units change; the free energy is in nats. `rbm` has `weight`
    [visible, hidden], `visible_bias` [visible] and `hidden_bias` [hidden], and the
    energy E(v, h) = -v·W·h - b·v - c·h. `shape` is that of a picture, [height, width]
    or [1, height, width]; `seed`, from zero on, is that of noise and chain until the
    reader chooses another; `name` is unique on its page, `alt` says what there is to
    see.

    Raises ValueError for sizes that do not fit, for values outside [0, 1], and for a
    name that cannot stand in an address.
    """

    def __init__(
        self,
        rbm: nn.Module,
        *,
        shape: Sequence[int],
        name: str,
        alt: str,
        start: Tensor | None = None,
        seed: int = 0,
    ):
        require_name(name)
        shape = picture_shape(shape)
        parameters = {
            part: getattr(rbm, part).detach().float().cpu()
            for part in ("weight", "visible_bias", "hidden_bias")
        }
        require_rbm(**parameters, pixels=math.prod(shape))
        if start is None:
            start = torch.zeros(0, math.prod(shape))
        require_unit_interval(start)
        start = torch.atleast_2d(start.detach().float().cpu()).flatten(start_dim=1)
        if start.shape[1] != math.prod(shape):
            raise ValueError(
                f"expected start pictures of {math.prod(shape)} pixels, "
                f"got {start.shape[1]}"
            )
        data = {"shape": shape, "start": base64_floats(start), "seed": seed}
        data |= {part: base64_floats(values) for part, values in parameters.items()}
        figure = chain_figure(**parameters, start=start, shape=shape)
        super().__init__("gibbs_explorer", data, figure, name=name, alt=alt)


@torch.no_grad()
def chain_figure(
    weight: Tensor,
    visible_bias: Tensor,
    hidden_bias: Tensor,
    *,
    start: Tensor,
    shape: Sequence[int],
) -> Figure:
    """Probabilities of the visible units after some steps of seeded chains."""
    rng = torch.Generator().manual_seed(0)
    noise = torch.rand(8, math.prod(shape), generator=rng).round()
    visible = shown = start[:8] if len(start) else noise
    rows = {}
    for step in range(STEPS[-1] + 1):
        if step in STEPS:
            name = "start" if step == 0 else f"step {step}"
            rows[name] = shown.view(-1, 1, *shape)
        hidden = torch.sigmoid(visible @ weight + hidden_bias).bernoulli(generator=rng)
        shown = torch.sigmoid(hidden @ weight.T + visible_bias)
        visible = shown.bernoulli(generator=rng)
    return image_rows(rows)
