"""Pictures moved by a few pixels: more of them than anyone has drawn."""

import torch
from torch import Tensor
from torch.nn import functional as F

from ..guards import require_count


def shifted(pictures: Tensor, most: int) -> Tensor:
    """Each picture [n, channels, height, width] moved by up to `most` pixels.

    Left or right and up or down, independently; every whole number of pixels is equally
    likely, and black (zero) comes in at the edge. Torch's global stream decides, on the
    CPU, so that a seed gives the same shifts on every device.

    Raises ValueError for another number of dimensions, and unless `most` is a whole
    number above zero.
    """
    if pictures.dim() != 4:
        raise ValueError(
            "expected pictures [n, channels, height, width], "
            f"got shape {list(pictures.shape)}"
        )
    require_count("most", most)
    count, _, height, width = pictures.shape
    corners = torch.randint(2 * most + 1, (2, count, 1)).to(pictures.device)
    rows = corners[0] + torch.arange(height, device=pictures.device)  # [n, height]
    columns = corners[1] + torch.arange(width, device=pictures.device)  # [n, width]
    which = torch.arange(count, device=pictures.device)[:, None, None]
    framed = F.pad(pictures, [most] * 4).movedim(1, -1)  # [n, h + 2 most, w + …, c]
    return framed[which, rows[:, :, None], columns[:, None]].movedim(-1, 1)
