"""What an explorer of principal components leaves in a notebook."""

import base64
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from oracles.explorers import data, floats

from latents.models.pca import PCA
from latents.page.live.components_explorer import ComponentsExplorer, sums_figure


def pca(count=4):
    torch.manual_seed(0)
    return PCA(torch.rand(50, 6) * torch.tensor([1, 2, 3, 4, 5, 6.0]), count)


def explore(**changes):
    torch.manual_seed(1)
    arguments = {"pca": pca(), "pictures": torch.rand(3, 6), "shape": (2, 3), "start": 4, "name": "sums",
                 "alt": "Pictures."} | changes
    return ComponentsExplorer(**arguments)


def whole(text):
    return torch.tensor(np.frombuffer(base64.b64decode(text), "i1").copy())


def test_mean_components_and_pictures_are_held():
    pictures = torch.rand(5, 1, 2, 3)
    held = data(explore(pictures=pictures))
    assert held["shape"] == [2, 3]
    assert held["start"] == 4
    assert torch.equal(floats(held["pictures"]), pictures.flatten())
    assert torch.equal(floats(held["mean"]), pca().mean)
    levels, scales = whole(held["components"]).view(4, 6), floats(held["scales"])
    assert (levels.abs().amax(dim=1) == 127).all()
    error = (levels * scales[:, None] - pca().components).abs()
    assert (error <= 0.5001 * scales[:, None]).all()


def test_components_of_zero_are_held_too():
    nothing = SimpleNamespace(mean=torch.zeros(6), components=torch.zeros(2, 6))
    held = data(explore(pca=nothing, start=0))
    assert (floats(held["scales"]) > 0).all()  # nothing is divided by zero
    assert not whole(held["components"]).any()


def test_the_still_picture_shows_growing_sums_and_the_pictures():
    full, pictures = pca(4), torch.rand(3, 6)
    figure = sums_figure(full.mean, full.components, pictures, shape=[2, 3])
    assert [text.get_text() for text in figure.axes[0].get_yticklabels()] == ["1", "4", "original"]
    picture = np.ma.filled(figure.axes[0].images[0].get_array(), np.nan)
    expected = [pca(1).decode(pca(1).encode(pictures)), full.decode(full.encode(pictures)), pictures]
    for row, values in enumerate(expected):
        shown = picture[3 * row:3 * row + 2, 4:7]
        np.testing.assert_allclose(shown, values[1].view(2, 3), rtol=1e-4, atol=1e-5)
    plt.close(figure)


@pytest.mark.parametrize(("changes", "message"), [
    ({"pictures": torch.zeros(0, 6)}, "at least one picture"),
    ({"pictures": torch.zeros(2, 5)}, "expected 6 columns, got 5"),
    ({"pictures": 2 * torch.ones(2, 6)}, r"values in \[0, 1\]"),
    ({"shape": (2, 2), "pictures": torch.zeros(2, 4)}, "expected 4 columns, got 6"),
    ({"pca": SimpleNamespace(mean=torch.full((6,), torch.nan), components=torch.eye(6))}, "NaN or infinite"),
    ({"start": 5}, "a start between 0 and 4, got 5"),
    ({"start": -1}, "a start between 0 and 4, got -1"),
    ({"name": "1st"}, "a letter first"),
])
def test_bad_input_is_named(changes, message):
    with pytest.raises(ValueError, match=message):
        explore(**changes)
    assert not plt.get_fignums()
