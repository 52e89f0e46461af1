"""Repairs of what the theme, MyST-NB and docutils get wrong for screen readers, made on the finished pages."""
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
    # the logo must be in a landmark
    '<div class="sidebar-primary-items__start sidebar-primary__section">':
        '<div class="sidebar-primary-items__start sidebar-primary__section" role="navigation" aria-label="Book">',
}


def repair(html: str) -> str:
    """The page with every known flaw replaced."""
    for flaw, cure in REPAIRS.items():
        html = html.replace(flaw, cure)
    return html


def on_finished(app, exception) -> None:
    """Rewrite the pages that need it."""
    if exception or app.builder.format != "html":
        return
    for page in Path(app.outdir).rglob("*.html"):
        html = page.read_text("utf8")
        if (better := repair(html)) != html:
            page.write_text(better, "utf8")


def setup(app):
    app.connect("build-finished", on_finished)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
