"""Huffman's tree against Shannon's bounds, and its softmax against one that is enumerated."""

import math
from itertools import pairwise

import pytest
import torch
from oracles.derivatives import slopes
from oracles.word_models import random_words

from latents.models.huffman import hierarchical_softmax, huffman, tree_log_probabilities

COUNTS = torch.tensor([40, 21, 11, 9, 7, 5, 3, 2, 1, 1])


def test_four_words_by_hand():
    """1 and 2 join to 3, that and 3 join to 6, that and 8 to all."""
    tree = huffman(torch.tensor([8, 3, 2, 1]))
    assert tree.turns.abs().sum(dim=1).tolist() == [1, 2, 3, 3]
    assert tree.nodes[2].tolist() == tree.nodes[3].tolist() == [2, 1, 0]
    assert tree.turns[2].tolist()[:2] == tree.turns[3].tolist()[:2]
    assert tree.turns[2, 2] == -tree.turns[3, 2]


def test_two_pairs_of_nearly_equal_words_all_take_two_questions():
    """2 and 2 join to 4, which is then more than 3 and 3."""
    assert huffman(torch.tensor([2, 3, 2, 3])).turns.abs().sum(dim=1).tolist() == [2, 2, 2, 2]


@pytest.mark.parametrize("counts", [COUNTS, torch.tensor([4, 2, 1, 1]), torch.ones(7), torch.tensor([3, 2])])
def test_the_expected_depth_is_less_than_one_above_the_entropy(counts):
    p = (counts / counts.sum()).double()
    entropy = -float((p * p.log2()).sum())
    depth = float((p * huffman(counts).turns.abs().sum(dim=1)).sum())
    assert entropy - 1e-9 <= depth < entropy + 1


def test_depths_satisfy_kraft_with_equality_and_rarer_words_lie_no_higher():
    depths = huffman(COUNTS).turns.abs().sum(dim=1).tolist()
    assert sum(2.0 ** -depth for depth in depths) == 1
    assert all(before <= after for before, after in pairwise(depths))


def test_the_probabilities_of_all_words_sum_to_one():
    model, tree = random_words(10), huffman(COUNTS)
    for given in (torch.full((10,), 4), torch.tensor([[3, 7, -1]] * 10)):
        logs = tree_log_probabilities(model, (given, torch.arange(10)), tree)
        assert float(logs.detach().exp().sum()) == pytest.approx(1)


def test_a_word_is_the_product_of_the_turns_on_its_way():
    model, tree = random_words(4), huffman(torch.tensor([8, 3, 2, 1]))
    logs = tree_log_probabilities(model, (torch.tensor([1, 1]), torch.tensor([0, 3])), tree)

    def turn(node, sign):
        return 1 / (1 + math.exp(-sign * float(model.vectors[1] @ model.outputs[node])))

    first, last = int(tree.turns[0, 0]), tree.turns[3].tolist()
    assert logs[0].exp().item() == pytest.approx(turn(2, first))
    assert logs[1].exp().item() == pytest.approx(math.prod(turn(n, s) for n, s in zip((2, 1, 0), last, strict=True)))


def test_the_loss_is_averaged_and_its_gradient_that_of_finite_differences():
    model, tree = random_words(10), huffman(COUNTS)
    batch = torch.tensor([0, 5, 5]), torch.tensor([1, 9, 0])
    terms = hierarchical_softmax(model, batch, tree)
    assert list(terms) == ["words"]
    each = [float(tree_log_probabilities(model, (batch[0][i:i + 1], batch[1][i:i + 1]), tree)) for i in range(3)]
    assert terms["words"].item() == pytest.approx(-sum(each) / 3)
    terms["words"].backward()
    expected = slopes(lambda twin: hierarchical_softmax(twin, batch, tree)["words"], model)
    torch.testing.assert_close(model.vectors.grad, expected["vectors"])
    torch.testing.assert_close(model.outputs.grad, expected["outputs"])


def test_bad_counts_are_named():
    with pytest.raises(ValueError, match="a tree needs two words or more, got 1"):
        huffman(torch.tensor([3]))
    with pytest.raises(ValueError, match=r"the smallest count must be greater than zero, got 0\.0"):
        huffman(torch.tensor([3, 0]))
