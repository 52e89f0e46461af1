"""word2vec's losses against gradients by hand, an enumerated softmax and the optimum that theory states."""

import math
from functools import partial

import pytest
import torch
from oracles.word_models import random_words
from torch.optim import Adam

from latents import Batches, fit
from latents.models.word2vec import (
    Word2Vec,
    full_softmax,
    keep_probabilities,
    negative_sampling,
    noise_probabilities,
    pairs,
    windows,
)
from latents.training import falling


def test_a_new_model_holds_every_word_equally_likely():
    model = Word2Vec(7, 4)
    assert model.vectors.abs().max() <= 0.5 / 4
    assert not model.outputs.any()
    assert model.vectors.std().item() == pytest.approx(1 / 4 / math.sqrt(12), rel=0.4)
    loss = full_softmax(model, (torch.tensor([1, 2]), torch.tensor([3, 0])))
    assert list(loss) == ["words"]
    assert loss["words"].item() == pytest.approx(math.log(7))


def test_reading_is_a_look_up_or_the_mean_of_several():
    model = random_words(5)
    assert torch.equal(model.read(torch.tensor([2, 0])), model.vectors[[2, 0]])
    given = torch.tensor([[1, 4, -1], [-1, -1, 3], [-1, -1, -1]])
    expected = torch.stack([(model.vectors[1] + model.vectors[4]) / 2, model.vectors[3], torch.zeros(3).double()])
    torch.testing.assert_close(model.read(given), expected)


def test_the_gradient_of_the_softmax_is_what_is_believed_minus_what_is_true():
    model, given, wanted = random_words(5), torch.tensor([0, 3]), torch.tensor([2, 2])
    full_softmax(model, (given, wanted))["words"].backward()
    vectors, outputs = torch.zeros(5, 3).double(), torch.zeros(5, 3).double()
    with torch.no_grad():
        for centre, context in ((0, 2), (3, 2)):
            weights = [math.exp(float(model.vectors[centre] @ model.outputs[word])) for word in range(5)]
            for word in range(5):
                error = (weights[word] / sum(weights) - (word == context)) / 2
                vectors[centre] += error * model.outputs[word]
                outputs[word] += error * model.vectors[centre]
    torch.testing.assert_close(model.vectors.grad, vectors)
    torch.testing.assert_close(model.outputs.grad, outputs)


def test_negative_samples_are_judged_as_no_and_the_wanted_word_as_yes():
    model, given, wanted = random_words(5), torch.tensor([[0, 1], [3, -1]]), torch.tensor([2, 4])
    noise = torch.tensor([0.0, 1, 0, 0, 0])  # the false word is always word 1
    terms = negative_sampling(model, (given, wanted), noise, negatives=3)
    assert list(terms) == ["real", "drawn"]
    hidden = [(model.vectors[0] + model.vectors[1]) / 2, model.vectors[3]]

    def yes(vector, word):
        return 1 / (1 + math.exp(-float((vector @ model.outputs[word]).detach())))

    real = -sum(math.log(yes(vector, word)) for vector, word in zip(hidden, (2, 4), strict=True)) / 2
    drawn = -3 * sum(math.log(1 - yes(vector, 1)) for vector in hidden) / 2
    assert terms["real"].item() == pytest.approx(real)
    assert terms["drawn"].item() == pytest.approx(drawn)


def test_false_words_are_drawn_by_the_noise():
    model, noise = random_words(5), torch.tensor([1.0, 2, 3, 4, 0])
    batch = torch.zeros(40_000, dtype=torch.long), torch.zeros(40_000, dtype=torch.long)
    scores = (model.outputs @ model.vectors[0]).detach()
    expected = float((noise / 10 * torch.nn.functional.softplus(scores)).sum())
    drawn = negative_sampling(model, batch, noise, negatives=2)["drawn"].item()
    assert drawn == pytest.approx(2 * expected, rel=0.02)


def test_at_full_rank_negative_sampling_ends_at_the_shifted_pmi():
    """Levy & Goldberg 2014: vector · output = log p(w, c) / (p(w) q(c)) - log k, where q draws the false words."""
    met = torch.tensor([[8, 4, 2, 1], [3, 6, 1, 2], [1, 2, 9, 4], [2, 2, 2, 5.0]]) * 20
    given, wanted = torch.tensor([(i, j) for i in range(4) for j in range(4)]).repeat_interleave(
        met.flatten().long(), dim=0).T
    noise, k = noise_probabilities(met.sum(dim=0)), 2
    model = Word2Vec(4, 4)
    fit(model, Batches(given, wanted, size=len(given)), partial(negative_sampling, noise=noise, negatives=k),
        epochs=400, learning_rate=0.05, schedule=falling(0.01), optimizer=Adam, progress=False)
    q = met.sum(dim=0) ** 0.75 / (met.sum(dim=0) ** 0.75).sum()
    optimum = (met / met.sum() / (met.sum(dim=1, keepdim=True) / met.sum() * q) / k).log()
    torch.testing.assert_close((model.vectors @ model.outputs.T).detach(), optimum, atol=0.1, rtol=0)


def test_noise_lies_between_uniform_and_the_frequencies():
    counts = torch.tensor([16, 1])
    assert noise_probabilities(counts).tolist() == pytest.approx([8 / 9, 1 / 9])
    assert noise_probabilities(counts, power=0).tolist() == [0.5, 0.5]
    assert noise_probabilities(counts, power=1).tolist() == pytest.approx([16 / 17, 1 / 17])


def test_frequent_words_are_kept_less_often():
    """The program's rule, from the shares 0.64, 0.35 and 0.01 with a threshold of 0.04."""
    kept = keep_probabilities(torch.tensor([64, 35, 1]), threshold=0.04)
    assert kept.tolist() == pytest.approx([0.25 + 0.0625, math.sqrt(0.04 / 0.35) + 0.04 / 0.35, 1])
    with pytest.raises(ValueError, match="threshold must be greater than zero"):
        keep_probabilities(torch.tensor([1]), threshold=0.0)


def test_windows_end_with_the_sentence():
    text, sentences = torch.tensor([5, 6, 7, 8, 9]), torch.tensor([0, 0, 0, 1, 1])
    beside = windows(text, sentences, window=2)
    assert beside.tolist() == [[-1, -1, 6, 7], [-1, 5, 7, -1], [5, 6, -1, -1], [-1, -1, 9, -1], [-1, 8, -1, -1]]
    centres, contexts = pairs(text, beside)
    met = sorted(zip(centres.tolist(), contexts.tolist(), strict=True))
    assert met == [(5, 6), (5, 7), (6, 5), (6, 7), (7, 5), (7, 6), (8, 9), (9, 8)]


def test_bad_sizes_are_named():
    for words, size, message in ((0, 2, "words must be"), (2, 0, "size must be")):
        with pytest.raises(ValueError, match=message):
            Word2Vec(words, size)
    with pytest.raises(ValueError, match="window must be"):
        windows(torch.tensor([1]), torch.tensor([0]), window=0)
