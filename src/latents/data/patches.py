"""Small pieces of large pictures."""

import torch

from ..guards import require_count
from .images import Images


def patches(source: Images, count: int, size: int, *, seed: int = 0) -> Images:
    """`count` squares [channels, size, size] from random places of random pictures.

    Factors: "picture" [n], the row of `source`; "corner" [n, 2], row and column of the
    upper left pixel. The grey scale is that of the source. Raises ValueError for a
    count or size below one, and for a size that is larger than the pictures.
    """
    require_count("count", count)
    require_count("size", size)
    height, width = source.pixels.shape[2:]
    if size > min(height, width):
        raise ValueError(
            f"patches of size {size} do not fit in pictures of {height} by {width}; "
            "choose a smaller size"
        )
    rng = torch.Generator().manual_seed(seed)
    picture, row, column = (
        torch.randint(limit, (count,), generator=rng)
        for limit in (len(source), height - size + 1, width - size + 1)
    )
    windows = source.pixels.unfold(2, size, 1).unfold(3, size, 1)  # a view
    factors = {"picture": picture, "corner": torch.stack([row, column], dim=1)}
    found = Images(windows[picture, :, row, column], factors, source.grey_steps)
    return found.to(source.pixels.device)
