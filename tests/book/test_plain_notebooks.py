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
OFFER = """\
from IPython.display import display
error = {"name": "error", "text": "2.3 ± 0.2", "mean": "2.3", "seeds": 5}
display({"text/plain": "error: 2.3 ± 0.2", "application/vnd.latents.number+json": error}, raw=True)
for name, holds in (("first", True), ("second", False)):
    claim = {"name": name, "statement": "It falls.", "measured": "0.9", "required": "below 0.8", "seeds": 1,
             "holds": holds, "scope": "", "elsewhere": ""}
    display({"text/plain": "line", "application/vnd.latents.claim+json": claim}, raw=True)
table = {"name": "errors", "heading": "", "columns": ["error"], "rows": [["PCA", "2.3"]], "best": []}
display({"text/plain": "| | error |", "application/vnd.latents.table+json": table}, raw=True)"""
FIGURE = """\
---
mystnb:
  figure: {name: fig-loss, caption: "It falls to {number}`error`, see {cite:t}`one`."}
  image: {alt: It falls.}
tags: [figure]
---
from IPython.display import SVG
SVG("<svg xmlns='http://www.w3.org/2000/svg'/>")"""
HARNESS = ":tags: [harness]\n:fold: Train it\n\nanswer = 1"
LEFT = """\
See {numref}`fig-loss` and {eq}`eq-later`: {number}`error:mean`. {tick}`first` But {tick}`first, second`.

```{math}
:label: eq-later
x
```

```{results} errors
:name: tab-errors

Errors *fall*.
```
"""
CITING = """\
def setup(app):
    app.connect("config-inited", lambda app, config: setattr(config, "bibtex_bibfiles", ["references.bib"]))"""
RIGHT = """\
Theirs is {numref}`fig-loss`; {doc}`left`.

```{exercise} Hard
:label: ex-hard
Think.
```

```{solution-start} ex-hard
```

Add one.
"""
END = """
Done.

```{solution-end}
```

## After
"""


@pytest.fixture
def chapters(book, monkeypatch):
    """The book of the fixture, with a repository, citations, an exercise, a number, two claims and a table."""
    monkeypatch.setenv("BOOK_REPOSITORY_URL", "https://github.com/someone/fork")
    monkeypatch.syspath_prepend(book.root)
    book.write("citing.py", CITING)
    extensions = ("myst_nb,sphinx_exercise,sphinxcontrib.bibtex,citing,execution.execution,page.folds,page.claims,"
                  "page.numbers,page.tables,notebooks.plain_notebooks")
    book.settings |= {"extensions": extensions, "numfig": "1", "math_numfig": "1",
                      "html_theme": "sphinx_book_theme"}
    book.write("book/references.bib", "@misc{one, author = {Hinton, Geoffrey}, title = {T}, year = {2006}}")
    book.edit("book/index.md", "```{toctree}", "```{bibliography}\n```\n\n```{toctree}\n:numbered:")
    book.chapter("left", f":tags: [evidence]\n\n{OFFER}", FIGURE, HARNESS, prose=LEFT)
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
        "# Chapter left\n\nSee Fig. 1.1 and (1.1): 2.3. ✓ But ✗ 0.9.\n\n$$\nx \\tag{1.1}\n$$\n\n"
        "**Table 1.1.** Errors *fall*.\n\n| | error |",
        "*What is checked here (2):*", OFFER, "*How this figure is drawn:*", FIGURE.split("---\n")[-1],
        "**Fig. 1.1.** It falls to 2.3 ± 0.2, see Hinton (2006).", "*Train it:*", "answer = 1"]
    folds = [cell.metadata["jupyter"]["source_hidden"] for cell in left.cells[1:] if cell.cell_type == "code"]
    assert folds == [True, True, True]
    assert [cell.source for cell in right.cells[1:]] == [
        "# Chapter right\n\nTheirs is Fig. 1.1; Chapter left.\n\n> **Exercise 2.1 (Hard)**\n>\n> Think.",
        "**Solution to Exercise 2.1**", "<details>\n<summary>In words</summary>\n\nAdd one.\n\n</details>",
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
