"""A Gibbs chain in the page: it runs, stops, starts anew, and readers draw its first picture."""

import math
from itertools import product

import numpy as np
import pytest
import torch
from live_page import Live, floats, rbm
from torch.nn import functional as F

BLACK, WHITE = [0, 0, 0], [255, 255, 255]


class Chain(Live):
    """A live chain of eight by eight pixels unless it is said otherwise."""

    def __init__(self, page, name="chain"):
        super().__init__(page, name)

    def now(self, part):
        return self.ask(f"element.chain.{part}")

    def greys(self):
        """The levels of all visible units, row by row."""
        centres = (np.arange(8) + 0.5) / 8
        return [colour[0] for colour in self.colours([[across, down] for down in centres for across in centres])]


@pytest.fixture
def chain(page):
    return Chain(page)


def test_a_long_chain_visits_states_as_often_as_their_probability_says(page):
    machine = rbm(4, 3)
    states = torch.tensor(list(product([0.0, 1.0], repeat=4))).double()
    hidden = torch.tensor(list(product([0.0, 1.0], repeat=3))).double()
    weight, a, b = (part.double() for part in (machine.weight, machine.visible_bias, machine.hidden_bias))
    joint = (states @ weight @ hidden.T + (states @ a)[:, None] + hidden @ b).flatten().softmax(dim=0).view(16, 8)
    visits = torch.tensor(Chain(page, "tiny").ask("""{
        const seen = [];
        for (let step = 0; step < 40000; step++) {
            element.chain.advance();
            const { visible: v, hidden: h } = element.chain;
            seen.push([8 * v[0] + 4 * v[1] + 2 * v[2] + v[3], 4 * h[0] + 2 * h[1] + h[2]]);
        }
        return seen }"""))
    for column, expected in ((0, joint.sum(dim=1)), (1, joint.sum(dim=0))):
        counts = F.one_hot(visits[:, column], len(expected)).double()
        batches = counts.view(100, -1, len(expected)).mean(dim=1)  # much longer than the chain's memory
        errors = batches.std(dim=0) / math.sqrt(100)
        assert ((counts.mean(dim=0) - expected).abs() < 4 * errors).all()
        assert (errors < 0.01).all()


def test_it_starts_stops_and_steps(chain):
    chain.press("1 step")
    assert chain.words.startswith("Step 1, free energy ")
    chain.press("100 steps")
    assert chain.now("step") == 101
    chain.press("Start")
    chain.page.clock.run_for(1000)
    assert chain.now("step") == 106
    chain.press("Stop")
    chain.page.clock.run_for(1000)
    assert chain.now("step") == 106
    energy = chain.ask("element.model.freeEnergy(element.chain.visible)")
    text = f"Step 106, free energy {energy:.1f} nats, {sum(chain.now('hidden'))} of 20 hidden units on."
    assert chain.words == text.replace("-", "\u2212")


def test_it_rests_while_nobody_looks(chain):
    chain.press("Start")
    chain.page.evaluate("""() => { Object.defineProperty(document, 'hidden', { value: true });
        document.dispatchEvent(new Event('visibilitychange')) }""")
    chain.page.clock.run_for(1000)
    assert chain.now("step") == 0
    assert chain.element.get_by_role("button", name="Start", exact=True).is_visible()


def test_it_is_slow_for_those_who_want_little_motion(visit, folder):
    chain = Chain(visit((folder / "page.html").as_uri(), reduced_motion="reduce"))
    chain.page.clock.run_for(2000)
    assert chain.now("step") == 0
    chain.press("Start")
    chain.page.clock.run_for(2000)
    assert chain.now("step") == 2
    assert chain.spoken == ""  # no voice reads every step


def test_what_it_reaches_is_spoken_when_it_rests(chain):
    chain.page.clock.run_for(500)
    chain.press("1 step")
    assert chain.spoken == ""  # not even the start
    chain.page.clock.run_for(500)
    assert chain.spoken == chain.words
    chain.press("Start")
    chain.page.clock.run_for(3000)
    assert chain.spoken.startswith("Step 1,")
    chain.press("Stop")
    chain.page.clock.run_for(500)
    assert chain.spoken == chain.words


def test_the_curve_tells_the_lowest_and_the_highest_free_energy(chain):
    chain.press("100 steps")
    energies = chain.now("energies")
    ends = " to ".join(f"{end:.0f}" for end in (min(energies), max(energies))).replace("-", "\u2212")
    label = chain.canvas(2).get_attribute("aria-label")
    assert label == f"Free energy in nats, from {ends} in the last 101 states"


def test_the_same_seed_gives_the_same_chain(chain):
    def run(button):
        chain.press(button)
        start = chain.now("start")
        chain.press("100 steps")
        return [start, chain.now("visible"), chain.words, chain.pixels(), chain.pixels(2)]

    first = run("Noise")
    assert run("Restart") == first
    assert run("Noise") == first
    chain.element.get_by_label("Seed").fill("1")
    chain.page.keyboard.press("Enter")
    assert chain.now("step") == 0
    again = run("Restart")
    assert again[0] == first[0]
    assert again[1] != first[1]
    assert run("Noise")[0] != first[0]


def test_starts_are_empty_noise_or_the_given_pictures_in_turn(chain):
    given = floats(chain.ask("JSON.parse(element.querySelector('script').textContent).start"), 3, 64)
    for row in (0, 1, 2, 0):
        np.testing.assert_allclose(chain.now("visible"), given[row], rtol=1e-6)
        np.testing.assert_allclose(chain.greys(), 255 * given[row], atol=1)
        chain.press("Test picture")
    chain.press("Noise")
    assert set(chain.now("visible")) == {0, 1}
    assert 20 < sum(chain.now("visible")) < 44
    chain.press("Empty")
    assert set(chain.now("visible")) == {0}
    assert chain.colours([[0.5, 0.5], [0.01, 0.99]]) == [BLACK, BLACK]
    assert Chain(chain.page, "tiny").element.get_by_role("button", name="Test picture").count() == 0


def test_samples_are_shown_on_request(chain):
    chain.press("1 step")
    assert len(set(chain.greys())) > 2
    chain.element.get_by_label("Show samples").check()
    assert set(chain.greys()) == {0, 255}
