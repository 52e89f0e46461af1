"""What answers at a tick and at a number: by pointer, by keyboard, by touch, without a script; and folds."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

HTML = Path(__file__).resolve().parents[2] / "_build" / "html"
CHAPTERS = [path for path in sorted(HTML.rglob("*.html")) if 'class="evident"' in path.read_text("utf8")]
CHAPTER = HTML / "codes" / "principal_components.html"
PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
MARKS = pytest.mark.parametrize("mark", ["a.tick", "a.number"])


def box_of(mark):
    """The box of facts behind a mark."""
    return mark.locator("xpath=following-sibling::*")


def is_in_the_window(box) -> bool:
    return box.evaluate("""box => { const place = box.firstElementChild.getBoundingClientRect();
        return place.left >= 0 && place.right <= innerWidth && place.top >= 0 && place.bottom <= innerHeight }""")


def focused(page: Page):
    return page.locator(":focus")


def test_there_is_evidence():
    assert CHAPTERS, "no ticks to point at: run `make book` first"


@MARKS
def test_pointing_shows_the_facts_and_they_stay_while_they_are_pointed_at(opened, mark):
    page = opened(CHAPTER)
    mark = page.locator(mark).first
    expect(page.locator(".evidence:visible")).to_have_count(0)
    mark.hover()
    expect(box_of(mark)).to_be_visible()
    assert is_in_the_window(box_of(mark))
    box_of(mark).locator("a").last.hover()
    expect(box_of(mark)).to_be_visible()
    page.locator("article h1").hover()
    expect(box_of(mark)).to_be_hidden()


@MARKS
def test_escape_closes_what_the_pointer_opened_until_it_comes_back(opened, mark):
    page = opened(CHAPTER)
    mark = page.locator(mark).first
    mark.hover()
    expect(box_of(mark)).to_be_visible()
    page.keyboard.press("Escape")
    expect(box_of(mark)).to_be_hidden()
    page.locator("article h1").hover()
    mark.hover()
    expect(box_of(mark)).to_be_visible()


@MARKS
def test_the_facts_lead_to_the_cell_and_open_its_fold(opened, mark):
    page = opened(CHAPTER)
    mark = page.locator(mark).first
    mark.hover()
    target = box_of(mark).locator("a").last.get_attribute("href")
    expect(page.locator(target)).to_be_hidden()
    box_of(mark).locator("a").last.click()
    expect(page.locator(target)).to_be_visible()
    expect(page.locator(target)).to_be_in_viewport()


def test_the_keyboard_reaches_tick_and_cell_and_escape_comes_back(opened):
    page = opened(CHAPTER)
    tick = page.locator("a.tick").first
    target = "#" + tick.get_attribute("href").partition("#")[2]
    tick.focus()
    expect(box_of(tick)).to_be_visible()
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text("The cell that checks it")
    page.keyboard.press("Escape")
    expect(tick).to_be_focused()
    expect(box_of(tick)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url((HTML / "appendix" / "claims.html").as_uri() + target)
    expect(page.locator(":target")).to_be_visible()


def test_a_number_is_one_stop_of_the_keyboard(opened):
    page = opened(CHAPTER)
    number = page.locator("a.number").first
    number.focus()
    expect(box_of(number)).to_be_visible()
    page.keyboard.press("Tab")
    expect(number).not_to_be_focused()
    expect(box_of(number)).to_be_hidden()


@MARKS
def test_a_tap_shows_the_facts_and_a_tap_beside_them_closes_them(opened, mark):
    page = opened(CHAPTER, **PHONE)
    address, mark = page.url, page.locator(mark).first
    mark.tap()
    expect(box_of(mark)).to_be_visible()
    assert page.url == address
    assert is_in_the_window(box_of(mark))
    page.locator("article h1").tap()
    expect(box_of(mark)).to_be_hidden()


@MARKS
def test_without_a_script_the_facts_show_and_fit_a_phone(opened, mark):
    page = opened(CHAPTER, java_script_enabled=False, viewport=PHONE["viewport"])
    mark = page.locator(mark).first
    mark.focus()
    expect(box_of(mark)).to_be_visible()
    place = box_of(mark).bounding_box()
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= 390
    page.keyboard.press("Tab")
    mark.hover()
    expect(box_of(mark)).to_be_visible()


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_box_fits_a_phone(opened, path):
    page = opened(path, **PHONE)
    outside = page.evaluate("""() => [...document.querySelectorAll('.evident')]
        .filter(holder => holder.checkVisibility({ checkVisibilityCSS: true }))
        .filter(holder => { holder.scrollIntoView({ block: 'center' }); holder.firstElementChild.focus();
            const place = holder.querySelector('.evidence-box').getBoundingClientRect();
            return !place.width || place.left < 0 || place.right > innerWidth })
        .map(holder => holder.textContent)""")
    assert outside == []


def test_a_screen_reader_hears_the_statement_and_the_measurement(opened):
    tick = opened(CHAPTER).locator("a.tick").first
    statement = box_of(tick).locator(".evidence-statement").text_content()
    expect(tick).to_have_accessible_name(f"checked: {statement}")
    expect(tick).to_have_accessible_description(re.compile(r"^Measured .*; must lie (?:above|below) .*\.$"))


def test_folds_are_named_by_their_words_and_open_by_keyboard(opened):
    page = opened(CHAPTER)
    fold = page.locator("details.fold-evidence").first
    words = fold.locator("summary").text_content()
    assert words.startswith("What is ")
    expect(fold.locator("pre").first).to_be_hidden()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(fold.locator("pre").first).to_be_visible()
