"""Readers draw where a chain starts: by mouse, by keyboard, by finger."""

import numpy as np
import pytest
from live_page import Live


@pytest.fixture
def chain(page):
    return emptied(Live(page, "chain"))


def emptied(model):
    model.press("Empty")
    return model


def drawn(model, size=8):
    return np.reshape(model.ask("element.chain.visible"), (size, size))


def test_what_is_drawn_is_where_the_chain_starts(chain):
    chain.press("1 step")
    emptied(chain).drag((0.07, 0.07), (0.94, 0.94))  # in one leap
    assert chain.ask("element.chain.step") == 0
    np.testing.assert_array_equal(np.reshape(chain.ask("element.chain.start"), (8, 8)), np.eye(8))
    chain.drag((0.07, 0.07), (0.3, 0.3))  # from ink: wipes
    assert drawn(chain).sum() == 5


def test_a_pen_of_two_pixels_reaches_both_edges_of_a_large_picture(page):
    wide = emptied(Live(page, "wide"))
    wide.drag((0.999, 0.5), (0.001, 0.5))
    assert (drawn(wide, 28).sum(axis=0) == 2).all()


def test_the_keyboard_draws_too(chain):
    page = chain.page
    chain.canvas().focus()
    plain, top = chain.pixels(), page.evaluate("scrollY")
    for key in ("ArrowLeft", "ArrowUp", " "):
        page.keyboard.press(key)
    assert np.argwhere(drawn(chain)).tolist() == [[3, 3]]
    assert chain.pixels() != plain
    for key, cell in {"ArrowDown": "Row 5, column 4 off", "ArrowUp": "Row 4, column 4 on"}.items():
        page.keyboard.press(key)
        page.clock.run_for(500)
        assert chain.spoken.startswith(f"{cell}. Step 0")
    page.keyboard.press(" ")
    assert drawn(chain).sum() == 0
    assert page.evaluate("scrollY") == top


def test_a_finger_that_moves_up_scrolls_the_page_and_draws_nothing(phone):
    chain = emptied(Live(phone, "chain"))
    top = phone.evaluate("scrollY")
    chain.swipe((0.4, 0.9), (0.6, 0.1))
    phone.wait_for_function("top => scrollY > top + 50", arg=top)
    assert drawn(chain).sum() == 0


def test_a_finger_draws_dots_and_strokes_to_the_side(phone):
    chain = emptied(Live(phone, "chain"))
    top = phone.evaluate("scrollY")
    phone.touchscreen.tap(*chain.spots((0.07, 0.94))[0])
    assert np.argwhere(drawn(chain)).tolist() == [[7, 0]]
    chain.swipe((0.07, 0.07), (0.94, 0.07), (0.94, 0.94))
    np.testing.assert_array_equal(drawn(chain)[0], 1)
    np.testing.assert_array_equal(drawn(chain)[:, 7], 1)
    assert phone.evaluate("scrollY") == top


def test_a_finger_draws_upwards_while_the_page_is_held(phone):
    chain = emptied(Live(phone, "chain"))
    hold = chain.element.get_by_label("Hold the page still while a finger draws")
    hold.check()
    top = phone.evaluate("scrollY")
    chain.swipe((0.5, 0.94), (0.5, 0.07))
    np.testing.assert_array_equal(drawn(chain).sum(axis=0), 8 * np.eye(8)[4])
    assert phone.evaluate("scrollY") == top
    hold.uncheck()
    chain.swipe((0.5, 0.94), (0.5, 0.07))
    phone.wait_for_function("top => scrollY > top + 50", arg=top)


def test_the_page_need_not_be_held_where_there_is_no_finger(chain):
    assert not chain.element.get_by_label("Hold the page").is_visible()
