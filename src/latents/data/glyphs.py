"""Printed digits, drawn from the fonts that come with matplotlib, in any number."""

from functools import cache

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor
from torch.nn import functional as F

from ..guards import require_count
from .bundled import bundled
from .images import Images

FONTS = (
    "DejaVuSans",
    "DejaVuSans-Bold",
    "DejaVuSans-Oblique",
    "DejaVuSansMono",
    "DejaVuSansMono-Bold",
    "DejaVuSerif",
    "DejaVuSerif-Bold",
    "DejaVuSerif-Italic",
    "STIXGeneral",
    "STIXGeneralBol",
    "STIXGeneralItalic",
    "STIXGeneralBolIta",
    "cmr10",
    "cmss10",
    "cmtt10",
    "cmb10",
)
SIDE = 28  # of a picture
CANVAS, HEIGHT = 64, 40  # pixels of a stencil, and of the digit in it


def glyphs(count: int, *, neighbours: bool = False, seed: int = 0) -> Images:
    """`count` white digits on black, [count, 1, 28, 28], turned, sized and placed.

    With `neighbours`, two more digits of the same font look in from left and right, as
    in a house number. Factors: "label", 0 to 9, equally often up to one; "font", its
    place in `FONTS`. Raises ValueError for a count below one, FileNotFoundError if the
    installed matplotlib does not bring the fonts.
    """
    require_count("count", count)
    rng = torch.Generator().manual_seed(seed)

    def between(low: float, high: float) -> Tensor:
        return low + (high - low) * torch.rand(count, generator=rng)

    label = torch.arange(count)[torch.randperm(count, generator=rng)] % 10
    font = torch.randint(len(FONTS), (count,), generator=rng)
    angle, size = between(-0.2, 0.2), between(0.85, 1.15)
    across, down = between(-0.15, 0.15), between(-0.12, 0.12)
    ink = placed(stencils()[font, label], angle, size, across, down)
    for side in (-1, 1) if neighbours else ():
        other = torch.randint(10, (count,), generator=rng)
        beside = across + side * between(0.8, 1.1) * size
        intruder = placed(stencils()[font, other], angle, size, beside, down)
        ink = torch.maximum(ink, intruder)
    return Images(ink, {"label": label, "font": font})


def house_numbers(
    crops: Images, *, dark_on_light: float = 0.0, seed: int = 0
) -> Images:
    """Glyphs with neighbours, paint on a wall: one for each crop [n, 3, 28, 28].

    Paint and wall differ in brightness, contrast varies, and half of the crop, a piece
    of a photograph, is added to both. With the probability `dark_on_light` the paint is
    dark and the wall light, else the other way round. Factors as `glyphs`.
    """
    digits = glyphs(len(crops), neighbours=True, seed=seed)
    rng = torch.Generator().manual_seed(seed + 1)

    def uniform(channels: int) -> Tensor:
        return torch.rand(len(crops), channels, 1, 1, generator=rng)

    dark, light = 0.4 * uniform(3), 1 - 0.4 * uniform(3)
    swapped, contrast = uniform(1) < dark_on_light, 0.4 + 0.6 * uniform(1)
    wall, paint = torch.where(swapped, light, dark), torch.where(swapped, dark, light)
    flat = wall + digits.pixels * (paint - wall)  # [n, 3, 28, 28]
    pixels = 0.5 + contrast * (flat - 0.5) + (crops.pixels - 0.5) / 2
    return Images(pixels.clamp(0, 1), digits.factors)


@cache
def stencils() -> Tensor:
    """Every digit in every font, white on black, [font, digit, CANVAS, CANVAS]."""
    return torch.stack(
        [torch.stack([stencil(font, digit) for digit in range(10)]) for font in FONTS]
    )


def stencil(font: str, digit: int) -> Tensor:
    """A digit [CANVAS, CANVAS] in [0, 1], HEIGHT pixels high, in the middle."""
    path = str(bundled("matplotlib", f"mpl-data/fonts/ttf/{font}.ttf"))
    _, top, _, bottom = ImageFont.truetype(path, 100).getbbox(str(digit))
    scaled = ImageFont.truetype(path, round(100 * HEIGHT / (bottom - top)))
    sheet = Image.new("L", (2 * CANVAS, 2 * CANVAS))
    ImageDraw.Draw(sheet).text((CANVAS / 2, 0), str(digit), fill=255, font=scaled)
    ink = sheet.crop(sheet.getbbox())  # a font's own box is wider, and uneven
    canvas = Image.new("L", (CANVAS, CANVAS))
    canvas.paste(ink, ((CANVAS - ink.width) // 2, (CANVAS - ink.height) // 2))
    return torch.from_numpy(np.array(canvas)) / 255


def placed(
    drawn: Tensor, angle: Tensor, size: Tensor, across: Tensor, down: Tensor
) -> Tensor:
    """Stencils [n, CANVAS, CANVAS], turned, sized and shifted, as [n, 1, SIDE, SIDE].

    Angles are in radians, shifts in halves of a picture, to the right and down.
    """
    cos, sin = angle.cos() / size, angle.sin() / size
    looks_at = torch.stack(  # where in the stencil a place of the picture lies
        [
            torch.stack([cos, sin, -cos * across - sin * down], dim=1),
            torch.stack([-sin, cos, sin * across - cos * down], dim=1),
        ],
        dim=1,
    )  # [n, 2, 3]
    # drawn twice as fine, then averaged: no jagged edges
    shape = [len(drawn), 1, 2 * SIDE, 2 * SIDE]
    grid = F.affine_grid(looks_at, shape, align_corners=False)
    return F.avg_pool2d(F.grid_sample(drawn[:, None], grid, align_corners=False), 2)
