"""What a map of pictures leaves in a notebook, and what it refuses."""

import base64
import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from oracles.explorers import NAMES, data, floats, page
from PIL import Image

from latents.page.live.map_explorer import LINE, MARGIN, WIDEST, MapExplorer, nearest_pictures, on_page

COUNT = 30  # more than one line
IMAGES = torch.arange(COUNT).view(-1, 1, 1, 1).expand(-1, 1, 2, 3) / 255
PLACES = torch.stack([torch.linspace(-1, 3, COUNT), torch.linspace(0, 3, COUNT)], dim=1)
LABELS = torch.arange(COUNT) % 4


def explore(**changes):
    return MapExplorer(**({"images": IMAGES, "places": PLACES, "labels": LABELS, "neighbours": 2, **NAMES} | changes))


def test_the_element_holds_pictures_places_labels_and_neighbours():
    explorer = explore(start=7)
    held = data(explorer)
    assert (held["shape"], held["line"], held["start"]) == ([2, 3], LINE, 7)
    assert held["labels"] == LABELS.tolist()
    sprite = np.array(Image.open(io.BytesIO(base64.b64decode(held["sprite"]))))
    assert sprite.shape == (4, 3 * LINE)
    assert (sprite[2:, 3 * 4] == 29).all()  # the last picture
    assert not sprite[2:, 3 * 5 :].any()
    assert sprite[0, ::3].tolist() == list(range(LINE))
    near = np.frombuffer(base64.b64decode(held["neighbours"]), "<u2").reshape(COUNT, 2)
    assert set(near[10]) == {9, 11}
    assert near[0].tolist() == [1, 2]
    element = page(explorer).find("live-map-explorer")
    assert element["id"] == "live-fig-map"
    assert element.img["alt"] == NAMES["alt"]


def test_a_full_line_needs_no_filling():
    whole = slice(0, LINE)
    held = data(explore(images=IMAGES[whole], places=PLACES[whole], labels=LABELS[whole]))
    assert Image.open(io.BytesIO(base64.b64decode(held["sprite"]))).size == (3 * LINE, 2)


def test_places_are_shares_of_the_page_on_one_scale_for_both_axes():
    held = data(explore())
    shares = floats(held["places"]).view(-1, 2)
    wide, edge = 1 + 2 * MARGIN, MARGIN / (1 + 2 * MARGIN)
    assert held["proportion"] == pytest.approx(4 / 3)
    np.testing.assert_allclose(shares[[0, -1]], [[edge, 1 - edge], [1 - edge, edge]], atol=1e-6)  # up is up
    np.testing.assert_allclose(shares[1, 0] - shares[0, 0], 4 / (COUNT - 1) / (4 * wide), atol=1e-6)


@pytest.mark.parametrize(("size", "proportion"), [((100.0, 1.0), WIDEST), ((1.0, 100.0), 1), ((0.0, 0.0), 1)])
def test_the_page_is_never_higher_than_wide_nor_very_wide(size, proportion):
    shares, shape = on_page(torch.tensor([[0.0, 0.0], size]))
    assert shape == pytest.approx(proportion)
    assert ((shares > 0) & (shares < 1)).all()
    along = shares * torch.tensor([shape, 1.0])  # in heights of the page
    away = float((along[1] - along[0]).norm()) * (1 + 2 * MARGIN)
    longest = max(size)
    assert away == pytest.approx(np.hypot(*size) / (longest / min(proportion, shape)) if longest else 0, rel=1e-3)


def test_neighbours_are_the_nearest_in_the_pixels_nearest_first_and_never_the_picture_itself():
    torch.manual_seed(0)
    images = torch.rand(12, 1, 3, 3)
    images[5] = images[3]
    flat = images.flatten(1).double().numpy()
    away = np.linalg.norm(flat[:, None] - flat, axis=2)
    np.fill_diagonal(away, np.inf)
    np.testing.assert_array_equal(nearest_pictures(images, 4), away.argsort(axis=1)[:, :4])
    assert nearest_pictures(images, 1)[3] == 5


@pytest.mark.parametrize(("changes", "message"), [
    ({"images": IMAGES[:, 0]}, r"grey pictures \[n, 1, height, width\], got shape \[30, 2, 3\]"),
    ({"images": IMAGES.expand(-1, 3, -1, -1)}, "expected grey pictures"),
    ({"images": 300 * IMAGES}, "0.*1"),
    ({"places": PLACES[:, :1]}, "expected 2 columns"),
    ({"places": PLACES[1:]}, "30 and 29 rows"),
    ({"places": PLACES / 0}, "finite"),
    ({"labels": LABELS[1:]}, "30 and 29 rows"),
    ({"neighbours": 30}, "neighbours must be a whole number between 1 and 29"),
    ({"start": 30}, "a start among 30 pictures, got 30"),
    ({"start": -1}, "got -1"),
    ({"name": "1st"}, "a letter first"),
])
def test_bad_input_is_named(changes, message):
    with pytest.raises(ValueError, match=message):
        explore(**changes)
    assert not plt.get_fignums()
