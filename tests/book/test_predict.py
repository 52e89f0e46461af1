"""Predictions: what they become on a page and elsewhere, how readers answer them, what is refused."""

import re
from pathlib import Path

import pytest
from browser import faults, served
from bs4 import BeautifulSoup
from notebooks.plain_markdown import PlainMarkdown
from page.predict import read_prediction
from playwright.sync_api import expect
from pybtex.database import BibliographyData
from small_book import build_page
from sphinx.testing.util import SphinxTestApp

GOOD = """\
- ask: Where does {math}`x^2` end?
  answers:
  - wrong: "Below *zero*."
    because: A square is no less than 0.
  - right: Above $-1$.
    because: It is no less than 0, see {ref}`here <squares>`.
"""
FENCED = "```{{predict}}\n{}```\n"
STATIC = Path(__file__).parents[2] / "book" / "_static"
THEME = """\
:root { --pst-color-primary: #176de8; --pst-color-border: #ccc; --pst-color-surface: #f3f4f5;
  --pst-color-text-muted: #48566b; --pst-color-text-base: #222; }
html[data-theme="dark"] { --pst-color-surface: #29313d; --pst-color-text-muted: #9ca4af; --pst-color-primary: #3592ff; }
html[data-theme="dark"] body { background: #121212; color: #eee; }
a { color: var(--pst-color-link); }
.visually-hidden { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
"""


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Build a page of the given text with a builder; returns the application."""
    def run(text: str, builder: str = "html") -> SphinxTestApp:
        folder = tmp_path_factory.mktemp("book")
        (folder / "static").mkdir()
        (folder / "static" / "theme.css").write_text(THEME, "utf8")
        return build_page(folder, text, "page.predict", builder=builder, mathjax_path="none.js",
                          html_static_path=[str(STATIC), "static"], html_css_files=["theme.css", "book.css"],
                          html_js_files=["quiz.js"])

    return run


@pytest.fixture(scope="module")
def built(build):
    """The file of a page with a prediction."""
    app = build("Words before.\n\n" + FENCED.format(GOOD) + "\nWords after.")
    assert not app.warning.getvalue()
    return Path(app.outdir) / "index.html"


def test_it_is_a_question_with_feedback_and_its_right_answer_folded_away(built):
    card = BeautifulSoup(built.read_text("utf8"), "html.parser").select_one("div.predict")
    assert card.legend.get_text() == r"Predict before you look. Where does \(x^2\) end?"
    wrong, right = card.select("fieldset > .quiz-answer")
    assert wrong.label.get_text() == "Below zero."
    assert wrong.select_one(".quiz-feedback.quiz-wrong").get_text() == "Not quite. A square is no less than 0."
    assert right.select_one(".quiz-feedback.quiz-right").get_text() == "Right. It is no less than 0, see here."
    assert card.details.summary.get_text() == "Show me"
    assert card.details.div.get_text() == r"Above \(-1\). It is no less than 0, see here."
    assert not card.details.has_attr("open")
    assert card.details.a["href"].endswith("#squares")


def test_predictions_are_told_apart(build):
    app = build(2 * FENCED.format(GOOD))
    cards = BeautifulSoup((Path(app.outdir) / "index.html").read_text("utf8"), "html.parser").select(".predict")
    names = [{button["name"] for button in card("input")} for card in cards]
    assert [len(name) for name in names] == [1, 1]
    assert names[0] != names[1]
    idents = [tag["id"] for card in cards for tag in [card, *card("input")]]
    assert len(set(idents)) == 6


@pytest.fixture
def card(browser, built, request):
    """The card in a browser, without scripts if the test says so."""
    context = browser.new_context(java_script_enabled=getattr(request, "param", True))
    page = context.new_page()
    page.goto(built.as_uri())
    yield page.locator(".predict")
    context.close()


def told(card):
    """What the page says about the answers."""
    texts = card.locator(".quiz-feedback:visible, details > div:visible").all_inner_texts()
    return [" ".join(text.split()) for text in texts]


BOTH = pytest.mark.parametrize("card", [True, False], indirect=True, ids=["script", "no script"])


@BOTH
def test_nothing_is_told_before_the_reader_answers(card):
    assert told(card) == []
    card.get_by_text("Below zero.").click()
    assert told(card) == ["Not quite. A square is no less than 0."]
    card.get_by_role("radio").nth(1).check()
    assert told(card) == ["Right. It is no less than 0, see here."]
    assert card.page.get_by_text("Words after.").is_visible()


@BOTH
def test_nothing_is_told_before_the_reader_asks(card):
    card.get_by_text("Show me").click()
    assert told(card) == [r"Above \(-1\). It is no less than 0, see here."]


def test_the_keyboard_answers_and_asks(card):
    keyboard = card.page.keyboard
    card.get_by_role("radio").first.focus()
    keyboard.press("Space")
    assert told(card) == ["Not quite. A square is no less than 0."]
    assert card.get_by_role("status").text_content() == "Not quite. A square is no less than 0."
    keyboard.press("ArrowDown")
    assert told(card) == ["Right. It is no less than 0, see here."]
    for _ in range(2):  # past the link in the feedback
        keyboard.press("Tab")
    keyboard.press("Enter")
    expect(card.locator("details > div")).to_be_visible()


def test_all_is_told_on_paper(card):
    card.page.emulate_media(media="print")
    assert told(card) == ["Not quite. A square is no less than 0.", "Right. It is no less than 0, see here."]
    expect(card.get_by_text("Show me")).not_to_be_visible()


def test_no_fault_is_found_in_any_theme_at_any_width(browser, built):
    page = built.read_text("utf8")
    follow = """<script>const dark = matchMedia('(prefers-color-scheme: dark)');
        const paint = () => document.documentElement.dataset.theme = dark.matches ? 'dark' : 'light';
        dark.onchange = paint; paint();</script>"""
    card = str(BeautifulSoup(page, "html.parser").select_one(".predict"))
    styles = "".join(f"<link rel='stylesheet' href='_static/{name}.css'>" for name in ("theme", "book"))
    (built.parent / "card.html").write_text(
        f"<!doctype html><html lang='en'><title>Card</title><meta name='viewport' content='width=device-width'>"
        f"<link rel='icon' href='data:,'>{styles}{follow}<main><h1>Card</h1>"
        f"{re.sub(r'<span class=.math.*?</span>', 'x', card)}</main></html>", "utf8")
    with served(built.parent) as address:
        assert not faults(browser, f"{address}card.html")


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo", "xml"])
def test_other_builders_print_everything(build, builder):
    app = build(FENCED.format(GOOD), builder)
    assert not app.warning.getvalue()
    if builder == "text":
        words = " ".join((Path(app.outdir) / "index.txt").read_text("utf8").split())
        assert "**Predict before you look.** Where does x^2 end? * Below *zero*. **Not quite.** A square" in words
        assert words.count("It is no less than 0") == 1


MARKDOWN = """\
**Predict before you look.** Where does $x^2$ end?

