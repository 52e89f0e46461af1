"""Sphinx extension: says at the top of a page which pictures it was executed on, if they are not the digits.

``LATENTS_IMAGES`` chooses them, see ``latents.data.switch``. An unknown name stops the build before anything runs.
"""
from __future__ import annotations

import runpy
from pathlib import Path

from docutils import nodes
from sphinx.errors import ExtensionError

SWITCH = Path(__file__).resolve().parents[3] / "src" / "latents" / "data" / "switch.py"
NOTE = (
    "This page was executed on {}, not on the digits: on a random subsample of as many pictures as there are digits. "
    "Its words speak of the digits; its numbers, figures and claims are those of the subsample. "
    "What is claimed for the digits only is measured here and not asserted."
)


def chosen() -> tuple[str, str]:
    """The chosen set, as the switch names it and as a sentence does."""
    switch = runpy.run_path(str(SWITCH))  # importing the package would bring torch
    try:
        name = switch["chosen_name"]()
    except ValueError as error:
        raise ExtensionError(str(error)) from error
    return name, switch["IMAGE_SETS"][name]


def takes_chosen_images(doctree: nodes.document) -> bool:
    """Whether a cell of the page asks for the chosen pictures."""
    return any("chosen_images(" in block.astext() for block in doctree.findall(nodes.literal_block))


def setup(app):
    name, words = chosen()

    def add_note(app, doctree) -> None:
        if name != "digits" and takes_chosen_images(doctree):
            title = next(doctree.findall(nodes.title))
            note = nodes.note("", nodes.paragraph("", NOTE.format(words)), classes=["image-set"])
            title.parent.insert(title.parent.index(title) + 1, note)

    app.connect("doctree-read", add_note)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
