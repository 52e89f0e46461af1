"""How much of a picture survives in a few principal components, inside the page."""

import math
from collections.abc import Sequence
from typing import Protocol

import torch
from matplotlib.figure import Figure
from torch import Tensor

from ...figures.images import image_rows
from ...guards import require_matrix, require_unit_interval
from .bundle import LiveModel
from .exported import base64_floats, base64_whole, picture_shape, require_name

LEVELS = 127  # whole numbers on either side of zero that stand for a component
SHOWN = 8  # digits in the still picture


class Components(Protocol):
    """What the explorer needs of `PCA`."""

    mean: Tensor  # [pixels]
    components: Tensor  # [components, pixels], orthonormal rows


class ComponentsExplorer(LiveModel):
    """A picture that the reader draws, and what its first principal components keep.

    A slider sets how many components of `pca` are added up, `start` of them when the
    page opens; the squared error is summed over pixels. Each component is rounded to
    255 levels of its own. `pictures` [n, …], values in [0, 1], are those that the
    reader may take; `shape` is that of a picture, [height, width] or [1, height,
    width]. `name` is unique on its page, `alt` says what there is to see.

    Raises ValueError for no picture, for sizes that do not fit, for values outside
    [0, 1], for a start that no slider reaches, and for a name that cannot stand in an
    address.
    """

    def __init__(
        self,
        pca: Components,
        pictures: Tensor,
        *,
        shape: Sequence[int],
        start: int,
        name: str,
        alt: str,
    ):
        require_name(name)
        shape = picture_shape(shape)
        require_unit_interval(pictures)
        pictures = torch.atleast_2d(pictures.detach().float().cpu()).flatten(1)
        mean, components = (
            part.detach().float().cpu() for part in (pca.mean, pca.components)
        )
        if not len(pictures):
            raise ValueError("expected at least one picture to take, got none")
        require_matrix(pictures, math.prod(shape))
        require_matrix(components, math.prod(shape))
        if not 0 <= start <= len(components):
            raise ValueError(
                f"expected a start between 0 and {len(components)}, got {start}"
            )
        scales = components.abs().amax(dim=1).clamp(min=1e-12) / LEVELS
        data = {
            "shape": shape,
            "start": start,
            "mean": base64_floats(mean),
            "scales": base64_floats(scales),
            "components": base64_whole((components / scales[:, None]).round(), "i1"),
            "pictures": base64_floats(pictures),
        }
        figure = sums_figure(mean, components, pictures[:SHOWN], shape=shape)
        super().__init__("components_explorer", data, figure, name=name, alt=alt)


def sums_figure(
    mean: Tensor, components: Tensor, pictures: Tensor, *, shape: Sequence[int]
) -> Figure:
    """What 1, 4, 16, … components keep of pictures [n, pixels], and the pictures."""
    codes = (pictures - mean) @ components.T
    counts = [4**power for power in range(8) if 4**power <= len(components)]
    rows = {
        str(count): mean + codes[:, :count] @ components[:count] for count in counts
    }
    return image_rows(
        {
            title: row.view(-1, 1, *shape)
            for title, row in (rows | {"original": pictures}).items()
        }
    )
