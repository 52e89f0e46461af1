"""The quiz: what it becomes on a page and elsewhere, and what is refused."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from notebooks.plain_markdown import PlainMarkdown
from page.quiz import read_quiz
from pybtex.database import BibliographyData
from small_book import build_page
from sphinx.testing.util import SphinxTestApp

QUESTION = """\
- ask: Is $x^2$ ever {math}`<0`?
  answers:
  - right: "*Never*, for real $x$."
    because: A square of $x$ is no less than 0, see {ref}`here <squares>`.
  - wrong: "Only for negative `x`."
    because: Two minus signs cancel.
"""
GOOD = 3 * QUESTION
FENCED = "```{{quiz}}\n{}```\n"


@pytest.fixture
def build(tmp_path):
    """Build a page of the given text with a builder; returns the application."""
    return lambda text, builder="html": build_page(tmp_path / "book", text, "page.quiz", builder=builder)


def soup(app: SphinxTestApp) -> BeautifulSoup:
    return BeautifulSoup((Path(app.outdir) / "index.html").read_text("utf8"), "html.parser")


def test_a_question_is_a_fieldset_of_labelled_radio_buttons_with_their_feedback(build):
    app = build(FENCED.format(GOOD))
    assert not app.warning.getvalue()
    questions = soup(app).select("div.quiz > fieldset")
    assert len(questions) == 3
    assert questions[1].legend.get_text() == r"Question 2. Is \(x^2\) ever \(<0\)?"
    assert questions[1].legend.select_one("span.math")
    first, second = questions[1].select(".quiz-answer")
    for answer in (first, second):
        assert answer.input["type"] == "radio"
        assert answer.label["for"] == answer.input["id"]
    assert first.label.get_text() == r"Never, for real \(x\)."
    assert first.label.em
    assert second.label.code
    assert first.select_one(".quiz-feedback.quiz-right").get_text() == (
        r"Right. A square of \(x\) is no less than 0, see here.")
    assert first.select_one(".quiz-feedback a")["href"].endswith("#squares")
    assert second.select_one(".quiz-feedback.quiz-wrong").get_text() == "Not quite. Two minus signs cancel."
    assert [region.get_text() for region in soup(app).select("fieldset > [role=status]")] == ["", "", ""]


def test_buttons_belong_to_their_question_and_ids_are_unique_on_a_page(build):
    page = soup(build(2 * FENCED.format(GOOD)))
    names = [{button["name"] for button in question("input")} for question in page("fieldset")]
    assert all(len(name) == 1 for name in names)
    assert len(set.union(*names)) == 6
    idents = [tag["id"] for tag in page.select(".quiz, .quiz [id]")]
    assert len(set(idents)) == len(idents) == 2 + 12


def test_the_feedback_stands_where_the_style_sheet_expects_it(build):
    answer = soup(build(FENCED.format(GOOD))).select_one(".quiz-answer")
    assert [tag.name for tag in answer.find_all(recursive=False)] == ["input", "label", "div"]


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo", "xml"])
def test_other_builders_print_everything(build, builder):
    app = build(FENCED.format(GOOD), builder)
    assert not app.warning.getvalue()
    if builder == "text":
        words = " ".join((Path(app.outdir) / "index.txt").read_text("utf8").split())
        assert words.count("Is x^2 ever <0?") == 3
        assert "2. Is x^2 ever <0? * *Never*, for real x. **Right.** A square of x is no less than 0" in words
        assert '* Only for negative "x". **Not quite.** Two minus signs cancel.' in words


MARKDOWN = """\
**Question {}.** Is $x^2$ ever $<0$?

- *Never*, for real $x$.

  <details><summary>I choose this</summary>

  **Right.** A square of $x$ is no less than 0, see here.

  </details>

- Only for negative `x`.

  <details><summary>I choose this</summary>

  **Not quite.** Two minus signs cancel.

  </details>"""


def test_plain_notebooks_unfold_the_feedback():
    plain = PlainMarkdown({}, {}, 1, "", BibliographyData(), __file__)
    body = GOOD.replace("real $x$", "real\n      $x$")
    expected = "\n\n".join(MARKDOWN.format(number) for number in (1, 2, 3))
    assert plain.convert("Before.\n\n" + FENCED.format(body) + "\nAfter.") == f"Before.\n\n{expected}\n\nAfter."


BAD = [
    ("", "no list of questions; begin each of 3 with '- ask:'"),
    ("just words", "no list of questions; begin each of 3 with '- ask:'"),
    (2 * QUESTION, "2 questions, not 3"),
    (4 * QUESTION, "4 questions, not 3"),
    (GOOD.replace("right:", "wrong:", 1), "question 1: 0 right answers, not one"),
    (2 * QUESTION + QUESTION.replace("wrong:", "right:"), "question 3: 2 right answers, not one"),
    (GOOD.replace("    because: Two minus signs cancel.\n", "", 1), "question 1: answer 2 needs 'right' or 'wrong'"),
    (GOOD.replace("because: Two", "therefore: Two", 1), "question 1: answer 2 needs 'right' or 'wrong'"),
    (GOOD.replace("Two minus signs cancel.", "", 1), "question 1: answer 2 holds something that is no text"),
    (GOOD.replace('"Only for negative `x`."', "yes", 1), "question 1: answer 2 holds something that is no text"),
    (GOOD.replace("- ask: Is", "- question: Is", 1), "question 1: it needs 'ask' and 'answers'"),
    (GOOD.replace("- ask: Is $x^2$ ever {math}`<0`?", "- ask: 3", 1), "question 1: 'ask' is no text"),
    (2 * QUESTION + "- ask: Why?\n  answers:\n  - right: So.\n    because: So.\n",
     "question 3: it needs a list of two answers or more"),
    (2 * QUESTION + "- ask: Why?\n  answers:\n" + 9 * "  - wrong: So.\n    because: So.\n",
     "question 3: it has 9 answers; 8 at most can be shown"),
    (GOOD.replace("Two minus", "Count: two minus", 1),
     "no YAML on line 6 of the body: mapping values are not allowed here; put the text in quotes"),
]


@pytest.mark.parametrize(("body", "complaint"), BAD)
def test_a_malformed_quiz_is_refused_in_a_sentence(body, complaint):
    with pytest.raises(ValueError, match=re.escape(complaint)):
        read_quiz(body)


def test_all_faults_are_named_at_once():
    with pytest.raises(ValueError, match=r"question 1: 2 right answers, not one; question 2: answer 1 needs"):
        read_quiz(QUESTION.replace("wrong:", "right:") + QUESTION.replace("because: A", "why: A") + QUESTION)


def test_the_build_warns_of_a_malformed_quiz_and_says_where(build):
    app = build("Words.\n\n" + FENCED.format(2 * QUESTION))
    assert "index.md:6: WARNING: quiz: 2 questions, not 3" in app.warning.getvalue()
    assert not soup(app).select(".quiz")
