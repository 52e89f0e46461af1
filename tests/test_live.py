"""What a live model leaves in a notebook: its element, its data, its picture."""

import base64
import json
from io import BytesIO
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from bs4 import BeautifulSoup
from torch import nn

from latents import live
from latents.live import DecoderExplorer, GibbsExplorer
from latents.models.rbm import RBM

CODES, LABELS = torch.tensor([[0.0, 1.0], [2.0, 5.0], [1.0, 3.0]]), torch.tensor([7, 2, 7])
NAMES = {"name": "fig-map", "alt": 'Zeros & "ones" < twos.'}


def decoder():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(2, 6), nn.Sigmoid())


def rbm(visible=6, hidden=4, scale=1.0):
    torch.manual_seed(1)
    weight, biases = scale * torch.randn(visible, hidden), torch.randn(visible + hidden).split([visible, hidden])
    return SimpleNamespace(**dict(zip(["weight", "visible_bias", "hidden_bias"],
                                      map(nn.Parameter, [weight, *biases]), strict=True)))


def explore_codes(**changes):
    arguments = {"decoder": decoder(), "codes": CODES, "labels": LABELS, "shape": (2, 3), **NAMES} | changes
    return DecoderExplorer(**arguments)


def explore_chain(**changes):
    return GibbsExplorer(**({"rbm": rbm(), "shape": (2, 3), **NAMES} | changes))


def page(explorer):
    return BeautifulSoup(explorer._repr_mimebundle_()["text/html"], "html.parser")


def data(explorer):
    return json.loads(page(explorer).find("script", type="application/json").string)


def floats(text):
    return torch.tensor(np.frombuffer(base64.b64decode(text), "<f4").copy())


BOTH = pytest.mark.parametrize(("explorer", "tag"), [
    (explore_codes, "decoder-explorer"), (explore_chain, "gibbs-explorer")])


@BOTH
def test_the_element_holds_its_data_and_a_picture_with_alternative_text(explorer, tag, shell):
    bundle, _ = shell.display_formatter.format(explorer())
    assert set(bundle) == {"text/html", "image/png", "text/plain"}
    element = page(explorer()).find(tag)
    assert element["id"] == "live-fig-map"
    assert element.img["alt"] == bundle["text/plain"] == NAMES["alt"]
    assert element.img["src"] == "data:image/png;base64," + bundle["image/png"]
    picture = plt.imread(BytesIO(base64.b64decode(bundle["image/png"])))
    assert picture.shape[1] == 660
    assert 0.02 < (picture[..., :3] < 0.9).any(axis=-1).mean() < 0.9  # something is drawn
    assert not plt.get_fignums()


@pytest.mark.parametrize("explorer", [explore_codes, explore_chain])
def test_the_same_model_gives_the_same_output_and_leaves_the_random_stream_alone(explorer):
    models = {"decoder": decoder()} if explorer is explore_codes else {"rbm": rbm()}
    state = torch.get_rng_state()
    assert explorer(**models)._repr_mimebundle_() == explorer(**models)._repr_mimebundle_()
    assert torch.equal(torch.get_rng_state(), state)


@BOTH
def test_script_and_style_travel_with_the_output_unless_a_book_is_built(explorer, tag, monkeypatch):
    monkeypatch.delenv("LATENTS_BOOK", raising=False)
    common, own = ((live.ASSETS / f"{name}.js").read_text("utf8") for name in ("live", tag))
    notebook = page(explorer())
    assert notebook.find_all("script")[-1].string == common + own
    assert notebook.style.string == (live.ASSETS / "live.css").read_text("utf8")
    monkeypatch.setenv("LATENTS_BOOK", "1")
    book = page(explorer())
    assert [tag.get("type") for tag in book.find_all("script")] == ["application/json"]
    assert not book.style
    assert book.find(tag) == notebook.find(tag)


