"""Questions whose answers say why they are right or wrong, without a server and without a script.

Their YAML, with inline Markdown as texts::

    - ask: Which of the two is larger?
      answers:
      - right: The first.
        because: It comes first.
      - wrong: The second.
        because: Count again.

An answer is a radio button; the style sheet shows the feedback of the one that is chosen, and ``quiz.js`` announces it.
"""
from __future__ import annotations

import yaml
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

LETTERS = "abcdefgh"  # of answers
VERDICTS = {"right": "Right.", "wrong": "Not quite."}


def read_questions(body: str, count: int, *, most_answers: int) -> list[dict]:
    """So many questions: ``[{"ask": …, "answers": [{"right" or "wrong": …, "because": …}, …]}, …]``.

    Raises ValueError with a sentence for everything that is wrong with them.
    """
    try:
        questions = yaml.safe_load(body)
    except yaml.YAMLError as error:
        place = f" on line {error.problem_mark.line + 1} of the body" if getattr(error, "problem_mark", None) else ""
        raise ValueError(f"no YAML{place}: {getattr(error, 'problem', error)}; put the text in quotes, or in a block "
                         "after |") from None
    if not isinstance(questions, list):
        raise ValueError(f"no list of questions; begin each of {count} with '- ask:'")
    if len(questions) != count:
        raise ValueError(f"{len(questions)} questions, not {count}")
    if complaints := [f"question {number}: {complaint}" for number, question in enumerate(questions, start=1)
                      for complaint in faults_of_question(question, most_answers)]:
        raise ValueError("; ".join(complaints))
    return questions


def faults_of_question(question, most_answers: int) -> list[str]:
    """What is wrong with one question."""
    if not isinstance(question, dict) or question.keys() != {"ask", "answers"}:
        return ["it needs 'ask' and 'answers', and nothing else"]
    answers = question["answers"]
    if not isinstance(answers, list) or len(answers) < 2:
        return ["it needs a list of two answers or more"]
    if len(answers) > most_answers:
        return [f"it has {len(answers)} answers; {most_answers} at most can be shown"]
    faults = [] if is_text(question["ask"]) else ["'ask' is no text: put it in quotes"]
    for number, answer in enumerate(answers, start=1):
        if not isinstance(answer, dict) or answer.keys() not in ({"right", "because"}, {"wrong", "because"}):
            faults.append(f"answer {number} needs 'right' or 'wrong', and 'because', and nothing else")
        elif not all(map(is_text, answer.values())):
            faults.append(f"answer {number} holds something that is no text: put it in quotes")
    right = sum(isinstance(answer, dict) and "right" in answer for answer in answers)
    return faults if right == 1 else [*faults, f"{right} right answers, not one"]


def is_text(value) -> bool:
    """Whether YAML read words, not a number, a truth value or nothing."""
    return isinstance(value, str) and bool(value.strip())


def verdict(answer: dict) -> str:
    """Whether an answer is ``right`` or ``wrong``."""
    return "right" if "right" in answer else "wrong"


class Part(nodes.General, nodes.Inline, nodes.TextElement):
    """A piece of a question, with the HTML before and after it in ``start`` and ``end``."""


class QuestionDirective(SphinxDirective):
    """A question: a field set of radio buttons, and a live region that the script writes to."""

    has_content = True

    def question(self, question: dict, name: str, title: str) -> Part:
        """One question under its title, as HTML; ``name`` is that of its radio buttons."""
        answers = [self.answer(answer, name, f"{name}-{letter}")
                   for answer, letter in zip(question["answers"], LETTERS, strict=False)]
        ask = Part("", "", *self.inline(question["ask"]), kind="ask", start=f"<legend>{title} ", end="</legend>\n")
        return Part("", "", ask, *answers, kind="question", start='<fieldset class="quiz-question">\n',
                    end='<div class="quiz-live visually-hidden" role="status"></div>\n</fieldset>\n')

    def answer(self, answer: dict, name: str, ident: str) -> Part:
        """One answer: button, label, feedback."""
        kind = verdict(answer)
        choice = Part("", "", *self.inline(answer[kind]), kind="choice", end="</label>\n",
                      start=f'<input type="radio" name="{name}" id="{ident}" autocomplete="off">'
                            f'<label for="{ident}">')
        feedback = Part("", "", nodes.strong("", VERDICTS[kind]), nodes.Text(" "), *self.inline(answer["because"]),
                        kind="feedback", start=f'<div class="quiz-feedback quiz-{kind}">', end="</div>\n")
        return Part("", "", choice, feedback, kind="answer", start='<div class="quiz-answer">\n', end="</div>\n")

    def inline(self, text: str) -> list[nodes.Node]:
        """Markdown with formulas and roles as nodes."""
        found, messages = self.parse_inline(text.strip(), lineno=self.lineno)
        return [*found, *messages]


def plain(question: Part) -> list[nodes.Node]:
    """A question for paper: the answers below it, the feedback after each answer."""
    def words(part: Part) -> nodes.paragraph:
        return nodes.paragraph("", "", *part.children)

    ask, *answers = question.children
    items = [nodes.list_item("", *map(words, answer.children)) for answer in answers]
    return [words(ask), nodes.bullet_list("", *items, bullet="-")]


def question_markdown(question: dict, title: str) -> str:
    """A question as plain Markdown, for notebooks: the feedback of an answer unfolds below it."""
    lines = [f"**{title}** {one_line(question['ask'])}"]
    for answer in question["answers"]:
        kind = verdict(answer)
        lines += ["", f"- {one_line(answer[kind])}", "", "  <details><summary>I choose this</summary>", "",
                  f"  **{VERDICTS[kind]}** {one_line(answer['because'])}", "", "  </details>"]
    return "\n".join(lines)


def one_line(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(text.split())


def visit_html(translator, part: Part) -> None:
    translator.body.append(part["start"])


def depart_html(translator, part: Part) -> None:
    translator.body.append(part["end"])


def setup(app):
    app.add_node(Part, html=(visit_html, depart_html))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
