"""Bibliography whose labels read as the citations do: author and year."""
from __future__ import annotations

from pybtex.plugin import register_plugin
from pybtex.style.formatting.unsrt import Style
from pybtex.style.labels import BaseLabelStyle


class AuthorYear(BaseLabelStyle):
    """``Pearson, 1901``, ``Hinton and Salakhutdinov, 2006``, ``Kingma et al., 2014a``."""

    def format_labels(self, sorted_entries):
        """One label an entry; equal ones are told apart by a letter."""
        labels = [label(entry) for entry in sorted_entries]
        for place, name in enumerate(labels):
            yield name + (chr(ord("a") + labels[:place].count(name)) if labels.count(name) > 1 else "")


def label(entry) -> str:
    """Authors (or editors) and year of a bibliography entry."""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    last = [" ".join(map(str, person.prelast_names + person.last_names)) for person in people] or [entry.key]
    who = f"{last[0]} et al." if len(last) > 2 else " and ".join(last)
    return f"{who}, {entry.fields.get('year', 'n.d.')}"


class BookStyle(Style):
    """Plain references, sorted by author."""

    default_label_style = "book_author_year"
    default_sorting_style = "author_year_title"


def on_config(app, config) -> None:
    """List references, and cite them, by author and year."""
    config.bibtex_default_style = "book"
    config.bibtex_reference_style = "author_year"


def setup(app):
    register_plugin("pybtex.style.labels", "book_author_year", AuthorYear)
    register_plugin("pybtex.style.formatting", "book", BookStyle)
    app.connect("config-inited", on_config)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
