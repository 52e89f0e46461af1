"""The executed notebooks, run again; their text, made plain."""

import ast

import check_notebooks
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebooks.plain_markdown import Made, PlainMarkdown, leftovers
from pybtex.database import parse_string

CLAIM = """\
from IPython.display import display
claim = {"name": "a", "statement": "It holds", "measured": %s, "required": "above 0", "seeds": 1,
         "elsewhere": "", "holds": True}
display({"text/plain": "it holds", "application/vnd.latents.claim+json": claim}, raw=True)"""
PIECES = "import sys\nfor number in range(3):\n    print(number)\n    sys.stdout.flush()"


def compared(book) -> int:
    """The status of the comparison of a book that was built."""
    return check_notebooks.main(book.root / "_build/jupyter_execute")


def test_a_chapter_that_shows_the_same_passes(book, capsys):
    book.settings["suppress_warnings"] = "mystnb.unknown_mime_type"
    book.chapter("left", "import time", "print(object(), time.time_ns() % 1000, 's')\n3;", CLAIM % "0.5")
    book.chapter("right", "import os\nprint(os.environ['LATENTS_BOOK'], list({'a', 'b', 'c', 'd'}))", PIECES)
    assert book.build() == 0
    capsys.readouterr()
    assert compared(book) == 0
    assert capsys.readouterr().out == "left: the same\nright: the same\n"


def test_a_chapter_that_shows_something_else_fails_and_says_where(book, capsys):
    book.settings["suppress_warnings"] = "mystnb.unknown_mime_type"
    changing = ["print(time.time_ns())", "time.time_ns()", CLAIM % "time.time_ns()"]
    book.chapter("left", "import time", *changing)
    assert book.build() == 0
    before = book.read("_build/jupyter_execute/left.ipynb")
    capsys.readouterr()
    assert compared(book) == 1
    out = capsys.readouterr().out
    assert out.startswith("left: 3 cells differ\n")
    assert out.endswith("right: the same\n")
    assert all(code in out for code in changing)
    assert out.count("--- stored") == 3
    assert book.read("_build/jupyter_execute/left.ipynb") == before


def test_a_chapter_that_fails_the_second_time_fails(book, capsys):
    book.chapter("left", "from pathlib import Path\nPath('there').mkdir()\n1")
    assert book.build() == 0
    (book.root / "_build/jupyter_execute/there").mkdir()
    assert compared(book) == 1
    assert "FileExistsError" in capsys.readouterr().out


def executed(source: str, *outputs) -> nbformat.NotebookNode:
    return new_code_cell(source, execution_count=1, outputs=list(outputs))


STDOUT = new_output("stream", text="1\n")
PICTURE = {"image/png": "…", "text/plain": "<Figure>"}


@pytest.mark.parametrize(("other", "same"), [
    ([new_output("stream", text="1\n2\n")], True), ([new_output("stream", text="1\n3\n")], False),
    ([new_output("stream", name="stderr", text="1\n2\n")], False), ([STDOUT], False), ([], False)])
def test_printed_text_may_come_in_other_pieces(other, same):
    pieces = [STDOUT, new_output("stream", text="2\n")]
    assert (check_notebooks.shown(executed("", *pieces)) == check_notebooks.shown(executed("", *other))) == same


@pytest.mark.parametrize(("kind", "text", "same"), [
    ("image/png", "other", True), ("text/plain", "<Figure 2>", False), ("text/html", "more", False)])
def test_pictures_are_not_compared_and_words_are(kind, text, same):
    first, second = (executed("", new_output("display_data", data)) for data in (PICTURE, PICTURE | {kind: text}))
    assert (check_notebooks.shown(first) == check_notebooks.shown(second)) == same


@pytest.mark.parametrize(("first", "second", "same"), [
    ("at 0x7f00aa", "at 0x7f00bb", True), ("3.1 ms", "12 ms", True), ("4 s", "5 s", True), ("3.1 mm", "12 mm", False)])
