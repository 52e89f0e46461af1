"""What an explorable decoder leaves in a notebook."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from oracles.explorers import CODES, LABELS, data, explore_codes, floats
from torch import nn

from latents.page.live.decoder_explorer import TILES, decoded_tiles


def test_the_map_holds_the_codes_and_a_margin_around_them():
    held = data(explore_codes())
    assert torch.equal(floats(held["codes"]).view(-1, 2), CODES)
    assert (held["labels"], held["shape"]) == ([7, 2, 7], [2, 3])
    np.testing.assert_allclose([held["low"], held["high"]], [[-0.1, 0.8], [2.1, 5.2]], rtol=1e-6)
    assert held["layers"][0]["outputs"] == 6
    same = data(explore_codes(codes=CODES[:1].repeat(3, 1)))
    assert (np.subtract(same["high"], same["low"]) > 0).all()


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
    ({"name": "fig map"}, "got 'fig map'"),
])
def test_bad_input_is_named(changes, message):
    with pytest.raises(ValueError, match=message):
        explore_codes(**changes)
    assert not plt.get_fignums()
