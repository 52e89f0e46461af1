"""Repairs of what the theme, MyST-NB, docutils and sphinx-togglebutton get wrong for screen readers and keyboards.

They are made on the finished files.
"""
from __future__ import annotations

from pathlib import Path

REPAIRS = {
    # the visible text must be part of the accessible name (WCAG 2.5.3)
    '<summary aria-label="Toggle hidden content">': "<summary>",
    'title="Search" aria-label="Search" data-bs-placement': 'title="Search" data-bs-placement',
    'aria-label="Color mode" data-bs-title="Color mode"':
        'aria-label="Color mode: Light, Dark or System Settings" data-bs-title="Color mode"',
    # docutils still writes a role that ARIA has withdrawn
    'role="doc-biblioentry"': 'role="listitem"',
    # a notebook is saved, whatever a server calls its type: some browsers would show it
    'class="btn btn-sm btn-download-notebook-button': 'download class="btn btn-sm btn-download-notebook-button',
    # the logo must be in a landmark
    '<div class="sidebar-primary-items__start sidebar-primary__section">':
        '<div class="sidebar-primary-items__start sidebar-primary__section" role="navigation" aria-label="Book">',
}


FOLDS = "_static/togglebutton.js"
FOLD_REPAIRS = {
    # all folds would have the same name
    'aria-label="Toggle hidden content"':
        'aria-label="Show or hide: ${item.querySelector(".admonition-title").textContent.replaceAll(`"`, "").trim()}"',
    # a click on a link in the title of a fold is the link's alone
    "console.log(`[togglebutton]: Couldn't find button for ${click.target}`);": "return;",
}


def repair(file: Path, repairs: dict[str, str]) -> None:
    """Replace every known flaw of a file."""
    text = better = file.read_text("utf8")
    for flaw, cure in repairs.items():
        better = better.replace(flaw, cure)
    if better != text:
        file.write_text(better, "utf8")


def on_finished(app, exception) -> None:
    """Repair the pages, and the script that folds solutions."""
    if exception or app.builder.format != "html":
        return
    for page in Path(app.outdir).rglob("*.html"):
        repair(page, REPAIRS)
    if (script := Path(app.outdir, FOLDS)).exists():
        repair(script, FOLD_REPAIRS)


def setup(app):
    app.connect("build-finished", on_finished)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
