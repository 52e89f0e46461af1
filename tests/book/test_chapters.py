"""Every chapter has the anatomy that readers rely on and keeps to its budgets, and every rule can fail."""

import lint_chapters
import pytest
from linter import anatomy, chapters, exercises, kinds, records, second_edition, words
from linter.anatomy import ENDING
from linter.chapters import CHAPTERS, PAGES, complaints, read


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_chapter(chapter):
    assert complaints(read(chapter)) == []


@pytest.mark.parametrize("rule", words.WORDS, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("page", PAGES)
def test_words(page, rule):
    assert not rule(read(page)), rule.__doc__


def cell(code, options=""):
    return f"```{{code-cell}} python\n{options}{code}\n```\n"


FRONT = "---\njupytext: {}\nkernelspec: {}\n---\n"
LAST = "".join(f"## {title}\n\n" for title in ENDING)
GLANCE = ("# T\n\n:::{admonition} At a glance\n**You will be able to**\n\n* a\n* b\n* c\n\n**Read first:** x\n\n"
          "```{cost}\n```\n:::\n\n## S\n")
FIGURE = "---\nmystnb:\n  figure: {name: fig-a, caption: A curve.}\n  image: {alt: It falls.}\n---\n"
CURVE = cell("plt.show()", FIGURE) + "See {numref}`fig-a`."
LOAD = cell("results = recorded('deep_autoencoder')")
LIVE = (cell("from latents.live import GibbsExplorer") + CURVE.replace("  image: {alt: It falls.}\n", "")
        .replace("plt.show()", "GibbsExplorer(rbm, name='a', alt=f'It {a:.1f}.')"))
EVIDENCE, HARNESS = ":tags: [evidence]\n", ":tags: [harness]\n:fold: Train it\n"
MADE_FOR = cell("pictures = chosen_images(2000).to(device)\n"
                f"claim('a', 'b', 1, above=0, only=['{kinds.DEFAULT}', 'usps'])")
CHECKED = cell("b = 1\nc = 2\nclaim('a', 'b', b, above=0)")
FORMULA = "\n\n$$\na\n$$ (eq-a)\n\n"
PREDICT = "```{predict}\nask: Which?\n```\n\n"
READING = "{reading-time}`full`, or {reading-time}`short`."
FURTHER = "## Further reading\n\n* {cite:t}`a`: why.\n"
LISTING = "```{source} latents.models.pca.PCA\n```\n"
SECOND = FRONT.replace("---\n", "---\nedition: 2\n", 1)
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
SOLVED = "````{solution} ex-p\n:class: dropdown\n\nSo it is.\n````\n"
QUESTION = "- ask: Why?\n  answers: [{right: So., because: It is.}, {wrong: No., because: It is not.}]\n"
QUIZ = f"## Quiz\n\n```{{quiz}}\n{3 * QUESTION}```\n"

GOOD_AND_BAD = [
    (exercises.rise_in_difficulty, EXERCISES, EXERCISES.replace(OPEN, "")),
    (exercises.rise_in_difficulty, EXERCISES, EXERCISES.replace(CODE_B, "")),
    (exercises.rise_in_difficulty, EXERCISES, EXERCISES.replace(PENCIL, "")),
    (exercises.rise_in_difficulty, EXERCISES.replace(OPEN, CODE_C + OPEN),
     EXERCISES.replace(OPEN, CODE_C + CODE_D + OPEN)),
    (exercises.rise_in_difficulty, EXERCISES, EXERCISES.replace(PENCIL, "") + PENCIL),
    (exercises.rise_in_difficulty, EXERCISES, EXERCISES.replace("*Open.*", "*Think.*")),
    (exercises.rise_in_difficulty, EXERCISES, "## Exercises\n"),
    (exercises.have_folded_solutions, EXERCISES, EXERCISES.replace("{solution} ex-p", "{solution} ex-q")),
    (exercises.have_folded_solutions, EXERCISES, EXERCISES.replace("-start} ex-a", "-start} ex-p")),
    (exercises.have_folded_solutions, EXERCISES, EXERCISES.replace(":class: dropdown\n\nSo", "\n\nSo")),
    (exercises.have_folded_solutions, EXERCISES, EXERCISES.replace(":class: dropdown\n````\n", "````\n", 1)),
    (exercises.have_folded_solutions, EXERCISES, EXERCISES.replace("*Open.*", "*With code.*")),
    (exercises.have_folded_solutions, EXERCISES, EXERCISES + "```{solution} ex-z\n:class: dropdown\nSo.\n```\n"),
    (exercises.have_checks, EXERCISES, EXERCISES.replace("`check_a(f)`", "a check")),
    (exercises.have_checks, EXERCISES, EXERCISES.replace("\ncheck_a(f)\n", "\ncheck_b(f)\n")),
    (exercises.have_checks, EXERCISES, EXERCISES.replace("\ncheck_a(f)\n", "\n# check_a(f)\n")),
    (exercises.have_checks, EXERCISES, EXERCISES.replace("solution-start} ex-a", "solution-start} ex-c")),
    (exercises.import_their_checks, EXERCISES, EXERCISES.replace("check_a, check_b", "check_a")),
    (exercises.import_their_checks, EXERCISES, EXERCISES.replace("check_a, check_b", "check_a, check_b, check_c")),
    (exercises.import_their_checks, EXERCISES, cell("a = 1") + EXERCISES),
    (exercises.ask_three_questions, QUIZ, QUIZ.replace("## Quiz", "## Questions")),
    (exercises.ask_three_questions, QUIZ, QUIZ + QUIZ),
    (exercises.ask_three_questions, QUIZ + "## Summary", QUIZ.replace("right: So.", "wrong: So.", 1)),
    (exercises.ask_three_questions, QUIZ, "## Quiz\n\n" + "## Summary\n\n" + QUIZ.partition("\n\n")[2]),
    (anatomy.is_notebook, FRONT, "# Title\n"),
    (anatomy.is_notebook, FRONT, FRONT.replace("kernelspec", "title")),
    (anatomy.opens_with_hook, FRONT + "# T\n\nOne. Two?\nThree!\n\n## S\n", "# T\n\nOne. Two.\n\n## S\nThree. Four."),
    (anatomy.opens_with_hook, "# T\n\nOne. Two. Three.\n", "Text. More. Still more."),
    (anatomy.glances, GLANCE, GLANCE.replace("* b\n", "")),
    (anatomy.glances, GLANCE, GLANCE.replace("{cost}", "python")),
    (anatomy.glances, GLANCE, GLANCE.replace("**Read first:**", "Read:")),
    (anatomy.glances, GLANCE, GLANCE.replace("You will be able to", "You can")),
    (anatomy.glances, GLANCE, "# T\n\n## S\n\n" + GLANCE.removeprefix("# T")),
    (anatomy.ends_in_order, "## First\n\n" + LAST, LAST + "## More\n"),
    (anatomy.ends_in_order, LAST.replace("wrong", "wrong: glare"), LAST.replace("Summary", "Exercises")),
    (anatomy.sums_up, FIVE, FIVE.removesuffix("* a point\n")),
    (anatomy.leads_on, FURTHER, FURTHER + "* A book.\n"),
    (anatomy.leads_on, FURTHER, "## Further reading\n"),
    (anatomy.explains_figures, CURVE, cell("plt.show()")),
    (anatomy.explains_figures, CURVE, CURVE.replace("name: fig-a, ", "")),
    (anatomy.explains_figures, CURVE, CURVE.replace("caption: A curve.", "caption: ''")),
    (anatomy.explains_figures, CURVE, CURVE.replace("alt: It falls.", "width: 300px")),
    (anatomy.explains_figures, LIVE, LIVE.replace("alt=f", "other=f")),
    (anatomy.explains_figures, LIVE, LIVE.replace("caption: A curve.", "caption: ''")),
    (anatomy.explains_figures, LIVE, LIVE.replace("`fig-a`", "`fig-b`")),
    (anatomy.explains_figures, CURVE, CURVE.replace("`fig-a`", "`fig-ab`")),
    (anatomy.explains_figures, cell("from latents.figures.images import grid") + cell("grid", ":tags: [remove-cell]\n"),
     cell("from latents.figures.images import grid") + cell("grid(images)")),
    (kinds.have_short_lines, cell("a" * 88 + "\n"), cell("a" * 89 + "\n")),
    (kinds.are_short, cell("import a\nfrom b import c\n" * 8), cell("import a\n" * 15 + "a.b()\n")),
    (kinds.are_short, cell("a = 1\n" * 15 + "# why\n\n"), cell("a = 1\n" * 16)),
    (kinds.claim_something, cell("claim('a', 'b', 1, above=0)"), cell("print(1)")),
    (kinds.claim_for_their_own_pictures, MADE_FOR, MADE_FOR.replace(f"'{kinds.DEFAULT}', ", "")),
    (kinds.claim_for_their_own_pictures, MADE_FOR.replace("2000", "2000, default='usps'"),
     MADE_FOR.replace("2000", "default='mnist'")),
    (kinds.are_short, cell("a = 1\n" * 60, EVIDENCE), cell("a = 1\n" * 61, EVIDENCE)),
    (kinds.are_of_known_kinds, cell("1") + cell("1", EVIDENCE), cell("1", ":tags: [hide-input]\n")),
    (kinds.are_of_known_kinds, cell("1", HARNESS), cell("1", ":tags: [harness]\n")),
    (kinds.are_of_known_kinds, cell("1", HARNESS), cell("1", HARNESS.replace("[harness]", "[harness, figure]"))),
    (kinds.fold_their_bookkeeping, cell("number('a', 1)", EVIDENCE), cell("number('a', 1)")),
    (kinds.fold_their_bookkeeping, CHECKED, cell("claim('a', 'b', 1, above=0)")),
    (kinds.fold_their_bookkeeping, CODE.replace("f = 1", "number('a', 1)"), cell("for a in b:\n    table(a, rows)")),
    (kinds.fold_their_bookkeeping, 4 * CHECKED, 5 * CHECKED),
    (second_edition.keeps_to_its_words, "word " * 4000 + "\n\n" + SOLVED, "word " * 4001),
    (second_edition.keeps_to_its_words, "word " * 4000 + "$a$ {numref}`a`", "* word\n" * 4001),
    (second_edition.shows_little_code, 20 * cell("a = 1\n" * 10) + cell("b = 1", EVIDENCE), 21 * cell("a = 1\n" * 10)),
    (second_edition.shows_little_code, LISTING, 9 * LISTING),
    (second_edition.teaches_in_the_open, 3 * cell("a = 1") + cell("import b"), 2 * cell("a = 1") + cell("import b")),
    (second_edition.teaches_in_the_open, cell("a = 1"), cell("for seed in SEEDS:\n    run(seed)")),
    (second_edition.spares_numbers, 4 * "{number}`a` " + "\n\n{number}`b`", 3 * "{number}`a` " + 2 * "{given}`b` "),
    (second_edition.reads_its_figures, CURVE, CURVE.replace("See", "It falls.\n\nSee")),
    (second_edition.reads_its_figures, CURVE, CURVE.replace("`fig-a`", "`fig-ab`")),
    (second_edition.reads_its_figures, CURVE + "\n\nMore.", CURVE.replace("See", "```{note}\nA.\n```\n\nSee")),
    (second_edition.shows_the_thing_first, CURVE + FORMULA, FORMULA + CURVE),
    (second_edition.asks_to_predict, 2 * PREDICT, PREDICT),
    (second_edition.moves, LIVE, CURVE),
    (second_edition.tells_its_minutes, READING, READING.replace("`short`", "`full`")),
    (records.loads_known_records, LOAD, LOAD.replace("deep_", "shallow_")),
    (records.loads_known_records, LOAD, LOAD.replace("'deep_autoencoder'", "name")),
    (records.marks_recorded_numbers, LOAD + cell("number('a', results['a'], recorded=results)"),
     LOAD + cell("number('a', results['a'])")),
    (records.marks_recorded_numbers, LOAD + cell("results = 3\nnumber('a', results)"),
     LOAD + cell("mean = np.mean([error for error in results['a']])\nclaim('a', 'b', mean, above=0)")),
    (records.marks_recorded_numbers, LOAD + cell("for name, value in live.items():\n    number(name, value)"),
     LOAD + cell("for name, value in results.items():\n    number(name, value)")),
    (records.marks_recorded_numbers, LOAD + cell("error = 1\nerror += live\nnumber('a', error)"),
     LOAD + cell("def gap():\n    return results['a'] - 1\n\nerror = 1\nerror += gap()\nnumber('a', error)")),
    (anatomy.labels_equations, "$$\na\n$$ (eq-a)\n\n$$\nb\n$$ (eq-b)\n", "$$\na\n$$ (eq-a)\n\n$$\nb\n$$\n"),
    (anatomy.labels_equations, "```{math}\n:label: eq-a\na\n```\n", "```{math}\na\n```\n"),
    (anatomy.names_known_topics, "(l5-4)=\n(sec-a)=\n", "(l5-99)=\n"),
    (anatomy.names_known_topics, "(l5-4)=\n", "(L5-4)=\n"),
    (words.cites_known_works, "{cite:p}`pearson1901lines,hotelling1933analysis`", "{cite:p}`pearson1901lines, nobody`"),
    (anatomy.hides_no_errors, cell("a"), cell("a", ":tags: [raises-exception]\n")),
    (anatomy.hides_no_errors, cell("a"), "---\nmystnb: {execution_allow_errors: true}\n---\n"),
    (words.says_we, "We see $I$ and `my`.", "As I said."),
    (words.says_we, "A measure.", "It is my view."),
    (words.spells_british, "colour, size, labelled, normalise", "Normalized data"),
    (words.spells_british, cell("color = 'gray'"), "The labeled digits"),
    (words.types_no_numbers, "Step {given}`0.05`, $0.3$, `0.2`, 5 digits, 2.\n$$\n0.1\n$$ (eq)\n", "It is 0.93."),
    (words.types_no_numbers, cell("a = 0.5"), "At 95% it stops."),
    (words.types_no_numbers, "[here](https://example.org/v/4.0/)", "```{note}\nIt is 1.5.\n```\n"),
    (words.types_no_numbers, LIVE, LIVE.replace("'It ", "'It falls by 0.2 to ")),
    (words.types_no_numbers, CURVE, CURVE.replace("It falls.", "It falls to 0.2.")),
]


@pytest.mark.parametrize(("rule", "good", "bad"), GOOD_AND_BAD, ids=lambda value: getattr(value, "__name__", ""))
def test_rule(rule, good, bad):
    assert rule(good) == []
    assert rule(bad)


def test_every_rule_has_an_example_of_failing():
    every = [*anatomy.ANATOMY, *kinds.KINDS, *exercises.EXERCISES, *records.RECORDS, *words.WORDS]
    assert {rule for rule, _, _ in GOOD_AND_BAD} == {*every, *second_edition.SECOND_EDITION}
    assert set(chapters.rules_for(FRONT)) == {*every}
    assert set(chapters.rules_for(SECOND)) == {*every, *second_edition.SECOND_EDITION}


def test_the_report_names_what_is_broken_and_the_status_tells(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["lint_chapters.py", CHAPTERS[0]])
    monkeypatch.setattr(lint_chapters, "read", lambda chapter: cell("number('a', 1)"))
    assert lint_chapters.main() == 1
    shown = capsys.readouterr().out
    assert shown.startswith(f"{CHAPTERS[0]}\n")
    assert "1  lines of code open to the eye" in shown
    assert "BROKEN: cell on line 2: bookkeeping lies open" in shown
    monkeypatch.setattr(lint_chapters, "complaints", lambda text: [])
    assert lint_chapters.main() == 0
