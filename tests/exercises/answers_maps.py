"""Answers to the exercises of *Maps*, right ones and wrong ones."""

import math

import torch

from latents.exercises.maps import check_kept_neighbours, check_precision_for


def precision_for(squares, perplexity, low=-30.0, high=30.0):
    squares = squares - squares.min()
    for _ in range(60):
        middle = (low + high) / 2
        chances = torch.softmax(-math.exp(middle) * squares, dim=0)
        entropy = -torch.xlogy(chances, chances).sum()
        low, high = (middle, high) if entropy > math.log(perplexity) else (low, middle)
    return math.exp(middle)


def upside_down(squares, perplexity):
    """Right for the first question by luck, stuck at one end for any other."""
    return precision_for(squares, 3.0)


def in_bits(squares, perplexity):
    return precision_for(squares, math.exp(math.log2(perplexity)))


def narrow(squares, perplexity):
    return precision_for(squares, perplexity, low=-4.0, high=4.0)


def underflowing(squares, perplexity):
    low, high = -30.0, 30.0
    for _ in range(60):
        middle = (low + high) / 2
        kernel = torch.exp(-math.exp(middle) * squares)
        chances = kernel / kernel.sum().clamp_min(1e-300)
        entropy = -torch.xlogy(chances, chances).sum()
        low, high = (middle, high) if entropy > math.log(perplexity) else (low, middle)
    return math.exp(middle)


def near(points, k, first=1):
    return torch.cdist(points, points).argsort(dim=1)[:, first : k + first]


def kept_neighbours(data, points, k):
    common = (near(data, k)[:, :, None] == near(points, k)[:, None]).any(dim=2)
    return float(common.float().mean())


def with_itself(data, points, k):
    common = (near(data, k, 0)[:, :, None] == near(points, k, 0)[:, None]).any(dim=2)
    return float(common.float().mean())


RIGHT = [
    (check_precision_for, precision_for),
    (check_precision_for, lambda squares, perplexity: torch.tensor(precision_for(squares, perplexity))),
    (check_kept_neighbours, kept_neighbours),
    (check_kept_neighbours, lambda data, points, k: sum(
        len(set(a) & set(b)) for a, b in zip(near(data, k).tolist(), near(points, k).tolist(), strict=True))
        / (k * len(data))),
]
WRONG = [
    (check_precision_for, lambda squares, perplexity: None, "A precision is one number"),
    (check_precision_for, lambda squares, perplexity: -precision_for(squares, perplexity), "not below zero"),
    (check_precision_for, in_bits, "with which logarithm"),
    (check_precision_for, upside_down, "Which way must the precision go"),
    (check_precision_for, narrow, "How large may the precision become"),
    (check_precision_for, underflowing, "e to the power of -10,000"),
    (check_kept_neighbours, lambda data, points, k: near(points, k), "Over what is the share averaged"),
    (check_kept_neighbours, lambda data, points, k: k * kept_neighbours(data, points, k), "By what number"),
    (check_kept_neighbours, with_itself, "if you do not leave it out"),
    (check_kept_neighbours, lambda data, points, k: float((near(data, k) == near(points, k)).float().mean()),
     "who is the nearest and who the second"),
    (check_kept_neighbours, lambda data, points, k: kept_neighbours(data, points - points.clone().fill_(0), k)
     if data.shape[1] != points.shape[1] or torch.equal(data, points) or data.shape[1] == 1
     else float((near(data, k)[:, :, None] == torch.cdist(points, data).argsort(dim=1)[:, None, 1 : k + 1])
                .any(dim=2).float().mean()), "within each space or across both"),
]
