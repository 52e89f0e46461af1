"""What word vectors know, on vectors whose answers are known."""

import numpy as np
import pytest
import torch
from scipy.stats import rankdata

from latents.metrics.words import analogy_places, cosines, judged_correlation, offset, third_alone

#                        man      king     woman    queen    between queen and king
VECTORS = torch.tensor([[1.0, 0], [1, 1], [-1, 0.1], [-1, 1.2], [0.2, 1]])


def test_cosines_are_those_of_the_angles():
    angles = torch.tensor([0.0, 0.5, 2.0])
    circle = 3 * torch.stack([angles.cos(), angles.sin()], dim=1)
    torch.testing.assert_close(cosines(circle, circle[:2]), (angles[:2, None] - angles).cos())


def test_an_offset_is_added_and_the_third_word_alone_is_not():
    first, second, third = torch.tensor([[1.0, 2]]), torch.tensor([[4.0, 8]]), torch.tensor([[10.0, 30]])
    assert offset(first, second, third).tolist() == [[13.0, 36]]
    assert third_alone(first, second, third).tolist() == [[10.0, 30]]


def angles_of(words):
    return {word: direction / np.linalg.norm(direction) for word, direction in enumerate(words.numpy())}


@pytest.mark.parametrize("inputs_may_answer", [False, True])
@pytest.mark.parametrize("query", [offset, third_alone])
def test_the_place_counts_the_words_that_are_nearer(inputs_may_answer, query):
    questions = torch.tensor([[0, 1, 2, 3], [0, 4, 1, 2], [3, 2, 1, 0]])
    unit = angles_of(VECTORS)
    places = []
    for a, b, c, answer in questions.tolist():
        aim = unit[b] - unit[a] + unit[c] if query is offset else unit[c]
        rivals = [word for word in unit if inputs_may_answer or word not in (a, b, c)]
        places.append(sum(unit[word] @ aim > unit[answer] @ aim + 1e-6 for word in rivals))
    assert len(set(places)) > 1 or query is third_alone
    found = analogy_places(VECTORS, questions, query=query, inputs_may_answer=inputs_may_answer)
    assert found.tolist() == places


def test_vectors_count_by_direction_not_by_length():
    questions = torch.tensor([[0, 1, 2, 3]])
    longer = VECTORS * torch.tensor([[1.0], [9], [0.1], [3], [1]])
    assert analogy_places(longer, questions).tolist() == analogy_places(VECTORS, questions).tolist() == [0]


def test_the_correlation_is_that_of_the_ranks():
    judged, judgements = torch.tensor([[0, 1], [1, 2], [2, 3], [3, 4], [0, 2]]), torch.tensor([7.0, 2, 9, 5, 1])
    unit = angles_of(VECTORS)
    ranks = rankdata([unit[a] @ unit[b] for a, b in judged.tolist()])
    expected = np.corrcoef(ranks, rankdata(judgements))[0, 1]
    assert judged_correlation(VECTORS, judged, judgements) == pytest.approx(expected)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="expected 2 columns, got 3"):
        cosines(VECTORS, torch.ones(1, 3))
    with pytest.raises(ValueError, match="expected 4 columns, got 3"):
        analogy_places(VECTORS, torch.tensor([[0, 1, 2]]))
    with pytest.raises(ValueError, match="expected 2 columns, got 3"):
        judged_correlation(VECTORS, torch.tensor([[0, 1, 2]]), torch.ones(1))
    with pytest.raises(ValueError, match="expected one row for each other, got 1 and 2 rows"):
        judged_correlation(VECTORS, torch.tensor([[0, 1]]), torch.ones(2))
