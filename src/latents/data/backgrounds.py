"""Small crops of photographs, to put things in front of."""

import torch

from ..guards import require_count
from .images import Images
from .patches import patches
from .photographs import photograph

COLOURED = ("astronaut", "cat", "china", "coffee", "flower", "rocket")
SHARE = 0.7  # of each photograph's width: crops to learn from lie left of it


def backgrounds(count: int, side: int, *, test: bool = False, seed: int = 0) -> Images:
    """`count` squares [3, side, side] from colour photographs that need no download.

    Those to learn from lie in the left part of each photograph, those to test on, with
    `test`, in the right part: no pixel is in both. Factor "photograph": its place in
    `COLOURED`. Raises as `patches`.
    """
    require_count("count", count)
    rng = torch.Generator().manual_seed(seed)
    chosen = torch.randint(len(COLOURED), (count,), generator=rng)
    pixels = torch.empty(count, 3, side, side)
    for place in chosen.unique().tolist():
        whole = photograph(COLOURED[place])
        cut = round(SHARE * whole.pixels.shape[3])
        part = whole.pixels[..., cut:] if test else whole.pixels[..., :cut]
        rows = chosen == place
        source = Images(part, {}, whole.grey_steps)
        pixels[rows] = patches(source, int(rows.sum()), side, seed=seed).pixels
    return Images(pixels, {"photograph": chosen}, grey_steps=255)
