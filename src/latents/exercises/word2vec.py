"""Checks of the exercises of *word2vec*."""

import math
from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from .checking import Property, check, has_shape


@check
def check_pmi_table(pmi_table: Callable[[Tensor], Tensor]) -> Iterator[Property]:
    """Whether `pmi_table(counts)` [n, m] → [n, m] is max(0, PMI) in nats."""
    counts = torch.tensor([[8.0, 2, 0], [1, 4, 5]])
    found = pmi_table(counts.clone())
    yield (
        "There is a number for each pair",
        has_shape(found, 2, 3),
        "The table keeps its shape. Does the function return anything?",
    )
    yield (
        "A pair that was never met has 0",
        bool(found.isfinite().all()) and found[0, 2] == 0,
        "The logarithm of zero is minus infinity. What does the larger of that and "
        "zero give?",
    )
    p = counts / 20
    chance = p.sum(dim=1, keepdim=True) * p.sum(dim=0)
    expected = (p / chance).log().clamp(min=0)
    yield (
        "A pair met more often than by chance has the logarithm of how many times",
        torch.allclose(found, expected, atol=1e-5),
        "By chance, a pair has the product of two shares: that of the word and that of "
        "the context. Shares of what? And is the logarithm natural?",
    )
    tenfold = pmi_table(10 * counts)
    yield (
        "A text ten times as long changes nothing",
        torch.allclose(tenfold, expected, atol=1e-5),
        "Counts grow with the text, shares do not. Which of your numbers is a count?",
    )


@check
def check_analogy(
    analogy: Callable[[Tensor, int, int, int], int],
) -> Iterator[Property]:
    """Whether `analogy(vectors, first, second, third)` is the number of the answer.

    First is to second as third is to the answer, which is none of the three.
    """
    angles = torch.tensor([0.0, 60, 120, 170, 20]) * math.pi / 180
    circle = torch.stack([angles.cos(), angles.sin()], dim=1)
    answer = analogy(circle, 0, 1, 2)
    yield (
        "The answer is the number of a word",
        answer is not None and int(answer) in range(5),
        "The function must return a row of the table, as a number.",
    )
    yield (
        "None of the three inputs is the answer",
        int(answer) not in (0, 1, 2) and int(analogy(circle, 0, 0, 1)) not in (0, 1),
        "The nearest word is often one that was asked with. What must its cosine "
        "become, so that it never wins?",
    )
    yield (
        "The word nearest to second - first + third wins",
        int(answer) == 3 and int(analogy(circle, 2, 1, 4)) == 0,
        "Which of the three is subtracted? Draw the arrows.",
    )
    longer = circle * torch.tensor([[0.01], [1], [0.01], [1], [1]])
    yield (
        "Only directions count",
        int(analogy(longer, 0, 1, 2)) == 3,
        "A frequent word has a long vector. Divide every vector by its length, "
        "before you add.",
    )
