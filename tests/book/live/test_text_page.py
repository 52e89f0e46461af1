"""The box for texts in the page: it reads as Python does, whatever is typed."""

import random

import pytest
from live_page import IDF, MERGES, TEXT, Live

from latents.page.live.text_explorer import weigh
from latents.text.byte_pairs import split_word
from latents.text.tokens import words

RANGES = [(0x20, 0x7F), (0xA0, 0x250), (0x300, 0x370), (0x370, 0x530), (0x590, 0x5F0), (0x900, 0x980), (0x1E00, 0x2000),
          (0x2010, 0x2070), (0x3040, 0x3100), (0x4E00, 0x4F00), (0xAC00, 0xAD00), (0x1F600, 0x1F640)]
ODD = ["", " ", "\n\t", "\N{GRINNING FACE}\u200d\N{FIRE}", "cafe\u0301 CAFÉ", "don\u2019t 'tis", "ΣΟΦΟΣ Σ", "İI\u0131i",
       "1,000 ½ ² Ⅷ", "aaaaaaaa", "the cat " * 2000, "cat" * 3000, "<b>&amp;</b>", "constructor __proto__ toString"]


@pytest.fixture
def text(page):
    return Live(page, "text")


def random_texts(count):
    rng = random.Random(0)
    chars = [chr(rng.randrange(*rng.choice(RANGES))) for _ in range(4000)]
    parts = [*chars, "'", "\u2019", "e\u0301", "aa", " ", " ", " "]
    return ["".join(rng.choices([*parts, " ", "cat", "the", "didn't"], k=rng.randrange(40))) for _ in range(count)]


def test_words_weights_and_pieces_are_those_of_python(text):
    texts = [*ODD, *random_texts(300)]
    found = text.ask("given.map(text => element.model.words(text))", texts)
    assert found == [words(one) for one in texts]
    assert sum(map(len, found)) > 2000
    for one, rows in zip(texts, text.ask("given.map(text => element.model.weigh(text))", texts), strict=True):
        expected = weigh(one, IDF)
        assert [word for word, _, _ in rows] == list(expected)
        assert [count for _, count, _ in rows] == [words(one).count(word) for word in expected]
        assert [weight for _, _, weight in rows] == pytest.approx(list(expected.values()))
    several = sorted({word for some in found for word in some})
    assert text.ask("given.map(word => element.model.pieces(word))", several) == [
        split_word(word, MERGES) for word in several]


def test_it_opens_on_its_start(text):
    assert text.ask("element.box.value") == TEXT
    pieces = sum(len(split_word(word, MERGES)) for word in words(TEXT))
    assert text.words == f"12 words, 9 different, 1 of them unknown; {pieces} pieces."
    assert text.spoken == ""


def test_what_is_typed_is_shown_at_once_and_spoken_when_it_rests(text):
    box = text.element.get_by_label("Type or paste a text")
    box.fill("The Cat, the cat & an axolotl")
    assert text.words.startswith("6 words, 4 different, 2 of them unknown; ")
    assert text.spoken == ""
    text.page.clock.run_for(500)
    assert text.spoken == text.words
    chips = text.element.locator(".live-chip").all_inner_texts()
    assert chips == ["the", "cat", "the", "cat", "an\u00a0?", "axolotl\u00a0?"]
    rows = [row.split("\t") for row in text.element.locator("tbody tr").all_inner_texts()]
    assert [[cell.strip() for cell in row] for row in rows] == [["cat", "2", "0.93"], ["the", "2", "0.37"]]
    pieces = text.element.locator(".live-word").all()
    assert pieces[1].locator(".live-piece").all_inner_texts() == split_word("cat", MERGES)
    box.fill("one")
    assert text.words.startswith("1 word, 1 different, 1 of them unknown; ")
    assert text.element.locator("tbody tr").count() == 0


def test_keys_type_and_reset_brings_the_start_back(text):
    box = text.element.get_by_label("Type or paste a text")
    box.fill("")
    assert text.words == "0 words, 0 different, 0 of them unknown; 0 pieces."
    box.press_sequentially("a dog")
    assert text.words.startswith("2 words")
    text.press("Reset")
    assert text.ask("element.box.value") == TEXT


def test_what_is_typed_is_text_and_not_markup(text):
    text.element.get_by_label("Type or paste a text").fill("<img src=x onerror=alert(1)> <b>cat</b>")
    assert text.element.locator(".live-area :is(img, b)").count() == 0


def test_of_a_long_text_only_the_beginning_is_drawn(text):
    text.element.get_by_label("Type or paste a text").fill("the cat sat " * 1000)
    assert text.words.startswith("3,000 words, 3 different")
    assert text.element.locator(".live-chip").count() == 150
    assert "and 2,850 more" in text.element.inner_text()


def test_what_does_not_fit_is_scrolled_by_keyboard(text):
    box, areas = text.element.get_by_label("Type or paste a text"), text.element.get_by_role("group")
    for typed, stop in (("a cat", "-1"), ("cat" * 3000, "0"), ("the cat sat " * 1000, "0"), ("", "-1")):
        box.fill(typed)
        assert [area.get_attribute("tabindex") for area in areas.all()] == [stop, stop]
        assert text.ask("element.scrollWidth <= element.clientWidth")
    box.fill("the cat sat " * 1000)
    areas.first.focus()
    text.page.keyboard.press("End")
    text.page.wait_for_function("document.activeElement.scrollTop > 0")
