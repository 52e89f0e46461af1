"""Principal components in the page: readers draw, choose how many numbers to keep, and see what these keep."""

import numpy as np
import pytest
import torch
from live_page import Live, components

BLACK, WHITE = [0, 0, 0], [255, 255, 255]


class Sums(Live):
    """Two components of eight by eight pixels."""

    def __init__(self, page):
        super().__init__(page, "sums")

    def now(self, part):
        return self.ask(f"element.{part}")

    def greys(self, number):
        """The levels of all pixels of a canvas, row by row."""
        centres = (np.arange(8) + 0.5) / 8
        places = [[across, down] for down in centres for across in centres]
        return np.array([colour[0] for colour in self.colours(places, number)])

    def keep(self, count):
        self.element.get_by_label("Numbers", exact=True).fill(str(count))


@pytest.fixture
def sums(page):
    return Sums(page)


def shown(values):
    return 255 * np.clip(values, 0, 1)


def test_it_agrees_with_the_components_it_was_given(sums):
    """Up to what eight bits round away."""
    pca, pictures = components(), torch.rand(20, 64)
    codes = pca.encode(pictures)
    found = torch.tensor(sums.ask("given.map(x => element.model.codes(x))", pictures.tolist()))
    torch.testing.assert_close(found, codes, atol=0.02, rtol=0)
    inputs = torch.cat([torch.full((20, 1), 2.0), pictures], dim=1)
    back = torch.tensor(sums.ask("given.map(x => element.model.restored(x))", inputs.tolist()))
    torch.testing.assert_close(back, pca.decode(codes), atol=0.01, rtol=0)


def test_it_opens_on_a_picture_and_what_its_start_keeps(sums):
    np.testing.assert_allclose(sums.greys(0), shown(sums.now("picture")), atol=1)
    np.testing.assert_allclose(sums.greys(1), shown(sums.ask("element.model.restored([1, ...element.picture])")),
                               atol=1)


def test_the_slider_sets_how_many_are_added_up(sums):
    errors = sums.now("errors")
    assert errors[0] > errors[1] > errors[2]
    mean = shown(components().mean.numpy())
    sums.keep(0)
    np.testing.assert_allclose(sums.greys(1), mean, atol=1)
    sums.keep(2)
    np.testing.assert_allclose(sums.greys(1), shown(sums.ask("element.sums[2]")), atol=1)
    assert abs(sums.greys(1) - mean).max() > 3


def test_its_words_tell_error_and_share(sums):
    for count, words in ((0, "0 numbers"), (1, "1 number"), (2, "2 numbers")):
        sums.keep(count)
        picture = np.array(sums.now("picture"))
        back = np.array(sums.ask(f"element.model.restored([{count}, ...element.picture])"))
        everything = ((picture - components().mean.numpy()) ** 2).sum()
        left = ((picture - back) ** 2).sum()
        assert sums.words == (f"{words}: squared error {left:.1f} of {everything:.1f}, "
                              f"{100 * (1 - left / everything):.0f} % of what sets this picture apart from the mean "
                              "picture kept.")


def test_what_each_adds_is_red_for_ink_and_white_until_it_is_added(sums):
    spots = [[(pixel % 8 + 0.5) / 8, (pixel // 8 + 0.5) / 8] for pixel in range(64)]
    sums.keep(1)
    added = sums.now("codes")[0] * np.array(sums.ask("element.model.components[0]"))
    red, _, blue = np.array(sums.colours(spots, 2)).T
    strong = abs(added) > 0.1 * abs(added).max()
    assert ((red > blue) == (added > 0))[strong].all()
    assert len({tuple(colour) for colour in sums.colours(spots, 3)}) == 1
    assert sums.canvas(3).get_attribute("aria-label") == "Component 2, not added"
    sums.keep(2)
    assert len({tuple(colour) for colour in sums.colours(spots, 3)}) > 5
    number = f"{sums.now('codes')[1]:.1f}".replace("-", "\u2212")
    assert sums.canvas(3).get_attribute("aria-label") == f"Component 2, added with the number {number}"


def test_pictures_come_in_turn_and_can_be_drawn_over(sums):
    seen = [sums.now("picture")]
    for _ in range(3):
        sums.press("Another digit")
        seen.append(sums.now("picture"))
    assert seen[3] == seen[0]
    assert seen[1] != seen[0] != seen[2]
    sums.press("Empty")
    assert set(sums.now("picture")) == {0}
    sums.drag((1.5 / 8, 2.5 / 8), (5.5 / 8, 2.5 / 8))
    assert sums.now("picture") == [0] * 16 + [0, 1, 1, 1, 1, 1, 0, 0] + [0] * 40
    assert sums.colours([[1.5 / 8, 2.5 / 8], [7.5 / 8, 2.5 / 8]]) == [WHITE, BLACK]
    sums.press("Another digit")
    assert sums.now("picture") == seen[1]


def test_it_is_drawn_on_with_the_keyboard(sums):
    sums.press("Empty")
    sums.canvas().focus()
    before = sums.now("codes")
    for key in ("ArrowRight", "ArrowDown", " "):
        sums.page.keyboard.press(key)
    picture = np.array(sums.now("picture")).reshape(8, 8)
    assert picture.sum() == picture[5, 5] == 1
    assert sums.now("codes") != before
    sums.page.keyboard.press("ArrowUp")
    assert sums.words.startswith("Row 5, column 6 off. 1 number")


def test_the_slider_is_steered_by_the_keyboard_and_what_changed_is_spoken(sums):
    sums.page.clock.run_for(500)
    sums.element.get_by_label("Numbers", exact=True).focus()
    sums.page.keyboard.press("ArrowRight")
    assert sums.words.startswith("2 numbers")
    assert sums.spoken == ""
    sums.page.clock.run_for(500)
    assert sums.spoken == sums.words


def test_news_of_the_cursor_stay_when_it_is_drawn_anew_until_something_else_is_done(sums):
    sums.canvas().focus()
    sums.page.keyboard.press("ArrowUp")
    sums.ask("void element.draw()")  # as after another size or theme
    assert sums.words.startswith("Row 4, column 5 ")
    sums.keep(2)
    assert sums.words.startswith("2 numbers")
