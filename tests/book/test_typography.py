"""How the finished pages are set: formulas whole, headings graded, lines of a good length, words legible."""

import statistics

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
def site():
    with served(HTML) as address:
        yield address


@pytest.fixture
def opened(browser):
    """Open an address at a width; formulas are typeset when it is there."""
    tabs = []

    def visit(address, width):
        tabs.append(browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce"))
        tabs[-1].goto(address, wait_until="load")
        tabs[-1].evaluate("window.MathJax?.startup?.promise")
        tabs[-1].add_style_tag(content=STILL)
        return tabs[-1]
    yield visit
    for tab in tabs:
        tab.close()


def cut_formulas(tab) -> list[str]:
    """The formulas that are cut off, in either scheme."""
    found = []
    for scheme in SCHEMES:
        tab.emulate_media(color_scheme=scheme)
        tab.wait_for_function("scheme => document.documentElement.dataset.theme === scheme", arg=scheme)
        found += tab.evaluate(CUT)
    return found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", [page for page in PAGES if 'class="math ' in (HTML / page).read_text("utf8")])
def test_no_stroke_of_a_formula_is_cut_off(opened, site, page, width):
    assert not cut_formulas(opened(site + page, width))


def test_cut_strokes_are_seen(opened, tmp_path):
    style = "mjx-container { display: block; overflow: auto; height: 40px } mjx-c { display: block; height: 20px }"
    formula = '<mjx-container display="true"><mjx-c style="margin-top: {}px">x</mjx-c></mjx-container>'
    for above, cut in ((10, False), (0, True), (30, True)):
        (tmp_path / "page.html").write_text(
            GOOD.replace("<main>", f"<style>{style}</style><main>{formula.format(above)}"))
        assert bool(cut_formulas(opened((tmp_path / "page.html").as_uri(), 1280))) == cut


def test_the_higher_a_heading_the_larger_and_heavier(opened, site):
    page = next(page for page in CHAPTERS if "<h3>" in (HTML / page).read_text("utf8"))
    tab = opened(site + page, 1280)
    looks = [tab.locator(f"article {name}").first.evaluate(
        "heading => [getComputedStyle(heading).fontSize, getComputedStyle(heading).fontWeight].map(parseFloat)")
        for name in ("h1", "h2", "h3")]
    sizes, weights = zip(*looks, strict=True)
    text = tab.locator("article section > p").first.evaluate("text => parseFloat(getComputedStyle(text).fontSize)")
    assert sizes[0] > 1.2 * sizes[1] > 1.2 ** 2 * sizes[2] > 1.2 ** 2 * text
    assert weights[0] > weights[1] > weights[2] >= 600


def test_a_caption_stays_while_its_table_scrolls(opened, site):
    captions = [caption for page in CHAPTERS for caption in opened(site + page, 390).evaluate(CAPTIONS)]
    assert max(scrolled for scrolled, _ in captions) > 100
    assert max(beyond for _, beyond in captions) <= 1


@pytest.mark.parametrize("width", [1280, 1440, 1920])
def test_a_line_of_prose_holds_about_seventy_characters(opened, site, width):
    lines = [count for page in CHAPTERS for count in opened(site + page, width).evaluate(LINES)]
    assert len(lines) > 100
    assert 65 <= statistics.fmean(lines) <= 75


def test_the_dark_page_is_as_dark_as_figures_take_it_to_be(opened, site):
    tab = opened(site + "index.html", 1280)
    tab.emulate_media(color_scheme="dark")
    tab.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb({}, {}, {})".format(*bytes.fromhex(on_dark("ffffff")))


@pytest.mark.parametrize("page", CHAPTERS)
def test_words_in_figures_can_be_read_on_a_phone(opened, site, page):
    """Ten pixels at least; a few words, as in a crowded legend, may be smaller, none smaller than 7.5."""
    tab = opened(site + page, 390)
    sizes = tab.evaluate("""[...document.querySelectorAll('svg.drawing g[transform*=scale]')].map(word =>
        100 * Math.hypot(word.getScreenCTM().a, word.getScreenCTM().b))""")
    assert sorted(sizes)[len(sizes) // 20] >= 10
    assert min(sizes) >= 7.5
