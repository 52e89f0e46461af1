"""The softmax as a tree of yes and no, short for frequent words.

F. Morin and Y. Bengio, Hierarchical probabilistic neural network language model, 2005.
D. Huffman, A method for the construction of minimum-redundancy codes, 1952. T. Mikolov
et al., 2013, arXiv 1310.4546, equation 3.
"""

from heapq import heapify, heappop, heapreplace
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F
from torch.nn.utils.rnn import pad_sequence

from ..guards import require_positive
from ..training import Terms
from .word2vec import Given, Word2Vec


class Tree(NamedTuple):
    """The way from the root to each word, through at most `depth` inner nodes."""

    nodes: Tensor  # [words, depth], numbers of inner nodes, 0 to words - 2
    turns: Tensor  # [words, depth]: 1 to one side, -1 to the other, 0 beyond the end


def huffman(counts: Tensor) -> Tree:
    """The tree of the least mean depth for words met `counts` [words] times.

    The two rarest are joined, over and over; the root is the last node. Raises
    ValueError for fewer than two words and for a count not above zero.
    """
    if len(counts) < 2:
        raise ValueError(f"a tree needs two words or more, got {len(counts)}")
    require_positive("the smallest count", float(counts.min()))
    words = len(counts)
    heap = [(count, place) for place, count in enumerate(counts.tolist())]
    heapify(heap)
    above = {}  # node -> its parent and the turn that leads to it
    for parent in range(words, 2 * words - 1):
        few, first = heappop(heap)
        more, second = heap[0]
        above |= {first: (parent, 1), second: (parent, -1)}
        heapreplace(heap, (few + more, parent))
    ways = [way(word, above) for word in range(words)]
    nodes, turns = (
        pad_sequence([torch.tensor(column) for column in columns], batch_first=True)
        for columns in zip(*(zip(*steps, strict=True) for steps in ways), strict=True)
    )
    return Tree((nodes - words).clamp(min=0), turns)


def way(node: int, above: dict[int, tuple[int, int]]) -> list[tuple[int, int]]:
    """The inner nodes from the root to a node, each with the turn taken there."""
    steps = []
    while node in above:
        node, turn = above[node]
        steps.append((node, turn))
    return steps[::-1]


def tree_log_probabilities(model: Word2Vec, batch: Given, tree: Tree) -> Tensor:
    """log p(wanted | given) in nats, [n]: log sigmoid(turn * score), summed on the way.

    Row i of `model.outputs` is the vector of inner node i; the last row is not used.
    """
    given, wanted = batch
    nodes, turns = tree.nodes[wanted], tree.turns[wanted]  # [n, depth]
    scores = (model.outputs[nodes] @ model.read(given)[:, :, None]).squeeze(2)
    return (F.logsigmoid(turns * scores) * turns.abs()).sum(dim=1)


def hierarchical_softmax(model: Word2Vec, batch: Given, tree: Tree) -> Terms:
    """-log p(wanted | given) in nats, averaged over the batch."""
    return {"words": -tree_log_probabilities(model, batch, tree).mean()}
