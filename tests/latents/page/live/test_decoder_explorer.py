"""What an explorable decoder leaves in a notebook."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from oracles.explorers import CODES, LABELS, data, explore_codes, floats
from torch import nn

from latents.page.live.decoder_explorer import TILES, clearest_code, decoded_tiles


def test_the_map_holds_the_codes_and_a_margin_around_them():
    held = data(explore_codes())
    assert torch.equal(floats(held["codes"]).view(-1, 2), CODES)
    assert (held["labels"], held["shape"]) == ([7, 2, 7], [2, 3])
    np.testing.assert_allclose([held["low"], held["high"]], [[-0.1, 0.8], [2.1, 5.2]], rtol=1e-6)
    assert held["layers"][0]["outputs"] == 6
    same = data(explore_codes(codes=CODES[:1].repeat(3, 1)))
    assert (np.subtract(same["high"], same["low"]) > 0).all()


def test_it_opens_on_the_clearest_picture_amid_a_class_or_where_its_author_says():
    class Flat(nn.Linear):  # of twice the contrast where the first number is twice as large
        def forward(self, codes):
            return codes[:, :1] * torch.tensor([0.0, 1.0])

    codes = torch.tensor([[0.1, 0.0], [0.8, 0.1], [0.9, 0.3], [0.3, 1.0], [0.5, 1.0], [0.7, 1.0]])
    labels = torch.tensor([4, 4, 4, 1, 1, 1])  # amid their classes: the second and the fifth
    assert torch.equal(clearest_code(Flat(2, 2).double(), codes, labels), codes[1])
    held = data(explore_codes())
    assert held["start"] in CODES.tolist()
    assert data(explore_codes(start=[0.5, 2]))["start"] == [0.5, 2]


def test_the_still_picture_decodes_the_code_of_each_place():
    class Echo(nn.Linear):
        def forward(self, codes):
            return codes

    low, high = torch.tensor([0.0, 10.0]), torch.tensor([1.0, 30.0])
    tiles = decoded_tiles(Echo(2, 2).double(), low / 100, high / 100).view(TILES, TILES, 2) * 100
    np.testing.assert_allclose(tiles[0, 0], [0.05, 29])
    np.testing.assert_allclose(tiles[-1, -1], [0.95, 11])
    np.testing.assert_allclose(tiles[-1, 0], [0.05, 11])
    assert decoded_tiles(nn.Linear(2, 1), 100 * low, 100 * high).abs().amax() <= 1


@pytest.mark.parametrize(("changes", "message"), [
    ({"codes": torch.zeros(3, 3)}, "expected 2 columns"),
    ({"labels": LABELS[:2]}, "3 and 2 rows"),
    ({"shape": (3, 3)}, "from 2 to 9 numbers, got one from 2 to 6"),
    ({"decoder": nn.Conv2d(1, 1, 3)}, "cannot hold the layer Conv2d"),
    ({"start": [0]}, r"two numbers within the map of the codes, got \[0"),
    ({"start": [9, 3]}, "within the map"),
    ({"name": "fig map"}, "got 'fig map'"),
])
def test_bad_input_is_named(changes, message):
    with pytest.raises(ValueError, match=message):
        explore_codes(**changes)
    assert not plt.get_fignums()
