"""A stepper in the page: what its frames show, and how they are played and stepped through."""

import numpy as np
import pytest
from live_page import CAPTIONS, STEPS, Live, frames, plane

LAST = STEPS - 1


@pytest.fixture
def stepper(page):
    return Live(page, "pictures")


def frame(model):
    return model.ask("element.frame")


def test_every_frame_shows_its_pictures(stepper):
    stepper.ask("element.view.loaded")
    title, gap = 22, 4  # pixels of the page
    width, height = stepper.canvas().evaluate("canvas => [canvas.clientWidth, canvas.clientHeight]")
    across, down = (width - gap) / 2, (height - gap) / 2 - title
    places = [[((i % 2) * (across + gap) + (column + 0.5) / 5 * across) / width,
               ((i // 2) * (title + down + gap) + title + (row + 0.5) / 3 * down) / height]
              for i in range(4) for row in range(3) for column in range(5)]
    for step in (0, 3, LAST):
        stepper.ask("element.move(given)", step)
        grey = np.array(stepper.colours(places))
        np.testing.assert_allclose(grey, 255 * frames()[step].reshape(-1, 1).expand(-1, 3), atol=1)


def test_what_moves_moves_and_what_stands_stands(page):
    model, drawn = Live(page, "plane"), plane()
    span = np.array(model.ask("element.view.high.map((high, axis) => high - element.view.low[axis])"))
    for step in range(STEPS):
        cloud, curve, grid, centres = (
            np.array(model.ask("element.view.strokes(element.view.layers[given[0]], given[1])", [layer, step]))
            for layer in range(4))
        for found, expected in ((cloud, drawn["points"][None]), (curve, drawn["curve"][step][None]),
                                (grid, drawn["grid"][0]), (centres, drawn["centres"][step][None])):
            assert (np.abs(found - expected.numpy()) < span / 65535).all()


def test_a_centre_lies_at_its_place_in_the_colour_of_its_class(page):
    model, colours = Live(page, "plane"), [[31, 111, 184], [184, 70, 0], [43, 127, 107]]
    low, high = (np.array(model.ask(f"element.view.{end}")) for end in ("low", "high"))
    for step in (0, LAST):
        model.ask("element.move(given)", step)
        right, up = ((plane()["centres"][step].numpy() - low) / (high - low)).T
        assert model.colours(np.stack([right, 1 - up], axis=1).tolist()) == colours


def test_points_wear_the_colour_of_their_class_in_this_frame(page):
    model, drawn = Live(page, "plane"), plane()
    low, high = (np.array(model.ask(f"element.view.{end}")) for end in ("low", "high"))
    places = (drawn["points"].numpy() - low) / (high - low)
    alone = [i for i, place in enumerate(places) if place[0] > 0.35]  # right of all that covers points
    seen = []
    for step in (0, 1):
        model.ask("element.move(given)", step)
        labels = drawn["labels"][step][alone].tolist()
        shown = model.colours([[places[i][0], 1 - places[i][1]] for i in alone])
        colours = dict(zip(labels, shown, strict=True))
        assert shown == [colours[label] for label in labels]
        seen.append(colours)
    assert len(set(map(tuple, seen[0].values()))) == 3
    assert seen[0] == seen[1]


def test_nothing_moves_before_the_reader_asks(stepper):
    stepper.page.clock.run_for(20_000)
    assert frame(stepper) == 0
    assert stepper.words == "after 0 passes, error 3"
    assert frame(Live(stepper.page, "plane")) == 2  # where its author has it open


def test_play_pauses_ends_and_begins_again(stepper):
    def run(milliseconds):
        stepper.page.clock.run_for(milliseconds)
        return frame(stepper)

    stepper.press("Play")
    assert run(2000) == 2  # a frame lasts 900 ms
    stepper.press("Pause")
    assert run(2000) == 2
    stepper.press("Play")
    assert run(9000) == LAST
    assert stepper.words == "after 5 passes, error \u22121"
    stepper.press("Play")  # it had stopped by itself
    assert run(950) == 0
    assert run(900) == 1


def test_buttons_and_slider_step_and_stop_what_plays(stepper):
    stepper.press("Play")
    stepper.press("One frame forward")
    stepper.page.clock.run_for(5000)
    assert frame(stepper) == 1
    stepper.press("One frame back")
    stepper.press("One frame back")
    assert frame(stepper) == 0
    stepper.press("Play")
    stepper.element.get_by_role("slider").fill("4")
    stepper.page.clock.run_for(5000)
    assert frame(stepper) == 4


@pytest.mark.parametrize("target", ["slider", "picture", "button"])
def test_the_keyboard_steps_and_plays(stepper, target):
    keyboard = stepper.page.keyboard
    elements = {"slider": stepper.element.get_by_role("slider"), "picture": stepper.canvas(),
                "button": stepper.element.get_by_role("button", name="Play")}
    elements[target].focus()
    top = stepper.page.evaluate("scrollY")
    for key, expected in {"End": LAST, "ArrowLeft": LAST - 1, "Home": 0, "ArrowRight": 1}.items():
        keyboard.press(key)
        assert frame(stepper) == expected
    keyboard.press(" ")
    stepper.page.clock.run_for(1000)
    assert frame(stepper) == 2
    keyboard.press(" ")
    stepper.page.clock.run_for(5000)
    assert frame(stepper) == 2
    assert stepper.page.evaluate("scrollY") == top


def test_keys_held_together_belong_to_the_browser(stepper):
    stepper.canvas().focus()
    for key in ("Control+ArrowRight", "Alt+End", "Meta+ "):
        stepper.page.keyboard.press(key)
    assert frame(stepper) == 0


def test_it_rests_while_nobody_looks(stepper):
    stepper.press("Play")
    stepper.page.evaluate("""() => { Object.defineProperty(document, 'hidden', { value: true });
        document.dispatchEvent(new Event('visibilitychange')) }""")
    stepper.page.clock.run_for(5000)
    assert frame(stepper) == 0


def test_it_only_steps_for_those_who_want_little_motion(visit, folder):
    stepper = Live(visit((folder / "page.html").as_uri(), reduced_motion="reduce"), "pictures")
    assert not stepper.element.get_by_text("Play").is_visible()
    stepper.element.get_by_role("slider").focus()
    stepper.page.keyboard.press(" ")
    stepper.page.clock.run_for(20_000)
    assert frame(stepper) == 1
    stepper.press("One frame forward")
    assert frame(stepper) == 2


def test_what_plays_stops_when_little_motion_is_asked_for(stepper):
    stepper.press("Play")
    stepper.page.emulate_media(reduced_motion="reduce")
    stepper.page.wait_for_function("!document.querySelector('#live-pictures').clock.running")
    stepper.page.clock.run_for(5000)
    assert frame(stepper) == 0


def test_every_frame_has_its_text_for_those_who_listen(stepper):
    slider, picture = stepper.element.get_by_role("slider"), stepper.canvas()
    for step, caption in enumerate(CAPTIONS):
        stepper.ask("element.move(given)", step)
        text = stepper.words
        assert text.startswith(f"{caption}, error ")
        assert slider.get_attribute("aria-valuetext") == f"Frame {step + 1} of {STEPS}: {text}"
        assert picture.get_attribute("aria-label") == text
        assert stepper.element.locator(".live-counter").inner_text() == f"{step + 1} / {STEPS}"
    stepper.page.clock.run_for(500)
    assert stepper.spoken == stepper.words
    stepper.press("Play")
    stepper.page.clock.run_for(2000)
    assert stepper.spoken == text  # no voice reads every frame
    stepper.press("Pause")
    stepper.page.clock.run_for(500)
    assert stepper.spoken == stepper.words != text


def test_a_finger_moves_the_slider(phone):
    stepper = Live(phone, "pictures")
    slider = stepper.element.get_by_role("slider")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    phone.touchscreen.tap(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
    assert frame(stepper) == LAST


def test_the_curve_of_a_value_is_strong_up_to_the_frame_and_has_a_dot_there(stepper):
    width, height = stepper.canvas(1).evaluate("canvas => [canvas.clientWidth, canvas.clientHeight]")

    def place(step, above=0):
        """On the curve, which falls evenly from corner to corner."""
        return [(56 + step / LAST * (width - 64)) / width, (12 - above + step / LAST * (height - 24)) / height]

    stepper.ask("element.move(given)", 3)
    dot, rim, before, after, beside = stepper.inks(
        [place(3), place(3, above=2), place(1.5), place(4.5), place(4, above=2)], 1)
    assert dot == rim == [31, 111, 184, 255]
    assert 0 == beside[3] < after[3] < 100 < 200 < before[3]
    assert stepper.canvas(1).get_attribute("aria-label") == "error"


def test_names_stand_beside_what_they_name(page):
    """Letters are drawn on the canvas: without the name, other pixels."""
    changes = ("ring", "layers[1].name = ''"), ("named", "layers[0].class_names = []"), ("ring", "axes = ['', '']")
    for name, change in changes:
        model = Live(page, name)
        before = model.pixels()
        model.ask(f"{{ element.view.{change}; element.draw() }}")
        assert model.pixels() != before
