"""What the build measured, on the page: ``{cost}``, ``{run-times}``, ``{claims}``, and the role ``{given}``.

The directives leave placeholders that are filled when a page is written, when every chapter is known.
A claim comes out of a cell as a record of type ``CLAIM``; here it becomes one line with the id
``claim-<name>``, which the appendix links to. The numbers of ``{cost}`` and ``{run-times}`` are those of
``env.chapter_costs``: seconds, peak_mb, device, versions, date of the run that made a chapter's outputs.
"""
from __future__ import annotations

import math

from docutils import nodes
from myst_nb.core.render import load_mime_renders
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from page.pages import chapter_number, chapter_title, in_book_order, link, number, recorded_mark, table

log = logging.getLogger(__name__)
CLAIM = "application/vnd.latents.claim+json"
DEVICES = {"cpu": "one CPU core", "cuda": "one CUDA GPU", "mps": "one Apple GPU"}
SIGNS = {"above": ">", "below": "<"}


class ClaimRenderer:
    """Turns the record of a claim into its line on the page, and remembers it with the page."""

    mime_priority_overrides = (("*", CLAIM, 1),)

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Called by MyST-NB for every output; ``None`` passes it on."""
        if data.mime_type != CLAIM:
            return None
        claim, env = dict(data.content), renderer.renderer.sphinx_env
        env.metadata[env.docname].setdefault("claims", []).append(claim)
        seeds = f", {claim['seeds']} seeds" if claim["seeds"] > 1 else ""
        numbers = f"{measured(claim)} ({claim['relation']} {number(claim['threshold'])} required{seeds})"
        if claim["scope"]:
            numbers += f"; {claim['scope']}"
        marks = [recorded_mark(f"#record-{claim['recorded']}")] if "recorded" in claim else []
        return [nodes.paragraph("", "", nodes.inline("", claim["statement"], classes=["claim-statement"]),
                                nodes.Text(" "),
                                nodes.inline("", "", nodes.Text(numbers), *marks, classes=["claim-numbers"]),
                                classes=["claim"] if claim["holds"] else ["claim", "claim-missed"],
                                ids=[f"claim-{claim['name']}"])]


def measured(claim: dict) -> str:
    """``0.971 ± 0.004``: as many places as the spread has; the value alone where there is no spread."""
    value, spread = claim["value"], claim["spread"]
    if spread is None:
        return number(value, 3)
    if 1e-4 < spread < 1000:
        places = max(0, 1 - math.floor(math.log10(spread)))
        return f"{value:,.{places}f} \N{PLUS-MINUS SIGN} {spread:.{places}f}".replace("-", "\N{MINUS SIGN}")
    return f"{number(value, 3)} \N{PLUS-MINUS SIGN} {number(spread, 2)}"


def statement(claim: dict) -> str:
    """What is claimed, with the sets of pictures that it is claimed for where it is not for all."""
    return f"{claim['statement']} ({claim['scope']})" if claim["scope"] else claim["statement"]


def all_claims(env) -> list[tuple[str, dict]]:
    """Every claim of the book with its page, in the order of reading."""
    pages = in_book_order(env, env.found_docs)
    return [(page, claim) for page in pages for claim in env.metadata[page].get("claims", [])]


def refuse_duplicates(app, env) -> None:
    """Two claims of one name would share one link: stop the build."""
    seen: dict[str, str] = {}
    for page, claim in all_claims(env):
        if other := seen.get(claim["name"]):
            raise ExtensionError(f"claim {claim['name']!r} is made twice: in {other} and in {page}")
        seen[claim["name"]] = page


def claims_table(app, page: str, node) -> list[nodes.Node]:
    """All claims: statement with its link, measured value, threshold, seeds, chapter."""
    rows = [[link(app, page, origin, statement(claim), f"claim-{claim['name']}"),
             measured(claim) + ("\N{DAGGER}" if "recorded" in claim else ""),
             f"{SIGNS[claim['relation']]} {number(claim['threshold'])}", str(claim["seeds"]),
             link(app, page, origin, chapter_number(app.env, origin))]
            for origin, claim in all_claims(app.env)]
    header = ["Claim", "Measured", "Required", "Seeds", "Chapter"]
    return [table(header, rows, [52, 16, 12, 7, 13], css="claims")] if rows else [nodes.paragraph("", "None yet.")]


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


FILL = {"claims": claims_table, "run-times": run_times_table, "cost": cost_sentence}


class Placeholder(nodes.General, nodes.Element):
    """Placeholder for what is known only when all pages have been read."""


class Record(SphinxDirective):
    """``{claims}``, ``{run-times}``, ``{cost}``: no argument, no body."""

    def run(self):
        return [self.placeholder()]

    def placeholder(self, **attributes) -> Placeholder:
        """To be filled by ``FILL[self.name]``."""
        self.env.metadata[self.env.docname].setdefault("records", []).append(self.name)
        node = Placeholder(kind=self.name, **attributes)
        self.set_source_info(node)
        return node


class Given(SphinxRole):
    """A number that was chosen, not measured: ``{given}`0.05```."""

    def run(self):
        return [nodes.abbreviation("", self.text, explanation="chosen, not measured", classes=["given"])], []


def fill(app, doctree, page: str) -> None:
    """Replace the placeholders of a page that is being written."""
    for node in list(doctree.findall(Placeholder)):
        node.replace_self(FILL[node["kind"]](app, page, node))


def pages_to_write(app, env) -> list[str]:
    """The pages that gather from others are written in every build, so they are never stale."""
    gathered = FILL.keys() - {"cost"}
    return [page for page in env.found_docs if gathered & set(env.metadata[page].get("records", []))]


def setup(app):
    if ClaimRenderer not in load_mime_renders():  # MyST-NB offers entry points only; the list is the same
        load_mime_renders().append(ClaimRenderer)
    for name in ("claims", "run-times", "cost"):
        app.add_directive(name, Record)
    app.setup_extension("page.lecture_map")
    app.setup_extension("page.origin")
    app.add_role("given", Given())
    app.add_node(Placeholder)
    app.connect("env-updated", refuse_duplicates)
    app.connect("env-updated", pages_to_write)
    app.connect("doctree-resolved", fill)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
