"""A browser; and a book of two chapters that builds in a second: its package is as tiny, and needs no torch."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path

import pytest
from browser import HUNG
from chromium import FLAGS, find_chromium
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright
from small_book import build_small_book
from sphinx.cmd.build import main

EXTENSIONS = Path(__file__).parents[2] / "book" / "_ext"
HEADER = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
"""
CELL = "```{{code-cell}}\n{}\n```\n"


@pytest.fixture(scope="module")
def browser():
    """Chromium, without a window."""
    chromium = find_chromium()
    if not chromium:
        message = "no Chromium found: install one, or name it in $CHROMIUM"
        if os.environ.get("LATENTS_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS, timeout=HUNG)
        browser.new_context, browser.new_page = map(patient, (browser.new_context, browser.new_page))
        expect.set_options(timeout=HUNG)
        yield browser


def patient(make: Callable) -> Callable:
    """The same, but what it makes waits until a browser must be taken for dead."""
    def made(**options) -> BrowserContext | Page:
        new = make(**options)
        new.set_default_timeout(HUNG)
        return new

    return made


@pytest.fixture
def opened(browser):
    """Open a page, from the disk unless it has an address; every error of its scripts fails the test.

    But one: pages from the disk may not fetch others, so that search shows its hits without excerpts.
    """
    contexts, errors = [], []

    def visit(page: Path | str, **options):
        contexts.append(browser.new_context(reduced_motion="reduce", **options))
        tab = contexts[-1].new_page()
        tab.on("pageerror", lambda error: (tab.url.startswith("file:") and error.message == "Failed to fetch")
               or errors.append(error.message))
        tab.goto(page if isinstance(page, str) else page.as_uri(), wait_until="load")
        return tab

    yield visit
    for context in contexts:
        context.close()
    assert not errors


class Book:
    """A book under `root`, built as the real one is, with few extensions and a plain theme."""

    def __init__(self, root: Path):
        self.root = root
        self.settings = {"extensions": "myst_nb,execution.freshness,execution.execution", "nb_execution_mode": "cache",
                         "html_theme": "basic"}
        self.write("requirements.txt", "torch==1.0\n")
        self.write("src/latents/__init__.py", "class cpu:\n    type = 'cpu'\n\ndef pick_device():\n    return cpu\n")
        self.write("src/latents/left.py", 'def answer():\n    """Old words."""\n    return 1\n')
        self.write("src/latents/right.py", "def answer():\n    return 2\n")
        self.write("book/index.md", "# Index\n\n```{toctree}\nleft\nright\n```\n")
        for name in ("left", "right"):
            self.chapter(name, f"from latents.{name} import answer\n\nprint('answer', answer())")

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf8")

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf8")

    def chapter(self, name: str, *cells: str, prose: str = "") -> None:
        self.write(f"book/{name}.md", f"{HEADER}\n# Chapter {name}\n\n{prose}\n\n" + "".join(map(CELL.format, cells)))

    def edit(self, path: str, old: str, new: str) -> None:
        assert old in self.read(path)
        self.write(path, self.read(path).replace(old, new))

    @property
    def command(self) -> list[str]:
        """Arguments of sphinx-build."""
        options = [f"-D{name}={value}" for name, value in self.settings.items()]
        return ["-C", "-n", "-W", "--keep-going", *options, "-d", str(self.root / "_build/.doctrees"),
                str(self.root / "book"), str(self.root / "_build/html")]

    def build(self) -> int:
        """Build in this process; return the exit status, keep what was printed."""
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            try:
                status = main(self.command)
            except SystemExit as stop:
                print(stop.code, file=sys.stderr)
                status = 1
        self.out, self.err = out.getvalue(), err.getvalue()
        print(self.out, self.err)
        return status

    @property
    def states(self) -> dict[str, str]:
        """What the last build did with each chapter."""
        lines = re.findall(r"^(cached|executed) +[\d.]+ s  (\w+)", self.out, re.MULTILINE)
        return {name: state for state, name in lines}

    def start(self) -> subprocess.Popen:
        """Begin to build in a process of its own."""
        path = os.pathsep.join([str(EXTENSIONS), os.environ["PYTHONPATH"]])
        return subprocess.Popen([sys.executable, "-m", "sphinx", *self.command], stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": path})


@pytest.fixture
def book(tmp_path, monkeypatch) -> Book:
    """A fresh book; kernels find its package first."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "src"))
    return Book(tmp_path)


@pytest.fixture
def build(tmp_path) -> Callable:
    """Build a book of a few pages, given by name, with the directives of the real one; returns the application."""
    return partial(build_small_book, tmp_path)
