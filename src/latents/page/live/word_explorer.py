"""Word vectors that the reader adds and subtracts."""

import re
from collections.abc import Sequence

import matplotlib.pyplot as plt
import torch
from matplotlib.figure import Figure
from torch import Tensor
from torch.nn import functional as F

from ...guards import require_matrix
from .bundle import LiveModel
from .exported import base64_whole, require_name

Terms = list[tuple[int, str]]  # sign and word


class WordExplorer(LiveModel):
    """A box for sums of words, such as king - man + woman, and the words nearest to it.

    `vectors` [words, size] belong to `words`, all in lower case; what counts is their
    direction, rounded to 255 steps. `examples` are sums to begin with, the first one
    stands in the box; the reader chooses whether words of the sum may answer. `name` is
    unique on its page, `alt` says what there is to see.

    Raises ValueError for more or fewer words than vectors, for no example or one with
    an unknown word, and for a name that cannot stand in an address.
    """

    def __init__(
        self,
        words: Sequence[str],
        vectors: Tensor,
        examples: Sequence[str],
        *,
        name: str,
        alt: str,
    ):
        require_name(name)
        require_matrix(vectors)
        if len(words) != len(vectors):
            raise ValueError(
                f"expected a vector for each word, got {len(words)} words "
                f"and {len(vectors)} vectors"
            )
        require_examples(examples, words)
        vectors = vectors.detach().cpu()
        largest = vectors.abs().amax(dim=1, keepdim=True).clamp(min=1e-12)
        steps = (127 * vectors / largest).round()
        data = {
            "words": list(words),
            "vectors": base64_whole(steps, "i1"),
            "examples": list(examples),
        }
        figure = answer_figure(words, steps, examples[0])
        super().__init__("word_explorer", data, figure, name=name, alt=alt)


def terms(text: str) -> Terms:
    """The signed words of a sum; the first needs no sign."""
    found = re.findall(r"([+-]?)\s*([^\s+-]+)", text.lower())
    return [(-1 if sign == "-" else 1, word) for sign, word in found]


def require_examples(examples: Sequence[str], words: Sequence[str]) -> None:
    """Raise ValueError unless there is an example, and every word of all is known."""
    asked = {word for example in examples for _, word in terms(example)}
    if not asked or not asked <= set(words):
        raise ValueError(
            "expected at least one example, of known words, "
            f"got {list(examples)}; unknown: {sorted(asked - set(words))}"
        )


def nearest(
    words: Sequence[str], vectors: Tensor, text: str, count: int = 8
) -> list[tuple[str, float]]:
    """The words, but those of the sum, nearest to it, each with its cosine."""
    units, number = F.normalize(vectors.float()), list(words).index
    asked = [(sign, number(word)) for sign, word in terms(text)]
    near = units @ F.normalize(sum(sign * units[at] for sign, at in asked), dim=0)
    near[[at for _, at in asked]] = -torch.inf
    found = near.topk(min(count, len(words) - len(set(asked))))
    return [(words[at], float(cosine)) for cosine, at in zip(*found, strict=True)]


def answer_figure(words: Sequence[str], vectors: Tensor, text: str) -> Figure:
    """The nearest words to a sum, as bars."""
    found, cosines = zip(*nearest(words, vectors, text), strict=True)
    figure, axis = plt.subplots(figsize=(5, 2.6))
    axis.barh(found, cosines, height=0.6)
    axis.invert_yaxis()
    axis.set(xlim=(min(0, *cosines), 1), xlabel="cosine", title=text)
    return figure
