"""What running the chapters took: ``{cost}`` on a chapter, ``{run-times}`` for all.

The numbers are those of ``env.chapter_costs``: seconds, peak_mb, device, versions, date of the run that made a
chapter's outputs.
"""
from __future__ import annotations

from docutils import nodes
from sphinx.util import logging

from page.pages import chapter_title, in_book_order, link, table
from page.placeholders import add_gathered

log = logging.getLogger(__name__)
DEVICES = {"cpu": "one CPU core", "cuda": "one CUDA GPU", "mps": "one Apple GPU"}


def cost_sentence(app, page: str, node) -> list[nodes.Node]:
    """One sentence: what running this chapter took. It goes on a paragraph that ends in a colon."""
    cost = getattr(app.env, "chapter_costs", {}).get(page)
    if not cost:
        log.warning("cost: nothing was measured for this page", location=node)
        return []
    text = (f"{cost['seconds']:.0f} s on {DEVICES.get(cost['device'], cost['device'])}, "
            f"{cost['peak_mb']:,.0f} MB peak memory (measured by this build).")
    label = node.previous_sibling()
    if isinstance(label, nodes.paragraph) and label.astext().endswith(":"):
        label += nodes.Text(" " + text)
        return []
    return [nodes.paragraph("", text)]


def run_times_table(app, page: str, node) -> list[nodes.Node]:
    """One row a chapter, and their sum."""
    costs = getattr(app.env, "chapter_costs", {})
    chapters = in_book_order(app.env, costs.keys() & app.env.found_docs)
    rows = [[link(app, page, name, chapter_title(app.env, name)), f"{cost['seconds']:.1f}",
             f"{cost['peak_mb']:,.0f}", cost["device"],
             ", ".join(f"{library} {version}" for library, version in cost["versions"].items()), cost["date"]]
            for name in chapters for cost in [costs[name]]]
    rows.append(["All chapters", f"{sum(costs[name]['seconds'] for name in chapters):.1f}", "", "", "", ""])
    header = ["Chapter", "Seconds", "Peak memory (MB)", "Device", "Versions", "Date"]
    return [table(header, rows, [28, 9, 12, 8, 31, 12], css="run-times")]


def setup(app):
    add_gathered(app, "cost", cost_sentence, one_page=True)
    add_gathered(app, "run-times", run_times_table)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
