"""Live models in a browser: on a page made here, as a notebook would show them, and on every page of the book."""

import base64
import json
import math
import re
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from browser import faults, served
from bs4 import BeautifulSoup
from playwright.sync_api import expect
from test_pages import GOOD, HTML
from torch import nn
from torch.nn import functional as F

from latents.page.live.bundle import ASSETS
from latents.page.live.decoder_explorer import DecoderExplorer
from latents.page.live.gibbs_explorer import GibbsExplorer

BOOK = [page.relative_to(HTML).as_posix() for page in sorted(HTML.rglob("*.html"))
        if re.search("<(decoder|gibbs)-explorer ", page.read_text("utf8"))]
MAP, CHAIN, TINY, WIDE = "#live-map", "#live-chain", "#live-tiny", "#live-wide"


def decoder():
    """Every activation there is."""
    torch.manual_seed(0)
    sizes, activations = [2, 16, 16, 16, 16, 64], [nn.Tanh(), nn.ReLU(), nn.ELU(0.5), nn.LeakyReLU(0.1), nn.Sigmoid()]
    network = nn.Sequential(*(part for size, after, activation in zip(sizes, sizes[1:], activations, strict=False)
                              for part in (nn.Linear(size, after), activation)))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter *= 3
    return network


def rbm(visible, hidden, scale=1.0):
    torch.manual_seed(1)
    return SimpleNamespace(weight=scale * torch.randn(visible, hidden), visible_bias=torch.randn(visible),
                           hidden_bias=torch.randn(hidden))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Four outputs of a notebook on one page, each with its script."""
    torch.manual_seed(2)
    codes, starts = torch.randn(60, 2), torch.rand(3, 64)
    outputs = [
        DecoderExplorer(decoder(), codes, torch.arange(60) % 10, shape=(8, 8), name="map", alt="A map."),
        GibbsExplorer(rbm(64, 20, 0.3), shape=(8, 8), name="chain", alt="A chain.", start=starts),
        GibbsExplorer(rbm(4, 3), shape=(2, 2), name="tiny", alt="A small chain."),
        GibbsExplorer(rbm(784, 4, 0.1), shape=(28, 28), name="wide", alt="A large chain.")]
    folder = tmp_path_factory.mktemp("live")
    html = "".join(f"<div>{output._repr_mimebundle_()['text/html']}</div>" for output in outputs)
    (folder / "page.html").write_text(GOOD.replace("</main>", f"{html}<p style='height: 100vh'>End</p></main>"), "utf8")
    return folder


@pytest.fixture
def visit(browser):
    """Open an address; returns the page. Errors on it fail the test."""
    contexts, errors = [], []

    def go(address, **options):
        contexts.append(browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(error.message))
        page.clock.install(time=0)
        page.goto(address)
        page.clock.pause_at(3600)  # from here on, time passes only when a test says so
        return page

    yield go
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def page(visit, folder):
    return visit((folder / "page.html").as_uri())


def words(page, model):
    return page.locator(f"{model} .live-readout").inner_text()


def pixels(page, model, number=0):
    """What one of the model's canvases shows, as an address."""
    return page.locator(f"{model} canvas").nth(number).evaluate("canvas => canvas.toDataURL()")


def greys(page, model):
    """The grey levels of the model's first canvas."""
    script = "canvas => [...new Set(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data)]"
    return set(page.locator(f"{model} canvas").first.evaluate(script))


def ask(page, model, script, argument=None):
    return page.locator(model).evaluate(f"(element, given) => {script}", argument)


def chain(page, part, model=CHAIN):
    return ask(page, model, f"element.chain.{part}")


def press(page, model, button):
    page.locator(model).get_by_role("button", name=button, exact=True).click()