def test_only_times_and_addresses_may_differ(first, second, same):
    cells = [executed("", new_output("stream", text=text)) for text in (first, second)]
    assert (check_notebooks.shown(cells[0]) == check_notebooks.shown(cells[1])) == same


@pytest.mark.parametrize(("cells", "fine"), [
    ([new_markdown_cell("text"), executed("print(1)", STDOUT), executed("x = 1")], True),
    ([executed("print(1)", STDOUT), new_code_cell("print(1)")], False),
    ([executed("print(1)")], False),
    ([new_code_cell("print(1)", outputs=[STDOUT])], False),
    ([new_markdown_cell("text")], False),
])
def test_a_notebook_that_would_pass_unchecked_is_refused(tmp_path, capsys, cells, fine):
    nbformat.write(new_notebook(cells=cells), tmp_path / "chapter.ipynb")
    assert (check_notebooks.unchecked(tmp_path / "chapter.ipynb") == "") == fine
    if not fine:
        assert check_notebooks.main(tmp_path) == 1
        assert "chapter.ipynb" in capsys.readouterr().err


def test_a_book_that_was_not_built_is_refused(tmp_path, capsys):
    assert check_notebooks.main(tmp_path) == 1
    assert "build the book first" in capsys.readouterr().err


CITATIONS = parse_string("""
@article{one, author = {Hinton, Geoffrey}, year = {2006}}
@article{two, author = {Eckart, Carl and Young, Gale}, year = {1936}}
@article{many, author = {van der M{\\"a}ten, Laurens and B, B and C, C}, year = {2008}}
""", "bibtex")

PLAIN = [
    ("plain *text* and `code`", "plain *text* and `code`"),
    ("Loss {number}`loss`, on average {number}`loss:mean`", "Loss 2.3 ± 0.2, on average 2.3"),
    ("It falls. {tick}`falls` It holds. {tick}`falls, fails`", "It falls. ✓ It holds. ✗ 0.9"),
    ("```{results} sizes\n:name: tab-a\n\nErrors of {number}`loss`.\n```",
     "**Table 2.1.** Errors of 2.3 ± 0.2.\n\n| a |"),
    ("at most {given}`0.05`", "at most 0.05"),
    ("{cite:p}`one,two` and {cite:t}`many`", "(Hinton, 2006; Eckart and Young, 1936) and van der Mäten et al. (2008)"),
    ("{numref}`fig-loss`, {eq}`eq-loss`, {eq}`eq-other`", "Figure 2.1, (2.1), (2.2)"),
    ("{ref}`l5-4`, {ref}`words <l5-4>`, {doc}`../part/other_page`, {doc}`this <../part/other_page>`",
     "Matrix factorisation, words, The other page, this"),
    ("{ref}`ex-one`, {term}`codes <code>`, {term}`code`", "Exercise 2.1, codes, code"),
    ("[page](../part/other_page.md), [place](other_page.md#l5-4), [section](l5-4), [out](https://example.org/a.md)",
     "page, place, section, [out](https://example.org/a.md)"),
    ("on $[0,1](x)$", "on $[0,1](x)$"),
    ("{math}`x^2`", "$x^2$"),
    ("(l5-4)=\n## Matrix *factorisation*\n\ntext", "## Matrix *factorisation*\n\ntext"),
    ("$$\nx\n$$ (eq-loss)", "$$\nx \\tag{2.1}\n$$"),
    ("```{math}\n:label: eq-other\ny\n```", "$$\ny \\tag{2.2}\n$$"),
    ("$$\nz\n$$", "$$\nz\n$$"),
    ("$$\na\n$$\n\nand\n\n$$\nb\n$$ (eq-loss)", "$$\na\n$$\n\nand\n\n$$\nb \\tag{2.1}\n$$"),
    ("```{math}\nz\n```", "$$\nz\n$$"),
    ("(l5-3)=\n(l5-4)=\n## Matrix", "## Matrix"),
    ("**Cost:**\n```{cost}\n```", "**Cost:**\nTwo minutes."),
    ("```{claims}\n```\n\nafter", "\n\nafter"),
    ("```{list-table} Some {given}`0.5`\n:header-rows: 1\n:name: tab-a\n\n"
     "* - A\n  - B\n* - $x$\n  - two\n    lines\n```",
     "**Table 2.1.** Some 0.5\n\n| A | B |\n| --- | --- |\n| $x$ | two lines |"),
    ("{numref}`tab-a`", "Table 2.1"),
    (":::{admonition} At a glance\n:class: tip\n\nYou *will*:\n```{cost}\n```\n:::",
     "> **At a glance**\n>\n> You *will*:\n> Two minutes."),
    ("::::{tip}\n:::{note}\ninner {given}`0.5`\n:::\n::::", "> **Tip**\n>\n> > **Note**\n> >\n> > inner 0.5"),
    ("```{margin} Why {math}`x`\nBecause.\n```", "> **Aside (Why $x$)**\n>\n> Because."),
    ("```{exercise} Noisy\n:label: ex-one\n\nShow {eq}`eq-loss`.\n```",
     "> **Exercise 2.1 (Noisy)**\n>\n> Show (2.1)."),
    ("```{exercise}\n\nTry.\n```", "> **Exercise**\n>\n> Try."),
    ("```{solution} ex-one\n:class: dropdown\n\nSo {eq}`eq-loss`.\n```",
     "<details>\n<summary>Solution to Exercise 2.1</summary>\n\nSo (2.1).\n\n</details>"),
    ("````{tab-set}\n```{tab-item} Maths\n:sync: m\n$z$\n```\n````", "**Maths**\n\n$z$"),
    ("% a comment\ntext", "text"),
    ("```python\nx = 1  # {eq} stays\n```", "```python\nx = 1  # {eq} stays\n```"),
]


