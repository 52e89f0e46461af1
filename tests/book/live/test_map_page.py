"""A map of pictures in the page: zoom, move, choose, follow neighbours, ask for labels."""

import numpy as np
import pytest
from live_page import Live, strewn


@pytest.fixture
def strewn_map(page):
    model = Live(page, "strewn")
    ready(model)
    return model


def ready(model):
    model.page.wait_for_function("map => map.mask", arg=model.element.element_handle())


def view(model):
    return model.ask("[element.view.x, element.view.y, element.view.zoom]")


def spot(model, number):
    return model.ask("element.spot(given)", number)


def test_it_opens_on_its_start_without_a_label(strewn_map):
    kept = strewn_map.ask("element.model.kept([30])[0]")
    assert strewn_map.words == (f"Picture 31 of 32. Of its 4 nearest in the pixels, {kept} are among the 4 nearest on "
                                "the map.")
    assert strewn_map.element.locator(".live-around button").count() == 4


def test_labels_colour_the_pictures_when_asked_for(strewn_map):
    before = strewn_map.pixels(0), strewn_map.pixels(1)
    strewn_map.element.get_by_label("Colour by label").check()
    near = strewn_map.ask("element.model.near([30])")
    labels = strewn()["labels"]
    assert strewn_map.words.startswith("Picture 31 of 32, label 4. ")
    assert strewn_map.words.endswith(f"; their labels: {', '.join(str(int(labels[i])) for i in near)}.")
    assert all(old != new for old, new in zip(before, (strewn_map.pixels(0), strewn_map.pixels(1)), strict=True))
    strewn_map.element.get_by_label("Colour by label").uncheck()
    assert (strewn_map.pixels(0), strewn_map.pixels(1)) == before


def test_the_chosen_picture_is_shown_as_its_pixels_are(strewn_map):
    """Ink of the letters' colour, as opaque as a pixel is bright, whatever lies between by smoothing."""
    for number in (0, 24, 25, 31):  # at the ends of the lines of the sprite
        strewn_map.ask("element.choose(given)", number)
        image = strewn()["images"][number, 0]
        centres = [((column + 0.5) / 5, (row + 0.5) / 6) for row in range(6) for column in range(5)]
        opacity = np.array(strewn_map.inks(centres, 1))[:, 3]
        assert np.corrcoef(opacity, image.flatten())[0, 1] > 0.95


def test_a_click_chooses_the_nearest_picture_and_not_a_drag(strewn_map):
    strewn_map.drag(tuple(spot(strewn_map, 3)))
    assert strewn_map.words.startswith("Picture 4 of 32.")
    strewn_map.press("Zoom in")
    before = view(strewn_map)
    strewn_map.drag((0.5, 0.5), (0.6, 0.4))
    x, y, zoom = view(strewn_map)
    np.testing.assert_allclose([x, y], [before[0] - 0.1 / zoom, before[1] + 0.1 / zoom], atol=0.01)
    assert strewn_map.words.startswith("Picture 4 of 32.")


def test_zoom_holds_the_middle_and_ends_at_the_whole_map(strewn_map):
    for _ in range(3):
        strewn_map.press("Zoom in")
    assert view(strewn_map) == pytest.approx([0.5, 0.5, 1.5**3])
    for _ in range(9):
        strewn_map.press("Zoom in")
    assert view(strewn_map)[2] == 16
    for _ in range(9):
        strewn_map.press("Zoom out")
    assert view(strewn_map) == [0.5, 0.5, 1]


def test_the_wheel_zooms_about_the_pointer_only_once_the_map_has_the_focus(strewn_map):
    page = strewn_map.page
    (x, y), = strewn_map.spots((0.3, 0.6))
    page.mouse.move(x, y)
    top = page.evaluate("scrollY")
    page.mouse.wheel(0, -100)
    page.wait_for_function("top => scrollY < top", arg=top)
    assert view(strewn_map)[2] == 1
    strewn_map.canvas().focus()
    (x, y), = strewn_map.spots((0.3, 0.6))
    page.mouse.move(x, y)
    held = strewn_map.ask("element.under([0.3, 0.6])")
    page.mouse.wheel(0, -100)
    page.wait_for_function("map => map.view.zoom > 1", arg=strewn_map.element.element_handle())
    np.testing.assert_allclose(strewn_map.ask("element.under([0.3, 0.6])"), held, atol=0.01)


def test_keys_move_zoom_and_choose(strewn_map):
    page = strewn_map.page
    strewn_map.canvas().focus()
    top = page.evaluate("scrollY")
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    assert view(strewn_map) == pytest.approx([0.5 + 0.1 / 1.5, 0.5 - 0.1 / 1.5, 1.5])
    page.keyboard.press("Enter")
    away = [np.hypot((x - 0.5) * strewn_map.ask("element.data.proportion"), y - 0.5)
            for x, y in (spot(strewn_map, number) for number in range(32))]
    assert strewn_map.words.startswith(f"Picture {np.argmin(away) + 1} of 32.")
    page.keyboard.press("0")
    assert view(strewn_map) == [0.5, 0.5, 1]
    for key in ["+"] * 3 + ["ArrowLeft"] * 20:
        page.keyboard.press(key)
    x, _, zoom = view(strewn_map)
    assert x == pytest.approx(0.5 / zoom)  # the edge of the map
    assert page.evaluate("scrollY") == top


def test_neighbours_are_buttons_that_lead_to_them_and_the_view_follows(strewn_map):
    near = strewn_map.ask("element.model.near([30])")
    third = strewn_map.element.locator(".live-around button").nth(2)
    assert third.get_attribute("aria-label") == f"3. neighbour: picture {near[2] + 1}"
    third.click()
    assert strewn_map.words.startswith(f"Picture {near[2] + 1} of 32.")
    for _ in range(5):
        strewn_map.press("Zoom in")
    for _ in range(32):
        strewn_map.press("Next picture")
        assert all(0 < share < 1 for share in spot(strewn_map, strewn_map.ask("element.chosen")))
    assert strewn_map.words.startswith(f"Picture {near[2] + 1} of 32.")
    strewn_map.press("Previous picture")
    assert strewn_map.words.startswith(f"Picture {near[2] or 32} of 32.")


def test_a_finger_scrolls_the_page_chooses_by_a_tap_and_drags_sideways(phone):
    model = Live(phone, "strewn")
    ready(model)
    words = model.words
    model.swipe((0.5, 0.9), (0.55, 0.1))
    phone.wait_for_function("scrollY > 50")
    assert model.words == words
    phone.touchscreen.tap(*model.spots(tuple(spot(model, 9)))[0])
    phone.wait_for_function("map => map.chosen === 9", arg=model.element.element_handle())
    model.press("Zoom in")
    before = view(model)
    model.swipe((0.3, 0.5), (0.5, 0.5))
    np.testing.assert_allclose(view(model)[0], before[0] - 0.2 / 1.5, atol=0.03)
    assert model.ask("element.chosen") == 9
