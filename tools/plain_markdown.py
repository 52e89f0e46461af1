"""MyST Markdown as plain Markdown, for notebooks that are read where no book is built."""

import re
from ast import literal_eval
from collections.abc import Mapping

from pybtex.database import BibliographyData, Entry
from pybtex.richtext import Text
from source import SOURCES, find_lines, find_module

DIRECTIVE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{(?P<name>[\w:-]+)\}[ \t]*(?P<argument>[^\n]*)\n(?P<body>.*?)^(?P=fence)[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
OPTION = re.compile(r":([\w-]+):[ \t]*([^\n]*)\n")
ROLE = re.compile(r"\{([\w:-]+)\}`(?:([^`<]+?)\s*<([^`>]+)>|([^`]+))`")
SECTION_LABELS = re.compile(r"^((?:\([\w:-]+\)=\n+)+)(#+ )?([^\n]*)", re.MULTILINE)
EQUATION = re.compile(r"\$\$(?P<tex>[^$]+)\$\$(?: \((?P<label>[\w:-]+)\))?")
EQUATION_LABEL = re.compile(r"\$\$ \(([\w:-]+)\)|\{math\}[^\n]*\n:label: ([\w:-]+)")
TABLE_NAME = re.compile(r"\{list-table\}[^\n]*\n(?::[^\n]*\n)*?:name: ([\w:-]+)")
COMMENT = re.compile(r"^%.*\n?", re.MULTILINE)
MADE_BY_THE_BUILD = {"claims", "run-times", "lecture-map", "bibliography", "tableofcontents", "exercise-end",
                     "solution-end"}
TITLES = {"margin": "Aside", "prf:theorem": "Theorem", "prf:definition": "Definition"}


class PlainMarkdown:
    """Turns the Markdown of one chapter into plain Markdown.

    `values` are the chapter's glued results by name, those of other pages by `page.md::name`; `figures` maps the names
    of its figures to their numbers; `number` is the chapter's own, `cost` the sentence on what it took.
    """

    def __init__(self, values: Mapping[str, str], figures: Mapping[str, str], number: int, cost: str,
                 citations: BibliographyData):
        self.values, self.figures, self.number, self.cost, self.citations = values, figures, number, cost, citations
        self.labels: dict[str, str] = {}
        self.equations: dict[str, str] = {}
        self.tables: dict[str, str] = {}

    def collect(self, text: str) -> None:
        """Note the labels of sections, equations and tables; before `convert`, since text refers forwards too."""
        for labels, _, title in SECTION_LABELS.findall(text):
            self.labels |= dict.fromkeys(re.findall(r"\((.*)\)=", labels), title)
        for name in TABLE_NAME.findall(text):
            self.tables[name] = f"Table {self.number}.{len(self.tables) + 1}"
        for of_dollars, of_directive in EQUATION_LABEL.findall(text):
            self.equations[of_dollars or of_directive] = f"{self.number}.{len(self.equations) + 1}"

    def convert(self, text: str) -> str:
        """The same text for a plain notebook viewer."""
        text = DIRECTIVE.sub(self._directive, COMMENT.sub("", text))
        text = SECTION_LABELS.sub(r"\2\3", text)
        text = EQUATION.sub(lambda match: self._equation(match["tex"], match["label"]), text)
        return ROLE.sub(self._role, text)

    def _equation(self, tex: str, label: str | None) -> str:
        if label in self.equations:
            tex = f"{tex.rstrip()} \\tag{{{self.equations[label]}}}\n"
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
        if name == "math":
            return self._equation(f"\n{body}", options.get("label"))
        body = self.convert(body).strip()
        if name == "list-table":
            return f"**{self.tables.get(options.get('name'), 'Table')}.** {self.convert(argument)}\n\n{_table(body)}"
        if name in ("figure", "image"):
            return f"![{options.get('alt', '')}]({argument})\n\n*{body}*"
        if name.startswith("glue") or name in ("tab-set", "grid", "epigraph"):
            return body
        if name in ("tab-item", "grid-item-card", "card"):
            return f"**{argument}**\n\n{body}"
        return _quote(self.convert(_title(name, argument)), body)

    def _role(self, match: re.Match) -> str:
        role, shown, target = match[1], match[2], match[3] or match[4]
        if role == "glue:text":
            return self._glued(target)
        if role.startswith("cite"):
            return self._cite(target, textual=role == "cite:t")
        if role == "eq":
            return f"({self.equations.get(target, target)})"
        if role == "numref":
            return self.figures.get(target) or self.tables.get(target, target)
        if role == "math":
            return f"${target}$"
        words = target.rpartition("/")[2].replace("_", " ")
        return shown or (self.labels.get(target, words) if role in ("ref", "doc") else target)

    def _glued(self, target: str) -> str:
        """The value of ``name``, ``name:format`` or ``page.md::name:format``."""
        page, separator, rest = target.rpartition("::")
        name, _, form = rest.partition(":")
        value = literal_eval(self.values[f"{page.rpartition('/')[2]}{separator}{name}"])
        return format(value, "" if form == "s" else form)

    def _cite(self, keys: str, *, textual: bool) -> str:
        entries = [self.citations.entries[key.strip()] for key in keys.split(",")]
        join = ("{} ({})" if textual else "{}, {}").format
        text = "; ".join(join(_authors(entry), entry.fields["year"]) for entry in entries)
        return text if textual else f"({text})"


def _authors(entry: Entry) -> str:
    names = [str(Text.from_latex(" ".join([*person.prelast_names, *person.last_names])))
             for person in entry.persons["author"]]
    return " and ".join(names) if len(names) < 3 else f"{names[0]} et al."


def _table(body: str) -> str:
    rows = [re.split(r"^  - ", row, flags=re.MULTILINE) for row in re.split(r"^\* - ", body, flags=re.MULTILINE)[1:]]
    lines = ["| " + " | ".join(" ".join(cell.split()) for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _source(dotted: str) -> str:
    path, name = find_module(dotted, SOURCES)
    text = path.read_text("utf8")
    first, last = find_lines(text, name)
    lines = "\n".join(text.splitlines()[first - 1:last])
    return f"`{dotted}`, as the package has it:\n\n```python\n{lines}\n```"


def _title(name: str, argument: str) -> str:
    if name in ("admonition", "dropdown"):
        return argument
    title = TITLES.get(name, name.removesuffix("-start").capitalize())
    return f"{title} ({argument})" if argument and not name.startswith("solution") else title


def _quote(title: str, body: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in f"**{title}**\n\n{body}".splitlines())
