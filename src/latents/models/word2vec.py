"""Word vectors learnt by predicting words from the words beside them.

T. Mikolov, K. Chen, G. Corrado and J. Dean, Efficient estimation of word
representations in vector space, 2013a, arXiv 1301.3781. T. Mikolov, I. Sutskever, K.
Chen, G. Corrado and J. Dean, Distributed representations of words and phrases and their
compositionality, 2013b, arXiv 1310.4546.

A batch is a pair: the words that are given, as numbers [n] (skip-gram: a centre) or
[n, k] (CBOW: its contexts, with -1 where there is none), and the wanted ones [n].
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..guards import require_count, require_positive
from ..training import Terms

Given = tuple[Tensor, Tensor]  # (given [n] or [n, k], wanted [n])


class Word2Vec(nn.Module):
    """Two vectors a word: one for when it is given, one for when it is wanted.

    The first ones, `vectors` [words, size], are what is kept. `outputs` [words, size]
    start at zero, so that every word is first held equally likely.
    """

    def __init__(self, words: int, size: int):
        super().__init__()
        require_count("words", words)
        require_count("size", size)
        self.vectors = nn.Parameter((torch.rand(words, size) - 0.5) / size)
        self.outputs = nn.Parameter(torch.zeros(words, size))

    def read(self, given: Tensor) -> Tensor:
        """The mean of the vectors of given words, [n] or [n, k] → [n, size]."""
        if given.dim() == 1:
            return self.vectors[given]
        present = (given >= 0).to(self.vectors)[:, :, None]  # [n, k, 1]
        total = (present * self.vectors[given.clamp(min=0)]).sum(dim=1)
        return total / present.sum(dim=1).clamp(min=1)


def full_softmax(model: Word2Vec, batch: Given) -> Terms:
    """-log p(wanted | given) in nats, averaged over the batch (2013b, equation 2).

    Every word of the vocabulary is scored for every row of the batch.
    """
    given, wanted = batch
    scores = model.read(given) @ model.outputs.T  # [n, words]
    return {"words": F.cross_entropy(scores, wanted)}


def negative_sampling(
    model: Word2Vec, batch: Given, noise: Tensor, *, negatives: int = 5
) -> Terms:
    """Tell the wanted word from `negatives` others, drawn by `noise` (equation 4).

    `noise` [words] are probabilities or in proportion to them. Both terms are in nats,
    averaged over the batch: -log sigmoid(score) of the wanted word, and the sum of
    -log sigmoid(-score) of the drawn ones.
    """
    given, wanted = batch
    hidden = model.read(given)  # [n, size]
    drawn = torch.multinomial(noise, len(wanted) * negatives, replacement=True)
    real = (hidden * model.outputs[wanted]).sum(dim=1)
    fake = (model.outputs[drawn.view(-1, negatives)] @ hidden[:, :, None]).squeeze(2)
    return {
        "real": F.softplus(-real).mean(),
        "drawn": F.softplus(fake).sum(dim=1).mean(),
    }


def noise_probabilities(counts: Tensor, *, power: float = 0.75) -> Tensor:
    """What false words are drawn by: counts [words] ** power, summing to one.

    2013b, section 2.2: between uniform (0) and the words' own frequencies (1).
    """
    weights = counts.double() ** power
    return (weights / weights.sum()).float()


def keep_probabilities(counts: Tensor, *, threshold: float = 1e-3) -> Tensor:
    """How likely one place of each word is kept in a pass over the text, [words].

    With f the word's share of the text, min(1, √(threshold / f) + threshold / f). This
    is what the authors' program does; 2013b, equation 5, has the first term only.

    Raises ValueError for a threshold not above zero.
    """
    require_positive("threshold", threshold)
    rarity = threshold * counts.sum() / counts
    return (rarity.sqrt() + rarity).clamp(max=1)


def windows(text: Tensor, sentences: Tensor, *, window: int) -> Tensor:
    """The words beside each word of a text: [n] → [n, 2 window], left ones first.

    -1 stands where the sentence, whose number is in `sentences` [n], has ended. Raises
    ValueError for a window below one.
    """
    require_count("window", window)
    at = torch.arange(len(text))[:, None] + torch.tensor(
        [offset for offset in range(-window, window + 1) if offset]
    )
    inside = (at >= 0) & (at < len(text))
    at = at.clamp(0, len(text) - 1)
    return torch.where(inside & (sentences[at] == sentences[:, None]), text[at], -1)


def pairs(text: Tensor, contexts: Tensor) -> Given:
    """Every centre with each of its contexts [n, k] of `windows`: two tensors [m]."""
    row, column = (contexts >= 0).nonzero(as_tuple=True)
    return text[row], contexts[row, column]
