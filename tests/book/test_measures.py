"""How a chapter reads, in numbers: against chapters that were counted by hand."""

from importlib import import_module
from pathlib import Path

import pytest
from linter import measures
from linter.measures import lines_before_reading, minutes, most_numbers, open_lines, words
from linter.text import headed

from latents.page import live
from latents.page.live.bundle import LiveModel
from latents.page.live.stepper import Stepper

CHAPTER = """\
---
edition: 2
---

(sec-a)=
# A title

Four words and $x^2$, a formula.

$$
a = b
$$ (eq-a)

```{code-cell} python
# a comment
print("open")

print("too")
```

```{code-cell} python
:tags: [harness]
:fold: Train it

print("folded")
```

```{code-cell} python
---
mystnb:
  figure: {name: fig-a, caption: "It falls."}
tags: [figure]
---
plt.show()
```

See {numref}`fig-a`.

(skip-proof)=
(sec-proof)=
## The proof

Seven words stand in the second section.

### Below it

Three more words.

## Exercises

````{exercise}
:label: ex-a

Two words.
````

````{solution-start} ex-a
:class: dropdown
````

Not counted.

```{code-cell} python
print("not counted")
```

````{solution-end}
````

:::{prf:proof}
:class: dropdown

Not counted.
:::

## Quiz

```{quiz}
- ask: A question?
  answers:
  - right: Yes.
    because: Not counted
      on two lines.
  - wrong: No.
    because: Not counted.
```
"""


def test_words_are_those_that_lie_open():
    """7 above the figure, 3 in its caption and reading, 9 and 5 in the proof, 3, and 9 in the quiz with its keys."""
    assert words(CHAPTER) == 36


def test_code_is_counted_where_it_lies_open(monkeypatch):
    assert open_lines(CHAPTER) == 2
    monkeypatch.setattr(measures, "excerpt", lambda dotted: {"a.b": "def b():\n\n    # why\n    return 1"}[dotted])
    assert open_lines(CHAPTER + "\n```{source} a.b\n```\n") == 4


@pytest.mark.parametrize(("text", "most"), [
    ("One {number}`a`.\n\nTwo {number}`a` and {given}`b`.", (2, "Two {number}`a` and {given}`b`.")),
    ("* {number}`a`\n* {number}`b`", (1, "* {number}`a`")), ("None.", (0, "None.")), ("", (0, ""))])
def test_the_fullest_paragraph(text, most):
    assert most_numbers(text) == most


def test_lines_between_a_figure_and_its_reading():
    assert lines_before_reading(CHAPTER) == {"fig-a": 0}
    assert lines_before_reading(CHAPTER.replace("See {num", "One.\nTwo.\n\nThree.\n\nSee {num")) == {"fig-a": 3}
    assert lines_before_reading(CHAPTER.replace("`fig-a`", "`fig-b`")) == {"fig-a": float("inf")}


def test_a_mark_skips_a_section_and_what_lies_below_it():
    assert [(section.title, section.skipped) for section in headed(CHAPTER)[1:]] == [
        ("A title", False), ("The proof", True), ("Below it", True), ("Exercises", False), ("Quiz", False)]
    below = CHAPTER.replace("(skip-proof)=\n", "").replace("### Below", "(skip-below)=\n### Below")
    assert [section.skipped for section in headed(below)[1:]] == [False, False, True, False, False]


def test_minutes_follow_the_rule():
    """Open: 10 words, a formula in the text, an equation, 2 lines of code, a figure; skipped: 200 words and more."""
    opening = 10 * 0.3 + 2 + 20 + 2 * 3 + 15
    assert measures.seconds(headed(CHAPTER)[1].text) == pytest.approx(opening)
    long = CHAPTER.replace("Seven words", "Seven words " + "word " * 200)
    assert minutes(CHAPTER) == (1, 1)
    assert minutes(long) == (2, 1)
    assert minutes(CHAPTER.replace("Two words.", "word " * 2000)) == (1, 1)


def test_predictions_and_figures_that_move_take_a_minute_more():
    opening = headed(CHAPTER)[1].text
    asked = opening + "\n```{predict}\n```\n"
    assert measures.seconds(asked) == pytest.approx(measures.seconds(opening) + 60)
    moving = opening.replace("plt.show()", "PlaneStepper(points)")
    assert measures.seconds(moving) == pytest.approx(measures.seconds(opening) + 60)


def test_every_live_model_counts_as_one():
    """Their makers are told by their names."""
    for path in Path(live.__file__).parent.glob("*.py"):
        module = import_module(f"latents.page.live.{path.stem}")
        for name, value in vars(module).items():
            if isinstance(value, type) and issubclass(value, LiveModel) and value not in (LiveModel, Stepper):
                assert measures.MOVING.search(f"{name}(model)")