@pytest.fixture
def text() -> PlainMarkdown:
    made = Made(numbers={"loss": {"text": "2.3 ± 0.2", "mean": "2.3"}}, tables={"sizes": "| a |"},
                claims={"falls": {"holds": True}, "fails": {"holds": False, "measured": "0.9"}})
    numbers = {"fig-loss": "Figure 2.1", "tab-a": "Table 2.1", "eq-loss": "(2.1)", "eq-other": "(2.2)",
               "ex-one": "Exercise 2.1"}
    titles = {"l5-4": "Matrix factorisation", "other_page": "The other page"}
    return PlainMarkdown(made, numbers, titles, "Two minutes.", CITATIONS.entries, __file__)


@pytest.mark.parametrize(("myst", "plain"), PLAIN)
def test_plain_markdown(text, myst, plain):
    assert text.convert(myst) == plain
    assert leftovers(plain) == []


@pytest.mark.parametrize("myst", [
    "{unknown}`role`", "{number}`nothing`", "{number}`loss:.1f`", "{tick}`nothing`",
    "{cite:p}`nobody`", "{numref}`nowhere`", "{ref}`nowhere`",
    "```{unknown} title\nbody\n```",
    "```{results} nothing\nCaption.\n```", ":::{unknown}\nbody\n:::", "```{tip}\n{unknown}`role`\n```", "::::"])
def test_what_it_does_not_know_it_leaves_and_reports(text, myst):
    assert leftovers(text.convert(myst)) != []


def test_code_may_look_like_myst():
    code = '```python\n"{role}`x`"\n:::\n```\n\n`` {role}`x` `` and `:::`, but $\\frac{1}{2}$.'
    assert leftovers(code) == []


def test_the_source_of_an_object_is_shown(text):
    shown = text.convert("```{source} latents.device.pick_device\n```")
    code = shown.split("```python\n")[1].removesuffix("\n```")
    assert [node.name for node in ast.parse(code).body] == ["pick_device"]
