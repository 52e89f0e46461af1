"""Sphinx extension: says at the top of a page that it was executed on other pictures than its words speak of.

``LATENTS_IMAGES`` chooses them, see ``latents.data.switch``; a chapter names its own with ``chosen_images(default=…)``.
An unknown name stops the build before anything runs.
"""
from __future__ import annotations

import os
import re
import runpy
from pathlib import Path

from docutils import nodes
from sphinx.errors import ExtensionError

SWITCH = runpy.run_path(  # importing the package would bring torch
    str(Path(__file__).resolve().parents[3] / "src" / "latents" / "data" / "switch.py"))
CALL = re.compile(r"\bchosen_images\(([^)]*)\)")
DEFAULT = re.compile(r"\bdefault=[\"'](\w+)")
NOTE = (
    "This page was executed on {other}, not on {own}: on a random subsample of at most as many pictures. "
    "Its words speak of {own}; its numbers, figures and claims are those of the subsample. "
    "What is claimed for {own} only is measured here and not asserted."
)


def chosen() -> str:
    """The set that all pages shall run on, "" if each runs on its own."""
    try:
        return SWITCH["chosen_name"]() if os.environ.get("LATENTS_IMAGES") else ""
    except ValueError as error:
        raise ExtensionError(str(error)) from error


def own_set(doctree: nodes.document) -> str:
    """The set that a page is written for, "" for a page that takes no chosen pictures."""
    for block in doctree.findall(nodes.literal_block):
        if call := CALL.search(block.astext()):
            named = DEFAULT.search(call[1])
            return named[1] if named else SWITCH["DEFAULT"]
    return ""


def setup(app):
    other = chosen()

    def add_note(app, doctree) -> None:
        own = own_set(doctree)
        if own and other and other != own:
            sets = SWITCH["IMAGE_SETS"]
            words = nodes.paragraph("", NOTE.format(other=sets[other], own=sets[own]))
            title = next(doctree.findall(nodes.title))
            title.parent.insert(title.parent.index(title) + 1, nodes.note("", words, classes=["image-set"]))

    app.connect("doctree-read", add_note)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
