"""The finished pages, in a browser and as files; each check is shown to fail on a page with that fault."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browser import faults, served
from bs4 import BeautifulSoup
from page.claims import CLAIM

ROOT = Path(__file__).resolve().parents[2]
HTML = ROOT / "_build" / "html"
PAGES = [path.relative_to(HTML).as_posix() for path in sorted(HTML.rglob("*.html")) if "_static" not in path.parts]


@pytest.fixture(scope="module")
def site():
    with served(HTML) as address:
        yield address


def test_there_is_a_book():
    assert (HTML / "index.html").is_file(), "no pages to check: run `make book` first"


@pytest.mark.parametrize("page", PAGES)
def test_page(browser, site, page):
    assert not faults(browser, site + page)


@pytest.mark.parametrize("page", PAGES)
def test_page_without_a_server(browser, page):
    assert not faults(browser, (HTML / page).as_uri(), looks=False)


GOOD = """<!doctype html><html lang="en" data-theme="light"><title>Title</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><script>
const dark = matchMedia('(prefers-color-scheme: dark)');
const paint = () => document.documentElement.dataset.theme = dark.matches ? 'dark' : 'light';
dark.onchange = paint; paint();</script>
<body style="background: #fff; color: #000"><main><h1>Heading</h1><p>Words</p></main></body></html>"""
FAULTS = {
    "<script>console.error('oh')</script>": "console: oh",
    "<script>missing()</script>": "script: missing is not defined",
    "<img src='https://example.org/a.png' alt='A dog.'>": "foreign request: https://example.org/a.png",
    "<link rel='stylesheet' href='//example.org/a.css'>": "foreign request: http://example.org/a.css",
    "<img src='none.png' alt='A dog.'>": "image not loaded",
    "<p>So $$x$$.</p>": "raw formula: $$",
    "<span class='math'>x</span>": "formula not typeset: x",
    "<span class='math'><mjx-container><mjx-merror title='Extra }'></mjx-merror></mjx-container></span>": "Extra }",
    "<div style='width: 700px'>Wide</div>": "light, 390 px: the page is 7",
    "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='>": "light, 1280 px: image-alt",
    "<button class='toggle-button' aria-expanded='false' onclick='unfolded.hidden = false'>Unfold</button>"
    "<p id='unfolded' hidden style='color: #ddd'>Pale</p>": 'color-contrast: <p id="unfolded"',
    "<style>input:not(:checked) ~ .pale { display: none }</style><div class='quiz-answer'>"
    "<label><input type='radio'>Yes</label><input type='radio' aria-label='No'>"
    "<p class='pale' style='color: #ddd'>Pale</p></div>": 'color-contrast: <p class="pale"',
    "<style>.evident:not(.tapped) .box { display: none }</style><p class='evident'>Sure."
    "<span class='box' style='color: #ddd'>Pale</span></p>": 'color-contrast: <span class="box"',
    "<style>html[data-theme=dark] p { color: #eee }</style>": "dark, 1280 px: color-contrast",
    "<style>@media (max-width: 400px) { p { color: #ddd } }</style>": "light, 390 px: color-contrast",
}


@pytest.fixture
def faults_of(browser, tmp_path):
    """What is found wrong with a page that holds the given HTML."""
    def visit(html):
        (tmp_path / "page.html").write_text(GOOD.replace("</main>", f"{html}</main>"))
        with served(tmp_path) as address:
            return faults(browser, address + "page.html")
    return visit


def test_every_fault_is_seen(faults_of):
    found = faults_of("".join(FAULTS))
    assert [complaint for complaint in FAULTS.values() if not any(complaint in fault for fault in found)] == []
    assert faults_of(r"<p>So \(x\).</p>") == [r"raw formula: \("]
    assert "dark, 390 px: the theme does not follow" in faults_of("<script>dark.onchange = null</script>")
    assert faults_of("<p>All is well.</p>") == []


def parsed(html: Path) -> Iterator[tuple[Path, BeautifulSoup]]:
    """The pages of a site."""
    for path in html.rglob("*.html"):
        if "_static" not in path.parts:
            yield path, BeautifulSoup(path.read_text("utf8"), "html.parser")


def dead_links(html: Path) -> list[str]:
    """Links and files inside a site that lead nowhere, anchors included."""
    soups = {path.resolve(): soup for path, soup in parsed(html)}
    anchors = {page: {tag["id"] for tag in soup.select("[id]")} for page, soup in soups.items()}
    found = []
    for page, soup in soups.items():
        for tag in soup.select("[href], [src]"):
            target = urlsplit(tag.get("href") or tag.get("src"))
            path = (page.parent / unquote(target.path)).resolve() if target.path else page
            if target.scheme or target.netloc:
                continue
            anchored = path in soups and target.fragment
            if not path.is_file() or (anchored and unquote(target.fragment) not in anchors[path]):
                found.append(f"{page.name}: {target.geturl()}")
    return found


def nameless_images(html: Path) -> list[str]:
    """Images without alt text, or with the name of a file for one."""
    images = [image for _, soup in parsed(html) for image in soup("img")]
    return [str(image) for image in images if re.fullmatch(r"\s*|\S*\.\w+|\S*/\S*", image.get("alt", ""))]


def test_links_lead_somewhere(tmp_path):
    assert not dead_links(HTML)
    (tmp_path / "b.html").write_text("<p id='here'>")
    good = "<a href='b.html#here'>b</a> <a href='#top' id='top'>a</a> <a href='https://example.org/none'>out</a>"
    (tmp_path / "a.html").write_text(good)
    assert not dead_links(tmp_path)
    bad = "<a href='c.html'>c</a> <a href='b.html#there'>b</a> <img src='d.png'> <a href='#e'>e</a>"
    (tmp_path / "a.html").write_text(good + bad)
    assert dead_links(tmp_path) == ["a.html: c.html", "a.html: b.html#there", "a.html: d.png", "a.html: #e"]


def test_images_say_what_they_show(tmp_path):
    assert not nameless_images(HTML)
    names = ["", " ", "../_images/0a1b.png", "plot.svg", "A curve.", "Loss/epoch falls."]
    (tmp_path / "a.html").write_text("<img>" + "".join(f"<img alt='{name}'>" for name in names))
    assert len(nameless_images(tmp_path)) == 5


def test_the_page_of_claims_lists_every_claim_of_the_notebooks():
    cells = [cell for path in sorted((ROOT / "_build" / "jupyter_execute").rglob("*.ipynb"))
             for cell in json.loads(path.read_text("utf8"))["cells"]]
    data = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    made = {f"claim-{bundle[CLAIM]['name']}" for bundle in data if CLAIM in bundle}
    links = BeautifulSoup((HTML / "appendix" / "claims.html").read_text("utf8"), "html.parser").select("table.claims a")
    assert made
    targets = {urlsplit(link["href"]).fragment for link in links}
    assert {target for target in targets if target.startswith("claim-")} == made
