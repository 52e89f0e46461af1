"""Texts as rows of a sparse matrix: counts, and counts weighted by what they tell.

K. Spärck Jones, A statistical interpretation of term specificity and its application in
retrieval, 1972. G. Salton and C. Buckley, Term-weighting approaches in automatic text
retrieval, 1988.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import coo_array, csr_array, diags_array
from scipy.special import gammaln

from ..guards import require_count
from .tokens import Vocabulary


def count_matrix(texts: Sequence[Sequence[str]], vocabulary: Vocabulary) -> csr_array:
    """How often each token of the vocabulary occurs in each text: [texts, tokens].

    Unknown tokens are not counted.
    """
    lengths = [len(text) for text in texts]
    rows = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
    ids = vocabulary.encode([token for text in texts for token in text])
    known = ids < len(vocabulary)
    ones = np.ones(known.sum())
    shape = len(texts), len(vocabulary)
    return coo_array((ones, (rows[known], ids[known])), shape).tocsr()  # adds up


def inverse_document_frequency(counts: csr_array) -> np.ndarray:
    """log((1 + texts) / (1 + texts that hold the token)) + 1 for each token: [tokens].

    Natural logarithm, at least 1. The added ones stand for a text that holds every
    token once: the smoothed form of scikit-learn. Source: Spärck Jones, 1972.
    """
    holding = (counts > 0).sum(axis=0)
    return np.log((1 + counts.shape[0]) / (1 + holding)) + 1


def tf_idf(counts: csr_array, idf: np.ndarray) -> csr_array:
    """Counts [texts, tokens] times `idf` [tokens], each row scaled to length one.

    A row without a token stays zero. Source: Salton and Buckley, 1988.
    """
    weighted = counts @ diags_array(idf)
    lengths = np.sqrt((weighted**2).sum(axis=1))
    return (diags_array(1 / np.where(lengths > 0, lengths, 1)) @ weighted).tocsr()


def expected_vocabulary(counts: np.ndarray, length: int) -> float:
    """How many different tokens `length` tokens hold that are drawn from a text.

    The mean over all draws without replacement from a text with these counts
    [tokens]: a token is missed with the hypergeometric probability
    C(N - count, length) / C(N, length). Raises ValueError unless 1 <= length <= N.
    """
    require_count("length", length)
    total, counts = counts.sum(), np.asarray(counts, float)
    if length > total:
        raise ValueError(f"expected at most {total} tokens to draw, got {length}")
    rest = total - counts
    can_be_missed = rest >= length
    rest = rest[can_be_missed]
    missed = np.exp(
        gammaln(rest + 1)
        - gammaln(rest - length + 1)
        - gammaln(total + 1)
        + gammaln(total - length + 1)
    )
    return float(len(counts) - missed.sum())
