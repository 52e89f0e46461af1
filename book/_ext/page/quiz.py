"""Directive ``{quiz}``: three questions, each answer with its own feedback (see ``questions.py``)."""
from __future__ import annotations

from docutils import nodes

from page.questions import LETTERS, Part, QuestionDirective, plain, question_markdown, read_questions

QUESTIONS = 3


def read_quiz(body: str) -> list[dict]:
    """The questions of a quiz; raises ValueError with a sentence for everything that is wrong with it."""
    return read_questions(body, QUESTIONS, most_answers=len(LETTERS))


class Quiz(QuestionDirective):
    """Three numbered questions."""

    def run(self):
        try:
            questions = read_quiz("\n".join(self.content))
        except ValueError as error:
            return [self.state.document.reporter.warning(f"quiz: {error}", line=self.lineno)]
        name = f"quiz-{self.env.new_serialno('quiz') + 1}"
        fieldsets = [self.question(question, f"{name}-{number}", f'<span class="quiz-number">Question {number}.</span>')
                     for number, question in enumerate(questions, start=1)]
        return [Part("", "", *fieldsets, kind="quiz", start=f'<div class="quiz" id="{name}">', end="</div>\n")]


def quiz_markdown(body: str) -> str:
    """The body of a quiz as plain Markdown, for notebooks."""
    return "\n\n".join(question_markdown(question, f"Question {number}.")
                       for number, question in enumerate(read_quiz(body), start=1))


def simplify(app, doctree, page: str) -> None:
    """Where there is nothing to click, print everything: numbered questions."""
    if app.builder.format != "html":
        for quiz in [part for part in doctree.findall(Part) if part["kind"] == "quiz"]:
            items = [nodes.list_item("", *plain(question)) for question in quiz.children]
            quiz.replace_self(nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix="."))


def setup(app):
    app.setup_extension("page.questions")
    app.add_directive("quiz", Quiz)
    app.connect("doctree-resolved", simplify)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
