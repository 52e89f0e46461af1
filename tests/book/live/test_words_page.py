"""Sums of words in the page, against the same sums in Python."""

import pytest
from live_page import WORDS, Live, vectors

from latents.page.live.word_explorer import nearest


@pytest.fixture
def box(page):
    return Live(page, "words")


def answers(box):
    lines = [line.locator("span").all_inner_texts() for line in box.element.locator("li").all()]
    return [(word, float(cosine.replace("\u2212", "-"))) for word, cosine in lines]


def expected(text):
    """Directions are rounded to 255 steps in the page, cosines to two digits."""
    return [(word, pytest.approx(cosine, abs=0.015)) for word, cosine in nearest(WORDS, vectors(), text)]


def test_it_opens_on_its_first_example(box):
    assert answers(box) == expected("king - man + woman")
    assert box.words == f"Nearest to king \u2212 man + woman: queen, with a cosine of {answers(box)[0][1]:.2f}."


@pytest.mark.parametrize("typed", ["king", "King + queen", "queen \u2212 tea", "-man woman"])
def test_what_is_typed_is_answered(box, typed):
    box.element.get_by_label("Words", exact=True).fill(typed)
    assert answers(box) == expected(typed.replace("\u2212", "-"))


def test_the_words_of_the_sum_may_answer(box):
    box.element.get_by_label("Words of the sum may answer").check()
    assert len(answers(box)) == 5
    assert {word for word, _ in answers(box)} == set(WORDS)


def test_an_example_is_a_button(box):
    box.press("tea")
    assert answers(box) == expected("tea")


def test_unknown_words_and_an_empty_box_are_named(box):
    field = box.element.get_by_label("Words", exact=True)
    field.fill("king + prince")
    assert box.words == "Not among the 5 words: prince."
    assert answers(box) == []
    field.fill("")
    assert box.words == "Type a word, or a sum of words."
