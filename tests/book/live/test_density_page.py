"""The game of a GAN in the page: the reader is the generator."""

import math

import numpy as np
import pytest
from live_page import Live


@pytest.fixture
def game(page):
    return Live(page, "game")


def test_it_opens_on_its_start_and_says_its_value(game):
    divergence = game.ask("element.model.divergence([-3.5, 0.6])")
    middle = game.ask("element.model.discriminator([-3.5, -3.5, 0.6])")
    value = f"{2 * divergence - math.log(4):.3f}".replace("-", "\u2212")
    assert game.words == (f"Fakes: mean \u22123.5, width 0.60. Value {value}, which is {2 * divergence:.3f} above "
                          f"\u2212log 4. In their middle the discriminator says {middle:.3f}.")


def test_a_drag_moves_the_fakes_and_a_key_widens_them(game):
    game.drag((0.2, 0.3), (0.5, 0.3), (0.75, 0.4))
    np.testing.assert_allclose(game.ask("element.code"), [3, 0.6], atol=0.05)
    game.canvas().focus()
    for key in ("ArrowUp", "ArrowUp", "ArrowDown", "ArrowUp", "ArrowLeft"):
        game.page.keyboard.press(key)
    np.testing.assert_allclose(game.ask("element.code"), [3 - 0.12, 0.6 + 2 * 0.022], atol=0.05)
    assert game.element.get_by_label("Width of the fakes").get_attribute("aria-valuetext") == "0.64"


def test_a_finger_drags_sideways(phone):
    game = Live(phone, "game")
    game.swipe((0.3, 0.4), (0.6, 0.4))
    np.testing.assert_allclose(game.ask("element.code[0]"), 1.2, atol=0.3)


def test_a_slider_moves_one_number_only_and_reset_leads_back(game):
    before = [game.pixels(number) for number in range(3)]
    game.element.get_by_label("Mean of the fakes").press("End")
    assert game.ask("element.code") == [6, 0.6]
    assert all(game.pixels(number) != before[number] for number in range(3))
    game.press("Reset")
    assert [game.pixels(number) for number in range(3)] == before


def test_steps_go_down_the_losses(game):
    slopes = game.ask("element.model.descent(element.code)")
    game.press("Step: non-saturating")
    np.testing.assert_allclose(game.ask("element.code"), np.clip(np.add([-3.5, 0.6], np.multiply(0.5, slopes[1])),
                                                                 [-6, 0.3], [6, 2.5]))
    game.press("Reset")
    game.press("Step: saturating")
    np.testing.assert_allclose(game.ask("element.code"), np.clip(np.add([-3.5, 0.6], np.multiply(0.5, slopes[0])),
                                                                 [-6, 0.3], [6, 2.5]))
    assert abs(slopes[0][0]) < abs(slopes[1][0])


def test_what_was_reached_is_spoken_when_it_rests(game):
    game.element.get_by_label("Mean of the fakes").press("Home")
    assert game.spoken == ""
    game.page.clock.run_for(500)
    assert game.spoken == game.words
    assert game.words.startswith("Fakes: mean \u22126.0, width 0.60.")
    assert game.canvas(2).get_attribute("aria-label").startswith("Value of the game: ")
