"""Every figure wears the book's style, whose colours everybody can read and tell apart."""

import importlib
import io
import itertools

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_rgb
from matplotlib_inline.config import InlineBackend
from oracles.colours import VISION, contrast, difference

import latents.figures

COLOURS = plt.rcParams["axes.prop_cycle"].by_key()["color"]


def test_figures_wear_the_books_style():
    assert to_rgb(plt.rcParams["figure.facecolor"]) == (1, 1, 1)
    assert plt.rcParams["text.color"] == COLOURS[4]
    assert not plt.rcParams["axes.spines.top"]
    assert plt.rcParams["figure.constrained_layout.use"]


def test_colours_are_compared_rightly():
    assert contrast("white", "black") == pytest.approx(21)
    assert contrast("#767676", "white") == pytest.approx(4.54, abs=0.01)
    assert difference("white", "black", "all cones") == pytest.approx(1, abs=1e-3)
    assert difference("#00ff00", "#ff9900", "deuteranopia") < difference("#00ff00", "#ff9900", "all cones") / 3


@pytest.mark.parametrize("colour", COLOURS)
def test_names_can_be_read_in_every_colour(colour):
    assert contrast(colour, "white") > 4.49  # WCAG 1.4.3


@pytest.mark.parametrize("vision", VISION)
def test_everybody_can_tell_the_first_five_colours_apart(vision):
    assert min(difference(*pair, vision) for pair in itertools.combinations(COLOURS[:5], 2)) > 0.1


def test_ten_colours_can_be_told_apart():
    assert len(COLOURS) == 10
    assert min(difference(*pair, "all cones") for pair in itertools.combinations(COLOURS, 2)) > 0.1


def written(**options) -> bytes:
    """A figure with everything whose name Matplotlib makes up."""
    figure, axis = plt.subplots()
    axis.plot([0, 1], [1, 2], "o-")
    axis.imshow([[0, 1]])
    file = io.BytesIO()
    figure.savefig(file, format="svg", **options)
    return file.getvalue()


@pytest.fixture
def inline(shell):
    yield InlineBackend.instance(parent=shell)
    InlineBackend.clear_instance()


def test_pages_get_the_same_svg_every_time(inline, monkeypatch):
    importlib.reload(latents.figures)
    assert inline.figure_formats == {"png"}
    monkeypatch.setenv("LATENTS_BOOK", "1")
    importlib.reload(latents.figures)
    assert inline.figure_formats == {"svg"}
    first = written(**inline.print_figure_kwargs)
    assert first == written(**inline.print_figure_kwargs)
    assert b"date" not in first
