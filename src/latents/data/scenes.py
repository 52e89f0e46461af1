"""Cluttered scenes that hold one whole digit, and several questions about it."""

import torch
from torch import Tensor

from ..guards import require_count
from .images import Images


def scenes(
    source: Images,
    count: int,
    *,
    size: int | None = None,
    clutter: int = 3,
    seed: int = 0,
) -> Images:
    """`count` pictures [1, size, size] with one whole digit and some clutter.

    A random picture of `source` lies at a random place among fragments of others, whose
    side is three eighths of its own. Without `size`, a scene is half as large again.
    Factors: "label" as in the source; "corner" [n, 2], row and column of the digit's
    upper left corner, in pixels; "mask" [n, size · size], 1 where the digit itself is
    brighter than one half; "ink" [n], the sum of the digit's own pixels. Where things
    overlap, the brighter one shows. Raises ValueError for a count below one, for a
    size smaller than the source's pictures, and unless these are square, grey and
    labelled.
    """
    require_count("count", count)
    side = side_of(source)
    size = side * 3 // 2 if size is None else size
    if size < side:
        raise ValueError(
            f"size must be at least {side}, the side of the source's pictures, "
            f"got {size}"
        )
    rng = torch.Generator().manual_seed(seed)
    pictures = source.pixels[:, 0].cpu()
    rows = torch.randint(len(source), (count,), generator=rng)
    clean, corner = scatter(pictures[rows], size, rng=rng)
    scene = clean
    for _ in range(clutter):
        pieces = fragments(pictures, count, side * 3 // 8, rng=rng)
        scene = torch.maximum(scene, scatter(pieces, size, rng=rng)[0])
    factors = {
        "label": source.factors["label"][rows.to(source.pixels.device)].cpu(),
        "corner": corner,
        "mask": (clean > 0.5).flatten(start_dim=1).float(),
        "ink": clean.flatten(start_dim=1).sum(dim=1),
    }
    return Images(scene[:, None], factors).to(source.pixels.device)


def side_of(source: Images) -> int:
    """Height and width of its pictures.

    Raises ValueError unless they are square, grey and labelled.
    """
    side = source.pixels.shape[-1]
    if source.pixels.shape[1:] != (1, side, side) or "label" not in source.factors:
        raise ValueError(
            "expected square grey pictures [n, 1, side, side] with a factor 'label', "
            f"got shape {list(source.pixels.shape)} with {list(source.factors)}"
        )
    return side


def fragments(
    pictures: Tensor, count: int, side: int, *, rng: torch.Generator
) -> Tensor:
    """Random squares [count, side, side] of random pictures [n, height, height]."""
    rows = torch.randint(len(pictures), (count,), generator=rng)
    farthest = pictures.shape[-1] - side
    corner = torch.randint(farthest + 1, (count, 2), generator=rng)
    return crop(pictures[rows], corner, side)


def scatter(
    pictures: Tensor, size: int, *, rng: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Pictures [n, side, side] at random places on black squares [n, size, size].

    Also returns the places of their upper left corners, [n, 2].
    """
    farthest = size - pictures.shape[-1]
    corner = torch.randint(farthest + 1, (len(pictures), 2), generator=rng)
    return paste(pictures, corner, size), corner


def paste(pictures: Tensor, corner: Tensor, size: int) -> Tensor:
    """Pictures [n, side, side] on black squares [n, size, size].

    Their upper left corners lie at `corner` [n, 2].
    """
    canvas = pictures.new_zeros(len(pictures), size, size)
    canvas[window(corner, pictures.shape[-1])] = pictures
    return canvas


def crop(pictures: Tensor, corner: Tensor, side: int) -> Tensor:
    """Squares [n, side, side] of pictures [n, height, width].

    Their upper left corners lie at `corner` [n, 2].
    """
    return pictures[window(corner, side)]


def window(corner: Tensor, side: int) -> tuple[Tensor, Tensor, Tensor]:
    """Indices of one square a picture, for corners [n, 2]."""
    span = torch.arange(side)
    numbers = torch.arange(len(corner))[:, None, None]
    return (
        numbers,
        (corner[:, :1] + span)[:, :, None],
        (corner[:, 1:] + span)[:, None, :],
    )