- Below *zero*.

  <details><summary>I choose this</summary>

  **Not quite.** A square is no less than 0.

  </details>

- Above $-1$.

  <details><summary>I choose this</summary>

  **Right.** It is no less than 0, see here.

  </details>"""


def test_plain_notebooks_unfold_the_feedback():
    plain = PlainMarkdown({}, {}, {}, "", BibliographyData(), __file__)
    assert plain.convert("Before.\n\n" + FENCED.format(GOOD) + "\nAfter.") == f"Before.\n\n{MARKDOWN}\n\nAfter."


@pytest.mark.parametrize(("body", "complaint"), [
    ("", "no list of questions; begin each of 1 with '- ask:'"),
    ("ask: Why?", "no list of questions; begin each of 1 with '- ask:'"),
    (2 * GOOD, "2 questions, not 1"),
    (GOOD.replace("right:", "wrong:"), "question 1: 0 right answers, not one"),
    (GOOD + 3 * "  - wrong: So.\n    because: So.\n", "question 1: it has 5 answers; 4 at most can be shown"),
    (GOOD.replace("A square", "Count: a square"), "no YAML on line 4 of the body"),
])
def test_a_malformed_prediction_is_refused_in_a_sentence(body, complaint):
    with pytest.raises(ValueError, match=re.escape(complaint)):
        read_prediction(body)


def test_the_build_warns_of_a_malformed_prediction_and_says_where(build):
    app = build("Words.\n\n" + FENCED.format(2 * GOOD))
    assert "index.md:6: WARNING: predict: 2 questions, not 1" in app.warning.getvalue()
