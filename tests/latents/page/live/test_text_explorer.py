"""What the box for texts leaves in a notebook, and what it refuses."""

import numpy as np
import pytest
from oracles.explorers import NAMES, data
from sklearn.feature_extraction.text import TfidfVectorizer

from latents.page.live.text_explorer import TextExplorer, text_figure, weigh
from latents.text.byte_pairs import END, learn_merges

TEXTS = ["the cat sat on the mat", "the dog didn't sit", "a cat and a dog", "on and on"]
WEIGHER = TfidfVectorizer(token_pattern=r"[\w']+").fit(TEXTS)
IDF = dict(zip(WEIGHER.get_feature_names_out().tolist(), WEIGHER.idf_.tolist(), strict=True))
MERGES = learn_merges({"cat": 3, "mat": 1}, 3)


def explore(**changes):
    return TextExplorer(**({"idf": IDF, "merges": MERGES, "start": "The mat.", **NAMES} | changes))


def test_the_element_holds_words_by_idf_merges_in_order_and_start():
    held = data(explore())
    assert {word: value for value, some in held["idf"] for word in some.split(" ")} == IDF
    assert len(held["idf"]) == len(set(IDF.values()))
    assert [tuple(pair.split(" ")) for pair in held["merges"]] == list(MERGES)
    assert (held["end"], held["start"]) == (END, "The mat.")
    turned = dict(reversed(MERGES.items()))
    assert data(explore(merges=turned))["merges"] == held["merges"]


def test_weights_are_those_of_scikit_learn():
    text = "The dog sat; the axolotl didn't. On the MAT the dog sat"
    row = WEIGHER.transform([text]).toarray()[0]
    weights = weigh(text, IDF)
    assert list(weights) == ["the", "dog", "sat", "didn't", "on", "mat"]
    for word, column in WEIGHER.vocabulary_.items():
        assert weights.get(word, 0) == pytest.approx(row[column])
    assert weigh("axolotl", IDF) == {}


def test_the_picture_shows_the_weightiest_words_and_their_pieces():
    weights = {f"w{i}": i / 10 for i in range(1, 11)} | {"cat": 2.0}
    axis = text_figure(weights, MERGES).axes[0]
    assert [label.get_text() for label in axis.get_yticklabels()] == [*(f"w{i}" for i in range(4, 11)), "cat"]
    np.testing.assert_allclose([bar.get_width() for bar in axis.patches], [*np.arange(4, 11) / 10, 2])
    assert axis.texts[-1].get_text().strip() == f"cat{END}"
    assert axis.texts[0].get_text().strip() == f"w | 4 | {END}"


@pytest.mark.parametrize(("change", "message"), [
    ({"start": "axolotl"}, "expected a text with a known word as start"), ({"name": "my text"}, "a name holds letters"),
])
def test_what_cannot_be_shown_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        explore(**change)
