"""What the figures hold: the data of their artists, their scales and their labels."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.colors import to_rgb
from matplotlib.offsetbox import AnnotationBbox

from latents import plots

PICTURES = torch.linspace(0.1, 0.8, 5 * 12).view(5, 1, 3, 4)  # neither black nor white


def canvas(figure):
    """The one picture of a figure, NaN where it holds nothing, and its artist."""
    (image,) = figure.axes[0].get_images()
    return np.ma.filled(image.get_array(), np.nan), image


def mosaic_by_hand(rows, columns):
    """Grey pictures of 3 x 4 pixels, one pixel apart."""
    canvas = np.full((4 * len(rows) - 1, 5 * columns - 1), np.nan)
    for i, row in enumerate(rows):
        for j, picture in enumerate(row):
            for y in range(3):
                for x in range(4):
                    canvas[4 * i + y, 5 * j + x] = picture[0, y, x]
    return canvas


def test_a_grid_shows_every_picture_in_order_on_one_grey_scale():
    figure = plots.image_grid(PICTURES, columns=2)
    pixels, image = canvas(figure)
    assert np.array_equal(pixels, mosaic_by_hand([PICTURES[:2], PICTURES[2:4], PICTURES[4:]], 2), equal_nan=True)
    assert image.get_clim() == (0, 1)
    assert [image.cmap(shade)[:3] for shade in (0.0, 1.0, np.nan)] == [(0, 0, 0), (1, 1, 1), (1, 1, 1)]
    assert image.get_interpolation() == "nearest"
    assert not [*figure.axes[0].get_xticks(), *figure.axes[0].get_yticks()]
    assert figure.get_size_inches() == pytest.approx([6, 6 * 11 / 9])


def test_a_grid_is_sixteen_wide():
    pixels, _ = canvas(plots.image_grid(PICTURES[:1].repeat(17, 1, 1, 1)))
    assert pixels.shape == (2 * 4 - 1, 16 * 5 - 1)


def test_pictures_may_carry_gradients():
    pixels, _ = canvas(plots.image_grid(PICTURES.clone().requires_grad_(), columns=5))
    assert np.array_equal(pixels, mosaic_by_hand([PICTURES], 5), equal_nan=True)


def test_colour_pictures_keep_their_channels_on_white():
    picture = torch.rand(2, 3, 4, 5)
    picture[0, 0, 0, 0], picture[0, 1, 0, 0] = 2, -1
    pixels, _ = canvas(plots.image_grid(picture, columns=2))
    assert np.array_equal(pixels[:, :5], picture[0].permute(1, 2, 0).clamp(0, 1))
    assert np.array_equal(pixels[:, 6:], picture[1].permute(1, 2, 0))
    assert (pixels[:, 5] == 1).all()


def test_rows_are_named_at_their_middles():
    figure = plots.image_rows({"input": PICTURES[:3], "output": 1 - PICTURES[:2]})
    pixels, image = canvas(figure)
    assert np.array_equal(pixels, mosaic_by_hand([PICTURES[:3], 1 - PICTURES[:2]], 3), equal_nan=True)
    assert image.get_clim() == (0, 1)
    (axis,) = figure.axes
    assert axis.get_yticks() == pytest.approx([1, 5])  # the middle lines of pixels 0 to 2 and 4 to 6
    assert [label.get_text() for label in axis.get_yticklabels()] == ["input", "output"]
    assert not any(spine.get_visible() for spine in axis.spines.values())
    assert figure.get_size_inches() == pytest.approx([6, 5 * 7 / 14])


def test_signed_rows_are_red_above_zero_and_white_at_zero_each_on_its_own_scale():
    pictures = torch.tensor([[[[-4.0, 0.0, 2.0]]], [[[0.0, 0.5, -0.1]]], [[[0.0, 0.0, 0.0]]]])
    pixels, image = canvas(plots.image_rows({"weights": pictures}, signed=True))
    expected = [-1, 0, 0.5, np.nan, 0, 1, -0.2, np.nan, 0, 0, 0]
    assert np.allclose(pixels[0], expected, equal_nan=True)
    blue, white, red, gap = (image.cmap(value) for value in (0.0, 0.5, 1.0, np.nan))
    assert red[0] > red[2] + 0.2
    assert blue[2] > blue[0] + 0.2
    assert min(white) > 0.95
    assert min(gap) == 1
    for sign in (1, -1):
        assert canvas(plots.image_rows({"weights": sign * pictures[1:2]}, signed=True))[1].get_clim() == (-1, 1)


@pytest.mark.parametrize("bad", [
    {"flat": torch.rand(4, 64)}, {"no channel": torch.rand(4, 8, 8)}, {}, {"none": torch.rand(0, 1, 8, 8)},
    {"small": torch.rand(4, 1, 8, 8), "large": torch.rand(4, 1, 9, 9)},
])
def test_what_are_no_pictures_of_one_shape_is_refused(bad):
    with pytest.raises(ValueError, match=r"expected pictures \[n, channels, height, width\], all of one shape"):
        plots.image_rows(bad)


def test_learning_curves_are_the_columns_of_the_history():
    history = [{"epoch": 1, "loss": 3.0, "held-out loss": 4.0}, {"epoch": 2, "loss": 1.0, "held-out loss": 2.5}]
    (axis,) = plots.learning_curves(history, unit="nats per image").axes
    curves = {line.get_label(): line.get_xydata().tolist() for line in axis.lines}
    assert curves == {"loss": [[1, 3], [2, 1]], "held-out loss": [[1, 4], [2, 2.5]]}
    assert (axis.get_xlabel(), axis.get_ylabel()) == ("epoch", "nats per image")
    assert [text.get_text() for text in axis.get_legend().get_texts()] == ["loss", "held-out loss"]


def test_seed_points_are_dots_with_a_bar_at_their_mean():
    (axis,) = plots.seed_points({"pixels": [0.5, 0.7], "codes": [0.8, 0.9, 1.3]}, unit="accuracy").axes
    dots, bar, more_dots, other_bar = (line.get_xydata() for line in axis.lines)
    assert dots.tolist() == [[0.5, 0], [0.7, 0]]
    assert more_dots.tolist() == [[0.8, 1], [0.9, 1], [1.3, 1]]
    assert bar == pytest.approx(np.array([[0.6, -0.3], [0.6, 0.3]]))
    assert other_bar == pytest.approx(np.array([[1.0, 0.7], [1.0, 1.3]]))
    assert [line.get_marker() for line in axis.lines] == ["o", "None", "o", "None"]
    assert {line.get_color() for line in axis.lines[::2]} == {"C0"}
    assert {line.get_color() for line in axis.lines[1::2]} == {"C1"}
    assert axis.get_xlabel() == "accuracy"
    assert list(axis.get_yticks()) == [0, 1]
    assert [label.get_text() for label in axis.get_yticklabels()] == ["pixels", "codes"]
    assert axis.yaxis_inverted()  # the first method stands on top


@pytest.mark.parametrize("classes", [3, 20])
def test_a_code_map_gives_every_class_its_own_points_and_look(classes):
    codes, labels = torch.randn(5 * classes, 2, requires_grad=True), torch.arange(5 * classes) % classes + 4
    (axis,) = plots.code_map(codes, labels).axes
    assert [text.get_text() for text in axis.get_legend().get_texts()] == [str(label + 4) for label in range(classes)]
    looks = set()
    for label, points in enumerate(axis.collections):
        assert np.allclose(points.get_offsets(), codes[labels == label + 4].detach())
        looks.add((tuple(points.get_facecolor()[0]), points.get_paths()[0].vertices.tobytes()))
    assert len(looks) == classes
    assert len({colour for colour, _ in looks}) == min(classes, 10)
    assert axis.get_aspect() == "auto"


def placed(figure):
    """Where the pictures of a map lie, and their pixels."""
    boxes = [artist for artist in figure.axes[0].get_children() if isinstance(artist, AnnotationBbox)]
    return [tuple(box.xy) for box in boxes], [box.offsetbox.image for box in boxes]


def test_a_picture_map_draws_pictures_at_their_codes_black_on_white():
    codes = torch.tensor([[-1.0, 5.0], [3.0, 25.0], [1.0, 10.0]], requires_grad=True)
    figure = plots.picture_map(codes, PICTURES[:3].clone().requires_grad_(), width=2 * PICTURES.shape[-1])
    places, images = placed(figure)
    assert places == [(0, 0), (1, 1), (0.5, 0.25)]
    for image, picture in zip(images, PICTURES, strict=False):
        assert np.allclose(image.get_array(), 1 - picture[0])
    assert {box.offsetbox.get_zoom() for box in figure.axes[0].findobj(AnnotationBbox)} == {2}
    low, high = figure.axes[0].get_xlim()
    assert low < 0 < 1 < high
    assert figure.axes[0].get_xlim() == figure.axes[0].get_ylim()


def test_a_picture_map_has_one_grey_scale_for_all():
    """A faint picture stays faint."""
    _, (image, _) = placed(plots.picture_map(torch.eye(2), torch.tensor([0.0, 0.2]).expand(2, 1, 1, 2)))
    assert np.allclose(image.norm(image.get_array()), [[1, 0.8]])
    assert image.get_cmap().name == "gray"


def test_a_picture_map_leaves_out_what_would_cover_another():
    codes = torch.tensor([[0.0, 0], [0.03, 0.03], [0.03, 0.06], [1, 1], [1, 0.97]])
    places, images = placed(plots.picture_map(codes, PICTURES))
    assert places == [pytest.approx(place) for place in [(0, 0), (0.03, 0.06), (1, 1)]]
    assert len(placed(plots.picture_map(codes, PICTURES, width=32))[0]) == 2
    assert np.allclose(images[1].get_array(), 1 - PICTURES[2, 0])


def test_a_picture_map_of_codes_that_do_not_vary_lies_on_a_line():
    places, _ = placed(plots.picture_map(torch.tensor([[0.0, 7], [2, 7], [1, 7]]), PICTURES[:3]))
    assert places == [(0, 0), (1, 0), (0.5, 0)]


@pytest.mark.parametrize("bad", [torch.rand(5, 3), torch.rand(5, 1)])
def test_maps_need_two_coordinates(bad):
    with pytest.raises(ValueError, match="expected 2 columns, got"):
        plots.code_map(bad, torch.arange(5))
    with pytest.raises(ValueError, match="expected 2 columns, got"):
        plots.picture_map(bad, PICTURES)


def test_a_map_needs_as_many_pictures_as_codes():
    with pytest.raises(ValueError, match="expected one row for each other, got 4 and 5 rows"):
        plots.picture_map(torch.rand(4, 2), PICTURES)
    with pytest.raises(ValueError, match="expected one row for each other, got 4 and 5 rows"):
        plots.code_map(torch.rand(4, 2), torch.arange(5))


def test_figures_wear_the_books_style():
    assert to_rgb(plt.rcParams["figure.facecolor"]) == (1, 1, 1)
    assert plt.rcParams["axes.prop_cycle"].by_key()["color"][0] == "#0072B2"
    assert not plt.rcParams["axes.spines.top"]
    assert plt.rcParams["figure.constrained_layout.use"]
