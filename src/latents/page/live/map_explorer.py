"""Pictures at their places on a map that the reader zooms into and asks."""

import torch
from torch import Tensor
from torch.nn import functional as F

from ...figures.maps import picture_map
from ...guards import (
    require_between,
    require_finite,
    require_matrix,
    require_same_length,
    require_unit_interval,
)
from .bundle import LiveModel
from .exported import base64_floats, base64_sprite, base64_whole, require_name

LINE = 25  # pictures in a line of the image that holds all
WIDEST = 1.6  # times as wide as high; never higher than wide
MARGIN = 0.06  # beyond the outermost pictures, as a share of an axis


class MapExplorer(LiveModel):
    """Pictures where a map puts them; a picture that is chosen shows its neighbours.

    `images` [n, 1, height, width], values in [0, 1], lie at `places` [n, 2]. The reader
    zooms and moves the map, and chooses a picture: it is shown enlarged, with the
    `neighbours` pictures that are nearest to it in their pixels, whatever the map says,
    lines lead to them, and the page counts how many are also among as many nearest on
    the map. Whole `labels` [n] colour the pictures when the reader asks. It opens on
    the picture `start`. `name` is unique on its page, `alt` says what there is to see.

    Raises ValueError for other shapes and values, for neighbours outside 1 … n - 1, for
    a start that is no picture, and for a name that cannot stand in an address.
    """

    def __init__(
        self,
        images: Tensor,
        places: Tensor,
        labels: Tensor,
        *,
        name: str,
        alt: str,
        neighbours: int = 5,
        start: int = 0,
    ):
        require_name(name)
        if images.dim() != 4 or images.shape[1] != 1 or 0 in images.shape:
            raise ValueError(
                "expected grey pictures [n, 1, height, width], "
                f"got shape {list(images.shape)}"
            )
        require_unit_interval(images)
        require_matrix(places, 2)
        require_finite(places)
        require_same_length(images, places)
        require_same_length(images, labels)
        require_between("neighbours", neighbours, len(images) - 1)
        if not 0 <= start < len(images):
            raise ValueError(
                f"expected a start among {len(images)} pictures, got {start}"
            )
        images, places = images.detach().float().cpu(), places.detach().float().cpu()
        shares, proportion = on_page(places)
        data = {
            "shape": list(images.shape[-2:]),
            "line": LINE,
            "sprite": base64_sprite(lines(images)),
            "places": base64_floats(shares),
            "proportion": proportion,
            "labels": labels.tolist(),
            "neighbours": base64_whole(nearest_pictures(images, neighbours), "<u2"),
            "start": start,
        }
        figure = picture_map(places, images, across=24)
        super().__init__("map_explorer", data, figure, name=name, alt=alt)


def on_page(places: Tensor) -> tuple[Tensor, float]:
    """Shares of the page's width and height, [n, 2] from its upper left; its shape.

    Both axes have one scale; the shape is the width over the height.
    """
    low, high = places.aminmax(dim=0)
    span = (high - low).clamp_min(1e-6)
    longest = float(span.max())
    span = (1 + 2 * MARGIN) * span.maximum(torch.tensor([longest, longest / WIDEST]))
    shares = (places - (low + high) / 2) / span  # from the middle
    return 0.5 + shares * torch.tensor([1.0, -1.0]), float(span[0] / span[1])


def lines(images: Tensor) -> Tensor:
    """Pictures [n, 1, h, w] in lines of LINE, the last one filled up with black."""
    missing = -len(images) % LINE
    filled = F.pad(images, (0, 0, 0, 0, 0, 0, 0, missing))
    return filled.view(-1, LINE, *images.shape[1:])


def nearest_pictures(images: Tensor, neighbours: int) -> Tensor:
    """The numbers [n, neighbours] of the pictures nearest to each, nearest first."""
    flat = images.flatten(start_dim=1).double()
    away = torch.cdist(flat, flat, compute_mode="donot_use_mm_for_euclid_dist")
    return away.fill_diagonal_(torch.inf).topk(neighbours, largest=False).indices