def test_the_map_holds_the_codes_and_a_margin_around_them():
    held = data(explore_codes())
    assert torch.equal(floats(held["codes"]).view(-1, 2), CODES)
    assert (held["labels"], held["shape"], held["start"]) == ([7, 2, 7], [2, 3], [1, 3])
    np.testing.assert_allclose([held["low"], held["high"]], [[-0.1, 0.8], [2.1, 5.2]], rtol=1e-6)
    assert held["layers"][0]["outputs"] == 6
    same = data(explore_codes(codes=CODES[:1].repeat(3, 1)))
    assert (np.subtract(same["high"], same["low"]) > 0).all()


def test_the_still_picture_decodes_the_code_of_each_place():
    class Echo(nn.Linear):
        def forward(self, codes):
            return codes

    low, high = torch.tensor([0.0, 10.0]), torch.tensor([1.0, 30.0])
    tiles = live.decoded_tiles(Echo(2, 2).double(), low / 100, high / 100).view(live.TILES, live.TILES, 2) * 100
    np.testing.assert_allclose(tiles[0, 0], [0.05, 29])
    np.testing.assert_allclose(tiles[-1, -1], [0.95, 11])
    np.testing.assert_allclose(tiles[-1, 0], [0.05, 11])
    assert live.decoded_tiles(nn.Linear(2, 1), 100 * low, 100 * high).abs().amax() <= 1


def test_the_machine_is_held_with_its_starts():
    machine, start = rbm(), torch.rand(5, 1, 2, 3)
    held = data(explore_chain(start=start))
    assert torch.equal(floats(held["weight"]).view(6, 4), machine.weight)
    assert torch.equal(floats(held["visible_bias"]), machine.visible_bias)
    assert torch.equal(floats(held["hidden_bias"]), machine.hidden_bias)
    assert torch.equal(floats(held["start"]), start.flatten())
    assert data(explore_chain())["start"] == ""


def test_a_machine_of_another_precision_and_a_single_start_are_shown_too():
    machine = RBM(6, 4).double()
    held = data(GibbsExplorer(machine, shape=(2, 3), start=torch.ones(6), name="chain", alt="A chain."))
    assert torch.equal(floats(held["weight"]), machine.weight.float().flatten())
    assert torch.equal(floats(held["start"]), torch.ones(6))


def test_the_still_picture_of_a_chain_shows_its_start_and_its_conditionals():
    machine = rbm(scale=0)  # then every state after the start has the same probabilities
    start = torch.rand(3, 6)
    figure = live.chain_figure(machine.weight, machine.visible_bias, machine.hidden_bias, start=start, shape=[2, 3])
    picture = np.ma.filled(figure.axes[0].images[0].get_array(), np.nan)
    assert [text.get_text() for text in figure.axes[0].get_yticklabels()] == ["start", "step 1", "step 10", "step 100"]
    np.testing.assert_allclose(picture[:2, 4:7], start[1].view(2, 3))
    for top in (3, 6, 9):
        np.testing.assert_allclose(picture[top:top + 2, :3], machine.visible_bias.detach().sigmoid().view(2, 3))


@pytest.mark.parametrize(("explorer", "changes", "message"), [
    (explore_codes, {"codes": torch.zeros(3, 3)}, "expected 2 columns"),
    (explore_codes, {"labels": LABELS[:2]}, "3 and 2 rows"),
    (explore_codes, {"shape": (3, 3)}, "from 2 to 9 numbers, got one from 2 to 6"),
    (explore_codes, {"decoder": nn.Conv2d(1, 1, 3)}, "cannot hold the layer Conv2d"),
    (explore_codes, {"name": "fig map"}, "got 'fig map'"),
    (explore_chain, {"shape": (2, 2)}, r"expected weight \[4, hidden\]"),
    (explore_chain, {"start": torch.zeros(2, 5)}, "start pictures of 6 pixels, got 5"),
    (explore_chain, {"start": 2 * torch.ones(2, 6)}, r"values in \[0, 1\]"),
    (explore_chain, {"name": "1st"}, "a letter first"),
])
def test_bad_input_is_named(explorer, changes, message):
    with pytest.raises(ValueError, match=message):
        explorer(**changes)
    assert not plt.get_fignums()
