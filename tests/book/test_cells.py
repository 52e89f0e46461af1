"""The cells that are judged are the cells that run."""

import pytest
from execution.cells import cells
from nbformat.validator import NotebookValidationError

CHAPTER = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
---
# Words

```{code-cell} ipython3
x = 1

y = 2
```

```{code-cell}
:tags: [harness, hide-output]
:fold: Train it on five splits

train()
```

```{code-cell}
---
tags:
  - figure
mystnb:
  image: {alt: A cloud}
---
draw()
```
"""


def test_code_options_tags_and_lines():
    plain, harness, figure = cells(CHAPTER)
    assert plain == ({}, frozenset(), "x = 1\n\ny = 2", 7)
    assert (harness.tags, harness.options["fold"]) == ({"harness", "hide-output"}, "Train it on five splits")
    assert (figure.tags, figure.options["mystnb"]["image"]["alt"]) == ({"figure"}, "A cloud")
    assert [cell.code for cell in (harness, figure)] == ["train()", "draw()"]
    first_lines = [CHAPTER.splitlines()[cell.line - 1] for cell in (plain, harness, figure)]
    assert first_lines == ["x = 1", ":tags: [harness, hide-output]", "---"]


@pytest.mark.parametrize("text", [
    "", "\n", "# Words alone\n", "```{code}\nx = 1\n```\n", "    ```{code-cell}\n    x = 1\n    ```\n",
    "````{note}\n```{code-cell}\nx = 1\n```\n````\n",  # which MyST-NB does not run
])
def test_what_does_not_run_is_no_cell(text):
    assert cells(text) == []


def test_a_part_of_a_chapter_may_hold_cells():
    assert [cell.code for cell in cells("Words.\n\n````{code-cell} ipython3\nprint('```')\n````\n")] == ["print('```')"]


def test_options_that_cannot_be_read_are_refused():
    with pytest.raises(NotebookValidationError):
        cells("```{code-cell}\n:tags: harness\nx = 1\n```\n")
