"""A book with the directives of the real one, and what is on its pages."""

from pathlib import Path

from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp

FRONT = "---\njupytext: {text_representation: {extension: .md, format_name: myst}}\nkernelspec: {name: python3}\n---\n"
LECTURES = 'L1:\n  title: First\n  topics:\n    L1-1: "Labels"\n    L1-2: "Codes"\n    L1-3: "Maps"\n'
CLAIM = {"name": "first", "statement": "It is small", "measured": "2.35 ± 0.12", "required": "below 5", "seeds": 5,
         "holds": True, "scope": "", "elsewhere": ""}
SETTINGS = {"extensions": ["myst_nb", *(f"page.{name}" for name in (
                "folds", "claims", "numbers", "tables", "costs", "reading_time", "lecture_map", "source"))],
            "nb_execution_mode": "cache", "html_theme": "basic", "nb_execution_raise_on_error": True, "numfig": True}


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
    try:
        app.build()
    finally:
        app.cleanup()
    return app


def build_page(folder: Path, text: str, *extensions: str, builder: str = "html", **settings) -> SphinxTestApp:
    """Build a book of one page, that `squares` leads to; return the application."""
    folder.mkdir(exist_ok=True)
    (folder / "conf.py").touch()
    (folder / "index.md").write_text(f"(squares)=\n# Page\n\n{text}", "utf8")
    settings |= {"extensions": ["myst_nb", "sphinx.ext.mathjax", *extensions], "html_theme": "basic",
                 "myst_enable_extensions": ["dollarmath"]}
    app = SphinxTestApp(builder, srcdir=folder, builddir=folder / "_build", confoverrides=settings)
    app.build()
    app.cleanup()
    return app


def cell(code: str, *tags: str, **options: str) -> str:
    """A code cell with tags and options."""
    lines = [f":tags: [{', '.join(tags)}]"] * bool(tags) + [f":{name}: {value}" for name, value in options.items()]
    return "\n".join(["```{code-cell} python", *lines, "", code, "```\n\n"])


def displays(mime: str, record: dict, *tags: str) -> str:
    """A cell that displays what the package would, without the package."""
    bundle = {"text/plain": "plain line", mime: record}
    return cell(f"from IPython.display import display\ndisplay({bundle!r}, raw=True)", *tags)


def claims(*tags: str, **record) -> str:
    """A cell that makes a claim."""
    return displays("application/vnd.latents.claim+json", CLAIM | record, *tags)


def measures(name: str, text: str, mean: str, *, seeds: int = 5, **record) -> str:
    """A cell that measures a number."""
    number = {"name": name, "text": text, "mean": mean, "seeds": seeds, **record}
    return displays("application/vnd.latents.number+json", number, "evidence")


def page(app: SphinxTestApp, name: str) -> BeautifulSoup:
    """A page that was built."""
    return BeautifulSoup((app.outdir / f"{name}.html").read_text("utf8"), "html.parser")


def rows(app: SphinxTestApp, name: str) -> list[list[str]]:
    """The texts in the tables of a page."""
    return [[cell.get_text(" ", strip=True) for cell in row("td")] for row in page(app, name).select("tbody tr")]
