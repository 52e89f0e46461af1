"""A book with the directives of the real one, and what is on its pages."""

from pathlib import Path

from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp

FRONT = "---\njupytext: {text_representation: {extension: .md, format_name: myst}}\nkernelspec: {name: python3}\n---\n"
LECTURES = 'L1:\n  title: First\n  topics:\n    L1-1: "Labels"\n    L1-2: "Codes"\n    L1-3: "Maps"\n'
SETTINGS = {"extensions": ["myst_nb", "page.records", "page.source"], "nb_execution_mode": "cache",
            "nb_execution_raise_on_error": True, "html_theme": "basic", "numfig": True}


def build_small_book(folder: Path, costs: dict | None = None, **texts: str) -> SphinxTestApp:
    """Build a book out of texts by name, in a folder that may hold one already; return the application."""
    book = folder / "book"
    book.mkdir(exist_ok=True)
    (book / "lecture_map.yml").write_text(LECTURES, "utf8")
    for name, text in texts.items():
        (book / f"{name}.md").write_text(text, "utf8")
    (book / "conf.py").touch()
    app = SphinxTestApp(srcdir=book, builddir=folder / "_build", confoverrides=SETTINGS)
    app.connect("env-before-read-docs", lambda app, env, docs: setattr(env, "chapter_costs", costs or {}))
    app.build()
    app.cleanup()
    return app


def page(app: SphinxTestApp, name: str) -> BeautifulSoup:
    """A page that was built."""
    return BeautifulSoup((app.outdir / f"{name}.html").read_text("utf8"), "html.parser")


def rows(app: SphinxTestApp, name: str) -> list[list[str]]:
    """The texts in the tables of a page."""
    return [[cell.get_text(" ", strip=True) for cell in row("td")] for row in page(app, name).select("tbody tr")]
