"""Every figure wears the book's style."""

import matplotlib.pyplot as plt
from matplotlib.colors import to_rgb


def test_figures_wear_the_books_style():
    assert to_rgb(plt.rcParams["figure.facecolor"]) == (1, 1, 1)
    assert plt.rcParams["axes.prop_cycle"].by_key()["color"][0] == "#0072B2"
    assert not plt.rcParams["axes.spines.top"]
    assert plt.rcParams["figure.constrained_layout.use"]
