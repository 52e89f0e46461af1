"""What the box for sums of words leaves in a notebook, and what it refuses."""

import base64

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from oracles.explorers import NAMES, data, page

from latents.page.live.word_explorer import WordExplorer, answer_figure, nearest, terms

WORDS = ["man", "king", "woman", "queen", "tea"]
VECTORS = torch.tensor([[2.0, 0, 0], [2, 2, 0], [-2, 0.1, 0], [-1, 1.2, 0], [0, 0, 0.001]])
SUM = "king - man + woman"


def test_the_element_holds_words_directions_and_examples():
    box = WordExplorer(WORDS, VECTORS, [SUM, "tea"], **NAMES)
    held = data(box)
    assert held["words"] == WORDS
    assert held["examples"] == [SUM, "tea"]
    steps = np.frombuffer(base64.b64decode(held["vectors"]), "i1").reshape(5, 3)
    assert steps.tolist() == [[127, 0, 0], [127, 127, 0], [-127, 6, 0], [-106, 127, 0], [0, 0, 127]]
    element = page(box).find("live-word-explorer")
    assert element["id"] == "live-fig-map"
    assert element.img["alt"] == NAMES["alt"]


def test_a_sum_is_read_with_its_signs():
    assert terms("King - man + woman") == [(1, "king"), (-1, "man"), (1, "woman")]
    assert terms("-tea  king") == [(-1, "tea"), (1, "king")]
    assert terms(" ") == []


def test_the_nearest_words_are_those_of_the_smallest_angle_without_the_inputs():
    unit = (VECTORS / VECTORS.norm(dim=1, keepdim=True)).numpy()
    aim = unit[1] - unit[0] + unit[2]
    expected = [(WORDS[at], unit[at] @ aim / np.linalg.norm(aim)) for at in (3, 4)]
    assert nearest(WORDS, VECTORS, SUM) == [(word, pytest.approx(cosine, abs=1e-6)) for word, cosine in expected]
    assert [word for word, _ in nearest(WORDS, VECTORS, "king", 2)] == ["man", "queen"]


def test_the_still_picture_shows_them_as_bars():
    figure = answer_figure(WORDS, VECTORS, "king")
    axis = figure.axes[0]
    assert axis.get_title() == "king"
    assert [label.get_text() for label in axis.get_yticklabels()] == ["man", "queen", "tea", "woman"]
    widths = [bar.get_width() for bar in axis.patches]
    assert widths == pytest.approx([cosine for _, cosine in nearest(WORDS, VECTORS, "king")])
    assert axis.yaxis_inverted()
    plt.close(figure)


@pytest.mark.parametrize(("changes", "message"), [
    ({"words": WORDS[1:]}, "expected a vector for each word, got 4 words and 5 vectors"),
    ({"examples": []}, "expected at least one example"),
    ({"examples": ["king", "prince - tea"]}, r"of known words, got .*; unknown: \['prince'\]"),
    ({"vectors": torch.ones(5)}, "expected a matrix"),
    ({"name": "1st"}, "a letter first"),
])
def test_bad_input_is_named(changes, message):
    with pytest.raises(ValueError, match=message):
        WordExplorer(**({"words": WORDS, "vectors": VECTORS, "examples": [SUM]} | NAMES | changes))
    assert not plt.get_fignums()
