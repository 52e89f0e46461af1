"""What was recorded before the build, on the page: the line of origin, the mark that leads to it, the list of records.

``recorded("name")`` in a cell leaves an output of type ``RECORDED``; here it becomes a line with the id
``record-<name>``. A number that was glued from a record gets a mark behind it wherever it is pasted, on its own page
and on others. The directive ``{recorded-experiments}`` lists the files under ``results/``.
"""
from __future__ import annotations

import json
from pathlib import Path

from docutils import nodes
from myst_nb.core.render import load_mime_renders
from myst_nb.ext.glue.crossref import read_glue_cache
from myst_nb.ext.glue.roles import PasteTextRole
from myst_nb.ext.glue.utils import PendingGlueReference, retrieve_glue_data
from sphinx.transforms.post_transforms import SphinxPostTransform

from page.pages import chapter_number, in_book_order, link, recorded_mark, table
from page.records import FILL, Record

RESULTS = Path(__file__).resolve().parents[3] / "src" / "latents" / "results"
RECORDED = "application/vnd.latents.recorded+json"


class OriginRenderer:
    """Turns the output of ``recorded`` into a line that marks can lead to."""

    mime_priority_overrides = (("*", RECORDED, 1),)

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Called by MyST-NB for every output; ``None`` passes it on."""
        if data.mime_type != RECORDED:
            return None
        name, env = data.content["name"], renderer.renderer.sphinx_env
        loaded = env.metadata[env.docname].setdefault("experiments", [])
        ids = [] if name in loaded else [f"record-{name}"]
        loaded.append(name)
        return [nodes.paragraph("", data.content["line"], classes=["recorded-origin"], ids=ids)]


def experiment_of(output: dict) -> str | None:
    """The experiment that a glued output rests on."""
    return output.get("metadata", {}).get("scrapbook", {}).get("recorded")


class MarkedText(PasteTextRole):
    """The role ``glue:text``, with a mark behind what was recorded."""

    def run(self):
        shown, messages = super().run()
        if shown and not isinstance(shown[0], PendingGlueReference):
            glued = retrieve_glue_data(self.document, self.text.rsplit(":", 1)[0])
            if name := experiment_of({"metadata": glued.metadata}):
                shown.append(recorded_mark(f"#record-{name}"))
        return shown, messages


class MarkNumbersOfOtherPages(SphinxPostTransform):
    """The same for numbers of other pages, just before MyST-NB puts them in."""

    default_priority = 4

    def run(self):
        for node in list(self.document.findall(PendingGlueReference)):
            glued = read_glue_cache(self.env.mystnb_config.output_folder, node.refdoc).get(node.key, {})
            if name := experiment_of(glued):
                uri = self.app.builder.get_relative_uri(self.env.docname, node.refdoc)
                node.parent.insert(node.parent.index(node) + 1, recorded_mark(f"{uri}#record-{name}"))


def experiments_table(app, page: str, node) -> list[nodes.Node]:
    """One row a record, with links to the chapters that load it."""
    env, rows = app.env, []
    pages = in_book_order(env, env.found_docs)
    for path in sorted(RESULTS.glob("*.json")):
        record = json.loads(path.read_text("utf8"))
        used = nodes.inline()
        for origin in (name for name in pages if path.stem in env.metadata[name].get("experiments", [])):
            used += [link(app, page, origin, chapter_number(env, origin), f"record-{path.stem}"), nodes.Text(" ")]
        versions = ", ".join(f"{library} {version}" for library, version in record["versions"].items())
        rows.append([path.stem.replace("_", " "), used, record["data"], str(len(record["seeds"])),
                     f"{record['seconds'] / 60:,.1f}", record["device"], record["date"], versions])
    header = ["Experiment", "Used in", "Data", "Seeds", "Minutes", "Device", "Date", "Versions"]
    widths = [17, 11, 10, 7, 9, 12, 12, 22]
    return [table(header, rows, widths, css="recorded-experiments")] if rows else [nodes.paragraph("", "None yet.")]


def setup(app):
    """Called by the extension ``records``."""
    app.setup_extension("myst_nb")
    if OriginRenderer not in load_mime_renders():  # MyST-NB offers entry points only; the list is the same
        load_mime_renders().append(OriginRenderer)
    FILL["recorded-experiments"] = experiments_table
    app.add_directive("recorded-experiments", Record)
    app.add_role_to_domain("glue", "text", MarkedText(), override=True)
    app.add_post_transform(MarkNumbersOfOtherPages)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
