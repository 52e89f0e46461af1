"""Figures of tensors; importing any of them sets the book's style.

Nothing here knows about models or losses.
"""

from pathlib import Path

import matplotlib.pyplot as plt

plt.style.use(Path(__file__).with_name("book.mplstyle"))
