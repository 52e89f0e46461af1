"""Handwritten digits from envelopes.

J. Hull, A database for handwritten text recognition research, 1994.
"""

import torch
from sklearn.datasets import load_svmlight_file

from .download import fetch
from .images import Images

SIDE = 16
STEPS = 2000  # from -1 to 1 with three decimals


def usps(*, test: bool = False) -> Images:
    """The 7291 digits from envelopes to learn from, 16 by 16, or the 2007 to test on.

    Grey levels -1 to 1 are scaled to [0, 1]. Factor "label": 0 to 9, one less than in
    the file. Source: Hull, 1994, in the form of the LIBSVM collection; 8 MB; free for
    research, no formal licence.

    Raises FileNotFoundError if the file cannot be had, ValueError if it is damaged.
    """
    path = fetch("usps/usps.t.bz2" if test else "usps/usps.bz2")
    try:
        rows, labels = load_svmlight_file(
            str(path), n_features=SIDE * SIDE, dtype="float32", zero_based=False
        )
    except (OSError, EOFError, ValueError) as error:
        raise ValueError(
            f"{path} is no whole bzip2 file of lines 'label 1:value … "
            f"{SIDE * SIDE}:value' ({error}); replace it"
        ) from error
    pixels = torch.from_numpy(rows.toarray()).view(-1, 1, SIDE, SIDE)
    factors = {"label": torch.from_numpy(labels).long() - 1}
    return Images((pixels + 1) / 2, factors, grey_steps=STEPS)
