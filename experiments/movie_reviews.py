"""What do counts of words and of pairs know about real reviews, and what do they owe to order?

Logistic regression on tf-idf weights. Five splits, a fifth of the reviews to test on; its penalty is chosen on a fifth
of the rest. Each way of counting once with the words as they were written, once with the words of every review
shuffled; single words also for a few words of each review only, drawn from all of them.
"""

from functools import partial

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression

from latents.data.movie_reviews import movie_reviews
from latents.text.counts import count_matrix, inverse_document_frequency, tf_idf
from latents.text.tokens import Vocabulary, ngrams, words

DATA = "movie reviews"
FILES = ["nltk/movie_reviews.zip"]
SEEDS = range(5)
LONGEST = 1, 2
LENGTHS = 10, 30, 100, 300
PENALTIES = 1.0, 10.0, 100.0, 1000.0  # C: the larger, the weaker
WEIGHTIEST = 12


def weighted(texts: list, others: list) -> tuple:
    """tf-idf rows of texts to learn from, of others, and the vocabulary."""
    vocabulary = Vocabulary(texts, at_least=2)
    counts = count_matrix(texts, vocabulary)
    idf = inverse_document_frequency(counts)
    return tf_idf(counts, idf), tf_idf(count_matrix(others, vocabulary), idf), vocabulary


def learn(rows, labels: np.ndarray, penalty: float) -> LogisticRegression:
    return LogisticRegression(C=penalty, solver="liblinear").fit(rows, labels)


def judge(seed: int, longest: int, shuffled: bool, length: int | None) -> dict:
    """Accuracy in per cent on new reviews, the penalty chosen, the number of features, and what weighs most."""
    texts, labels = movie_reviews()
    rng = np.random.default_rng(seed)
    tokens = [words(text) for text in texts]
    order = rng.permutation(len(texts))
    if shuffled:
        tokens = [[*rng.permutation(text)] for text in tokens]
    features, labels = [ngrams(text[:length], longest) for text in tokens], labels.numpy()
    held_out, test, known = np.split(order, [len(order) * 4 // 25, len(order) * 9 // 25])
    pick = [[features[i] for i in part] for part in (known, held_out)]
    rows, new, _ = weighted(*pick)
    scores = [learn(rows, labels[known], penalty).score(new, labels[held_out]) for penalty in PENALTIES]
    penalty = PENALTIES[int(np.argmax(scores))]
    both = np.concatenate([known, held_out])
    rows, new, vocabulary = weighted([features[i] for i in both], [features[i] for i in test])
    model = learn(rows, labels[both], penalty)
    weights = dict(zip(vocabulary.tokens, model.coef_[0].tolist(), strict=True))
    return {"accuracy": 100 * model.score(new, labels[test]), "penalty": penalty, "features": len(vocabulary),
            "weights": weights if (longest, shuffled, length) == (1, False, None) else {}}


SETTINGS = [*((longest, shuffled, None) for longest in LONGEST for shuffled in (False, True)),
            *((1, True, length) for length in LENGTHS)]
PARTS = [partial(judge, seed, *setting) for setting in SETTINGS for seed in SEEDS]


def gather(outcomes: list[dict]) -> dict:
    """One value a split; the weightiest words by their mean weight over the splits that know them."""
    by_setting = {setting: outcomes[i * len(SEEDS):][:len(SEEDS)] for i, setting in enumerate(SETTINGS)}

    def values(setting: tuple, what: str) -> list:
        return [outcome[what] for outcome in by_setting[setting]]

    weights = values((1, False, None), "weights")
    common = set.intersection(*map(set, weights))
    mean = {word: float(torch.tensor([row[word] for row in weights]).mean()) for word in common}
    ranked = sorted(mean, key=mean.get)
    ways = {name: {longest: (longest, shuffled, None) for longest in LONGEST}
            for name, shuffled in (("in order", False), ("shuffled", True))}
    return {
        "accuracy": {name: {longest: values(setting, "accuracy") for longest, setting in way.items()}
                     for name, way in ways.items()},
        "penalty": {name: {longest: values(setting, "penalty") for longest, setting in way.items()}
                    for name, way in ways.items()},
        "features": {longest: values(setting, "features") for longest, setting in ways["in order"].items()},
        "by_length": {length: values((1, True, length), "accuracy") for length in LENGTHS},
        "weights": {word: mean[word] for word in [*ranked[:WEIGHTIEST], *ranked[-WEIGHTIEST:]]},
    }
