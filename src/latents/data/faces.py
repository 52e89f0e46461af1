"""Photographs of faces.

F. Samaria and A. Harter, Parameterisation of a stochastic model for human face
identification, 1994.
"""

import torch
from scipy.io import loadmat

from .download import fetch
from .images import Images

SIDE, PEOPLE, EACH = 64, 40, 10


def faces() -> Images:
    """The 400 Olivetti faces, 64 by 64: ten photographs each of forty people.

    Grey levels 0 to 255 are scaled to [0, 1]. Factor "person": 0 to 39. There is no
    test part. Source: Samaria and Harter, 1994, AT&T Laboratories Cambridge; 1 to 4 MB;
    free to use with credit, no formal licence; the people can be recognised.

    Raises FileNotFoundError if the file cannot be had, ValueError if it is another one.
    """
    path = fetch("olivetti/olivettifaces.mat")
    columns = loadmat(path)["faces"]  # a face a column, its pixels column by column
    if columns.shape != (SIDE * SIDE, PEOPLE * EACH):
        raise ValueError(
            f"{path} holds faces of shape {list(columns.shape)} where "
            f"{[SIDE * SIDE, PEOPLE * EACH]} was expected; replace it"
        )
    pixels = torch.tensor(columns.T, dtype=torch.float32).view(-1, 1, SIDE, SIDE)
    people = torch.arange(PEOPLE).repeat_interleave(EACH)
    pixels = pixels.transpose(2, 3).contiguous() / 255
    return Images(pixels, {"person": people}, grey_steps=255)
