"""A page of live models, opened in a browser whose clock stands still."""

import pytest
from live_page import models
from test_pages import GOOD


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Outputs of a notebook on one page, each with its script."""
    folder = tmp_path_factory.mktemp("live")
    html = "".join(f"<div>{model._repr_mimebundle_()['text/html']}</div>" for model in models())
    (folder / "page.html").write_text(GOOD.replace("</main>", f"{html}<p style='height: 100vh'>End</p></main>"), "utf8")
    return folder


@pytest.fixture
def visit(browser):
    """Open an address; returns the page. Errors on it fail the test."""
    contexts, errors = [], []

    def go(address, **options):
        contexts.append(browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(error.message))
        page.clock.install(time=0)
        page.goto(address)
        page.clock.pause_at(3600)  # from here on, time passes only when a test says so
        return page

    yield go
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def page(visit, folder):
    return visit((folder / "page.html").as_uri())


@pytest.fixture
def phone(visit, folder):
    return visit((folder / "page.html").as_uri(), viewport={"width": 390, "height": 800}, has_touch=True,
                 is_mobile=True)
