"""Claims: the role ``{tick}`` behind the sentence that asserts one, its line in the cell, and the list ``{claims}``.

``claim(...)`` in a cell leaves a record, its numbers rounded already. No page has a tick without a claim; one that
declares ``edition: 2`` has a tick for every claim, unless the claim's line stands open.
"""
from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxRole

from page.evidence import Evident, Fact, add_evident, anchor
from page.folds import FOLDED
from page.origin import origin_lines
from page.outputs import on_output
from page.pages import chapter_number, in_book_order, link, recorded_mark, table
from page.placeholders import add_gathered, pages_with

CLAIM = "application/vnd.latents.claim+json"


def show_claim(record: dict, env, tags: list[str]) -> list[nodes.Node]:
    """The line of a claim under its cell, and the record kept with the page."""
    record["open"] = not FOLDED.intersection(tags)
    env.metadata[env.docname].setdefault("claims", []).append(record)
    seeds = f", {record['seeds']} seeds" if record["seeds"] > 1 else ""
    numbers = f"{record['measured']} ({record['required']} required{seeds})"
    if record["elsewhere"]:
        numbers += f"; {record['elsewhere']}"
    marks = [recorded_mark(f"#record-{record['recorded']}")] if "recorded" in record else []
    return [nodes.paragraph("", "", nodes.inline("", record["statement"], classes=["claim-statement"]),
                            nodes.Text(" "),
                            nodes.inline("", "", nodes.Text(numbers), *marks, classes=["claim-numbers"]),
                            classes=["claim"] if record["holds"] else ["claim", "claim-missed"],
                            ids=[f"claim-{record['name']}"])]


class Tick(Evident):
    """The mark behind a sentence, for the claims called ``names``."""

    def claims(self, env) -> list[dict]:
        """The records of its claims."""
        made = {claim["name"]: claim for claim in env.metadata[self["page"]].get("claims", [])}
        return [made[name] for name in self["names"] if name in made]

    def uri(self, builder) -> str:
        """The first claim's row on the page of claims."""
        return row_uri(builder, self["page"], self["names"][0])

    def facts(self, builder) -> list[Fact]:
        return [fact(claim, builder, self["page"]) for claim in self.claims(builder.env)]


def row_uri(builder, page: str, name: str) -> str:
    """A claim on the page that lists all of them; on its own page where no page does."""
    lists = pages_with(builder.env, "claims")
    return (builder.get_relative_uri(page, lists[0]) if lists else "") + f"#claim-{name}"


def fact(claim: dict, builder, page: str) -> Fact:
    """Statement, measured value, threshold and links of one claim."""
    seeds = f", mean ± standard deviation over {claim['seeds']} seeds" if claim["seeds"] > 1 else ""
    elsewhere = [f"It is {escape(claim['elsewhere'])}."] if claim["elsewhere"] else []
    return Fact(
        escape(claim["statement"]),
        f"Measured <strong>{escape(claim['measured'])}</strong>{seeds}; must lie {escape(claim['required'])}.",
        elsewhere + origin_lines(builder.env, page, claim),
        [anchor(row_uri(builder, page, claim["name"]), "All claims", again=True),
         anchor(f"#claim-{claim['name']}", "The cell that checks it")])


def names_of(text: str) -> list[str]:
    """The names of the claims of a tick."""
    return [name.strip() for name in text.split(",")]


class TickRole(SphinxRole):
    """``{tick}`claim-name```, or several names with commas."""

    def run(self):
        names = names_of(self.text)
        ticks = self.env.metadata[self.env.docname].setdefault("ticks", [])
        node = Tick("", names=names, page=self.env.docname, classes=["tick"], serial=self.env.new_serialno("evidence"),
                    ids=[f"tick-{name}" for name in names if name not in ticks])
        ticks.extend(names)
        self.set_source_info(node)
        return [node], []


def mark(claims: list[dict]) -> str:
    """What a tick looks like: where a claim does not hold, the number that was measured stands with it."""
    missed = [claim["measured"] for claim in claims if not claim["holds"]]
    return f"✗ {'; '.join(missed)}" if missed else "✓"


class MarkTicks(SphinxTransform):
    """Once all cells of a page are known, its ticks say whether the claims hold."""

    default_priority = 500

    def apply(self):
        for node in list(self.document.findall(Tick)):
            claims = node.claims(self.env)
            hold = all(claim["holds"] for claim in claims)
            statements = "; ".join(claim["statement"] for claim in claims)
            node["label"] = f"{'checked' if hold else 'does not hold here'}: {statements}"
            node["classes"] += [] if hold else ["missed"]
            node.put(mark(claims))


def all_claims(env) -> list[tuple[str, dict]]:
    """Every claim of the book with its page, in the order of reading."""
    pages = in_book_order(env, env.found_docs)
    return [(page, claim) for page in pages for claim in env.metadata[page].get("claims", [])]


def check(app, env) -> None:
    """Stop the build for two claims of one name, a tick without a claim, a claim that no sentence makes."""
    faults, seen = [], {}
    for page, claim in all_claims(env):
        if claim["name"] in seen:
            faults.append(f"claim {claim['name']!r} is made twice: in {seen[claim['name']]} and in {page}")
        seen[claim["name"]] = page
    for page in in_book_order(env, env.found_docs):
        faults += faults_of_page(page, env.metadata[page])
    if faults:
        raise ExtensionError("; ".join(faults))


def faults_of_page(page: str, known: dict) -> list[str]:
    """Ticks without a claim, and, in the second edition, claims without a tick."""
    claims, ticks = known.get("claims", []), known.get("ticks", [])
    unfounded = set(ticks) - {claim["name"] for claim in claims}
    faults = [f"tick {name!r} in {page} has no claim" for name in sorted(unfounded)]
    if str(known.get("edition")) == "2":
        faults += [f"claim {claim['name']!r} in {page} has no tick: no sentence asserts it" for claim in claims
                   if not claim["open"] and claim["name"] not in ticks]
    return faults


def claims_table(app, page: str, node) -> list[nodes.Node]:
    """All claims: statement with a link to the sentence, measured value, threshold, seeds, the cell that checks it."""
    rows = []
    for origin, claim in all_claims(app.env):
        name, scope = claim["name"], claim["elsewhere"] or claim["scope"]
        sentence = f"tick-{name}" if name in app.env.metadata[origin].get("ticks", []) else f"claim-{name}"
        statement = nodes.inline("", "", link(app, page, origin, claim["statement"], sentence), ids=[f"claim-{name}"])
        statement += [nodes.inline("", f" ({scope})", classes=["claim-scope"])] if scope else []
        rows.append([statement, claim["measured"] + ("\N{DAGGER}" if "recorded" in claim else ""), claim["required"],
                     str(claim["seeds"]), link(app, page, origin, chapter_number(app.env, origin), f"claim-{name}")])
    header = ["Claim", "Measured", "Required", "Seeds", "Cell in"]
    return [table(header, rows, [52, 16, 12, 7, 13], css="claims")] if rows else [nodes.paragraph("", "None yet.")]


def setup(app):
    app.setup_extension("page.folds")
    app.setup_extension("page.origin")
    on_output(CLAIM, show_claim)
    add_evident(app, Tick)
    add_gathered(app, "claims", claims_table)
    app.add_role("tick", TickRole())
    app.add_transform(MarkTicks)
    app.connect("env-updated", check)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
