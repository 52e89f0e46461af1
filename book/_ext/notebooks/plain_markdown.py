"""MyST Markdown as plain Markdown, for notebooks that are read where no book is built."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from page.claims import mark, names_of
from page.numbers import printed
from page.predict import predict_markdown
from page.quiz import quiz_markdown
from page.reading_time import reading_time
from page.source import excerpt
from pybtex.database import Entry
from pybtex.richtext import Text

DIRECTIVE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{(?P<name>[\w:-]+)\}[ \t]*(?P<argument>[^\n]*)\n(?P<body>.*?)^(?P=fence)[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
OPTION = re.compile(r":([\w-]+):[ \t]*([^\n]*)\n")
ROLE = re.compile(r"\{([\w:-]+)\}`(?:([^`<]+?)\s*<([^`>]+)>|([^`]+))`")
SECTION_LABELS = re.compile(r"^(?:\([\w:-]+\)=\n+)+", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([\w./-]+)(?:#[\w-]+)?\)")
EQUATION = re.compile(r"\$\$(?P<tex>[^$]+)\$\$(?: \((?P<label>[\w:-]+)\))?")
COMMENT = re.compile(r"^%.*\n?", re.MULTILINE)
CODE = re.compile(r"^(`{3,})(?!\{).*?^\1|(?<![`}])(`{1,2})(?!`).+?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE)
LEFTOVER = re.compile(r"\{[\w:-]+\}`|^(?:`{3,}|:{3,})\{[^\n]*|^:{3,}[ \t]*$|^\([\w:-]+\)=[ \t]*$", re.MULTILINE)

MADE_BY_THE_BUILD = {"claims", "run-times", "lecture-map", "bibliography", "tableofcontents"}
TRANSPARENT = {"tab-set", "grid", "epigraph"}
HEADED = {"tab-item", "grid-item-card", "card"}
TITLES = {"margin": "Aside", "prf:theorem": "Theorem", "prf:definition": "Definition", "prf:lemma": "Lemma",
          "prf:proof": "Proof", "note": "Note", "tip": "Tip", "warning": "Warning", "important": "Important"}


def leftovers(text: str) -> list[str]:
    """What of a converted text only MyST would understand: unknown roles, directives, fences and labels."""
    return LEFTOVER.findall(CODE.sub("", text))


class Made(NamedTuple):
    """What a chapter's cells offer to its text, by name: numbers and claims as records, tables as Markdown."""

    numbers: dict[str, dict]
    claims: dict[str, dict]
    tables: dict[str, str]


