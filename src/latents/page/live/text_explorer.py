"""A text of the reader's own as words, weights and pieces."""

from collections import defaultdict
from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from ...text.byte_pairs import END, Pair, split_word
from ...text.counts import count_matrix, tf_idf
from ...text.tokens import Vocabulary, words
from .bundle import LiveModel
from .exported import require_name

SHOWN = 8  # words of the picture, the weightiest


class TextExplorer(LiveModel):
    """A box to type in; below it, words, their tf-idf weights, and their pieces.

    `idf` gives the inverse document frequency of every word that is known, `merges`
    the pairs as `learn_merges` numbers them; the box begins with the text `start`.
    Nothing that is typed leaves the page. `name` is unique on its page, `alt` says what
    there is to see.

    Raises ValueError if the start holds no known word, and for a name that cannot stand
    in an address.
    """

    def __init__(
        self,
        idf: Mapping[str, float],
        merges: Mapping[Pair, int],
        *,
        start: str,
        name: str,
        alt: str,
    ):
        require_name(name)
        if not idf.keys() & set(words(start)):
            raise ValueError(
                f"expected a text with a known word as start, got {start!r}"
            )
        by_value = defaultdict(list)  # words share few values: the page gets lighter
        for word, value in idf.items():
            by_value[float(value)].append(word)
        data = {
            "idf": [[value, " ".join(some)] for value, some in by_value.items()],
            "merges": [" ".join(pair) for pair in sorted(merges, key=merges.get)],
            "end": END,
            "start": start,
        }
        figure = text_figure(weigh(start, idf), merges)
        super().__init__("text_explorer", data, figure, name=name, alt=alt)


def weigh(text: str, idf: Mapping[str, float]) -> dict[str, float]:
    """The tf-idf weight of every known word of a text, in their order; length one."""
    tokens = [word for word in words(text) if word in idf]
    if not tokens:
        return {}
    vocabulary = Vocabulary([tokens])
    values = np.array([idf[word] for word in vocabulary.tokens])
    row = tf_idf(count_matrix([tokens], vocabulary), values).toarray()[0]
    return {word: float(row[vocabulary.ids[word]]) for word in dict.fromkeys(tokens)}


def text_figure(weights: Mapping[str, float], merges: Mapping[Pair, int]) -> Figure:
    """The weightiest words as bars, and the pieces of each in its bar's line."""
    chosen = sorted(weights, key=weights.get)[-SHOWN:]
    figure, axis = plt.subplots(figsize=(6, 0.9 + 0.34 * len(chosen)))
    axis.barh(chosen, [weights[word] for word in chosen], color="C0", height=0.6)
    for line, word in enumerate(chosen):
        pieces = " | ".join(split_word(word, merges))
        axis.text(weights[word], line, f"  {pieces}", va="center", color="C1")
    axis.set(xlabel="tf-idf weight", xlim=(0, 1.8 * max(weights.values())))
    axis.tick_params(axis="y", length=0)
    return figure
