"""Live models: trained networks and frames of a process, explored inside the page.

What they need travels with the output of the cell, the arithmetic is done by scripts
beside these modules: no server, no kernel, no request. A picture with the same message
stands where there is no script. What they weigh: 5.3 bytes a weight of a network, so
12 kB for a decoder 2-32-64 and 430 kB for one of 80,000 weights; 20 to 180 kB for the
picture; 300 kB at most for a stepper; 40 kB for scripts and style, once a page in the
book.
"""

import html
import json
import os
from pathlib import Path

from matplotlib.figure import Figure

from .exported import base64_png

ASSETS = Path(__file__).parent
COMMON = "live.js", "drawing.js"  # before the script of a model


class LiveModel:
    """What a notebook shows: the live element, its picture, its alternative text.

    `model` is the stem of its module and of its script; `stepper` is <live-stepper>.

    While the book is built, its pages load script and style once; anywhere else they
    travel with the output.
    """

    def __init__(self, model: str, data: dict, figure: Figure, *, name: str, alt: str):
        element = f"live-{model.replace('_', '-')}"
        picture = base64_png(figure)
        held = json.dumps(data).replace("<", r"\u003c")  # whatever a text holds
        body = self.element = (
            f'<{element} class="live-model" id="live-{name}">'
            f'<img alt="{html.escape(alt)}" src="data:image/png;base64,{picture}">'
            f'<script type="application/json">{held}</script></{element}>'
        )
        if "LATENTS_BOOK" not in os.environ:
            style, *scripts = (
                (ASSETS / file).read_text("utf8")
                for file in ("live.css", *COMMON, f"{model}.js")
            )
            body += f"<style>{style}</style><script>{''.join(scripts)}</script>"
        self.bundle = {"text/html": body, "image/png": picture, "text/plain": alt}

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return self.bundle
