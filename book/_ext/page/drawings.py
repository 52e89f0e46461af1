"""Sphinx extension: a chapter's figures as SVG in the page itself, in the colours of its theme.

A figure comes out of its cell drawn on white, in the inks of the package's style (``book.mplstyle``). On the page it
has no ground of its own, and in the dark theme every ink and every grey gives way to one of the same hue that stands
out from the dark page as far as the original does from white. Pictures and colours that mean numbers stay as they are.
"""
from __future__ import annotations

import hashlib
import re
from html import escape
from pathlib import Path

from docutils import nodes
from myst_nb.core.render import load_mime_renders
from sphinx.util import logging

log = logging.getLogger(__name__)
SVG = "image/svg+xml"
STYLE = Path(__file__).resolve().parents[3] / "src" / "latents" / "figures" / "book.mplstyle"
INKS = set(re.findall(r"\b[0-9a-f]{6}\b", STYLE.read_text("utf8")))
DARK_PAGE = 0.0060  # the luminance of the dark theme's ground, #121212
DROPPED = re.compile(r"\A.*?(?=<svg)|<metadata>.*?</metadata>|<!--.*?-->|<style.*?</style>|(?<=\n) +"
                     r"|<g id=\"patch_1\">.*?</g>", re.DOTALL)  # prologue, notes, rules for the page, the white ground
PLACES = re.compile(r'(?<= [xyd]=")[^"]*')
COLOUR = re.compile(r"(?<=: )#([0-9a-f]{6})\b")


def linear(colour: str) -> list[float]:
    """Red, green and blue light of an sRGB colour, from 0 to 1."""
    channels = [int(colour[place:place + 2], 16) / 255 for place in (0, 2, 4)]
    return [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]


def luminance(light: list[float]) -> float:
    """How bright light seems, from 0 to 1 (WCAG 2)."""
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), light, strict=True))


def on_dark(colour: str) -> str:
    """The colour of the same hue that has as much contrast to the dark page as `colour` has to white."""
    light = linear(colour)
    wanted = min(1, 1.05 / (luminance(light) + 0.05) * (DARK_PAGE + 0.05) - 0.05)
    purest = [channel / max(light) for channel in light] if any(light) else [1, 1, 1]
    brightest = luminance(purest)
    if wanted <= brightest:
        light = [channel * wanted / brightest for channel in purest]
    else:
        white = (wanted - brightest) / (1 - brightest)
        light = [channel + (1 - channel) * white for channel in purest]
    channels = [12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in light]
    return "".join(f"{round(255 * channel):02x}" for channel in channels)


def is_ink(colour: str) -> bool:
    """Whether a colour is one of the style's, or grey: those of pictures and of colour maps mean something."""
    return colour in INKS or colour == 3 * colour[:2]


def drawing(svg: str, alt: str) -> str:
    """What Matplotlib wrote, as a part of a page: no ground, names of its own, inks that follow the theme."""
    svg = PLACES.sub(lambda match: re.sub(r"(\.\d\d)\d+", r"\1", match[0]), DROPPED.sub("", svg))
    own = f"fig-{hashlib.sha256(svg.encode()).hexdigest()[:8]}-"
    svg = re.sub(r'(?<= id=")|(?<=href="#)|(?<=url\(#)', own, svg)
    inks = sorted({colour for colour in COLOUR.findall(svg) if is_ink(colour)})
    svg = COLOUR.sub(lambda match: f"var(--ink-{match[1]}, {match[0]})" if is_ink(match[1]) else match[0], svg)
    dark = "".join(f"--ink-{colour}: #{on_dark(colour)};" for colour in inks)
    svg = svg.replace("<svg ", f'<svg class="drawing" role="img" aria-label="{escape(alt)}" ', 1)
    return svg.replace(">", f'><style>html[data-theme="dark"] {{{dark}}}</style>', 1)


class DrawingRenderer:
    """Puts figures that are drawn into the page, instead of a file beside it."""

    mime_priority_overrides = ()

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Called by MyST-NB for every output; ``None`` passes it on."""
        if data.mime_type != SVG:
            return None
        options = renderer.renderer.get_cell_level_config("render_image_options", data.cell_metadata, line=data.line)
        if not options.get("alt"):
            log.warning("a figure needs an alternative text: mystnb: {image: {alt: …}} in the head of its cell",
                        location=(renderer.renderer.sphinx_env.docname, data.line))
        return [nodes.raw("", drawing(data.content, options.get("alt", "")), format="html")]


def setup(app):
    if DrawingRenderer not in load_mime_renders():  # MyST-NB offers entry points only; the list is the same
        load_mime_renders().append(DrawingRenderer)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
