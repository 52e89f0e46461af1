"""Autoencoders that mend, in the page: readers draw, spoil, and compare."""

import numpy as np
import pytest
from live_page import Live

BLACK, WHITE = [0, 0, 0], [255, 255, 255]


class Mending(Live):
    """Two networks of eight by eight pixels."""

    def __init__(self, page):
        super().__init__(page, "mending")

    def now(self, part):
        return self.ask(f"element.{part}")

    def greys(self, number):
        """The levels of all pixels of a canvas, row by row."""
        centres = (np.arange(8) + 0.5) / 8
        places = [[across, down] for down in centres for across in centres]
        return np.array([colour[0] for colour in self.colours(places, number)])

    def set_noise(self, value):
        self.element.get_by_label("Noise", exact=True).fill(str(value))


@pytest.fixture
def mending(page):
    return Mending(page)


def shown(values):
    return 255 * np.clip(values, 0, 1)


def test_it_opens_on_a_picture_its_noise_and_the_answers(mending):
    clean, spoilt = mending.now("picture"), mending.now("input")
    assert 0.2 < np.std(np.subtract(spoilt, clean)) < 0.4
    np.testing.assert_allclose(mending.greys(0), shown(clean), atol=1)
    np.testing.assert_allclose(mending.greys(1), shown(spoilt), atol=1)
    for which in range(2):
        answer = mending.ask(f"element.model.redrawn([{which}, ...element.input])")
        np.testing.assert_allclose(mending.greys(2 + which), shown(answer), atol=1)


def test_its_words_tell_the_squared_distances(mending):
    clean, spoilt = np.array(mending.now("picture")), np.array(mending.now("input"))
    answers = [mending.ask(f"element.model.redrawn([{which}, ...element.input])") for which in range(2)]
    distances = [((np.array(values) - clean) ** 2).sum() for values in (spoilt, *answers)]
    assert mending.words == (f"Noise 0.30, squared distance {distances[0]:.1f}; of the answers: "
                             f"Straight {distances[1]:.1f}, Bent {distances[2]:.1f}.")


def test_the_slider_sets_the_noise(mending):
    mending.set_noise(0)
    assert mending.now("input") == mending.now("picture")
    mending.set_noise(0.5)
    half = np.subtract(mending.now("input"), mending.now("picture"))
    mending.set_noise(1)
    np.testing.assert_allclose(np.subtract(mending.now("input"), mending.now("picture")), 2 * half)
    assert mending.words.startswith("Noise 1.00, ")


def test_noise_is_normal_and_stays_until_another_is_asked_for(mending):
    mending.set_noise(1)
    drawn = []
    for _ in range(30):
        drawn.append(np.subtract(mending.now("input"), mending.now("picture")))
        mending.press("Other noise")
    drawn = np.array(drawn)
    assert abs(drawn.mean()) < 0.1
    assert abs(drawn.std() - 1) < 0.06
    assert abs((drawn**4).mean() - 3) < 0.6
    assert abs((np.abs(drawn) < 0.6745).mean() - 0.5) < 0.05
    assert np.abs(np.corrcoef(drawn) - np.eye(30)).max() < 0.6
    before = np.subtract(mending.now("input"), mending.now("picture"))
    mending.press("Another digit")
    np.testing.assert_allclose(np.subtract(mending.now("input"), mending.now("picture")), before)


def test_pictures_come_in_turn_and_all_can_be_wiped(mending):
    seen = [mending.now("picture")]
    for _ in range(3):
        mending.press("Another digit")
        seen.append(mending.now("picture"))
    assert seen[3] == seen[0]
    assert seen[1] != seen[0] != seen[2]
    mending.press("Empty")
    assert set(mending.now("picture")) == {0}
    mending.press("Another digit")
    assert mending.now("picture") == seen[1]


def test_a_stroke_draws_and_a_stroke_that_starts_on_ink_wipes(mending):
    mending.press("Empty")
    mending.drag((1.5 / 8, 2.5 / 8), (5.5 / 8, 2.5 / 8))
    row = [0, 1, 1, 1, 1, 1, 0, 0]
    assert mending.now("picture") == [0] * 16 + row + [0] * 40
    mending.drag((3.5 / 8, 2.5 / 8), (4.5 / 8, 2.5 / 8))
    assert mending.now("picture")[16:24] == [0, 1, 1, 0, 0, 1, 0, 0]
    assert mending.colours([[1.5 / 8, 2.5 / 8], [3.5 / 8, 2.5 / 8]]) == [WHITE, BLACK]


def test_it_is_drawn_on_with_the_keyboard(mending):
    mending.press("Empty")
    mending.canvas().focus()
    for key in ("ArrowRight", "ArrowDown", " "):
        mending.page.keyboard.press(key)
    picture = np.array(mending.now("picture")).reshape(8, 8)
    assert picture.sum() == picture[5, 5] == 1
    mending.page.keyboard.press("ArrowUp")
    assert mending.words.startswith("Row 5, column 6 off. Noise 0.30")
    mending.page.keyboard.press("ArrowDown")
    mending.page.keyboard.press(" ")
    assert not any(mending.now("picture"))


def test_the_given_pictures_stay_as_they_were(mending):
    first = mending.now("picture")
    mending.drag((0.1, 0.1), (0.9, 0.9))
    assert mending.now("picture") != first
    for _ in range(3):
        mending.press("Another digit")
    assert mending.now("picture") == first


def test_what_changed_is_spoken_when_it_rests(mending):
    mending.page.clock.run_for(500)
    mending.press("Empty")
    assert mending.spoken == ""
    mending.page.clock.run_for(500)
    assert mending.spoken == mending.words
