"""How the finished pages are set: formulas whole, headings graded, lines of a good length, words legible."""

import statistics
from contextlib import contextmanager

import pytest
from browser import SCHEMES, STILL, WIDTHS, served
from page.drawings import on_dark
from test_pages import GOOD, HTML, PAGES

CHAPTERS = [page for page in PAGES if (HTML / "_sources" / page).with_suffix(".ipynb").is_file()]
# Formulas whose glyphs, lines and bars come closer than a pixel to the edge where what scrolls is cut off
CUT = """() => [...document.querySelectorAll('mjx-container[display="true"]')].flatMap(formula => {
    const edges = [formula, formula.closest('div.math')]
        .filter(box => box && getComputedStyle(box).overflowY !== 'visible')
        .map(box => box.getBoundingClientRect()).filter(edge => edge.height);
    const cut = [...formula.querySelectorAll('mjx-c, mjx-line, mjx-rule, mjx-surd')].some(ink => {
        const {top, bottom} = ink.getBoundingClientRect();
        return edges.some(edge => top < edge.top + 1 || bottom > edge.bottom - 1) });
    return cut ? [formula.textContent + ' ' + formula.outerHTML.slice(0, 80)] : [] })"""
# Characters of each full line of plain prose
LINES = """() => [...document.querySelectorAll('article section > p')].flatMap(paragraph => {
    if (paragraph.querySelector('mjx-container, code, sup, svg, .evident')) return [];
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), lines = {}, range = new Range();
    while (walker.nextNode()) for (let place = 0; place < walker.currentNode.length; place++) {
        range.setStart(walker.currentNode, place); range.setEnd(walker.currentNode, place + 1);
        const {top, width} = range.getBoundingClientRect();
        if (width) lines[Math.round(top)] = (lines[Math.round(top)] ?? 0) + 1 }
    return Object.values(lines).slice(0, -1) })"""

# For each table with a caption: how far it scrolls, and how far its caption then sticks out of what is seen of it
CAPTIONS = """() => [...document.querySelectorAll('table caption')].map(caption => {
    const view = caption.closest('.pst-scrollable-table-container');
    view.scrollLeft = view.scrollWidth;
    const seen = view.getBoundingClientRect(), {left, right} = caption.getBoundingClientRect();
    return [view.scrollLeft, Math.max(seen.left - left, right - seen.right)] })"""


@pytest.fixture(scope="module")
def opened(browser):
    """Open an address; formulas are typeset when it is there."""
    @contextmanager
    def visit(address):
        with browser.new_page(reduced_motion="reduce") as tab:
            tab.goto(address, wait_until="load")
            tab.evaluate("window.MathJax?.startup?.promise")
            tab.add_style_tag(content=STILL)
            yield tab
    return visit


@pytest.fixture(scope="module")
def tab(opened, request):
    """A page of the book, opened once for all that is asked of it."""
    with served(HTML) as address, opened(address + request.param) as tab:
        yield tab


@pytest.fixture
def at(tab):
    """The page at a width."""
    def seen(width):
        tab.set_viewport_size({"width": width, "height": 900})
        return tab
    return seen


def cut_formulas(tab) -> list[str]:
    """The formulas that are cut off, in either scheme."""
    found = []
    for scheme in SCHEMES:
        tab.emulate_media(color_scheme=scheme)
        tab.wait_for_function("scheme => document.documentElement.dataset.theme === scheme", arg=scheme)
        found += tab.evaluate(CUT)
    return found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("tab", [page for page in PAGES if 'class="math ' in (HTML / page).read_text("utf8")],
                         indirect=True)
def test_no_stroke_of_a_formula_is_cut_off(at, width):
    assert not cut_formulas(at(width))


def test_cut_strokes_are_seen(opened, tmp_path):
    style = "mjx-container { display: block; overflow: auto; height: 40px } mjx-c { display: block; height: 20px }"
    formula = '<mjx-container display="true"><mjx-c style="margin-top: {}px">x</mjx-c></mjx-container>'
    for above, cut in ((10, False), (0, True), (30, True)):
        (tmp_path / "page.html").write_text(
            GOOD.replace("<main>", f"<style>{style}</style><main>{formula.format(above)}"))
        with opened((tmp_path / "page.html").as_uri()) as tab:
            assert bool(cut_formulas(tab)) == cut


@pytest.mark.parametrize("tab", [next(page for page in CHAPTERS if "<h3>" in (HTML / page).read_text("utf8"))],
                         indirect=True)
def test_the_higher_a_heading_the_larger_and_heavier(at):
    tab = at(1280)
    looks = [tab.locator(f"article {name}").first.evaluate(
        "heading => [getComputedStyle(heading).fontSize, getComputedStyle(heading).fontWeight].map(parseFloat)")
        for name in ("h1", "h2", "h3")]
    sizes, weights = zip(*looks, strict=True)
    text = tab.locator("article section > p").first.evaluate("text => parseFloat(getComputedStyle(text).fontSize)")
    assert sizes[0] > 1.2 * sizes[1] > 1.2 ** 2 * sizes[2] > 1.2 ** 2 * text
    assert weights[0] > weights[1] > weights[2] >= 600


@pytest.mark.parametrize("tab", CHAPTERS, indirect=True)
def test_a_caption_stays_while_its_table_scrolls(at):
    assert all(beyond <= 1 for _, beyond in at(390).evaluate(CAPTIONS))


@pytest.mark.parametrize("tab", ["transfer/domain_adaptation.html"], indirect=True)
def test_there_are_tables_that_scroll(at):
    assert max(scrolled for scrolled, _ in at(390).evaluate(CAPTIONS)) > 100


@pytest.mark.parametrize("width", [1280, 1440, 1920])
@pytest.mark.parametrize("tab", CHAPTERS, indirect=True)
def test_a_line_of_prose_holds_about_seventy_characters(at, width):
    lines = at(width).evaluate(LINES)
    assert len(lines) > 20
    assert 65 <= statistics.fmean(lines) <= 75


@pytest.mark.parametrize("tab", ["index.html"], indirect=True)
def test_the_dark_page_is_as_dark_as_figures_take_it_to_be(tab):
    tab.emulate_media(color_scheme="dark")
    tab.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb({}, {}, {})".format(*bytes.fromhex(on_dark("ffffff")))


@pytest.mark.parametrize("tab", CHAPTERS, indirect=True)
def test_words_in_figures_can_be_read_on_a_phone(at):
    """Ten pixels at least; a few words, as in a crowded legend, may be smaller, none smaller than 7.5."""
    sizes = at(390).evaluate("""[...document.querySelectorAll('svg.drawing g[transform*=scale]')].map(word =>
        100 * Math.hypot(word.getScreenCTM().a, word.getScreenCTM().b))""")
    assert sorted(sizes)[len(sizes) // 20] >= 10
    assert min(sizes) >= 7.5
