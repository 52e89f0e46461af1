"""What holds for every live model, on a page made here and on every page of the book."""

import base64
import io
import math
import re

import numpy as np
import pytest
import torch
from browser import faults, served
from bs4 import BeautifulSoup
from live_page import Live, components, floats, held, network
from PIL import Image
from scipy.integrate import quad
from test_pages import HTML
from torch import nn
from torch.distributions import Categorical, MixtureSameFamily, Normal
from torch.nn import functional as F

from latents.page.live.bundle import ASSETS, COMMON
from latents.page.live.stepper import HEAVIEST

BOOK = [page.relative_to(HTML).as_posix() for page in sorted(HTML.rglob("*.html"))
        if 'class="live-model"' in page.read_text("utf8")]


@pytest.fixture(params=["page.html", *BOOK])
def path(request, folder):
    return (folder if request.param == "page.html" else HTML) / request.param


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


def played(data):
    """The game in one dimension: its slopes by autograd, its averages by Gauss's quadrature and by scipy's."""
    shares, means, deviations = torch.tensor(data["bumps"]).double().T
    real = MixtureSameFamily(Categorical(shares), Normal(means, deviations))
    low, high = (torch.tensor(data[end]).double() for end in ("low", "high"))
    fakes = low + (high - low) * torch.rand(20, 2).double()
    at = torch.cat([12 * torch.rand(20, 1).double() - 6, fakes], dim=1)
    nodes, weights = map(torch.tensor, np.polynomial.legendre.leggauss(500))
    nodes, weights = 8 * nodes, 8 * weights * Normal(0, 1).log_prob(8 * nodes).exp()

    def judged(x, mean, width):
        """D* and how a fake at x moves down both losses: D* is then held fixed as a function of x."""
        x = x.clone().requires_grad_()
        logit = real.log_prob(x) - Normal(mean, width).log_prob(x)
        losses = [-F.softplus(logit).sum(), F.softplus(-logit).sum()]
        return logit.sigmoid().detach(), [-torch.autograd.grad(loss, x, retain_graph=True)[0] for loss in losses]

    def slopes(mean, width):
        _, pushes = judged(mean + width * nodes, mean, width)
        return [[float(weights @ push), float(weights @ (push * nodes))] for push in pushes]

    def divergence(mean, width):
        fake = Normal(mean, width)

        def integrand(x):
            x = torch.tensor(x).double()
            logit = real.log_prob(x) - fake.log_prob(x)
            return float(real.log_prob(x).exp() * F.logsigmoid(logit) + fake.log_prob(x).exp() * F.logsigmoid(-logit))

        places = sorted([*means.tolist(), float(mean), float(mean - width), float(mean + width)])
        return quad(integrand, -25, 25, points=places, limit=300)[0] / 2 + math.log(2)

    best, pushes = zip(*(judged(x[None], mean, width) for x, mean, width in at), strict=True)
    return {"discriminator": (at, torch.cat(best)),
            "pushes": (at, torch.tensor([[float(push) for push in pair] for pair in pushes]).double()),
            "descent": (fakes, torch.tensor([slopes(*fake) for fake in fakes])),
            "divergence": (fakes, torch.tensor([divergence(*fake) for fake in fakes]))}


def thinned(data):
    """Places with masks, and what a network with ReLU units computes there."""
    inner, outer, units = data["inner"], data["outer"], data["inner"]["outputs"]
    places, masks = 6 * torch.rand(100, 1) - 3, torch.rand(100, units).round()
    hidden = (places @ floats(inner["weight"], 1, -1) + floats(inner["bias"], -1)).clamp(min=0)
    outputs = hidden * masks / (1 - data["rate"]) @ floats(outer["weight"], -1) + floats(outer["bias"], 1)
    return torch.cat([places, masks], dim=1), outputs


