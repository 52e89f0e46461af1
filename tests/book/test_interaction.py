"""What a reader does on a page, with mouse and keyboard: answer a quiz, unfold a solution, search, switch the theme."""

from pathlib import Path

import pytest
from browser import served
from playwright.sync_api import expect

HTML = Path(__file__).resolve().parents[2] / "_build" / "html"
WITH_QUIZ = [path for path in sorted(HTML.rglob("*.html")) if 'class="quiz"' in path.read_text("utf8")]
CHAPTER = HTML / "codes" / "principal_components.html"
WITH_FORMULA = "Two runs"  # the question whose answers hold formulas


def words(locator) -> str:
    return " ".join(locator.text_content().split())


def test_there_are_quizzes():
    assert WITH_QUIZ, "no quiz to answer: run `make book` first"


@pytest.mark.parametrize("path", WITH_QUIZ, ids=lambda path: path.stem)
def test_every_answer_shows_and_announces_its_own_feedback(opened, path):
    page = opened(path)
    for question in page.locator(".quiz-question").all():
        expect(question.locator(".quiz-feedback:visible")).to_have_count(0)
        announced = set()
        for answer in question.locator(".quiz-answer").all():
            answer.locator("label").click(position={"x": 3, "y": 3})
            expect(answer.locator("input")).to_be_checked()
            expect(answer.locator(".quiz-feedback")).to_be_visible()
            expect(question.locator(".quiz-feedback:visible")).to_have_count(1)
            announced.add(words(question.get_by_role("status")))
            assert words(question.get_by_role("status")) == words(answer.locator(".quiz-feedback"))
        assert len(announced) == question.locator(".quiz-answer").count()
        assert sum(text.startswith("Right.") for text in announced) == 1


def test_a_quiz_is_answered_by_keyboard(opened):
    page = opened(CHAPTER)
    question, following = (page.locator(".quiz .quiz-question").nth(number) for number in (0, 1))
    question.get_by_role("radio").first.focus()
    for number, key in enumerate(["Space", "ArrowDown", "ArrowDown"]):
        page.keyboard.press(key)
        expect(question.get_by_role("radio").nth(number)).to_be_checked()
        expect(question.locator(".quiz-feedback").nth(number)).to_be_visible()
        assert words(question.get_by_role("status")) == words(question.locator(".quiz-feedback").nth(number))
    while not following.get_by_role("radio").first.evaluate("radio => radio === document.activeElement"):
        assert page.evaluate("document.activeElement.closest('.quiz')"), "Tab left the quiz too early"
        page.keyboard.press("Tab")
    expect(following.get_by_role("radio").first).not_to_be_checked()


def test_radio_buttons_are_named_by_question_and_answer(opened):
    question = opened(CHAPTER).locator(".quiz .quiz-question").filter(has_text=WITH_FORMULA)
    assert question.get_attribute("class") == "quiz-question"
    group = question.page.get_by_role("group", name=WITH_FORMULA)
    expect(group.get_by_role("radio", name="up to their order and their signs")).to_have_count(1)


def test_formulas_are_typeset_in_what_is_shown_and_in_what_is_announced(opened):
    page = opened(CHAPTER)
    page.wait_for_function("document.querySelector('.quiz-feedback mjx-container')")
    question = page.locator(".quiz .quiz-question").filter(has_text=WITH_FORMULA)
    question.get_by_role("radio").first.check()
    feedback = question.locator(".quiz-answer").first.locator(".quiz-feedback")
    heights = [box.bounding_box()["height"] for box in (feedback.locator("mjx-container"), feedback)]
    assert 5 < heights[0] < heights[1]
    expect(question.get_by_role("status").locator("mjx-container")).to_have_count(1)


def test_a_quiz_works_without_a_script(opened):
    question = opened(CHAPTER, java_script_enabled=False).locator(".quiz .quiz-question").first
    for number in (2, 0):
        question.locator("label").nth(number).click()
        expect(question.locator(".quiz-feedback").nth(number)).to_be_visible()
        expect(question.locator(".quiz-feedback:visible")).to_have_count(1)


def test_a_solution_unfolds_by_mouse_and_by_keyboard_and_says_so(opened):
    page = opened(CHAPTER)
    solution = page.locator(".solution").nth(1)
    inside = solution.locator("#solution-content")
    fold = page.get_by_role("button", name="Show or hide: Solution to Exercise 2.2")
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(inside).not_to_be_visible()
    solution.locator(".admonition-title").click(position={"x": 5, "y": 5})
    expect(fold).to_have_attribute("aria-expanded", "true")
    expect(inside).to_be_visible()
    fold.focus()
    for key, expanded in (("Enter", "false"), ("Space", "true"), ("Enter", "false")):
        page.keyboard.press(key)
        expect(fold).to_have_attribute("aria-expanded", expanded)
        expect(inside).to_be_visible(visible=expanded == "true")
    assert fold.evaluate("fold => getComputedStyle(fold).outlineStyle") == "solid"


def test_folded_solutions_are_skipped_by_the_keyboard(opened):
    page = opened(CHAPTER)
    page.locator(".solution button.toggle-button").first.focus()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.solution .toggle-hidden > :not(.admonition-title)')")
    assert page.evaluate("getComputedStyle(document.activeElement).visibility") == "visible"


def test_the_link_in_the_title_of_a_solution_only_leads_to_its_exercise(opened):
    page = opened(CHAPTER)
    page.get_by_role("link", name="Exercise 2.3").click()
    page.wait_for_url("**#ex-missing")
    expect(page.locator(".solution:not(.toggle-hidden)")).to_have_count(0)


@pytest.mark.parametrize("from_disk", [True, False], ids=["disk", "server"])
def test_search_finds_a_term(opened, from_disk):
    with served(HTML) as address:
        page = opened(HTML / "index.html" if from_disk else address + "index.html")
        page.keyboard.press("Control+k")
        page.get_by_role("searchbox").locator("visible=true").fill("partition function")
        page.keyboard.press("Enter")
        first = page.locator("#search-results li a").first
        expect(page.locator("#search-results")).to_contain_text("Restricted Boltzmann machines")
        first.click()
        page.wait_for_url(lambda url: "search.html" not in url)
        expect(page.locator("main")).to_contain_text("partition function", ignore_case=True)


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_the_theme_is_switched_and_stays(opened, way):
    page = opened(HTML / "index.html", color_scheme="light")
    other_tab = page.context.new_page()  # is told when the choice is stored: only then may the page load again
    other_tab.goto(page.url)
    other_tab.evaluate("addEventListener('storage', stored => { if (stored.key === 'mode') mode = stored.newValue })")
    button = page.locator("button.theme-switch-button:visible").first
    modes, colours = [], set()
    for _ in range(3):
        if way == "mouse":
            button.click()
        else:
            button.focus()
            page.keyboard.press("Enter")
        modes.append(page.evaluate("[document.documentElement.dataset.mode, document.documentElement.dataset.theme]"))
        other_tab.wait_for_function("chosen => window.mode === chosen", arg=modes[-1][0])
        page.reload()
        assert page.evaluate("document.documentElement.dataset.mode") == modes[-1][0]
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert sorted(modes) == [["auto", "light"], ["dark", "dark"], ["light", "light"]]
    assert len(colours) == 2