def drag(page, model, *places):
    """Press at the first of the places (shares of the first canvas), move over the others, release."""
    canvas = page.locator(f"{model} canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    spots = [(box["x"] + across * box["width"], box["y"] + down * box["height"]) for across, down in places]
    page.mouse.move(*spots[0])
    page.mouse.down()
    for spot in spots[1:]:
        page.mouse.move(*spot)
    page.mouse.up()


# Numbers

def floats(text, *shape):
    return torch.tensor(np.frombuffer(base64.b64decode(text), "<f4").copy()).view(*shape)


def decoded(data, codes):
    """What torch makes of codes with the weights in the page."""
    values = codes
    for layer in data["layers"]:
        if layer["type"] == "Linear":
            values = F.linear(values, floats(layer["weight"], layer["outputs"], -1), floats(layer["bias"], -1))
        else:
            options = [layer[option] for option in ("slope", "alpha") if option in layer]
            values = getattr(nn, layer["type"])(*options)(values)
    return values


def differences(page, model, data):
    """Largest difference between the page's outputs and torch's, for every function of the model."""
    torch.manual_seed(3)
    if "layers" in data:
        low, high = map(torch.tensor, (data["low"], data["high"]))
        codes = low + (high - low) * (3 * torch.rand(200, 2) - 1)
        expected = {"decode": (codes, decoded(data, codes))}
    else:
        a, b = floats(data["visible_bias"], -1), floats(data["hidden_bias"], -1)
        weight = floats(data["weight"], len(a), -1)
        visible, hidden = torch.rand(100, len(a)), torch.rand(100, len(b)).round()
        visible[:50] = visible[:50].round()
        exact = visible.double()
        expected = {"hiddenProbabilities": (visible, torch.sigmoid(visible @ weight + b)),
                    "visibleProbabilities": (hidden, torch.sigmoid(hidden @ weight.T + a)),
                    "freeEnergy": (visible, -exact @ a.double() - F.softplus(exact @ weight.double() + b).sum(dim=1))}
    answers = {name: torch.tensor(ask(page, model, f"given.map(input => element.model.{name}(input))", inputs.tolist()),
                                  dtype=torch.double) for name, (inputs, _) in expected.items()}
    return {name: float((answers[name] - outputs).abs().max()) for name, (_, outputs) in expected.items()}


@pytest.mark.parametrize("path", ["page.html", *BOOK])
def test_a_page_computes_what_torch_computes(visit, folder, path):
    root = folder if path == "page.html" else HTML
    page = visit((root / path).as_uri())
    models = BeautifulSoup((root / path).read_text("utf8"), "html.parser").select("decoder-explorer, gibbs-explorer")
    assert len({model["id"] for model in models}) == len(models) > 0
    for model in models:
        found = differences(page, f"#{model['id']}", json.loads(model.find("script").string))
        assert max(found.values()) < 1e-5, found


def test_a_page_computes_what_the_model_computed(page):
    torch.manual_seed(4)
    codes, network = torch.randn(200, 2), decoder()
    answers = ask(page, MAP, "given.map(code => element.model.decode(code))", codes.tolist())
    torch.testing.assert_close(torch.tensor(answers), network(codes).detach(), atol=1e-5, rtol=0)
    assert network(codes).std(dim=0).mean() > 0.1  # there is something to get wrong


def test_a_long_chain_visits_states_as_often_as_their_probability_says(page):
    machine = rbm(4, 3)
    states = torch.tensor(list(product([0.0, 1.0], repeat=4))).double()
    hidden = torch.tensor(list(product([0.0, 1.0], repeat=3))).double()
    weight, a, b = (part.double() for part in (machine.weight, machine.visible_bias, machine.hidden_bias))
    joint = (states @ weight @ hidden.T + (states @ a)[:, None] + hidden @ b).flatten().softmax(dim=0).view(16, 8)
    steps = """{ const seen = []; for (let step = 0; step < 40000; step++) { element.chain.advance();
        const { visible: v, hidden: h } = element.chain;
        seen.push([8 * v[0] + 4 * v[1] + 2 * v[2] + v[3], 4 * h[0] + 2 * h[1] + h[2]]); } return seen }"""
    visits = torch.tensor(page.locator(TINY).evaluate(f"element => {steps}"))
    for column, expected in ((0, joint.sum(dim=1)), (1, joint.sum(dim=0))):
        counts = F.one_hot(visits[:, column], len(expected)).double()
        batches = counts.view(100, -1, len(expected)).mean(dim=1)  # much longer than the chain's memory
        errors = batches.std(dim=0) / math.sqrt(100)
        assert ((counts.mean(dim=0) - expected).abs() < 4 * errors).all()
        assert (errors < 0.01).all()


# The decoder

def test_dragging_moves_the_code_and_changes_the_picture(page):
    before = words(page, MAP), pixels(page, MAP, 1), pixels(page, MAP, 0)
    drag(page, MAP, (0.5, 0.5), (0.8, 0.1))
    data = ask(page, MAP, "element.data")
    code = [low + share * (high - low) for low, high, share in zip(data["low"], data["high"], (0.8, 0.9), strict=True)]
    np.testing.assert_allclose(ask(page, MAP, "element.code"), code, atol=0.01)
    text = words(page, MAP)
    shown = "Code ({:.2f}, {:.2f}). Nearest".format(*ask(page, MAP, "element.code"))
    assert text.startswith(shown.replace("-", "\u2212"))
    assert all(old != new for old, new in
               zip(before, (text, pixels(page, MAP, 1), pixels(page, MAP, 0)), strict=True))
    page.mouse.move(400, 400)  # not pressed
    assert words(page, MAP) == text


def test_the_readout_names_the_nearest_code_and_the_brightness(page):
    data = ask(page, MAP, "element.data")
    codes = floats(data["codes"], -1, 2)
    distances = (codes - torch.tensor(ask(page, MAP, "element.code"))).norm(dim=1)
    label, distance = data["labels"][distances.argmin()], distances.min()
    brightness = 100 * decoded(data, torch.tensor(data["start"])).mean()
    assert f"label {label}, {distance:.2f} away. Mean brightness {brightness:.0f} %." in words(page, MAP)


def test_arrow_keys_move_the_code_and_not_the_page(page):
    x, y = ask(page, MAP, "element.code")
    page.locator(f"{MAP} canvas").first.focus()
    top = page.evaluate("scrollY")
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    step = ask(page, MAP, "[element.span(0) / 100, element.span(1) / 100]")
    np.testing.assert_allclose(ask(page, MAP, "element.code"), [x + 2 * step[0], y + step[1]])
    for _ in range(120):
        page.keyboard.press("ArrowLeft")
    assert ask(page, MAP, "element.code[0] === element.data.low[0]")
    assert page.evaluate("scrollY") == top


def test_sliders_move_the_code_and_say_its_value(page):
    x, y = ask(page, MAP, "element.code")
    slider = page.get_by_label("Code, second number")
    slider.focus()
    page.keyboard.press("ArrowRight")
    after = ask(page, MAP, "element.code")
    assert after[0] == x
    assert after[1] > y
    assert slider.get_attribute("aria-valuetext") == f"{after[1]:.2f}".replace("-", "\u2212")


# The chain

def test_the_chain_starts_stops_and_steps(page):
    press(page, CHAIN, "1 step")
    assert words(page, CHAIN).startswith("Step 1, free energy ")
    press(page, CHAIN, "100 steps")
    assert chain(page, "step") == 101
    press(page, CHAIN, "Start")
    page.clock.run_for(1000)
    assert chain(page, "step") == 106
    press(page, CHAIN, "Stop")
    page.clock.run_for(1000)
    assert chain(page, "step") == 106
    energy = ask(page, CHAIN, "element.model.freeEnergy(element.chain.visible)")
    on = sum(chain(page, "hidden"))
    text = f"Step 106, free energy {energy:.1f} nats, {on} of 20 hidden units on.".replace("-", "\u2212")
    assert words(page, CHAIN) == text


def test_a_chain_rests_while_nobody_looks(page):
    press(page, CHAIN, "Start")
    page.evaluate("""() => { Object.defineProperty(document, 'hidden', { value: true });
        document.dispatchEvent(new Event('visibilitychange')) }""")
    page.clock.run_for(1000)
    assert chain(page, "step") == 0
    assert page.locator(CHAIN).get_by_role("button", name="Start", exact=True).is_visible()


def test_a_chain_is_slow_for_those_who_want_little_motion(visit, folder):
    page = visit((folder / "page.html").as_uri(), reduced_motion="reduce")
    page.clock.run_for(2000)
    assert chain(page, "step") == 0
    press(page, CHAIN, "Start")
    page.clock.run_for(2000)
    assert chain(page, "step") == 2
    assert page.locator(f"{CHAIN} [role=status]").inner_text() == ""  # no voice reads every step


def test_the_same_seed_gives_the_same_chain(page):
    def run(button):
        press(page, CHAIN, button)
        start = chain(page, "start")
        press(page, CHAIN, "100 steps")
        return [start, chain(page, "visible"), words(page, CHAIN), pixels(page, CHAIN), pixels(page, CHAIN, 2)]

    first = run("Noise")
    assert run("Restart") == first
    assert run("Noise") == first
    page.get_by_label("Seed").nth(0).fill("1")
    page.keyboard.press("Enter")
    assert chain(page, "step") == 0
    again = run("Restart")
    assert again[0] == first[0]
    assert again[1] != first[1]
    assert run("Noise")[0] != first[0]


def test_starts_are_empty_noise_or_the_given_pictures_in_turn(page):
    given = floats(ask(page, CHAIN, "JSON.parse(element.querySelector('script').textContent).start"), 3, 64)
    for row in (0, 1, 2, 0):
        np.testing.assert_allclose(chain(page, "visible"), given[row], rtol=1e-6)
        press(page, CHAIN, "Test picture")
    press(page, CHAIN, "Noise")
    assert set(chain(page, "visible")) == {0, 1}
    assert 20 < sum(chain(page, "visible")) < 44
    press(page, CHAIN, "Empty")
    assert set(chain(page, "visible")) == {0}
    assert greys(page, CHAIN) == {0, 255}  # black, opaque
    assert page.locator(TINY).get_by_role("button", name="Test picture").count() == 0


def test_what_is_drawn_is_where_the_chain_starts(page):
    press(page, CHAIN, "Empty")
    press(page, CHAIN, "1 step")
    press(page, CHAIN, "Empty")
    drag(page, CHAIN, (0.07, 0.07), (0.94, 0.94))  # in one leap
    assert chain(page, "step") == 0
    np.testing.assert_array_equal(np.reshape(chain(page, "start"), (8, 8)), np.eye(8))
    drag(page, CHAIN, (0.07, 0.07), (0.3, 0.3))  # from ink: wipes
    assert sum(chain(page, "visible")) == 5
    press(page, WIDE, "Empty")
    drag(page, WIDE, (0.999, 0.5), (0.001, 0.5))
    drawn = np.reshape(chain(page, "visible", WIDE), (28, 28))
    assert (drawn.sum(axis=0) == 2).all()  # a pen two pixels wide reaches both edges


def test_the_keyboard_draws_too(page):
    press(page, CHAIN, "Empty")
    page.locator(f"{CHAIN} canvas").first.focus()
    plain, top = pixels(page, CHAIN), page.evaluate("scrollY")
    for key in ("ArrowLeft", "ArrowUp", " "):
        page.keyboard.press(key)
    assert np.flatnonzero(chain(page, "visible")).tolist() == [3 * 8 + 3]
    assert pixels(page, CHAIN) != plain
    for key, cell in {"ArrowDown": "Row 5, column 4 off", "ArrowUp": "Row 4, column 4 on"}.items():
        page.keyboard.press(key)
        page.clock.run_for(500)
        assert page.locator(f"{CHAIN} [role=status]").inner_text().startswith(f"{cell}. Step 0")
    page.keyboard.press(" ")
    assert sum(chain(page, "visible")) == 0
    assert page.evaluate("scrollY") == top


def test_samples_are_shown_on_request(page):
    press(page, CHAIN, "1 step")
    assert len(greys(page, CHAIN)) > 2
    page.locator(CHAIN).get_by_label("Show samples").check()
    assert greys(page, CHAIN) == {0, 255}


# Every reader, every page

def test_results_are_spoken_when_they_rest(page):
    spoken = page.locator(f"{CHAIN} [role=status]")
    page.clock.run_for(500)
    press(page, CHAIN, "1 step")
    assert spoken.inner_text() == ""  # not even the start
    page.clock.run_for(500)
    assert spoken.inner_text() == words(page, CHAIN)
    press(page, CHAIN, "Start")
    page.clock.run_for(3000)
    assert spoken.inner_text().startswith("Step 1,")
    press(page, CHAIN, "Stop")
    page.clock.run_for(500)
    assert spoken.inner_text() == words(page, CHAIN)


@pytest.mark.parametrize("model", [MAP, CHAIN])
def test_a_finger_scrolls_the_page_beside_the_canvas_and_moves_the_model_on_it(visit, folder, model):
    page = visit((folder / "page.html").as_uri(), has_touch=True, viewport={"width": 390, "height": 800})
    touch = page.context.new_cdp_session(page)

    def swipe(target):
        """Returns what the page and the model showed before."""
        page.locator(f"{model} {target}").first.scroll_into_view_if_needed()
        box = page.locator(f"{model} {target}").first.bounding_box()
        before = page.evaluate("scrollY"), words(page, model)
        for number, kind in enumerate(["touchStart", *["touchMove"] * 8, "touchEnd"]):
            spot = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2 - 12 * number}
            points = [] if kind == "touchEnd" else [spot]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        return before

    top, text = swipe("canvas")
    expect(page.locator(f"{model} .live-readout")).not_to_have_text(text)
    assert page.evaluate("scrollY") == top
    top, text = swipe(".live-readout")
    page.wait_for_function("top => scrollY !== top", arg=top)
    assert words(page, model) == text


