"""Pictures with what is known about each of them."""

from dataclasses import dataclass

import torch
from torch import Tensor

from ..guards import require_unit_interval


@dataclass(frozen=True)
class Images:
    """Pictures, and for every picture the known factors it was made from.

    Raises ValueError for pictures that are not [n, channels, height, width] with values
    in [0, 1], and for factors of another length.
    """

    pixels: Tensor  # [n, channels, height, width], float32 in [0, 1]
    factors: dict[str, Tensor]  # name -> [n, …]: the digit, the angle, the smile …

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

    def __len__(self) -> int:
        return len(self.pixels)

    def __getitem__(self, rows: Tensor | slice) -> "Images":
        """The pictures of a slice, an index tensor or a mask, with their factors."""
        return Images(
            self.pixels[rows],
            {name: values[rows] for name, values in self.factors.items()},
        )

    @property
    def flat(self) -> Tensor:
        """One row of pixels a picture, [n, channels · height · width]."""
        return self.pixels.flatten(start_dim=1)

    def to(self, device: torch.device | str) -> "Images":
        """The same pictures on another device."""
        return Images(
            self.pixels.to(device),
            {name: values.to(device) for name, values in self.factors.items()},
        )

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
