"""The anatomy of a chapter as rules: each takes a chapter's text and returns its complaints."""

import ast
import re
from pathlib import Path

import yaml
from execution.cells import cells

from linter.text import FENCED, FRONT_MATTER, alt_text, blanked, front_matter, pictures, sections

BOOK = Path(__file__).resolve().parents[2]
ENDING = ["What goes wrong", "What came after", "Exercises", "Quiz", "Summary", "Further reading"]
DRAWING = ("latents.figures", "latents.page.live")  # packages


def is_notebook(text: str) -> list[str]:
    """Front matter makes MyST-NB execute the cells."""
    missing = {"jupytext", "kernelspec"} - front_matter(text).keys()
    return [f"no {key} in the front matter" for key in sorted(missing)]


def opens_with_hook(text: str) -> list[str]:
    """Title, then at least three sentences, then the box."""
    opening = re.search(r"^# .+?\n(.*?)(?=^## |^:{3,}\{|^`{3,}|\Z)", blanked(FRONT_MATTER, text), re.S | re.M)
    if not opening:
        return ["no title"]
    sentences = re.findall(r"[.?!](?=\s|$)", opening[1])
    return [] if len(sentences) >= 3 else [f"the hook has {len(sentences)} sentences, not three"]


def glances(text: str) -> list[str]:
    """The box *At a glance* stands before the first section and has its three parts."""
    start = re.split(r"^## ", text, maxsplit=1, flags=re.M)[0]
    box = re.search(r"^(:{3,}|`{3,})\{admonition\} At a glance\n(.*?)^\1[ \t]*$", start, re.S | re.M)
    if not box:
        return ["no admonition 'At a glance' before the first section"]
    parts = {"You will be able to": "what the reader will be able to do", "Read first": "what to read first",
             "{cost}": "the measured cost"}
    wrong = [f"at a glance: {meaning} is missing" for part, meaning in parts.items() if part not in box[2]]
    bullets = len(re.findall(r"^[*-] ", box[2], re.M))
    return wrong + ([f"at a glance: {bullets} bullets, not three"] if bullets != 3 else [])


def ends_in_order(text: str) -> list[str]:
    """The last sections are those of every chapter; a colon may add what this one is about."""
    last = [title.partition(":")[0] for title in sections(text)][-len(ENDING):]
    return [] if last == ENDING else [f"the last sections are {last}, not {ENDING}"]


def sums_up(text: str) -> list[str]:
    """The summary has five points."""
    points = len(re.findall(r"^(?:[*-]|\d+\.) ", sections(text).get("Summary", ""), re.M))
    return [] if points == 5 else [f"the summary has {points} points, not five"]


def leads_on(text: str) -> list[str]:
    """Everything under *Further reading* is a citation with a remark."""
    items = re.split(r"^[*-] ", sections(text).get("Further reading", ""), flags=re.M)[1:]
    return [f"further reading without citation: {item[:40]!r}" for item in items or [""] if "{cite" not in item]


def drawing_functions(text: str) -> set[str]:
    """What makes a figure: Matplotlib's ``show``, and whatever it imports from the package's drawing modules."""
    nodes = [node for cell in cells(text) for node in ast.walk(ast.parse(cell.code))]
    drawn = [node for node in nodes if (getattr(node, "module", "") or "").startswith(DRAWING)]
    return {"plt.show"} | {alias.asname or alias.name for node in drawn for alias in node.names}


def explains_figures(text: str) -> list[str]:
    """A cell that draws has a name, a caption and an alt text, and the text refers to it."""
    draws = re.compile(r"(?<![\w.])(" + "|".join(map(re.escape, drawing_functions(text))) + r")\(")
    complaints = []
    for cell in cells(text):
        figure, image = pictures(cell)
        if not (figure or image) and not draws.search(cell.code):
            continue
        have = {"name": figure.get("name"), "caption": figure.get("caption"), "alt": alt_text(cell)}
        name = have["name"] or cell.code.strip().splitlines()[-1]
        complaints += [f"figure {name}: no {part}" for part, value in have.items() if not value]
        if have["name"] and not re.search(rf"\{{(numref|ref)\}}`[^`]*\b{re.escape(name)}\b", text):
            complaints.append(f"figure {name}: not referred to")
    return complaints


def labels_equations(text: str) -> list[str]:
    """Every displayed equation has a label, and so a number."""
    dollars = re.findall(r"^\$\$(.*?)\$\$[ \t]*(\([\w:-]+\))?", blanked(FENCED, text), re.S | re.M)
    fenced = re.findall(r"^(?:`{3,})\{math\}(.*?^(:label:)?.*?)^`{3,}[ \t]*$", text, re.S | re.M)
    return [f"equation without label: {body.strip()[:40]!r}" for body, label in dollars + fenced if not label]


def names_known_topics(text: str) -> list[str]:
    """Labels of lecture topics are lower-case and stand in the lecture map."""
    lectures = yaml.safe_load((BOOK / "lecture_map.yml").read_text("utf8"))
    known = {topic.lower() for lecture in lectures.values() for topic in lecture["topics"]}
    labels = re.findall(r"^\(([Ll]\d+-\d+)\)=", text, re.M)
    return [f"no topic {label!r} in lecture_map.yml" for label in labels if label not in known]


def hides_no_errors(text: str) -> list[str]:
    """No cell may fail on the quiet."""
    return [f"{word} is not allowed" for word in ("allow_errors", "allow-errors", "raises-exception") if word in text]


ANATOMY = [is_notebook, opens_with_hook, glances, ends_in_order, sums_up, leads_on, explains_figures, labels_equations,
           names_known_topics, hides_no_errors]
