"""A browser's view of a page: what it loads, what it complains about, how it looks."""

import re
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"],
         "preload": False}  # axe would load the style sheets again, from wrong addresses
STILL = "*, *::before, *::after { transition: none !important; animation: none !important }"
# Thousands of coloured words of code would take a minute to check: leave the first of each colour and place.
ONE_TOKEN_OF_A_KIND = """() => { const seen = new Set(); document.querySelectorAll('pre span').forEach(word => {
    const kind = word.className + ' in ' + word.closest('div[class*=cell], div')?.className;
    seen.has(kind) ? word.replaceWith(...word.childNodes) : seen.add(kind) }) }"""
EVERYTHING_OPEN = """() => { document.querySelectorAll('details').forEach(details => details.open = true);
    document.querySelectorAll('.evident').forEach(mark => mark.classList.add('tapped'));
    document.querySelectorAll('.toggle-button[aria-expanded=false]').forEach(fold => fold.click());
    document.querySelectorAll('.quiz-answer input').forEach(answer => answer.click()) }"""
# The theme makes what scrolls focusable 300 ms after the last change of size or content. One clock times both.
SETTLING = """() => {
    let timer;
    const again = () => { clearTimeout(timer); timer = setTimeout(() => window.settled = true, 301) };
    window.settled = false;
    addEventListener('resize', again);
    new MutationObserver(again).observe(document.body, { subtree: true, childList: true }) }"""
# Who asked first is told first of another scheme, so the page before this.
FOLLOWING = """scheme => {
    const wanted = matchMedia(`(prefers-color-scheme: ${scheme})`);
    window.followed = wanted.matches;
    wanted.onchange = () => setTimeout(() => window.followed = true) }"""
SCHEMES, WIDTHS = ("light", "dark"), (1280, 390)
HUNG = 300_000  # milliseconds after which a browser that does not answer is given up, on the busiest machine


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, *args):
        pass


@contextmanager
def served(folder: Path):
    """The address under which a folder is served while the context lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def faults(browser: Browser, address: str, looks: bool = True) -> list[str]:
    """All that is wrong with a page: while it loads, and, if `looks`, in both schemes and at both widths."""
    found: list[str] = []
    context = browser.new_context(reduced_motion="reduce", color_scheme=SCHEMES[0])
    page = context.new_page()
    origin = re.match(r"file://|https?://[^/]+/", address)[0]
    page.on("console", lambda message: message.type == "error"
            and found.append(f"console: {message.text} {message.location['url']}"))
    page.on("pageerror", lambda error: found.append(f"script: {error.message}"))
    page.on("request", lambda request: request.url.startswith((origin, "data:", "blob:"))
            or found.append(f"foreign request: {request.url}"))
    page.goto(address, wait_until="load")
    found += unseen_images(page) + raw_formulas(page)
    if looks:
        page.add_style_tag(content=STILL)
        page.add_script_tag(content=Axe().axe_script)
        page.evaluate(EVERYTHING_OPEN)
        page.evaluate(ONE_TOKEN_OF_A_KIND)
        for width in WIDTHS:
            page.evaluate(SETTLING)
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function("settled")
            found += [f"{scheme}, {width} px: {fault}" for scheme in SCHEMES for fault in look(page, scheme, width)]
    context.close()
    return found


def unseen_images(page: Page) -> list[str]:
    """Images that did not load."""
    sources = page.evaluate("""async () => {
        const images = [...document.images];
        images.forEach(image => image.loading = 'eager');
        await Promise.allSettled(images.map(image => image.decode()));
        return images.filter(image => !image.naturalWidth).map(image => image.src) }""")
    return [f"image not loaded: {source}" for source in sources]


def raw_formulas(page: Page) -> list[str]:
    """Formulas that are not typeset, or wrongly."""
    return page.evaluate(r"""async () => {
        await window.MathJax?.startup?.promise;
        const faults = [...document.querySelectorAll('mjx-merror')].map(error => 'formula: ' + error.title);
        for (const formula of document.querySelectorAll('.math'))
            if (!formula.querySelector('mjx-container')) faults.push('formula not typeset: ' + formula.textContent);
        const words = document.querySelector('main, body').cloneNode(true);
        words.querySelectorAll('pre, code, script, .math, #search-results .context').forEach(part => part.remove());
        const raw = words.textContent.match(/\$\$|\\[(\[]/);
        return raw ? [...faults, 'raw formula: ' + raw[0]] : faults }""")


def look(page: Page, scheme: str, width: int) -> list[str]:
    """Overflow, accessibility and the theme itself, in one scheme at one width."""
    page.evaluate(FOLLOWING, scheme)
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function("followed")
    follows = page.evaluate("document.documentElement.dataset.theme") == scheme
    found = [] if follows else ["the theme does not follow"]
    if (actual := page.evaluate("document.documentElement.scrollWidth")) > width:
        found.append(f"the page is {actual} px wide")
    violations = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return found + [f"{violation['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
                    for violation in violations for node in violation["nodes"]]
