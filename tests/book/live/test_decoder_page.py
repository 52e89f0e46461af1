"""A decoder in the page: pointer, keyboard, sliders, fingers, and the mosaic behind its map."""

import numpy as np
import pytest
import torch
from live_page import Live, floats, network


@pytest.fixture
def decoder(page):
    return Live(page, "map")


def code_at(model, across, down):
    data = model.ask("element.data")
    return [low + share * (high - low) for low, high, share
            in zip(data["low"], data["high"], (across, 1 - down), strict=True)]


def test_it_opens_on_a_picture_of_much_contrast(decoder):
    data = decoder.ask("element.data")
    codes, start = floats(data["codes"], -1, 2), torch.tensor(decoder.ask("element.code"))
    assert (codes - start).norm(dim=1).min() < 1e-6
    mean = network(2)(codes.mean(dim=0)).var()
    assert network(2)(start).var() >= mean


def test_dragging_moves_the_code_and_changes_the_picture(decoder):
    before = decoder.words, decoder.pixels(1), decoder.pixels(0)
    decoder.drag((0.5, 0.5), (0.8, 0.1))
    np.testing.assert_allclose(decoder.ask("element.code"), code_at(decoder, 0.8, 0.1), atol=0.02)
    text = decoder.words
    shown = "Code ({:.2f}, {:.2f}). Nearest".format(*decoder.ask("element.code"))
    assert text.startswith(shown.replace("-", "\u2212"))
    assert all(old != new for old, new in zip(before, (text, decoder.pixels(1), decoder.pixels(0)), strict=True))
    decoder.page.mouse.move(400, 400)  # not pressed
    assert decoder.words == text


def test_the_code_is_decoded_and_the_readout_names_the_nearest(decoder):
    decoder.drag((0.3, 0.4))
    data, code = decoder.ask("element.data"), torch.tensor(decoder.ask("element.code"))
    distances = (floats(data["codes"], -1, 2) - code).norm(dim=1)
    label, distance = data["labels"][distances.argmin()], distances.min()
    assert f"label {label}, {distance:.2f} away." in decoder.words
    np.testing.assert_allclose(decoder.ask("[...element.pixels]"), network(2)(code).detach().flatten(), atol=1 / 255)


def test_arrow_keys_move_the_code_and_not_the_page(decoder):
    page = decoder.page
    decoder.drag((0.5, 0.5))
    x, y = decoder.ask("element.code")
    decoder.canvas().focus()
    top = page.evaluate("scrollY")
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    step = decoder.ask("[element.step(0), element.step(1)]")
    np.testing.assert_allclose(decoder.ask("element.code"), [x + 2 * step[0], y + step[1]])
    for _ in range(120):
        page.keyboard.press("ArrowLeft")
    assert decoder.ask("element.code[0] === element.data.low[0]")
    assert page.evaluate("scrollY") == top


def test_sliders_move_the_code_and_say_its_value(decoder):
    x, y = decoder.ask("element.code")
    slider = decoder.element.get_by_label("Code, second number")
    slider.focus()
    decoder.page.keyboard.press("ArrowRight")
    after = decoder.ask("element.code")
    assert after[0] == x
    assert after[1] > y
    assert slider.get_attribute("aria-valuetext") == f"{after[1]:.2f}".replace("-", "\u2212")


def test_the_mosaic_shows_what_the_codes_of_a_grid_are_decoded_to(decoder):
    columns, rows = torch.meshgrid(torch.arange(10), torch.arange(10), indexing="xy")
    codes = torch.tensor([code_at(decoder, (column + 0.5) / 10, (row + 0.5) / 10)
                          for column, row in zip(columns.flatten().tolist(), rows.flatten().tolist(), strict=True)])
    pictures = network(2)(codes).detach().view(10, 10, 8, 8).permute(0, 2, 1, 3).reshape(80, 80)
    for scheme, ink in (("light", 0), ("dark", 255)):
        decoder.page.evaluate("colour => { document.body.style.color = colour }", "#eee" if ink else "#111")
        decoder.page.wait_for_function("([map, scheme]) => map.dataset.scheme === scheme",
                                       arg=[decoder.element.element_handle(), scheme])
        shown = decoder.ask("[...element.mosaic().getContext('2d').getImageData(0, 0, 80, 80).data]")
        shown = np.reshape(shown, (80, 80, 4))
        np.testing.assert_allclose(shown[..., 3], 255 * pictures, atol=1)
        assert set(shown[shown[..., 3] == 255][:, :3].flatten()) <= {ink}


def test_a_finger_that_moves_up_scrolls_the_page_and_leaves_the_code(phone):
    decoder = Live(phone, "map")
    before = decoder.words
    decoder.swipe((0.4, 0.9), (0.6, 0.1))
    phone.wait_for_function("scrollY > 50")
    assert decoder.words == before


def test_a_finger_places_the_code_by_a_tap_and_drags_it_sideways_and_then_anywhere(phone):
    decoder = Live(phone, "map")
    top = phone.evaluate("scrollY")
    phone.touchscreen.tap(*decoder.spots((0.7, 0.3))[0])
    np.testing.assert_allclose(decoder.ask("element.code"), code_at(decoder, 0.7, 0.3), atol=0.03)
    decoder.swipe((0.2, 0.5), (0.6, 0.5), (0.6, 0.9))
    np.testing.assert_allclose(decoder.ask("element.code"), code_at(decoder, 0.6, 0.9), atol=0.03)
    assert phone.evaluate("scrollY") == top
