"""Everything a page loads comes from the book itself: MathJax and its fonts, no widget scripts, no Thebe."""
from __future__ import annotations

import filecmp
import importlib.util
import shutil
from pathlib import Path

MATHJAX = ["tex-chtml.js", "output/chtml/fonts/woff-v2/*.woff", "a11y/*.js", "ui/*.js",
           "sre/mathmaps/base.json", "sre/mathmaps/en.json"]


def copy_mathjax(target: Path) -> None:
    """The files of MathJax that pages ask for, out of the installed package that carries all of it."""
    package = importlib.util.find_spec("sphinx-mathjax-offline").submodule_search_locations[0]
    source = Path(package, "static", "mathjax")
    for file in (file for pattern in MATHJAX for file in source.glob(pattern)):
        copy = target / file.relative_to(source)
        if not (copy.exists() and filecmp.cmp(file, copy)):  # missing, of another version, or cut off
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, copy)


def on_config(app, config) -> None:
    """Serve MathJax locally; drop what would come from elsewhere."""
    vendor = Path(app.outdir).parent / "vendor"
    copy_mathjax(vendor / "mathjax")
    config.html_static_path = [*config.html_static_path, str(vendor)]
    config.mathjax_path = "mathjax/tex-chtml.js"
    config.nb_ipywidgets_js = {}
    config.html_theme_options.setdefault("navbar_persistent", [])  # sphinx-book-theme issue 986: a second search box
    drop_thebe(app)


def drop_thebe(app) -> None:
    """Jupyter Book always loads sphinx-thebe, whose script is declared twice: an error in every page's console."""
    event = "env-before-read-docs"
    app.events.listeners[event] = [listener for listener in app.events.listeners[event]
                                   if getattr(listener.handler, "__name__", "") != "init_thebe_core"]


def setup(app):
    app.connect("config-inited", on_config)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
