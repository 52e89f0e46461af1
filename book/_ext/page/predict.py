"""Directive ``{predict}``: a question before a result that surprises, in the YAML of a quiz (see ``questions.py``).

The page tells the answer when the reader has chosen one, or asks to be shown it. What follows is not hidden.
"""
from __future__ import annotations

from docutils import nodes

from page.questions import Part, QuestionDirective, plain, question_markdown, read_questions

TITLE = "Predict before you look."
MOST_ANSWERS = 4


def read_prediction(body: str) -> dict:
    """The one question; raises ValueError with a sentence for everything that is wrong with it."""
    return read_questions(body, 1, most_answers=MOST_ANSWERS)[0]


class Predict(QuestionDirective):
    """A question, and its right answer folded below it."""

    def run(self):
        try:
            question = read_prediction("\n".join(self.content))
        except ValueError as error:
            return [self.state.document.reporter.warning(f"predict: {error}", line=self.lineno)]
        name = f"predict-{self.env.new_serialno('predict') + 1}"
        fieldset = self.question(question, name, f'<span class="predict-title">{TITLE}</span>')
        right = next(answer for answer in question["answers"] if "right" in answer)
        answer = nodes.strong("", "", *self.inline(right["right"]))
        shown = Part("", "", answer, nodes.Text(" "), *self.inline(right["because"]), kind="shown",
                     start="<details>\n<summary>Show me</summary>\n<div>", end="</div>\n</details>\n")
        return [Part("", "", fieldset, shown, kind="predict", start=f'<div class="predict" id="{name}">\n',
                     end="</div>\n")]


def predict_markdown(body: str) -> str:
    """The body of a prediction as plain Markdown, for notebooks."""
    return question_markdown(read_prediction(body), TITLE)


def simplify(app, doctree, page: str) -> None:
    """Where there is nothing to click, print everything."""
    if app.builder.format != "html":
        for prediction in [part for part in doctree.findall(Part) if part["kind"] == "predict"]:
            ask, answers = plain(prediction.children[0])
            ask.insert(0, [nodes.strong("", TITLE), nodes.Text(" ")])
            prediction.replace_self([ask, answers])


def setup(app):
    app.setup_extension("page.questions")
    app.add_directive("predict", Predict)
    app.connect("doctree-resolved", simplify)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
