"""Directive ``{lecture-map}``: every topic of the lectures behind this book, with the section that teaches it.

A section carries its topics as labels, ``(l5-4)=``. The topics stand in ``lecture_map.yml``; a label that
does not is reported, and a topic without a label is listed as not yet written.
"""
from __future__ import annotations

import re
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
    return yaml.safe_load(Path(folder, "lecture_map.yml").read_text("utf8"))


def labels(env) -> dict[str, tuple[str, str]]:
    """Page and anchor of every label that has the form of a topic's id."""
    found = env.get_domain("std").anonlabels
    return {name: place for name, place in found.items() if LABEL.fullmatch(name)}


def section_title(env, page: str, anchor: str) -> str:
    """Title of the innermost section that holds the anchor."""
    sections = [section for section in env.get_doctree(page).findall(nodes.section)
                if any(anchor in node.get("ids", ()) for node in section.findall(nodes.Element))]
    return sections[-1].next_node(nodes.title).astext()


def report_unknown(app, env) -> None:
    """Warn of labels that no lecture has, in every build."""
    topics = {name for lecture in read_map(app.srcdir).values() for name in lecture["topics"]}
    for label, (page, _) in labels(env).items():
        if label.upper() not in topics:
            log.warning("lecture map: no topic %s in lecture_map.yml", label.upper(), location=page)


def lecture_table(app, page: str, node) -> list[nodes.Node]:
    """Topics of one lecture: id, topic, section, chapter."""
    places, rows = labels(app.env), []
    for name, topic in read_map(app.srcdir)[node["lecture"]]["topics"].items():
        if place := places.get(name.lower()):
            target, anchor = place
            title = section_title(app.env, target, anchor)
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
    app.connect("env-updated", report_unknown)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
