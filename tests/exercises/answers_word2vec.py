"""Answers to the exercises of *word2vec*, right ones and wrong ones."""

import torch
from torch.nn import functional as F

from latents.exercises.word2vec import check_analogy, check_pmi_table


def pmi_table(counts):
    chance = counts.sum(dim=1, keepdim=True) * counts.sum(dim=0) / counts.sum()
    return (counts / chance).log().clamp(min=0)


def analogy(vectors, first, second, third):
    units = F.normalize(vectors)
    near = units @ (units[second] - units[first] + units[third])
    near[[first, second, third]] = -torch.inf
    return int(near.argmax())


def unnormalised(vectors, first, second, third):
    near = F.normalize(vectors) @ (vectors[second] - vectors[first] + vectors[third])
    near[[first, second, third]] = -torch.inf
    return int(near.argmax())


def open_to_inputs(vectors, first, second, third):
    units = F.normalize(vectors)
    return int((units @ (units[second] - units[first] + units[third])).argmax())


RIGHT = [
    (check_pmi_table, pmi_table),
    (check_pmi_table, lambda counts: pmi_table(counts / counts.sum())),
    (check_analogy, analogy),
]
WRONG = [
    (check_pmi_table, lambda counts: None, "return anything"),
    (check_pmi_table, lambda counts: (counts * counts.sum() / counts.sum(dim=1, keepdim=True)
                                      / counts.sum(dim=0)).log(), "the larger of that and"),
    (check_pmi_table, lambda counts: pmi_table(counts) / 0.6931, "is the logarithm natural"),
    (check_pmi_table, lambda counts: (counts / counts.sum(dim=1, keepdim=True)).log().clamp(min=0), "two shares"),
    (check_pmi_table, lambda counts: pmi_table(counts) * (counts.sum() < 100), "Which of your numbers is a count"),
    (check_analogy, lambda vectors, first, second, third: None, "must return a row"),
    (check_analogy, open_to_inputs, "never wins"),
    (check_analogy, lambda vectors, first, second, third: analogy(vectors, second, first, third),
     "Which of the three is subtracted"),
    (check_analogy, unnormalised, "Divide every vector"),
]
