"""Pictures with what is known about each of them."""

from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn import functional as F

from ..guards import require_count, require_unit_interval


@dataclass(frozen=True)
class Images:
    """Pictures, and for every picture the known factors it was made from.

    The grey scale of a set is a fact of the set, whichever levels its pictures use:
    with `grey_steps`, every value is a whole multiple of 1 / `grey_steps`; without,
    values are not known to come in steps.

    Raises ValueError for pictures that are not [n, channels, height, width] with values
    in [0, 1], for factors of another length, and for less than one grey step.
    """

    pixels: Tensor  # [n, channels, height, width], float32 in [0, 1]
    factors: dict[str, Tensor]  # name -> [n, …]: the digit, the angle, the smile …
    grey_steps: int | None = None  # from black to white: 255 for bytes

    def __post_init__(self):
        if self.pixels.dim() != 4:
            raise ValueError(
                "expected pictures [n, channels, height, width], "
                f"got shape {list(self.pixels.shape)}"
            )
        require_unit_interval(self.pixels)
        for name, values in self.factors.items():
            if len(values) != len(self.pixels):
                raise ValueError(
                    f"factor {name!r} has {len(values)} values "
                    f"for {len(self.pixels)} pictures"
                )
        if self.grey_steps is not None:
            require_count("grey_steps", self.grey_steps)

    def __len__(self) -> int:
        return len(self.pixels)

    def __getitem__(self, rows: Tensor | slice) -> "Images":
        """The pictures of a slice, an index tensor or a mask, with their factors."""
        factors = {name: values[rows] for name, values in self.factors.items()}
        return replace(self, pixels=self.pixels[rows], factors=factors)

    @property
    def flat(self) -> Tensor:
        """One row of pixels a picture, [n, channels · height · width]."""
        return self.pixels.flatten(start_dim=1)

    def to(self, device: torch.device | str) -> "Images":
        """The same pictures on another device."""
        factors = {name: values.to(device) for name, values in self.factors.items()}
        return replace(self, pixels=self.pixels.to(device), factors=factors)

    def halved(self) -> "Images":
        """Half as high and wide: each pixel is the mean of four, [n, c, h / 2, w / 2].

        Factors stay as they are, those in pixels too. Raises ValueError for an odd
        height or width.
        """
        if any(side % 2 for side in self.pixels.shape[2:]):
            raise ValueError(
                "expected pictures of even height and width, "
                f"got shape {list(self.pixels.shape)}; crop them first"
            )
        steps = self.grey_steps and 4 * self.grey_steps
        return replace(self, pixels=F.avg_pool2d(self.pixels, 2), grey_steps=steps)

    def split(
        self, fraction: float = 0.8, *, seed: int = 0
    ) -> tuple["Images", "Images"]:
        """Two disjoint random parts, the first holding `fraction` of the pictures.

        Raises ValueError if a part would be empty.
        """
        first = round(fraction * len(self))
        if not 0 < first < len(self):
            raise ValueError(
                f"fraction {fraction} of {len(self)} pictures leaves one part empty; "
                "choose another"
            )
        order = torch.randperm(len(self), generator=torch.Generator().manual_seed(seed))
        return self[order[:first]], self[order[first:]]
