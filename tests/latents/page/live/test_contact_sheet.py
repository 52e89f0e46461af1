"""The frames on a contact sheet, their order, their texts, their size."""

import matplotlib.pyplot as plt
import pytest

from latents.page.live.contact_sheet import contact_sheet


def sheet(count, proportion=1.0, names=False):
    def draw(axis, frame):
        axis.plot([frame, frame], label="line" if names else None)

    return contact_sheet(draw, [f"frame {i}" for i in range(count)], proportion=proportion)


def shown(figure):
    """Frame and text of every axes that holds something."""
    return [(int(axis.lines[0].get_ydata()[0]), axis.get_title()) for axis in figure.axes if axis.lines]


@pytest.mark.parametrize(("count", "frames"), [(2, [0, 1]), (4, [0, 1, 2, 3]), (6, [0, 1, 2, 3, 4, 5]),
                                               (11, [0, 2, 4, 6, 8, 10]), (31, [0, 6, 12, 18, 24, 30])])
def test_first_and_last_frame_and_some_between_stand_under_their_texts(count, frames):
    assert shown(sheet(count)) == [(frame, f"frame {frame}") for frame in frames]


@pytest.mark.parametrize(("proportion", "columns"), [(0.5, 3), (1.4, 3), (1.6, 2), (2.9, 2), (5, 1)])
def test_wide_frames_stand_in_fewer_columns(proportion, columns):
    figure = sheet(6, proportion)
    assert figure.axes[0].get_gridspec().ncols == columns
    width, height = figure.get_size_inches()
    assert width == 6
    assert height > 6 / columns / proportion * (6 / columns)


def test_places_without_a_frame_are_empty():
    figure = sheet(4)
    assert [axis.axison for axis in figure.axes] == [True] * 4 + [False] * 2


def test_long_texts_are_broken_and_have_room():
    texts = ["a few words that do not fit into one line of a sheet"] * 6
    figure = contact_sheet(lambda axis, frame: None, texts, proportion=1)
    lines = figure.axes[0].get_title().split("\n")
    assert len(lines) == 3
    assert max(map(len, lines)) <= 24
    assert figure.get_size_inches()[1] > sheet(6).get_size_inches()[1]


def test_names_are_told_once():
    assert [text.get_text() for text in sheet(6, names=True).legends[0].get_texts()] == ["line"]
    assert not sheet(6).legends
    plt.close("all")
