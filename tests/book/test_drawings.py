"""Figures in the page: legible in both themes, their pictures untouched, their names their own."""

import colorsys
import io
import itertools
import re

import matplotlib.pyplot as plt
import pytest
import torch
from browser import SCHEMES
from matplotlib.colors import to_hex, to_rgb
from oracles.colours import VISION, contrast, difference, light
from page.drawings import INKS, drawing, on_dark
from small_book import FRONT, SETTINGS, build_small_book, page
from test_pages import GOOD

from latents.figures.curves import seed_points
from latents.figures.maps import code_map
from latents.figures.planes import plane

DARK, COLOURS = "#121212", plt.rcParams["axes.prop_cycle"].by_key()["color"]
GREYS = ["808080", "d3d3d3", "696969"]


def svg(figure) -> str:
    file = io.StringIO()
    figure.savefig(file, format="svg")
    return file.getvalue()


def test_all_inks_are_the_styles():
    assert {colour.strip("#") for colour in COLOURS} < INKS
    assert {plt.rcParams[name].strip("#") for name in ("text.color", "axes.edgecolor", "grid.color")} < INKS


@pytest.mark.parametrize("colour", [*sorted(INKS), *GREYS])
def test_an_ink_keeps_its_contrast_and_its_hue_in_the_dark(colour):
    dark = f"#{on_dark(colour)}"
    assert contrast(dark, DARK) == pytest.approx(contrast(f"#{colour}", "white"), rel=0.03)  # of whole numbers to 255
    hue, saturation, _ = colorsys.rgb_to_hsv(*light(f"#{colour}"))
    if saturation > 0.3:
        assert (colorsys.rgb_to_hsv(*light(dark))[0] - hue + 0.5) % 1 - 0.5 == pytest.approx(0, abs=0.02)


def test_white_is_the_dark_page_and_black_is_white():
    assert on_dark("ffffff") == "121212"
    assert on_dark("000000") == "ffffff"


@pytest.mark.parametrize("vision", VISION)
def test_everybody_can_tell_the_first_five_colours_apart_in_the_dark(vision):
    dark = [f"#{on_dark(colour.strip('#'))}" for colour in COLOURS]
    assert min(difference(*pair, vision) for pair in itertools.combinations(dark[:5], 2)) > 0.09
    assert min(difference(*pair, "all cones") for pair in itertools.combinations(dark, 2)) > 0.1


@pytest.mark.parametrize("colour", [*COLOURS, "#696969"])
def test_dots_that_one_sees_through_stand_out_in_both_themes(colour):
    """WCAG 1.4.11 asks for 3; dots are drawn with an opacity of 0.8."""
    for ink, ground in ((colour, "#ffffff"), (f"#{on_dark(colour.strip('#'))}", DARK)):
        seen = [0.8 * dot + 0.2 * page for dot, page in zip(to_rgb(ink), to_rgb(ground), strict=True)]
        assert contrast(seen, ground) > 3


def test_figures_draw_dots_as_opaque_as_that():
    cloud = torch.rand(4, 2)
    figures = [seed_points({"one": [1.0, 2.0]}, unit="x"), plane(cloud), code_map(cloud, torch.arange(4))]
    dots = [line for figure in figures for line in figure.axes[0].lines if line.get_linestyle() == "None"]
    assert {line.get_alpha() for line in dots if line.get_marker() != "|"} == {0.8}
    assert {to_hex(line.get_color()) for line in dots} <= {*COLOURS, "#696969"}


@pytest.fixture
def figure():
    """A curve in an ink, a dot in another colour, a grey picture and words."""
    figure, axis = plt.subplots()
    axis.plot([0, 1], [1, 2], color="C0")
    axis.plot([0.5], [1.5], "o", color="#abcdef")
    axis.imshow([[0.0, 0.25], [0.5, 1.0]], extent=(0, 1, 1, 2))
    axis.set(xlabel="time")
    return figure


def test_a_drawing_has_names_of_its_own_and_refers_to_them(figure):
    parts = [drawing(svg(figure), "A curve.")]
    figure.axes[0].set(xlabel="times")
    parts.append(drawing(svg(figure), "A curve."))
    names = [re.findall(r' id="([^"]+)"', part) for part in parts]
    assert len({*names[0], *names[1]}) == len(names[0]) + len(names[1])
    for part, own in zip(parts, names, strict=True):
        used = re.findall(r'(?:href="|url\()#([^")]+)', part)
        assert used
        assert set(used) <= set(own)