def mended(data):
    """Numbers of networks with pictures, and what these networks answer, with the weights in the page."""
    inputs, outputs = [], []
    for number, net in enumerate(data["networks"].values()):
        bias, back = floats(net["bias"], -1), floats(net["back"], -1)
        levels = np.frombuffer(base64.b64decode(net["weight"]), "i1").copy()
        weight = net["scale"] * torch.tensor(levels).double().view(len(bias), len(back))
        pictures = 2 * torch.rand(20, len(back)) - 0.5
        codes = getattr(nn, net["activation"])()(pictures.double() @ weight.T + bias)
        inputs.append(torch.cat([torch.full((20, 1), float(number)), pictures], dim=1))
        outputs.append(codes @ weight + back)
    return torch.cat(inputs), torch.cat(outputs)


def added_up(data):
    """Counts with pictures and the sums of so many components; the pictures and how much every sum misses."""
    mean, scales = floats(data["mean"], -1).double(), floats(data["scales"], -1).double()
    levels = np.frombuffer(base64.b64decode(data["components"]), "i1").copy()
    directions = scales[:, None] * torch.tensor(levels).double().view(len(scales), -1)
    pictures, counts = torch.rand(20, len(mean)), torch.arange(20) % (len(scales) + 1)
    codes = (pictures.double() - mean) @ directions.T
    kept = torch.arange(len(scales)) < torch.arange(len(scales) + 1)[:, None]  # [sums, components]
    sums = mean + (codes[:, None] * kept) @ directions  # [pictures, sums, pixels]
    return {"restored": (torch.cat([counts[:, None], pictures], dim=1), sums[torch.arange(20), counts]),
            "lost": (pictures, ((sums - pictures[:, None]) ** 2).sum(dim=2))}


