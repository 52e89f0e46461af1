"""Sphinx extension: executes the chapters in parallel, each one only when something that it depends on changed.

The cache finds a chapter's outputs by its cells and its ``kernelspec``. A hash of all that the cells rest on is added
to the latter, in memory, never on disk: see ``code_hash``. What a chapter cost is kept with its outputs and offered to
the pages as ``env.chapter_costs[docname]``: seconds, peak_mb, device, versions, date.
"""

import subprocess
import sys
from multiprocessing.pool import ThreadPool
from pathlib import Path
from typing import NamedTuple

import nbformat
import yaml
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook
from page.image_set import SWITCH, chosen
from sphinx.errors import ExtensionError
from sphinx.util import logging

from execution.cells import code_cells
from execution.chapter_cache import ChapterCache
from execution.code_hash import Environment, code_hash, environment, records_of
from execution.kernels import ChapterFailed, execute, jobs

log = logging.getLogger(__name__)
WHERE = "from latents import pick_device; print(pick_device().type)"


class Chapter(NamedTuple):
    """A page with cells: its file, its notebook before execution, the hash of what it rests on."""

    path: Path
    notebook: nbformat.NotebookNode
    code_hash: str

    def on(self, device: str) -> "Chapter":
        """The chapter as its cache record will know it, executed on that kind of device."""
        key = f"{self.code_hash}-{device}"
        self.notebook.metadata.setdefault("kernelspec", nbformat.NotebookNode())["code_hash"] = key
        return self._replace(code_hash=key)


class Execution:
    """What one build knows about its chapters; its methods are called by Sphinx, in this order."""

    def __init__(self, root: Path):
        self.root = root
        self.executed: dict[str, nbformat.NotebookNode] = {}
        # Importing torch takes seconds: let it happen in another process while Sphinx starts.
        command = [sys.executable, "-c", WHERE]
        self._asked = subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def find(self, app, env, added, changed, removed) -> list[str]:
        """Look for every chapter's outputs; return the chapters whose page is out of date."""
        texts = {name: Path(env.doc2path(name)).read_text("utf8") for name in env.found_docs}
        names = [name for name, text in texts.items() if is_myst_markdown_notebook(text)]
        here = environment(self.root / "requirements.txt", chosen() or f"own-{SWITCH['DEFAULT']}")
        chapters = {name: self.read(env, name, texts[name], here) for name in names}
        self.device = self.ask() if names else ""
        self.chapters = {name: chapter.on(self.device) for name, chapter in chapters.items()}
        self.cache = ChapterCache(env.mystnb_config.execution_cache_path)
        found = {name: self.cache.lookup(chapter.notebook) for name, chapter in self.chapters.items()}
        env.chapter_costs = {}
        for name, hit in found.items():
            if hit:
                self.executed[name], env.chapter_costs[name] = hit
        last_hashes = getattr(env, "chapter_hashes", {})
        env.chapter_hashes = {name: chapter.code_hash for name, chapter in self.chapters.items()}
        return [name for name in names if not found[name] or last_hashes.get(name) != env.chapter_hashes[name]]

    def read(self, env, name: str, text: str, here: Environment) -> Chapter:
        """The chapter that a page is."""
        path = Path(env.doc2path(name))
        notebook = read_myst_markdown_notebook(text, config=env.myst_config, add_source_map=True, path=path)
        cells = [cell.code for cell in code_cells(notebook)]
        depends = [path.parent / file for file in notebook.metadata.get("depends", [])]
        depends += records_of(cells, self.root / "src" / "latents" / "results")
        return Chapter(path, notebook, code_hash(cells, depends, self.root / "src", here))

    def ask(self) -> str:
        """The kind of device that chapters are executed on."""
        out, error = self._asked.communicate()
        if self._asked.returncode:
            raise ExtensionError(f"the package cannot tell its device:\n{error}")
        return out.strip()

    def execute(self, app, env, docnames) -> None:
        """Execute what the cache does not have, slowest of the last run first; fail if a chapter fails."""
        for name, cost in sorted(env.chapter_costs.items()):
            log.info("cached   %6.1f s  %s", cost["seconds"], name)
        todo = sorted(self.chapters.keys() - self.executed.keys(), key=self.expected_seconds, reverse=True)
        failed = []
        with ThreadPool(min(jobs(), len(todo)) if todo else 1) as pool:
            timeout = env.mystnb_config.execution_timeout
            for name, outcome in pool.imap_unordered(lambda name: (name, self.run(name, timeout)), todo):
                chapter = self.chapters[name]
                if isinstance(outcome, ChapterFailed):
                    failed.append(name)
                    log.error("failed: %s, in the cell\n\n%s\n\n%s\n", name, indent(outcome.source), outcome.reason,
                              location=f"{chapter.path}:{outcome.line}")
                    continue
                log.info("executed %6.1f s  %s", outcome["seconds"], name)
                self.cache.add(chapter.notebook, chapter.path, outcome)
                self.executed[name], env.chapter_costs[name] = self.cache.lookup(chapter.notebook)
        if failed:
            sys.exit(f"The book was not built: {len(failed)} of {len(self.chapters)} chapters failed, see above: "
                     + ", ".join(sorted(failed)))

    def expected_seconds(self, name: str) -> float:
        """What a chapter took when it was last executed; a new one may take any time."""
        return self.cache.seconds.get(str(self.chapters[name].path), float("inf"))

    def run(self, name: str, timeout: int) -> dict | ChapterFailed:
        """Execute one chapter, in a thread of the pool."""
        log.info("running            %s", name)
        chapter = self.chapters[name]
        timeout = chapter.notebook.metadata.get("mystnb", {}).get("execution_timeout", timeout)
        try:
            return execute(chapter.notebook, chapter.path.parent, timeout, self.device)
        except ChapterFailed as failure:
            return failure

    def stamp(self, app, docname: str, content: list[str]) -> None:
        """Let MyST-NB see the hash, so that it finds the same record."""
        if chapter := self.chapters.get(docname):
            content[0] = with_code_hash(content[0], chapter.code_hash)

    def publish(self, app, env) -> None:
        """Write the executed notebooks.

        MyST-NB itself writes notebooks without outputs when they come from the cache.
        """
        for name, notebook in self.executed.items():
            notebook.metadata["cost"] = env.chapter_costs[name]
            write(notebook, Path(env.mystnb_config.output_folder, f"{name}.ipynb"))


def with_code_hash(text: str, key: str) -> str:
    """The text with the hash in its front matter, on as many lines as before."""
    front, rest = text.removeprefix("---\n").split("\n---\n", 1)
    fields = yaml.safe_load(front)
    fields.setdefault("kernelspec", {})["code_hash"] = key
    flow = yaml.safe_dump(fields, default_flow_style=True, width=float("inf"), allow_unicode=True).strip()
    return f"---\n{flow}\n" + "\n" * front.count("\n") + f"---\n{rest}"


def write(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Write an executed notebook, the same bytes for the same content, if it is not there already."""
    notebook.metadata.kernelspec.pop("code_hash", None)
    for index, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{index:03d}"
    text = nbformat.writes(notebook) + "\n"
    if not path.is_file() or path.read_text("utf8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf8")


def indent(text: str) -> str:
    """The text, four columns to the right."""
    return "\n".join(f"    {line}" for line in text.splitlines())


def setup(app):
    """Connect an `Execution` to the events of a build."""
    execution = Execution(Path(app.srcdir).parent)
    app.connect("env-get-outdated", execution.find)
    app.connect("env-before-read-docs", execution.execute)
    app.connect("source-read", execution.stamp)
    app.connect("env-updated", execution.publish, priority=400)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
