"""Sliders into a decoder in the page."""

import numpy as np
import pytest
import torch
from live_page import Live, components, network

from latents.page.live.slider_explorer import affine_layer


@pytest.fixture
def model(page):
    return Live(page, "sliders")


def shown(model):
    """The grey levels of the picture, row by row."""
    centres = (np.arange(8) + 0.5) / 8
    return [colour[0] / 255 for colour in model.colours([[across, down] for down in centres for across in centres])]


def decoded(decoder, code):
    return decoder(torch.tensor(code)).detach().clamp(0, 1).flatten()


def test_it_opens_on_its_start(model):
    assert model.ask("element.code") == [0.5, 10, 0]
    assert model.words == "Width: 0.50, Height: 10.0, Slant: 0.000."
    np.testing.assert_allclose(shown(model), decoded(network(3), [0.5, 10.0, 0.0]), atol=0.003)


def test_a_slider_moves_its_number_only_and_says_its_value(model):
    slider = model.element.get_by_label("Height")
    slider.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        model.page.keyboard.press(key)
    np.testing.assert_allclose(model.ask("element.code"), [0.5, 10.4, 0])
    assert slider.get_attribute("aria-valuetext") == "10.4"
    assert model.words == "Width: 0.50, Height: 10.4, Slant: 0.000."
    slider.press("End")
    assert model.ask("element.code") == [0.5, 40, 0]
    np.testing.assert_allclose(shown(model), decoded(network(3), [0.5, 40.0, 0.0]), atol=0.003)


def test_what_was_reached_is_spoken_when_it_rests(model):
    model.element.get_by_label("Width").press("Home")
    assert model.spoken == ""
    model.page.clock.run_for(500)
    assert model.spoken == model.words == "Width: \u22121.00, Height: 10.0, Slant: 0.000."


def test_reset_leads_back(model):
    before = model.pixels()
    model.element.get_by_label("Slant").press("End")
    assert model.pixels() != before
    model.press("Reset")
    assert model.pixels() == before
    assert abs(float(model.element.get_by_label("Slant").input_value())) < 1e-6


def test_a_finger_moves_a_slider(phone):
    model = Live(phone, "sliders")
    slider = model.element.get_by_label("Slant")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    phone.touchscreen.tap(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2)
    assert 0.2 < model.ask("element.code[2]") < 0.3


def test_components_are_a_decoder_too(page):
    model = Live(page, "pca")
    pca = components()
    codes = torch.randn(50, 2)
    answers = model.ask("given.map(code => element.model.decode(code))", codes.tolist())
    torch.testing.assert_close(torch.tensor(answers), pca.decode(codes), atol=1e-5, rtol=0)
    np.testing.assert_allclose(shown(model), decoded(affine_layer(pca), [0.0, 0.0]), atol=0.003)
