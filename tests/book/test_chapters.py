"""Every chapter has the anatomy that readers rely on, and every rule that says so can fail."""

import chapter_rules as rules
import exercise_rules
import pytest
import record_rules
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
LOAD = cell("results = recorded('deep_autoencoder')")
LIVE = (cell("from latents.live import GibbsExplorer") + CURVE.replace("  image: {alt: It falls.}\n", "")
        .replace("plt.show()", "GibbsExplorer(rbm, name='a', alt=f'It {a:.1f}.')"))
MADE_FOR = cell("pictures = chosen_images(2000).to(device)\nclaim('a', 'b', 1, above=0, only=['mnist_5k', 'usps'])")
FIVE = "## Summary\n\n" + "* a point\n" * 5

IMPORT = cell("from latents.exercises.chapter import check_a, check_b\n")
PENCIL = ("```{exercise}\n:label: ex-p\n\n*With pencil.* Show it.\n```\n"
          "````{solution} ex-p\n:class: dropdown\n\nSo.\n````\n")
CODE = ("```{exercise} Title\n:label: ex-a\n\n*With code.* Write `f`; `check_a(f)` tells.\n```\n"
        "````{solution-start} ex-a\n:class: dropdown\n````\n" + cell("f = 1\ncheck_a(f)\n") +
        "````{solution-end}\n````\n")
CODE_B, CODE_C, CODE_D = (CODE.replace("ex-a", f"ex-{name}").replace("check_a", f"check_{name}") for name in "bcd")
OPEN = "```{exercise-start}\n:label: ex-o\n```\n\n*Open.* Find out.\n\n```{exercise-end}\n```\n"
EXERCISES = IMPORT + "## Exercises\n\n" + PENCIL + CODE + CODE_B + OPEN
QUESTION = "- ask: Why?\n  answers: [{right: So., because: It is.}, {wrong: No., because: It is not.}]\n"
QUIZ = f"## Quiz\n\n```{{quiz}}\n{3 * QUESTION}```\n"

