"""A page that holds every kind of live model, and what a reader does with one of them."""

import base64
import json
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import torch
from bs4 import BeautifulSoup
from playwright.sync_api import Page
from torch import nn

from latents.models.pca import PCA
from latents.models.regularised_autoencoders import overcomplete
from latents.page.live.bundle import LiveModel
from latents.page.live.components_explorer import ComponentsExplorer
from latents.page.live.decoder_explorer import DecoderExplorer
from latents.page.live.denoising_explorer import DenoisingExplorer
from latents.page.live.density_game import DensityGame
from latents.page.live.gibbs_explorer import GibbsExplorer
from latents.page.live.map_explorer import MapExplorer
from latents.page.live.slider_explorer import SliderExplorer
from latents.page.live.stepper import PictureStepper, PlaneStepper
from latents.page.live.text_explorer import TextExplorer
from latents.page.live.thin_networks import ThinNetworks
from latents.page.live.word_explorer import WordExplorer
from latents.text.byte_pairs import learn_merges

WORDS = ["man", "king", "woman", "queen", "tea"]
STEPS = 6  # frames of every stepper
TEXT = "The cat sat. The dog didn't <b>sit</b>, the axolotl did!"
IDF = {"the": 1.0, "cat": 2.5, "dog": 2.5, "sat": 3.25, "sit": 3.25, "didn't": 4.125, "did": 1.5, "caf\u00e9": 5.0,
       "b": 2.0}
MERGES = learn_merges({"the": 9, "cat": 3, "sat": 3, "catch": 2, "sitting": 2, "didn't": 1, "aaa": 4}, 20)
CAPTIONS = [f"after {step} passes" for step in range(STEPS)]


def network(inputs: int) -> nn.Sequential:
    """Every activation there is, from `inputs` numbers to 64 pixels."""
    torch.manual_seed(0)
    activations = [nn.Tanh(), nn.ReLU(), nn.ELU(0.5), nn.LeakyReLU(0.1), nn.Sigmoid()]
    layers = [nn.Linear(*sizes) for sizes in pairwise([inputs, 16, 16, 16, 16, 64])]
    with torch.no_grad():
        for layer in layers:
            layer.weight *= 3
            layer.bias *= 3
    return nn.Sequential(*(part for parts in zip(layers, activations, strict=True) for part in parts))


def rbm(visible: int, hidden: int, scale: float = 1.0) -> SimpleNamespace:
    torch.manual_seed(1)
    return SimpleNamespace(weight=scale * torch.randn(visible, hidden), visible_bias=torch.randn(visible),
                           hidden_bias=torch.randn(hidden))


def components() -> PCA:
    torch.manual_seed(2)
    return PCA(torch.rand(100, 64), 2)


def frames() -> torch.Tensor:
    """Four noisy pictures a frame."""
    torch.manual_seed(3)
    return torch.rand(STEPS, 4, 1, 3, 5)


def plane() -> dict[str, torch.Tensor]:
    """What moves and what stands on a plane of 2 : 1."""
    torch.manual_seed(4)
    return {"points": torch.rand(30, 2) * torch.tensor([4.0, 1.0]),
            "labels": torch.arange(STEPS * 30).add(torch.arange(STEPS).repeat_interleave(30)).view(STEPS, 30) % 3,
            "curve": torch.rand(STEPS, 9, 2), "grid": torch.rand(1, 4, 5, 2), "centres": torch.rand(STEPS, 3, 2)}


def vectors() -> torch.Tensor:
    """Of five words; a queen is what becomes of a king, but not exactly."""
    return torch.tensor([[2.0, 0, 0], [2, 2, 0], [-2, 0.1, 0], [-1, 1.2, 0], [0.1, 0.3, 1]])


def strewn() -> dict[str, torch.Tensor]:
    """Thirty-two pictures of bytes, their places and labels; more than one line of them."""
    torch.manual_seed(7)
    return {"images": torch.randint(256, (32, 1, 6, 5)) / 255, "places": torch.rand(32, 2) * torch.tensor([4.0, 3.0]),
            "labels": torch.arange(32) % 3 + 4}


def tied() -> dict[str, nn.Module]:
    """Two autoencoders of 64 pixels, one of either activation, with biases."""
    torch.manual_seed(6)
    pair = {"Straight": overcomplete(64, 70), "Bent": overcomplete(64, 30, nn.Sigmoid())}
    with torch.no_grad():
        for network in pair.values():
            network.decoder.bias.copy_(torch.rand(64))
    return pair