def strewn(data):
    """Neighbours of pictures by the pixels in the page, how many the map keeps, and who lies next to a spot."""
    (rows, columns), count = data["shape"], len(data["labels"])
    sprite = torch.tensor(np.array(Image.open(io.BytesIO(base64.b64decode(data["sprite"])))).copy())
    tiles = sprite.view(-1, rows, sprite.shape[1] // columns, columns).transpose(1, 2)
    flat = tiles.reshape(-1, rows * columns)[:count].double()
    places = floats(data["places"], -1, 2).double() * torch.tensor([data["proportion"], 1.0])
    size = len(base64.b64decode(data["neighbours"])) // 2 // count
    near, mapped = (torch.cdist(of, of).fill_diagonal_(torch.inf).argsort()[:, :size] for of in (flat, places))
    kept = (near[:, :, None] == mapped[:, None]).sum(dim=(1, 2))
    spots, numbers = torch.rand(50, 2), torch.arange(count)[:, None]
    at = torch.cdist(spots.double() * torch.tensor([data["proportion"], 1.0]), places).argmin(dim=1)
    return {"near": (numbers, near), "kept": (numbers, kept[:, None]), "at": (spots, at)}


def computed(data):
    """Inputs and torch's outputs for every function of a model; none for one that has a file of its own."""
    if {"texts", "merges", "examples"} & set(data):
        return {}
    torch.manual_seed(3)
    if "bumps" in data:
        return played(data)
    if "inner" in data:
        return {"output": thinned(data)}
    if "scales" in data:
        return added_up(data)
    if "neighbours" in data:
        return strewn(data)
    if "networks" in data:
        return {"redrawn": mended(data)}
    if "layers" in data:
        low, high = map(torch.tensor, (data["low"], data["high"]))
        codes = low + (high - low) * (3 * torch.rand(200, len(low)) - 1)
        return {"decode": (codes, decoded(data, codes))}
    a, b = floats(data["visible_bias"], -1), floats(data["hidden_bias"], -1)
    weight = floats(data["weight"], len(a), -1)
    visible, hidden = torch.rand(100, len(a)), torch.rand(100, len(b)).round()
    visible[:50] = visible[:50].round()
    exact = visible.double()
    return {"hiddenProbabilities": (visible, torch.sigmoid(visible @ weight + b)),
            "visibleProbabilities": (hidden, torch.sigmoid(hidden @ weight.T + a)),
            "freeEnergy": (visible, -exact @ a.double() - F.softplus(exact @ weight.double() + b).sum(dim=1))}


def test_a_page_computes_what_torch_computes(visit, path):
    page = visit(path.as_uri())
    for name, data in held(path.read_text("utf8")).items():
        model = Live(page, name.removeprefix("live-"))
        for function, (inputs, outputs) in computed(data).items():
            answers = model.ask(f"given.map(input => element.model.{function}(input))", inputs.tolist())
            assert (torch.tensor(answers, dtype=torch.double) - outputs).abs().max() < 1e-5, (name, function)


def test_a_page_computes_what_the_model_computed(page):
    torch.manual_seed(4)
    for name, decoder, inputs in (("map", network(2), 2), ("sliders", network(3), 3), ("pca", components().decode, 2)):
        codes = torch.randn(200, inputs)
        answers = Live(page, name).ask("given.map(code => element.model.decode(code))", codes.tolist())
        expected = decoder(codes).detach()
        torch.testing.assert_close(torch.tensor(answers), expected, atol=1e-5, rtol=0)
        assert expected.std(dim=0).mean() > 0.1  # there is something to get wrong


def test_the_steppers_of_a_page_are_light(path):
    steppers = BeautifulSoup(path.read_text("utf8"), "html.parser").select("live-stepper")
    assert sum(len(str(stepper)) for stepper in steppers) < HEAVIEST


def test_no_fault_is_found_in_any_theme_at_any_width(browser, folder):
    with served(folder) as address:
        assert not faults(browser, f"{address}page.html")


def test_colours_follow_the_theme(visit, path):
    page = visit(path.as_uri(), color_scheme="light")
    page.add_style_tag(content="html[data-theme=dark] body { color: #eee !important }")
    for element in page.locator(".live-model").all():
        model = Live(page, element.get_attribute("id").removeprefix("live-"))
        seen = []
        for scheme in ("dark", "light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_function("([element, scheme]) => element.dataset.scheme === scheme",
                                   arg=[element.element_handle(), scheme])
            seen.append([model.pixels(number) for number in range(element.locator("canvas").count())])
        assert seen[0] == seen[2]
        if element.locator("canvas:not(.live-picture)").count():  # pictures are those of the data
            assert seen[0] != seen[1]


@pytest.mark.parametrize(("colour", "scheme"), [("oklch(0.95 0 0)", "dark"), ("color(srgb 0.1 0.1 0.1)", "light")])
def test_light_letters_mean_a_dark_page_in_every_notation(visit, folder, colour, scheme):
    page = visit((folder / "page.html").as_uri(), color_scheme="dark" if scheme == "light" else "light")
    page.evaluate("colour => document.body.style.setProperty('color', colour, 'important')", colour)
    page.wait_for_function("scheme => document.querySelector('.live-model').dataset.scheme === scheme", arg=scheme)


def test_a_model_that_was_removed_stops_and_follows_nothing(page):
    """An error would fail the test, see `visit`."""
    Live(page, "chain").press("Start")
    Live(page, "pictures").press("Play")
    running = page.evaluate("""async () => {
        const models = [...document.querySelectorAll('.live-model')];
        models.forEach((model) => model.remove());
        document.documentElement.dataset.theme = 'changed';
        await null;
        return models.map((model) => Boolean(model.clock?.running));
    }""")
    page.clock.run_for(5000)
    assert not any(running)
    assert page.locator("canvas").count() == 0


def test_a_picture_stands_where_there_is_no_script(visit, path):
    page = visit(path.as_uri(), java_script_enabled=False)
    for model in page.locator(".live-model").all():
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
display({"text/html": "<live-stepper class='live-model' id='live-x'><img alt='It is so.' src='data:,'></live-stepper>",
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
    assert figure.select_one("live-stepper img")["alt"] == "It is so."
    assert figure.figcaption.get_text(" ", strip=True).startswith("Fig. 1 A live model.")
    assert left.find("a", href="#fig-live", class_="reference").get_text() == "Fig. 1"
    scripts = [script["src"].partition("?")[0].removeprefix("_static/") for script in left.select("script[src]")]
    assert scripts[-3:] == [*COMMON, "stepper.js"]
    assert left.select_one("link[href^='_static/live.css']")
    for asset in ASSETS.glob("*.[cj]s*"):
        assert book.read(f"_build/html/_static/{asset.name}") == asset.read_text("utf8")
    assert not re.search(r"live\.|drawing|stepper", "".join(map(str, right.select("script, link[rel=stylesheet]"))))
