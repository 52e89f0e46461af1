"""Directive ``{lecture-map}``: every topic of the lectures behind this book, with the section that teaches it.

A section carries its topics as labels before its heading, ``(l5-4)=``. The topics stand in ``lecture_map.yml``; a
label that does not, or stands elsewhere, is reported; a topic without a label is listed as not yet written.
"""
from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml
from docutils import nodes
from sphinx.util import logging

from page.pages import chapter_title, link, table
from page.placeholders import Gathered, add_gathered

log = logging.getLogger(__name__)
LABEL = re.compile(r"l\d+-\d+")


def read_map(folder: str | Path) -> dict[str, dict]:
    """``{"L1": {"title": …, "topics": {"L1-1": …}}, …}``."""
    return parsed(Path(folder, "lecture_map.yml").read_text("utf8"))


parsed = cache(yaml.safe_load)  # by the text itself, so what was edited is read again


def report(app, env) -> None:
    """Warn of labels that no lecture has, and of those before no heading, in every build."""
    topics = {name for lecture in read_map(app.srcdir).values() for name in lecture["topics"]}
    domain = env.get_domain("std")
    for label in filter(LABEL.fullmatch, domain.anonlabels):
        page, _ = domain.anonlabels[label]
        if label.upper() not in topics:
            log.warning("lecture map: no topic %s in lecture_map.yml", label.upper(), location=page)
        if label not in domain.labels:
            log.warning("lecture map: the label %s stands before no heading", label, location=page)


def lecture_table(app, page: str, node) -> list[nodes.Node]:
    """Topics of one lecture: id, topic, section, chapter."""
    places, rows = app.env.get_domain("std").labels, []
    for name, topic in read_map(app.srcdir)[node["lecture"]]["topics"].items():
        if place := places.get(name.lower()):
            target, anchor, title = place
            where = [link(app, page, target, title, anchor), chapter_title(app.env, target)]
        else:
            where = [nodes.inline("", "not yet written", classes=["unwritten"]), ""]
        rows.append([name, topic, *where])
    return [table(["Topic", "What the lecture shows", "Section", "Chapter"], rows, [8, 47, 25, 20], css="lecture-map")]


class LectureMap(Gathered):
    """A section for every lecture, each with its table."""

    def run(self):
        sections = []
        for key, lecture in read_map(self.env.srcdir).items():
            title = f"{key} \N{MIDDLE DOT} {lecture['title']}"
            section = nodes.section("", nodes.title("", title), self.placeholder(lecture=key), ids=[key.lower()])
            sections.append(section)
        self.env.note_dependency("lecture_map.yml")
        return sections


def setup(app):
    add_gathered(app, "lecture-map", lecture_table, directive=LectureMap)
    app.connect("env-updated", report)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