def models() -> list[LiveModel]:
    torch.manual_seed(5)
    codes, starts, drawn = torch.randn(60, 2), torch.rand(3, 64), plane()
    angles = torch.linspace(0, 6, 40)
    ring = torch.stack([angles.cos(), angles.sin()], dim=1)
    return [
        DecoderExplorer(network(2), codes, torch.arange(60) % 10, shape=(8, 8), name="map", alt="A map."),
        GibbsExplorer(rbm(64, 20, 0.3), shape=(8, 8), name="chain", alt="A chain.", start=starts),
        GibbsExplorer(rbm(4, 3), shape=(2, 2), name="tiny", alt="A small chain."),
        GibbsExplorer(rbm(784, 4, 0.1), shape=(28, 28), name="wide", alt="A large chain."),
        SliderExplorer(network(3), {"Width": (-1, 1), "Height": (0, 40), "Slant": (-0.1, 0.3)}, shape=(8, 8),
                       name="sliders", alt="A picture.", start=[0.5, 10, 0]),
        SliderExplorer(components(), {"First": (-1, 1), "Second": (-1, 1)}, shape=(8, 8), name="pca",
                       alt="Directions."),
        PictureStepper(frames(), CAPTIONS, rows=["seen", "decoded"], values={"error": torch.linspace(3, -1, STEPS)},
                       name="pictures", alt="Pictures that become clear."),
        PlaneStepper(drawn["points"], CAPTIONS, labels=drawn["labels"], centres=drawn["centres"],
                     curves={"bent": drawn["curve"], "grid": drawn["grid"]}, start=2, name="plane", alt="A cloud."),
        PlaneStepper({"data": ring, "generated": torch.linspace(0.1, 1, STEPS)[:, None, None] * ring}, CAPTIONS,
                     axes=("left to right", "up"), name="ring", alt="A ring.",
                     values={"generator": torch.rand(STEPS), "discriminator": torch.rand(STEPS)}),
        PlaneStepper(ring, CAPTIONS, labels=torch.arange(40) // 10, name="named", alt="Four arcs."),
        DenoisingExplorer(tied(), starts, shape=(8, 8), noise=0.3, name="mending", alt="Answers."),
        ComponentsExplorer(components(), starts, shape=(8, 8), start=1, name="sums", alt="Sums."),
        MapExplorer(**strewn(), neighbours=4, start=30, name="strewn", alt="Noise here and there."),
        DensityGame([(0.3, -1.0, 0.5), (0.7, 2.0, 0.9)], name="game", alt="Two densities."),
        ThinNetworks(nn.Linear(1, 6), nn.Linear(6, 1), torch.rand(9, 2), rate=0.4, name="thin", alt="A curve."),
        WordExplorer(WORDS, vectors(), ["king - man + woman", "tea"], name="words", alt="Bars of near words."),
        TextExplorer(IDF, MERGES, start=TEXT, name="text", alt="A text.")]


def floats(text: str, *shape: int) -> torch.Tensor:
    return torch.tensor(np.frombuffer(base64.b64decode(text), "<f4").copy()).view(*shape)


def held(html: str) -> dict[str, dict]:
    """What each live model of a page holds, by the model's id."""
    found = BeautifulSoup(html, "html.parser").select(".live-model")
    data = {model["id"]: json.loads(model.find("script").string) for model in found}
    assert len(data) == len(found)
    return data


class Live:
    """A live model on a page, as a reader finds it."""

    def __init__(self, page: Page, name: str):
        self.page, self.element = page, page.locator(f"#live-{name}")

    def ask(self, script: str, argument=None):
        """The value of an expression in `element` and the `given` argument."""
        return self.element.evaluate(f"(element, given) => {script}", argument)

    @property
    def words(self) -> str:
        return self.element.locator(".live-readout").inner_text()

    @property
    def spoken(self) -> str:
        return self.element.get_by_role("status").inner_text()

    def canvas(self, number: int = 0):
        return self.element.locator("canvas").nth(number)

    def pixels(self, number: int = 0) -> str:
        """What a canvas shows, as an address."""
        return self.canvas(number).evaluate("canvas => canvas.toDataURL()")

    def inks(self, places: list, number: int = 0) -> list:
        """Red, green, blue and opacity of a canvas at places (shares of its width and height)."""
        return self.canvas(number).evaluate("""(canvas, places) => places.map(([across, down]) => {
            const [left, top] = [across * canvas.width, down * canvas.height];
            return [...canvas.getContext('2d').getImageData(left, top, 1, 1).data] })""", places)

    def colours(self, places: list, number: int = 0) -> list:
        """The same without the opacity."""
        return [ink[:3] for ink in self.inks(places, number)]

    def press(self, button: str) -> None:
        self.element.get_by_role("button", name=button, exact=True).click()

    def spots(self, *places: tuple[float, float]) -> list[tuple[float, float]]:
        """Places on the first canvas (shares of it) as places in the window."""
        self.canvas().scroll_into_view_if_needed()
        box = self.canvas().bounding_box()
        return [(box["x"] + across * box["width"], box["y"] + down * box["height"]) for across, down in places]

    def drag(self, *places: tuple[float, float]) -> None:
        """Press at the first of the places, move over the others, release."""
        first, *others = self.spots(*places)
        self.page.mouse.move(*first)
        self.page.mouse.down()
        for spot in others:
            self.page.mouse.move(*spot)
        self.page.mouse.up()

    def swipe(self, *places: tuple[float, float]) -> None:
        """The same with a finger, in steps as small as those of a finger."""
        spots = self.spots(*places)
        path = [spots[0]] + [tuple(np.add(before, share * np.subtract(after, before)))
                             for before, after in pairwise(spots) for share in np.linspace(0.1, 1, 10)]
        touch = self.page.context.new_cdp_session(self.page)
        for number, (x, y) in enumerate(path):
            kind = "touchMove" if number else "touchStart"
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": float(x), "y": float(y)}]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        touch.detach()
