"""What a reader of a Wikipedia article reads, without the marks that format it."""

import html
import re

DROPPED = [  # with all that they hold
    r"<!--.*?-->",
    r"<(ref|math|gallery|timeline|source|code|nowiki)\b[^>]*?(?:/>|>.*?</\1>)",
    r"(?m)^\{\|.*?^\|\}",  # tables
]
TEMPLATE = r"\{\{[^{}]*\}\}"  # the innermost ones
LINK = r"\[\[([^\[\]]*)\]\]"  # so, too
NAMESPACE = r":?\s*(?:File|Image|Category|[a-z]{2,3}(?:-[a-z]+)*):"
MARKS = r"<[^>]*>|'{2,}|^=+|=+$|__[A-Z]+__|^[*#:;]+"


def plain_text(markup: str) -> str:
    """The words of an article in MediaWiki's markup, in their order.

    Dropped are comments, references, formulas, code, galleries, tables, templates
    `{{…}}` (infoboxes, but converted units and inflected names, too), pictures with
    their captions, categories and links to other languages. Kept are headings, lists,
    and of every other link what it shows.
    """
    text = markup
    for pattern in DROPPED:
        text = re.sub(pattern, "", text, flags=re.DOTALL)
    text = innermost_first(TEMPLATE, lambda template: " ", text)
    text = innermost_first(LINK, shown, text)
    text = re.sub(r"\[\w+://\S+ ?([^\]]*)\]", r"\1", text)
    text = re.sub(r"\w+://\S+", " ", text)
    text = html.unescape(re.sub(MARKS, "", text, flags=re.MULTILINE))
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", text)).strip()


def innermost_first(pattern: str, instead, text: str) -> str:
    """Replace what matches until nothing does; each match holds no other one."""
    while True:
        text, count = re.subn(pattern, instead, text)
        if not count:
            return text


def shown(link: re.Match) -> str:
    """What the page shows of a link between double brackets."""
    target, *options = link[1].split("|")
    if re.match(NAMESPACE, target):
        return " "
    return options[-1] if options else target
