"""Reading with the keyboard, at rest, and away from the page: what axe cannot see."""

import nbformat
import pytest
from browser import WIDTHS, faults, served
from test_pages import HTML

CHAPTER = min(path.relative_to(HTML / "_sources") for path in HTML.glob("_sources/*/*.ipynb")).with_suffix(".html")
PAGES = ["index.html", CHAPTER.as_posix(), "search.html?q=component", "search.html?q=zzzz"]
UNSEEN = """() => {
    const focused = document.activeElement, style = getComputedStyle(focused);
    const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && focused.checkVisibility();
    return focused === document.body ? null : seen ? '' : focused.outerHTML.slice(0, 150) }"""
MOVING = """() => [...document.querySelectorAll('*')].filter(part => {
    const style = getComputedStyle(part);
    return style.animationName !== 'none' || style.scrollBehavior !== 'auto' ||
        style.transitionDuration.split(',').some(seconds => parseFloat(seconds)) })
    .map(part => part.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def site():
    with served(HTML) as address:
        yield address


@pytest.fixture(params=WIDTHS)
def page(browser, request):
    context = browser.new_context(reduced_motion="reduce", viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


def unseen(page) -> list[str]:
    """Where the keyboard goes without being seen, in the first fifty steps."""
    found = []
    for _ in range(50):
        page.keyboard.press("Tab")
        if (focused := page.evaluate(UNSEEN)) is None:
            break
        found += [focused] if focused else []
    return found


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_is_seen_wherever_it_goes(page, site, name):
    page.goto(site + name)
    assert unseen(page) == []


def test_a_button_that_hides_the_keyboard_is_found(page, site):
    page.goto(site + "index.html")
    page.add_style_tag(content=":is(button, #any):focus-visible { outline: none !important }")
    assert unseen(page) != []


def test_the_first_stop_leads_past_the_navigation(page, site):
    page.goto(site + PAGES[1])
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.inner_text() == "Skip to main content"
    assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#main-content').contains(document.activeElement)")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_moves_for_those_who_asked_for_rest(page, site, name):
    page.goto(site + name)
    assert page.evaluate(MOVING) == []
    page.emulate_media(reduced_motion="no-preference")
    page.wait_for_function(f"({MOVING})().length")


@pytest.mark.parametrize("name", PAGES[2:])
def test_results_of_a_search(browser, site, name):
    assert faults(browser, site + name) == []


def test_the_download_button_gives_the_plain_notebook(page, site):
    page.goto(site + PAGES[1])
    page.get_by_role("button", name="Download this page").click()
    with page.expect_download() as download:
        page.locator("a[download]", has_text=".ipynb").click()
    notebook = nbformat.reads(download.value.path().read_text("utf8"), 4)
    nbformat.validate(notebook)
    plain = HTML.parent / "notebooks" / download.value.suggested_filename
    assert notebook == nbformat.read(plain, 4)