def test_no_fault_is_found_in_any_theme_at_any_width(browser, folder):
    with served(folder) as address:
        assert not faults(browser, f"{address}page.html")


@pytest.mark.parametrize("path", ["page.html", *BOOK])
def test_colours_follow_the_theme(visit, folder, path):
    page = visit(((folder if path == "page.html" else HTML) / path).as_uri(), color_scheme="light")
    page.add_style_tag(content="html[data-theme=dark] body { color: #eee !important }")
    for model in page.locator("decoder-explorer, gibbs-explorer").all():
        canvas = f"#{model.get_attribute('id')}"
        seen = []
        for scheme in ("dark", "light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_function("([id, scheme]) => document.querySelector(id).dataset.scheme === scheme",
                                   arg=[canvas, scheme])
            seen.append([pixels(page, canvas, number) for number in range(model.locator("canvas").count())])
        assert seen[0] == seen[2] != seen[1]


@pytest.mark.parametrize(("colour", "scheme"), [("oklch(0.95 0 0)", "dark"), ("color(srgb 0.1 0.1 0.1)", "light")])
def test_light_letters_mean_a_dark_page_in_every_notation(visit, folder, colour, scheme):
    page = visit((folder / "page.html").as_uri(), color_scheme="dark" if scheme == "light" else "light")
    page.evaluate("colour => document.body.style.setProperty('color', colour, 'important')", colour)
    page.wait_for_function("scheme => document.querySelector('gibbs-explorer').dataset.scheme === scheme", arg=scheme)