class PlainMarkdown:
    """Turns the Markdown of one chapter into plain Markdown; what it does not know it leaves as it is.

    `numbers` are the names of what is numbered ("Figure 2.1", "(2.3)"), and `titles` those of sections and pages, by
    label; `cost` is the sentence on what the chapter took, `path` its file.
    """

    def __init__(self, made: Made, numbers: Mapping[str, str], titles: Mapping[str, str], cost: str,
                 citations: Mapping[str, Entry], path: str):
        self.made, self.numbers, self.titles = made, numbers, titles
        self.cost, self.citations, self.path = cost, citations, path

    def convert(self, text: str) -> str:
        """The same text for a plain notebook viewer."""
        text = DIRECTIVE.sub(self._directive, COMMENT.sub("", text))
        text = SECTION_LABELS.sub("", text)
        text = EQUATION.sub(lambda match: self._equation(match["tex"], match["label"]), text)
        return LINK.sub(self._link, ROLE.sub(self._role, text))

    def numbered(self, label: str, kind: str) -> str:
        """What a label is called, "Exercise 2.1"; only the kind of thing for what has no number."""
        return self.numbers.get(label, kind)

    def _equation(self, tex: str, label: str | None) -> str:
        if label in self.numbers:
            tex = f"{tex.rstrip()} \\tag{{{self.numbers[label].strip('()')}}}\n"
        return f"$${tex}$$"

    def _directive(self, match: re.Match) -> str:
        name, argument, body = match["name"], match["argument"].strip(), match["body"]
        options = {}
        while option := OPTION.match(body):
            options[option[1]] = option[2]
            body = body[option.end():]
        if name in MADE_BY_THE_BUILD:
            return ""
        if name == "cost":
            return self.cost
        if name == "source":
            return _source(argument)
        if name == "quiz":
            return quiz_markdown(body)
        if name == "predict":
            return predict_markdown(body)
        if name == "math":
            return self._equation(f"\n{body}", options.get("label"))
        return self._block(name, self.convert(argument), options, self.convert(body).strip(), match[0])

    def _block(self, name: str, title: str, options: Mapping[str, str], body: str, myst: str) -> str:
        """A directive that holds Markdown, its title and body converted already; `myst` is what it was before."""
        if name in TRANSPARENT:
            return body
        if name in HEADED:
            return f"**{title}**\n\n{body}"
        if name == "results" and title in self.made.tables:
            caption = f"**{self.numbered(options.get('name'), 'Table')}.** {body}"
            return f"{caption}\n\n{self.made.tables[title]}"
        if name == "list-table":
            return f"**{self.numbered(options.get('name'), 'Table')}.** {title}\n\n{_table(body)}"
        if name == "exercise":
            number = self.numbered(options.get("label"), "Exercise")
            return _quote(f"{number} ({title})" if title else number, body)
        if name == "solution":
            return folded(self.solution_title(title), body)
        if name in ("admonition", "dropdown"):
            return _quote(title, body)
        if name in TITLES:
            return _quote(f"{TITLES[name]} ({title})" if title else TITLES[name], body)
        return myst

    def solution_title(self, exercise: str) -> str:
        """The title of the solution to the exercise of that label."""
        return f"Solution to {self.numbered(exercise, 'the exercise')}"

    def _link(self, match: re.Match) -> str:
        inside = match[2].endswith(".md") or match[2] in self.titles or match[2] in self.numbers
        return match[1] if inside else match[0]

    def _role(self, match: re.Match) -> str:
        role, shown, target = match[1], match[2], match[3] or match[4]
        try:
            if role == "number":
                return printed(target, self.made.numbers)
            if role == "reading-time":
                return reading_time(self.path, target)
            if role == "tick":
                return mark([self.made.claims[name] for name in names_of(target)])
            if role in ("cite:p", "cite:t"):
                return self._cite(target, textual=role == "cite:t")
            if role in ("numref", "eq", "prf:ref"):
                return self.numbers[target]
            if role in ("ref", "doc"):
                return shown or self.titles.get(target.rpartition("/")[2]) or self.numbers[target]
        except KeyError:
            return match[0]
        if role == "math":
            return f"${target}$"
        return shown or target if role in ("term", "given") else match[0]

    def _cite(self, keys: str, *, textual: bool) -> str:
        entries = [self.citations[key.strip()] for key in keys.split(",")]
        join = ("{} ({})" if textual else "{}, {}").format
        text = "; ".join(join(_authors(entry), entry.fields["year"]) for entry in entries)
        return text if textual else f"({text})"


def folded(title: str, body: str) -> str:
    """Markdown that is shown on a click."""
    return f"<details>\n<summary>{title}</summary>\n\n{body}\n\n</details>"


def _authors(entry: Entry) -> str:
    names = [str(Text.from_latex(" ".join([*person.prelast_names, *person.last_names])))
             for person in entry.persons["author"]]
    return " and ".join(names) if len(names) < 3 else f"{names[0]} et al."


def _table(body: str) -> str:
    rows = [re.split(r"^  - ", row, flags=re.MULTILINE) for row in re.split(r"^\* - ", body, flags=re.MULTILINE)[1:]]
    lines = ["| " + " | ".join(" ".join(cell.split()) for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _source(dotted: str) -> str:
    return f"`{dotted}`, as the package has it:\n\n```python\n{excerpt(dotted)}\n```"


def _quote(title: str, body: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in f"**{title}**\n\n{body}".splitlines())