def test_a_drawing_brings_no_ground_no_notes_and_no_rules_for_the_page(figure):
    raw = svg(figure)
    part = drawing(raw, 'Say "so" & more.')
    assert part.startswith('<svg class="drawing" role="img" aria-label="Say &quot;so&quot; &amp; more." ')
    assert raw.count("#ffffff") == 1  # the ground
    assert "ffffff" not in part
    for useless in ("<?xml", "<!DOCTYPE", "<!--", "metadata", "<style type"):
        assert useless in raw
        assert useless not in part


def test_inks_follow_the_theme_and_what_means_something_does_not(figure):
    raw = svg(figure)
    part = drawing(raw, "A curve.")
    assert "stroke: var(--ink-1f6fb8, #1f6fb8)" in part
    assert f"--ink-1f6fb8: #{on_dark('1f6fb8')};" in part
    assert "fill: #abcdef" in part
    assert "--ink-abcdef" not in part
    (picture,) = re.findall(r'base64,\s*([^"]+)"', raw)
    assert re.sub(r"\s", "", picture) in re.sub(r"\s", "", part)


def test_coordinates_lose_only_what_nobody_sees():
    part = drawing('<svg><path d="M 1.234567 20\nL 3.5 4.98765"/><use x="7.654321" transform="scale(0.015625)"/></svg>',
                   "A line.")
    assert 'd="M 1.23 20\nL 3.5 4.98"' in part
    assert '<use x="7.65" transform="scale(0.015625)"/>' in part


CELL = """
```{code-cell}
---
mystnb:
  image: {alt: "A dot <and> more."}
  figure: {name: fig-dot, caption: A dot.}
---
from IPython.display import SVG
SVG('<svg width="8pt" viewBox="0 0 8 8"><path id="dot" d="M 0 0 L 8 8" style="fill: #808080"/></svg>')
```
"""


def test_a_figure_comes_into_its_page_with_its_alternative_text(tmp_path, monkeypatch):
    monkeypatch.setitem(SETTINGS, "extensions", [*SETTINGS["extensions"], "page.drawings"])
    app = build_small_book(tmp_path, index=f"{FRONT}# Dots\n\nSee {{numref}}`fig-dot`.\n{CELL}")
    figure = page(app, "index").select_one("figure#fig-dot")
    assert figure.svg["aria-label"] == "A dot <and> more."
    assert figure.svg.path["id"].endswith("-dot")
    assert "Fig. 1" in figure.figcaption.text
    assert not app.warning.getvalue()
    app = build_small_book(tmp_path, index=FRONT + "# Dots\n" + CELL.replace("image:", "other:"))
    assert "a figure needs an alternative text" in app.warning.getvalue()


def test_a_browser_paints_inks_by_theme_and_pictures_as_they_are(browser, tmp_path, figure):
    (tmp_path / "page.html").write_text(GOOD.replace("<main>", f"<main>{drawing(svg(figure), 'A curve.')}"))
    tab = browser.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    inks, pictures = [], []
    for scheme in SCHEMES:
        tab.emulate_media(color_scheme=scheme)
        tab.wait_for_function("scheme => document.documentElement.dataset.theme === scheme", arg=scheme)
        inks.append(tab.evaluate("""[...document.querySelectorAll('svg.drawing [style*=stroke]')]
            .map(line => getComputedStyle(line).stroke).filter(colour => colour !== 'none')"""))
        pictures.append(plt.imread(io.BytesIO(tab.locator("svg image").screenshot())))
    tab.close()
    light, dark = ({tuple(map(int, re.findall(r"\d+", ink))) for ink in found} for found in inks)
    assert (0x1F, 0x6F, 0xB8) in light
    assert tuple(bytes.fromhex(on_dark("1f6fb8"))) in dark
    assert light & dark == {(0xAB, 0xCD, 0xEF)}
    for picture in pictures:
        height, width = picture.shape[:2]
        assert picture[height // 8, width // 8, :3].tolist() == [0, 0, 0]
        assert picture[height // 8, 5 * width // 8, :3] == pytest.approx(0.25, abs=0.01)
