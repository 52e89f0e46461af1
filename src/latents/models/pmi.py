"""Word vectors by counting: which words stand together more often than by chance.

K. Church and P. Hanks, Word association norms, mutual information, and lexicography,
1990. O. Levy and Y. Goldberg, Neural word embedding as implicit matrix factorization,
2014. O. Levy, Y. Goldberg and I. Dagan, Improving distributional similarity with
lessons learned from word embeddings, 2015.
"""

import torch
from torch import Tensor

from ..guards import require_count, require_positive


def cooccurrences(centres: Tensor, contexts: Tensor, words: int) -> Tensor:
    """How often each word meets each context: pairs [n], [n] → sparse [words, words].

    Raises ValueError for a number of words below one.
    """
    require_count("words", words)
    places, ones = torch.stack([centres, contexts]), torch.ones(len(centres))
    return sparse(places, ones, (words, words))


def pmi(counts: Tensor, *, power: float = 1.0) -> Tensor:
    """log p(word, context) / (p(word) p(context)) in nats, where a pair was met.

    `counts` are sparse, and so is the result, in their shape; what was never met has
    no entry instead of -infinity. Contexts are taken for as frequent as their counts **
    `power` say: 0.75 holds down the rare ones (Levy et al. 2015, equation 3).

    Raises ValueError for a power not above zero.
    """
    require_positive("power", power)
    counts = counts.coalesce()
    met, (row, column) = counts.values(), counts.indices()
    word, context = (counts.sum(dim=dim).to_dense() for dim in (1, 0))
    context = context**power
    values = (met * context.sum() / (word[row] * context[column])).log()
    return sparse(counts.indices(), values, counts.shape)


def positive(matrix: Tensor, *, shift: float = 0.0) -> Tensor:
    """max(0, matrix - shift) of a sparse matrix, without the entries that become 0.

    With shift log k and `pmi`, what k negative samples aim at (Levy & Goldberg 2014).
    """
    values = matrix.values() - shift
    above = values > 0
    return sparse(matrix.indices()[:, above], values[above], matrix.shape)


def factor_vectors(matrix: Tensor, size: int, *, exponent: float = 0.5) -> Tensor:
    """U Σ ** exponent of the best approximation of rank `size`: [words, size].

    `matrix` [words, contexts] is sparse or not. An exponent below 1 weighs directions
    more evenly than the matrix does (Levy et al. 2015, section 3.3). Torch's global
    stream starts the search for U (Halko et al. 2009).

    Raises ValueError for a size below one or above what the matrix holds.
    """
    require_count("size", size)
    if size > min(matrix.shape):
        raise ValueError(
            f"size must not be above {min(matrix.shape)} for shape "
            f"{list(matrix.shape)}, got {size}"
        )
    wider = min(size + 10, *matrix.shape)
    left, values, _ = torch.svd_lowrank(matrix, wider, niter=4)
    return left[:, :size] * values[:size] ** exponent


def sparse(places: Tensor, values: Tensor, shape: tuple[int, int]) -> Tensor:
    """The matrix with these values [n] at these places [2, n], added up by place."""
    return torch.sparse_coo_tensor(
        places, values, shape, check_invariants=True
    ).coalesce()
