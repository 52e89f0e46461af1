"""What word vectors know: tensors in, shares and correlations out."""

from collections.abc import Callable

import torch
from scipy.stats import spearmanr
from torch import Tensor
from torch.nn import functional as F

from ..guards import require_matrix, require_same_length

Query = Callable[[Tensor, Tensor, Tensor], Tensor]


def offset(first: Tensor, second: Tensor, third: Tensor) -> Tensor:
    """second - first + third: king - man + woman (3CosAdd of Levy & Goldberg 2014)."""
    return second - first + third


def third_alone(first: Tensor, second: Tensor, third: Tensor) -> Tensor:
    """The third word's own vector: what is found when nothing is added to it."""
    return third


def cosines(vectors: Tensor, queries: Tensor) -> Tensor:
    """cos of the angle of each query [m, size] with each vector: [m, words]."""
    require_matrix(vectors)
    require_matrix(queries, vectors.shape[1])
    return F.normalize(queries) @ F.normalize(vectors).T


def analogy_places(
    vectors: Tensor,
    questions: Tensor,
    *,
    query: Query = offset,
    inputs_may_answer: bool = False,
) -> Tensor:
    """How many words stand before the right answer of each question [m, 4]: [m].

    A question is first : second :: third : answer, as rows of `vectors` [words, size];
    first is what lies nearest to `query` of the first three, by cosine. Unless
    `inputs_may_answer`, these three are left out of the list, as Mikolov et al. 2013
    (arXiv 1301.3781) do. Raises ValueError for questions of another width.
    """
    require_matrix(questions, 4)
    units = F.normalize(vectors)
    near = cosines(vectors, query(*units[questions[:, :3]].unbind(dim=1)))
    right = near.gather(1, questions[:, 3:])
    if not inputs_may_answer:
        near = near.scatter(1, questions[:, :3], -torch.inf)
    return (near > right).sum(dim=1)


def judged_correlation(vectors: Tensor, judged: Tensor, judgements: Tensor) -> float:
    """Spearman's rank correlation of cosines with people's judgements, in [-1, 1].

    `judged` [m, 2] are pairs of rows of `vectors` [words, size], `judgements` [m] how
    alike people find them. Raises ValueError for more or fewer judgements than pairs.
    """
    require_matrix(judged, 2)
    require_same_length(judged, judgements)
    first, second = F.normalize(vectors)[judged].unbind(dim=1)
    return float(spearmanr((first * second).sum(dim=1), judgements).statistic)
