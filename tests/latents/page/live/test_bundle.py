"""What every live model leaves in a notebook: its element, its data, its picture."""

import base64
from io import BytesIO

import matplotlib.pyplot as plt
import pytest
import torch
from oracles.explorers import NAMES, data, decoder, explore_chain, explore_codes, page, rbm

from latents.page.live import bundle

BOTH = pytest.mark.parametrize(("explorer", "tag"), [
    (explore_codes, "live-decoder-explorer"), (explore_chain, "live-gibbs-explorer")])


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


def test_no_text_ends_the_element():
    held = {"texts": ["<b>", "</script>", "&lt;"]}
    model = bundle.LiveModel("stepper", held, plt.figure(), name="free", alt="Texts.")
    assert data(model) == held


@BOTH
def test_script_and_style_travel_with_the_output_unless_a_book_is_built(explorer, tag, monkeypatch):
    monkeypatch.delenv("LATENTS_BOOK", raising=False)
    files = [*bundle.COMMON, f"{tag.removeprefix('live-').replace('-', '_')}.js"]
    notebook = page(explorer())
    assert notebook.find_all("script")[-1].string == "".join((bundle.ASSETS / file).read_text("utf8") for file in files)
    assert notebook.style.string == (bundle.ASSETS / "live.css").read_text("utf8")
    monkeypatch.setenv("LATENTS_BOOK", "1")
    book = page(explorer())
    assert [tag.get("type") for tag in book.find_all("script")] == ["application/json"]
    assert not book.style
    assert book.find(tag) == notebook.find(tag)
