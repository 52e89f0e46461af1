"""Plain notebooks, written with their pages."""

import ast
import re
import sys
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from notebooks import repository
from notebooks.plain_markdown import leftovers

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "_build" / "notebooks").glob("*.ipynb"))
CHAPTERS = sorted((ROOT / "_build" / "jupyter_execute").rglob("*.ipynb"))
GLUE = """\
from IPython.display import display
display({"application/papermill.record/text/plain": "2.346"}, raw=True,
        metadata={"scrapbook": {"name": "loss", "mime_prefix": "application/papermill.record/"}})"""
FIGURE = """\
---
mystnb: {figure: {name: fig-loss, caption: "It falls to {glue:text}`loss:.1f`, see {cite:t}`one`."}}
---
from IPython.display import SVG
SVG("<svg xmlns='http://www.w3.org/2000/svg'/>")"""
LEFT = """\
See {numref}`fig-loss` and {eq}`eq-later`: {glue:text}`loss:.1f`.

```{math}
:label: eq-later
x
```
"""
CITING = """\
def setup(app):
    app.connect("config-inited", lambda app, config: setattr(config, "bibtex_bibfiles", ["references.bib"]))"""
RIGHT = """\
Theirs, {numref}`fig-loss`, is {glue:text}`left.md::loss:.2f`; {doc}`left`.

```{exercise} Hard
:label: ex-hard
Think.
```

```{solution-start} ex-hard
```

Add {glue:text}`left.md::loss:s`.
"""
END = """
Done.

```{solution-end}
```

## After
"""


@pytest.fixture
def chapters(book, monkeypatch):
    """The book of the fixture, with a repository, citations, an exercise and numbers taken from another page."""
    monkeypatch.setenv("BOOK_REPOSITORY_URL", "https://github.com/someone/fork")
    monkeypatch.syspath_prepend(book.root)
    book.write("citing.py", CITING)
    extensions = "myst_nb,sphinx_exercise,sphinxcontrib.bibtex,citing,execution.execution,notebooks.plain_notebooks"
    book.settings |= {"extensions": extensions, "numfig": "1", "math_numfig": "1",
                      "html_theme": "sphinx_book_theme"}
    book.write("book/references.bib", "@misc{one, author = {Hinton, Geoffrey}, title = {T}, year = {2006}}")
    book.edit("book/index.md", "```{toctree}", "```{bibliography}\n```\n\n```{toctree}\n:numbered:")
    book.chapter("left", GLUE, FIGURE, prose=LEFT)
    book.chapter("right", "answer = 1", prose=RIGHT)
    book.write("book/right.md", book.read("book/right.md") + END)
    return book


def read(book, name: str) -> nbformat.NotebookNode:
    notebook = nbformat.read(book.root / f"_build/notebooks/{name}.ipynb", 4)
    nbformat.validate(notebook)
    return notebook


def test_a_chapter_becomes_a_plain_notebook(chapters):
    assert chapters.build() == 0
    left, right = read(chapters, "left"), read(chapters, "right")
    assert [cell.source for cell in left.cells[1:]] == [
        "# Chapter left\n\nSee Fig. 1.1 and (1.1): 2.3.\n\n$$\nx \\tag{1.1}\n$$", GLUE, FIGURE.split("---\n")[-1],
        "**Fig. 1.1.** It falls to 2.3, see Hinton (2006)."]
    assert [cell.source for cell in right.cells[1:]] == [
        "# Chapter right\n\nTheirs, Fig. 1.1, is 2.35; Chapter left.\n\n> **Exercise 2.1 (Hard)**\n>\n> Think.",
        "**Solution to Exercise 2.1**", "<details>\n<summary>In words</summary>\n\nAdd 2.346.\n\n</details>",
        "answer = 1", "<details>\n<summary>In words</summary>\n\nDone.\n\n</details>", "## After"]
    assert [bool(cell.metadata) for cell in right.cells if cell.cell_type == "code"] == [False, True]
    assert not any(cell.get("outputs") for cell in left.cells)
    download = chapters.root / "_build/html/_sources/left.ipynb"
    assert nbformat.read(download, 4) == left
    assert len(list(chapters.root.glob("_build/notebooks/*"))) == 2


def test_what_cannot_be_made_plain_fails_the_build(chapters):
    chapters.edit("book/right.md", "## After", "## After\n\n```{hint}\nThink again.\n```")
    assert chapters.build() == 1
    assert "right.md: WARNING: the plain notebook cannot show ```{hint}" in chapters.err


def test_a_chapter_that_is_gone_takes_its_notebook_along(chapters):
    assert chapters.build() == 0
    (chapters.root / "book/right.md").unlink()
    chapters.edit("book/index.md", "right\n", "")
    assert chapters.build() == 0
    assert [path.stem for path in chapters.root.glob("_build/notebooks/*")] == ["left"]


def test_the_package_comes_from_the_commit_of_the_book_and_another_commit_executes_nothing(chapters, monkeypatch):
    commits = iter(["0ddba11", "deadbee"])
    monkeypatch.setattr(repository, "_git", lambda *arguments, root: next(commits) if "HEAD" in arguments else "")
    for commit in ("0ddba11", "deadbee"):
        assert chapters.build() == 0
        notebook = read(chapters, "left")
        source = f"latents[data] @ git+https://github.com/someone/fork@{commit}"
        assert f'%pip install -q "{source}"' in notebook.cells[0].source
        assert notebook.metadata.latents.commit == commit
    assert chapters.states == {"left": "cached", "right": "cached"}


def test_the_package_is_installed_on_colab_and_nowhere_else(chapters, shell, monkeypatch):
    assert chapters.build() == 0
    install = read(chapters, "left").cells[0].source
    asked = []
    monkeypatch.setattr(shell, "run_line_magic", lambda *arguments, **_: asked.append(arguments))
    shell.run_cell(install).raise_error()
    assert asked == []
    monkeypatch.setitem(sys.modules, "google.colab", ModuleType("google.colab"))
    shell.run_cell(install).raise_error()
    (magic, line), = asked
    assert magic == "pip"
    assert re.fullmatch(r'install -q "latents\[data\] @ git\+https://github.com/someone/fork@\w+"', line)


def test_without_a_repository_nothing_is_installed(chapters, monkeypatch):
    monkeypatch.setenv("BOOK_REPOSITORY_URL", "/srv/git/book")
    assert chapters.build() == 0
    assert read(chapters, "left").cells[0].source.startswith("# Chapter left")


def test_every_chapter_has_one():
    assert {path.stem for path in NOTEBOOKS} == {path.stem for path in CHAPTERS} != set()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nothing_but_python_and_plain_markdown(path):
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    markdown = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    if "google.colab" in code[0]:
        sources = re.findall(r"@ git\+(\S+)\"", code[0])[1:]  # the first one stands in a comment
        assert re.findall(r"^ *[%!].*", code.pop(0), re.MULTILINE) == [
            f'    %pip install -q "latents[data] @ git+{url}"' for url in sources]
    for source in code:
        ast.parse(source)
    assert [odd for source in markdown for odd in leftovers(source)] == []
    assert not any(cell.get("outputs") for cell in notebook.cells)
