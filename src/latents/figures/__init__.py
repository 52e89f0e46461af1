"""Figures of tensors; importing any of them sets the book's style.

Nothing here knows about models or losses.
"""

import os
from pathlib import Path

import matplotlib.pyplot as plt
from IPython import get_ipython
from matplotlib_inline.config import InlineBackend

plt.style.use(Path(__file__).with_name("book.mplstyle"))

if "LATENTS_BOOK" in os.environ and (shell := get_ipython()):
    # The pages of the book put the colours of their theme into what is drawn.
    inline = InlineBackend.instance(parent=shell)
    inline.figure_formats = {"svg"}
    inline.print_figure_kwargs = {"bbox_inches": "tight", "metadata": {"Date": None}}
