"""Thin networks in the page: a reader switches units off, and draws masks."""

import numpy as np
import pytest
import torch
from live_page import Live, floats, held, models

SEEDED = """() => { let state = 1; Math.random = () => (state = (state * 48271) % 2147483647) / 2147483647; }"""


@pytest.fixture
def thin(page):
    page.evaluate(SEEDED)
    return Live(page, "thin")


@pytest.fixture(scope="module")
def stored() -> dict:
    html = "".join(model._repr_mimebundle_()["text/html"] for model in models())
    return held(html)["live-thin"]


def by_torch(stored: dict, at: list[float], kept: list[float]) -> np.ndarray:
    """The thin network's outputs, of the numbers in the page."""
    inner, outer = stored["inner"], stored["outer"]
    hidden = torch.tensor(at)[:, None] @ floats(inner["weight"], 1, -1) + floats(inner["bias"], -1)
    return (hidden.clamp(min=0) * torch.tensor(kept) / (1 - stored["rate"]) @ floats(outer["weight"], -1)
            + floats(outer["bias"], 1)).numpy()


@pytest.mark.parametrize("off", [[], [0], [1, 3], [0, 1, 2, 3, 4, 5]])
def test_without_some_units_it_computes_what_torch_does(thin, stored, off):
    for unit in off:
        thin.element.get_by_label(f"Unit {unit + 1}", exact=True).click()
    kept = [0.0 if unit in off else 1.0 for unit in range(6)]
    assert thin.ask("element.kept") == kept
    curve = thin.ask("element.curve(element.kept)")
    np.testing.assert_allclose(curve, by_torch(stored, thin.ask("element.at"), kept), atol=1e-5)
    pressed = [thin.element.get_by_label(f"Unit {unit + 1}", exact=True).get_attribute("aria-pressed")
               for unit in range(6)]
    assert pressed == ["false" if unit in off else "true" for unit in range(6)]


def test_the_whole_network_is_that_without_dropout(thin, stored):
    whole = by_torch(stored, thin.ask("element.at"), [1 - stored["rate"]] * 6)
    np.testing.assert_allclose(thin.ask("element.whole"), whole, atol=1e-5)


def test_the_average_of_masks_is_that_of_their_curves_and_comes_close(thin):
    thin.press("Draw a mask")
    np.testing.assert_allclose(thin.ask("element.average"), thin.ask("element.curve(element.kept)"))
    first = thin.ask("element.average")
    thin.press("Draw a mask")
    both = (np.array(first) + thin.ask("element.curve(element.kept)")) / 2
    np.testing.assert_allclose(thin.ask("element.average"), both)
    away = [np.abs(np.subtract(thin.ask("element.average"), thin.ask("element.whole"))).max()]
    for _ in range(20):
        thin.press("Draw a hundred")
    away.append(np.abs(np.subtract(thin.ask("element.average"), thin.ask("element.whole"))).max())
    assert thin.ask("element.count") == 2002
    assert away[1] < away[0] / 5
    assert thin.words.endswith(f"The average of 2002 drawn is at most {away[1]:.2f} away from the whole network.")


def test_reset_forgets_what_was_drawn(thin):
    before = [thin.pixels(number) for number in range(2)]
    thin.press("Draw a hundred")
    assert all(thin.pixels(number) != before[number] for number in range(2))
    thin.press("Reset")
    assert [thin.pixels(number) for number in range(2)] == before
    assert thin.words == "All units are on, so each counts too much. No mask drawn yet."


def test_a_switch_works_by_keyboard_and_is_spoken_when_it_rests(thin):
    thin.element.get_by_label("Unit 2", exact=True).press("Enter")
    assert thin.spoken == ""
    thin.page.clock.run_for(500)
    assert thin.spoken == thin.words == "Off: 2. No mask drawn yet."