def test_a_model_that_was_removed_follows_nothing(page):
    """An error would fail the test, see `visit`."""
    page.evaluate("""async () => {
        document.querySelectorAll('decoder-explorer, gibbs-explorer').forEach((model) => model.remove());
        document.documentElement.dataset.theme = 'changed';
        await null;
    }""")
    assert page.locator("canvas").count() == 0


@pytest.mark.parametrize("path", ["page.html", *BOOK])
def test_a_picture_stands_where_there_is_no_script(visit, folder, path):
    root = folder if path == "page.html" else HTML
    page = visit((root / path).as_uri(), java_script_enabled=False)
    models = page.locator("decoder-explorer, gibbs-explorer")
    for model in models.all():
        picture = model.locator("img")
        assert picture.is_visible()
        assert picture.get_attribute("alt")
        assert picture.bounding_box()["width"] > 300
        assert model.locator("canvas").count() == 0


FIGURE = """\
```{code-cell} python
---
mystnb:
  figure:
    name: fig-live
    caption: A live model.
---
from IPython.display import display
display({"text/html": "<decoder-explorer id='live-x'><img alt='It is so.' src='data:,'></decoder-explorer>",
         "image/png": "iVBORw0KGgo=", "text/plain": "It is so."}, raw=True)
```

See {numref}`fig-live`.
"""


def test_a_live_model_is_a_figure_and_only_its_page_loads_the_script(book):
    book.settings |= {"extensions": "myst_nb,execution.freshness,execution.execution,page.live", "numfig": 1}
    book.chapter("left", prose=FIGURE)
    assert book.build() == 0
    left, right = (BeautifulSoup(book.read(f"_build/html/{name}.html"), "html.parser") for name in ("left", "right"))
    figure = left.find(id="fig-live")
    assert figure.select_one("decoder-explorer img")["alt"] == "It is so."
    assert figure.figcaption.get_text(" ", strip=True).startswith("Fig. 1 A live model.")
    assert left.find("a", href="#fig-live", class_="reference").get_text() == "Fig. 1"
    scripts = [script["src"].partition("?")[0] for script in left.select("script[src]")]
    assert scripts[-2:] == ["_static/live.js", "_static/decoder_explorer.js"]
    assert left.select_one("link[href^='_static/live.css']")
    for asset in ASSETS.glob("*.[cj]s*"):
        assert book.read(f"_build/html/_static/{asset.name}") == asset.read_text("utf8")
    assert not re.search(r"live\.|explorer", "".join(map(str, right.select("script, link[rel=stylesheet]"))))
