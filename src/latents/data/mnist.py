"""MNIST and Fashion-MNIST: ten classes of small grey pictures, in one file format.

Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, Gradient-based learning applied to
document recognition, 1998. H. Xiao, K. Rasul and R. Vollgraf, Fashion-MNIST, 2017,
arXiv 1708.07747.
"""

import gzip
import math
import zlib
from pathlib import Path

import torch
from torch import Tensor

from .download import fetch
from .images import Images

BYTES = 0x800  # an IDX file's magic number: bytes, and the number of dimensions


def mnist(*, test: bool = False) -> Images:
    """The 60,000 handwritten digits to learn from, 28 by 28, or the 10,000 to test on.

    Grey levels 0 to 255 are scaled to [0, 1]. Factor "label": 0 to 9. Source: LeCun et
    al., 1998; 12 MB; terms: CC BY-SA 3.0, as commonly stated.

    Raises FileNotFoundError if the files cannot be had, ValueError if they are damaged.
    """
    return labelled_images("mnist", "t10k" if test else "train")


def fashion_mnist(*, test: bool = False) -> Images:
    """The 60,000 pictures of clothes to learn from, 28 by 28, or the 10,000 to test on.

    Grey levels 0 to 255 are scaled to [0, 1]. Factor "label": 0 to 9, for T-shirt,
    trousers, pullover, dress, coat, sandal, shirt, sneaker, bag, ankle boot. Source:
    Xiao et al., 2017; 31 MB; MIT licence.

    Raises FileNotFoundError if the files cannot be had, ValueError if they are damaged.
    """
    return labelled_images("fashion_mnist", "t10k" if test else "train")


def labelled_images(folder: str, part: str) -> Images:
    """The pictures of two IDX files, with their labels as factor "label"."""
    pixels = read_idx(fetch(f"{folder}/{part}-images-idx3-ubyte.gz"), 3)
    labels = read_idx(fetch(f"{folder}/{part}-labels-idx1-ubyte.gz"), 1)
    return Images(pixels[:, None] / 255, {"label": labels.long()}, grey_steps=255)


def read_idx(path: Path, dimensions: int) -> Tensor:
    """The bytes of a gzipped IDX file, as a tensor of that many dimensions.

    Raises ValueError if the file is no whole gzip file, has another magic number, or
    holds fewer or more bytes than it says.
    """
    try:
        content = gzip.decompress(path.read_bytes())
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ValueError(
            f"{path} is not a whole gzip file ({error}); replace it"
        ) from error
    magic, *shape = (
        int.from_bytes(content[4 * k : 4 * k + 4], "big") for k in range(dimensions + 1)
    )
    if magic != BYTES + dimensions:
        raise ValueError(
            f"{path} is no IDX file of bytes in {dimensions} dimensions: its magic "
            f"number is {magic}, not {BYTES + dimensions}; replace it"
        )
    pixels = content[4 * (dimensions + 1) :]
    if len(pixels) != math.prod(shape):
        raise ValueError(
            f"{path} holds {len(pixels)} bytes of data where its header says "
            f"{shape}; replace it"
        )
    return torch.frombuffer(bytearray(pixels), dtype=torch.uint8).view(shape)