GOOD_AND_BAD = [
    (exercise_rules.rise_in_difficulty, EXERCISES, EXERCISES.replace(OPEN, "")),
    (exercise_rules.rise_in_difficulty, EXERCISES, EXERCISES.replace(CODE_B, "")),
    (exercise_rules.rise_in_difficulty, EXERCISES, EXERCISES.replace(PENCIL, "")),
    (exercise_rules.rise_in_difficulty, EXERCISES.replace(OPEN, CODE_C + OPEN),
     EXERCISES.replace(OPEN, CODE_C + CODE_D + OPEN)),
    (exercise_rules.rise_in_difficulty, EXERCISES, EXERCISES.replace(PENCIL, "") + PENCIL),
    (exercise_rules.rise_in_difficulty, EXERCISES, EXERCISES.replace("*Open.*", "*Think.*")),
    (exercise_rules.rise_in_difficulty, EXERCISES, "## Exercises\n"),
    (exercise_rules.have_folded_solutions, EXERCISES, EXERCISES.replace("{solution} ex-p", "{solution} ex-q")),
    (exercise_rules.have_folded_solutions, EXERCISES, EXERCISES.replace("-start} ex-a", "-start} ex-p")),
    (exercise_rules.have_folded_solutions, EXERCISES, EXERCISES.replace(":class: dropdown\n\nSo", "\n\nSo")),
    (exercise_rules.have_folded_solutions, EXERCISES, EXERCISES.replace(":class: dropdown\n````\n", "````\n", 1)),
    (exercise_rules.have_folded_solutions, EXERCISES, EXERCISES.replace("*Open.*", "*With code.*")),
    (exercise_rules.have_folded_solutions, EXERCISES, EXERCISES + "```{solution} ex-z\n:class: dropdown\nSo.\n```\n"),
    (exercise_rules.have_checks, EXERCISES, EXERCISES.replace("`check_a(f)`", "a check")),
    (exercise_rules.have_checks, EXERCISES, EXERCISES.replace("\ncheck_a(f)\n", "\ncheck_b(f)\n")),
    (exercise_rules.have_checks, EXERCISES, EXERCISES.replace("\ncheck_a(f)\n", "\n# check_a(f)\n")),
    (exercise_rules.have_checks, EXERCISES, EXERCISES.replace("solution-start} ex-a", "solution-start} ex-c")),
    (exercise_rules.import_their_checks, EXERCISES, EXERCISES.replace("check_a, check_b", "check_a")),
    (exercise_rules.import_their_checks, EXERCISES, EXERCISES.replace("check_a, check_b", "check_a, check_b, check_c")),
    (exercise_rules.import_their_checks, EXERCISES, cell("a = 1") + EXERCISES),
    (exercise_rules.ask_three_questions, QUIZ, QUIZ.replace("## Quiz", "## Questions")),
    (exercise_rules.ask_three_questions, QUIZ, QUIZ + QUIZ),
    (exercise_rules.ask_three_questions, QUIZ + "## Summary", QUIZ.replace("right: So.", "wrong: So.", 1)),
    (exercise_rules.ask_three_questions, QUIZ, "## Quiz\n\n" + "## Summary\n\n" + QUIZ.partition("\n\n")[2]),
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
    (rules.explains_figures, LIVE, LIVE.replace("alt=f", "other=f")),
    (rules.explains_figures, LIVE, LIVE.replace("caption: A curve.", "caption: ''")),
    (rules.explains_figures, LIVE, LIVE.replace("`fig-a`", "`fig-b`")),
    (rules.explains_figures, CURVE, CURVE.replace("`fig-a`", "`fig-ab`")),
    (rules.explains_figures, cell("from latents.figures.images import grid") + cell("grid", ":tags: [remove-cell]\n"),
     cell("from latents.figures.images import grid") + cell("grid(images)")),
    (rules.keeps_lines_short, cell("a" * 88 + "\n"), cell("a" * 89 + "\n")),
    (rules.keeps_cells_short, cell("import a\nfrom b import c\n" * 8), cell("import a\n" * 15 + "a.b()\n")),
    (rules.keeps_cells_short, cell("a = 1\n" * 15 + "# why\n\n"), cell("a = 1\n" * 16)),
    (rules.claims_something, cell("claim('a', 'b', 1, above=0)"), cell("print(1)")),
    (rules.claims_something, cell("claim('a', 'b', 1, above=0)"), cell("claim('a')", ":tags: [remove-output]\n")),
    (rules.claims_for_its_own_pictures, MADE_FOR, MADE_FOR.replace("'mnist_5k', 'usps'", "'usps'")),
    (rules.claims_for_its_own_pictures, MADE_FOR.replace("2000", "2000, default='usps'"),
     MADE_FOR.replace("2000", "default='digits'")),
    (record_rules.loads_known_records, LOAD, LOAD.replace("deep_", "shallow_")),
    (record_rules.loads_known_records, LOAD, LOAD.replace("'deep_autoencoder'", "name")),
    (record_rules.loads_known_records, LOAD, cell("recorded('deep_autoencoder')", ":tags: [remove-output]\n")),
    (record_rules.marks_recorded_numbers, LOAD + cell("glue('a', results['a'], recorded=results)"),
     LOAD + cell("glue('a', results['a'])")),
    (record_rules.marks_recorded_numbers, LOAD + cell("results = 3\nglue('a', results)"),
     LOAD + cell("mean = np.mean([error for error in results['a']])\nclaim('a', 'b', mean, above=0)")),
    (record_rules.marks_recorded_numbers, LOAD + cell("for name, value in live.items():\n    glue(name, value)"),
     LOAD + cell("for name, value in results.items():\n    glue(name, value)")),
    (record_rules.marks_recorded_numbers, LOAD + cell("error = 1\nerror += live\nglue('a', error)"),
     LOAD + cell("def gap():\n    return results['a'] - 1\n\nerror = 1\nerror += gap()\nglue('a', error)")),
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
    (rules.types_no_numbers, LIVE, LIVE.replace("'It ", "'It falls by 0.2 to ")),
    (rules.types_no_numbers, CURVE, CURVE.replace("It falls.", "It falls to 0.2.")),
]


@pytest.mark.parametrize(("rule", "good", "bad"), GOOD_AND_BAD, ids=lambda value: getattr(value, "__name__", ""))
def test_rule(rule, good, bad):
    assert rule(good) == []
    assert rule(bad)


def test_every_rule_has_an_example_of_failing():
    assert {rule for rule, _, _ in GOOD_AND_BAD} == {*ANATOMY, *WORDS}
