"""Every figure wears the book's style, whose colours everybody can tell apart."""

import itertools

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb

import latents.figures  # noqa: F401  sets the style

COLOURS = plt.rcParams["axes.prop_cycle"].by_key()["color"]
# Linear RGB as seen without the long-wave or the middle-wave cones (Machado, Oliveira and Fernandes, 2009)
VISION = {
    "all cones": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
}
# To cones and from their cube roots to OKLab, where distances look alike (Ottosson, 2020)
CONES = np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                  [0.0883024619, 0.2817188376, 0.6299787005]])
OKLAB = np.array([[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
                  [0.0259040371, 0.7827717662, -0.8086757660]])


def linear(colour):
    """Linear RGB of an sRGB colour."""
    channels = np.array(to_rgb(colour))
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def seen(colour, vision):
    return OKLAB @ np.cbrt(CONES @ np.clip(VISION[vision] @ linear(colour), 0, 1))


def test_figures_wear_the_books_style():
    assert to_rgb(plt.rcParams["figure.facecolor"]) == (1, 1, 1)
    assert plt.rcParams["text.color"] == COLOURS[-1]
    assert not plt.rcParams["axes.spines.top"]
    assert plt.rcParams["figure.constrained_layout.use"]


@pytest.mark.parametrize("colour", COLOURS)
def test_names_can_be_read_in_every_colour(colour):
    luminance = linear(colour) @ [0.2126, 0.7152, 0.0722]
    assert 1.05 / (luminance + 0.05) > 4.5  # on white; WCAG 1.4.3


@pytest.mark.parametrize("vision", VISION)
def test_colours_can_be_told_apart(vision):
    """Black and white lie 1 apart; a step that one just notices is about 0.02."""
    assert np.linalg.norm(seen("white", vision) - seen("black", vision)) == pytest.approx(1, abs=0.01)
    for one, other in itertools.combinations(COLOURS, 2):
        assert np.linalg.norm(seen(one, vision) - seen(other, vision)) > 0.1
