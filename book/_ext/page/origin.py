"""What was recorded before the build, on the page: the line of origin, and the list of records.

``recorded("name")`` in a cell leaves an output of type ``RECORDED``; here it becomes a line with the id
``record-<name>``, which the mark behind every recorded result leads to. The directive ``{recorded-experiments}`` lists
the files under ``results/``.
"""
from __future__ import annotations

import json
from html import escape
from pathlib import Path

from docutils import nodes

from page.outputs import on_output
from page.pages import chapter_number, in_book_order, link, table
from page.placeholders import add_gathered

RESULTS = Path(__file__).resolve().parents[3] / "src" / "latents" / "results"
RECORDED = "application/vnd.latents.recorded+json"


def show_origin(record: dict, env, tags: list[str]) -> list[nodes.Node]:
    """A line that marks can lead to."""
    loaded = env.metadata[env.docname].setdefault("experiments", {})
    ids = [] if record["name"] in loaded else [f"record-{record['name']}"]
    loaded[record["name"]] = record["line"]
    return [nodes.paragraph("", record["line"], classes=["recorded-origin"], ids=ids)]


def origin_lines(env, page: str, record: dict) -> list[str]:
    """Where a recorded result comes from, for a box of facts; nothing for what this build computed."""
    return [escape(env.metadata[page]["experiments"][record["recorded"]])] if "recorded" in record else []


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
    on_output(RECORDED, show_origin)
    add_gathered(app, "recorded-experiments", experiments_table)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
