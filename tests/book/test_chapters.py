"""Every chapter has the anatomy that readers rely on, and every rule that says so can fail."""

import chapter_rules as rules
import pytest
import yaml
from chapter_rules import ANATOMY, BOOK, WORDS

PARTS = yaml.safe_load((BOOK.parent / "_toc.yml").read_text("utf8"))["parts"]
CHAPTERS = [chapter["file"] for part in PARTS if part["numbered"] for chapter in part["chapters"]]
PAGES = ["index", *(chapter["file"] for part in PARTS for chapter in part["chapters"])]


def read(page):
    return (BOOK / f"{page}.md").read_text("utf8")


@pytest.mark.parametrize("rule", ANATOMY, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_chapter(chapter, rule):
    assert not rule(read(chapter)), rule.__doc__


@pytest.mark.parametrize("rule", WORDS, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("page", PAGES)
def test_words(page, rule):
    assert not rule(read(page)), rule.__doc__


def cell(code, options=""):
    return f"```{{code-cell}} python\n{options}{code}\n```\n"


FRONT = "---\njupytext: {}\nkernelspec: {}\n---\n"
ENDING = "".join(f"## {title}\n\n" for title in rules.ENDING)
GLANCE = ("# T\n\n:::{admonition} At a glance\n**You will be able to**\n\n* a\n* b\n* c\n\n**Read first:** x\n\n"
          "```{cost}\n```\n:::\n\n## S\n")
FIGURE = "---\nmystnb:\n  figure: {name: fig-a, caption: A curve.}\n  image: {alt: It falls.}\n---\n"
CURVE = cell("plt.show()", FIGURE) + "See {numref}`fig-a`."
FIVE = "## Summary\n\n" + "* a point\n" * 5

GOOD_AND_BAD = [
    (rules.is_notebook, FRONT, "# Title\n"),
    (rules.is_notebook, FRONT, FRONT.replace("kernelspec", "title")),
    (rules.opens_with_hook, FRONT + "# T\n\nOne. Two?\nThree!\n\n## S\n", "# T\n\nOne. Two.\n\n## S\nThree. Four."),
    (rules.opens_with_hook, "# T\n\nOne. Two. Three.\n", "Text. More. Still more."),
    (rules.glances, GLANCE, GLANCE.replace("* b\n", "")),
    (rules.glances, GLANCE, GLANCE.replace("{cost}", "python")),
    (rules.glances, GLANCE, GLANCE.replace("**Read first:**", "Read:")),
    (rules.glances, GLANCE, GLANCE.replace("You will be able to", "You can")),
    (rules.glances, GLANCE, "# T\n\n## S\n\n" + GLANCE.removeprefix("# T")),
    (rules.ends_in_order, "## First\n\n" + ENDING, ENDING + "## More\n"),
    (rules.ends_in_order, ENDING.replace("wrong", "wrong: glare"), ENDING.replace("Summary", "Exercises")),
    (rules.sums_up, FIVE, FIVE.removesuffix("* a point\n")),
    (rules.leads_on, "## Further reading\n\n* {cite:t}`a`: why.\n", "## Further reading\n\n* {cite:t}`a`\n* A book.\n"),
    (rules.leads_on, "## Further reading\n\n* {cite:t}`a`: why.\n", "## Further reading\n"),
    (rules.explains_figures, CURVE, cell("plt.show()")),
    (rules.explains_figures, CURVE, CURVE.replace("name: fig-a, ", "")),
    (rules.explains_figures, CURVE, CURVE.replace("caption: A curve.", "caption: ''")),
    (rules.explains_figures, CURVE, CURVE.replace("alt: It falls.", "width: 300px")),
    (rules.explains_figures, CURVE, CURVE.replace("`fig-a`", "`fig-ab`")),
    (rules.explains_figures, cell("from latents.plots import grid") + cell("grid", ":tags: [remove-cell]\n"),
     cell("from latents.plots import grid") + cell("grid(images)")),
    (rules.keeps_lines_short, cell("a" * 88 + "\n"), cell("a" * 89 + "\n")),
    (rules.keeps_cells_short, cell("a = 1\n" * 15 + "# why\n\n"), cell("a = 1\n" * 16)),
    (rules.claims_something, cell("claim('a', 'b', 1, above=0)"), cell("print(1)")),
    (rules.claims_something, cell("claim('a', 'b', 1, above=0)"), cell("claim('a')", ":tags: [remove-output]\n")),
    (rules.labels_equations, "$$\na\n$$ (eq-a)\n\n$$\nb\n$$ (eq-b)\n", "$$\na\n$$ (eq-a)\n\n$$\nb\n$$\n"),
    (rules.labels_equations, "```{math}\n:label: eq-a\na\n```\n", "```{math}\na\n```\n"),
    (rules.names_known_topics, "(l5-4)=\n(sec-a)=\n", "(l5-99)=\n"),
    (rules.names_known_topics, "(l5-4)=\n", "(L5-4)=\n"),
    (rules.cites_known_works, "{cite:p}`pearson1901lines,hotelling1933analysis`", "{cite:p}`pearson1901lines, nobody`"),
    (rules.hides_no_errors, cell("a"), cell("a", ":tags: [raises-exception]\n")),
    (rules.hides_no_errors, cell("a"), "---\nmystnb: {execution_allow_errors: true}\n---\n"),
    (rules.says_we, "We see $I$ and `my`.", "As I said."),
    (rules.says_we, "A measure.", "It is my view."),
    (rules.spells_british, "colour, size, labelled, normalise", "Normalized data"),
    (rules.spells_british, cell("color = 'gray'"), "The labeled digits"),
    (rules.types_no_numbers, "Step {given}`0.05`, $0.3$, `0.2`, 5 digits, 2.\n$$\n0.1\n$$ (eq)\n", "It is 0.93."),
    (rules.types_no_numbers, cell("a = 0.5"), "At 95% it stops."),
    (rules.types_no_numbers, "[here](https://example.org/v/4.0/)", "```{note}\nIt is 1.5.\n```\n"),
    (rules.types_no_numbers, CURVE, CURVE.replace("It falls.", "It falls to 0.2.")),
]


@pytest.mark.parametrize(("rule", "good", "bad"), GOOD_AND_BAD, ids=lambda value: getattr(value, "__name__", ""))
def test_rule(rule, good, bad):
    assert rule(good) == []
    assert rule(bad)


def test_every_rule_has_an_example_of_failing():
    assert {rule for rule, _, _ in GOOD_AND_BAD} == {*ANATOMY, *WORDS}
