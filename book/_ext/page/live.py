"""Pages that hold a live model load its script and style, once, out of the book itself; other pages do not."""
from __future__ import annotations

from pathlib import Path

LIVE = Path(__file__).resolve().parents[3] / "src" / "latents" / "page" / "live"
COMMON = ["live", "drawing"]  # scripts, before those of the models
MODELS = sorted({path.stem for path in LIVE.glob("*.js")} - {*COMMON})


def on_config(app, config) -> None:
    """Serve the files of the package."""
    config.html_static_path = [*config.html_static_path, *map(str, sorted(LIVE.glob("*.[cj]s*")))]


def on_page(app, pagename, templatename, context, doctree) -> None:
    """What is added here is added to this page only."""
    used = [model for model in MODELS if f"<live-{model.replace('_', '-')} " in context.get("body", "")]
    if not used:
        return
    app.add_css_file("live.css")
    for script in (*COMMON, *used):
        app.add_js_file(f"{script}.js", defer="defer")


def setup(app):
    app.connect("config-inited", on_config)
    app.connect("html-page-context", on_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
