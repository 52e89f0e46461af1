"""What an explorable machine leaves in a notebook."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from oracles.explorers import data, explore_chain, floats, rbm

from latents.models.rbm import RBM
from latents.page.live.gibbs_explorer import GibbsExplorer, chain_figure


def test_the_machine_is_held_with_its_starts():
    machine, start = rbm(), torch.rand(5, 1, 2, 3)
    held = data(explore_chain(start=start))
    assert torch.equal(floats(held["weight"]).view(6, 4), machine.weight)
    assert torch.equal(floats(held["visible_bias"]), machine.visible_bias)
    assert torch.equal(floats(held["hidden_bias"]), machine.hidden_bias)
    assert torch.equal(floats(held["start"]), start.flatten())
    assert data(explore_chain())["start"] == ""
    assert [data(explore_chain(**seed))["seed"] for seed in ({}, {"seed": 13})] == [0, 13]


def test_a_machine_of_another_precision_and_a_single_start_are_shown_too():
    machine = RBM(6, 4).double()
    held = data(GibbsExplorer(machine, shape=(2, 3), start=torch.ones(6), name="chain", alt="A chain."))
    assert torch.equal(floats(held["weight"]), machine.weight.float().flatten())
    assert torch.equal(floats(held["start"]), torch.ones(6))


def test_the_still_picture_of_a_chain_shows_its_start_and_its_conditionals():
    machine = rbm(scale=0)  # then every state after the start has the same probabilities
    start = torch.rand(3, 6)
    figure = chain_figure(machine.weight, machine.visible_bias, machine.hidden_bias, start=start, shape=[2, 3])
    picture = np.ma.filled(figure.axes[0].images[0].get_array(), np.nan)
    assert [text.get_text() for text in figure.axes[0].get_yticklabels()] == ["start", "step 1", "step 10", "step 100"]
    np.testing.assert_allclose(picture[:2, 4:7], start[1].view(2, 3))
    for top in (3, 6, 9):
        np.testing.assert_allclose(picture[top:top + 2, :3], machine.visible_bias.detach().sigmoid().view(2, 3))


def test_the_still_picture_without_starts_begins_with_the_same_noise_each_time():
    machine, starts = rbm(), []
    for seed in (0, 1):
        torch.manual_seed(seed)
        figure = chain_figure(machine.weight, machine.visible_bias, machine.hidden_bias,
                              start=torch.zeros(0, 6), shape=[2, 3])
        starts.append(np.ma.filled(figure.axes[0].images[0].get_array(), np.nan)[:2])
    np.testing.assert_array_equal(*starts)
    assert set(np.unique(starts[0][np.isfinite(starts[0])])) == {0, 1}


@pytest.mark.parametrize(("changes", "message"), [
    ({"shape": (2, 2)}, r"expected weight \[4, hidden\]"),
    ({"start": torch.zeros(2, 5)}, "start pictures of 6 pixels, got 5"),
    ({"start": 2 * torch.ones(2, 6)}, r"values in \[0, 1\]"),
    ({"name": "1st"}, "a letter first"),
])
def test_bad_input_is_named(changes, message):
    with pytest.raises(ValueError, match=message):
        explore_chain(**changes)
    assert not plt.get_fignums()
