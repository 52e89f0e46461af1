"""Answers to the exercises of *Regularisation and dropout*, right ones and wrong ones."""

import torch

from latents.exercises.regularisation import check_drop, check_shrink
from latents.layers.dropout import Dropout


def drop(values, rate):
    return values * (torch.rand_like(values) >= rate) / (1 - rate)


def shrink(weights, slope, rate, penalty):
    moved = weights - rate * slope
    return moved.sign() * (moved.abs() - rate * penalty).clamp(min=0)


def with_one_seed(values, rate):
    torch.manual_seed(7)
    return drop(values, rate)


def shrunk_first(weights, slope, rate, penalty):
    return shrink(weights, 0 * slope, rate, penalty) - rate * slope


RIGHT = [
    (check_drop, drop),
    (check_drop, lambda values, rate: Dropout(rate)(values)),
    (check_shrink, shrink),
    (check_shrink, lambda weights, slope, rate, penalty: torch.nn.functional.softshrink(
        weights - rate * slope, rate * penalty)),
]
WRONG = [
    (check_drop, lambda values, rate: None, "What does your function return"),
    (check_drop, lambda values, rate: drop(values[:150], rate), "What does your function return"),
    (check_drop, lambda values, rate: values * (torch.rand_like(values) < rate) / rate, "with which does it stay"),
    (check_drop, lambda values, rate: values * (torch.rand_like(values) >= rate), "What makes up for it"),
    (check_drop, lambda values, rate: drop(torch.ones(len(values), 1), rate) * values, "How many random numbers"),
    (check_drop, lambda values, rate: drop(torch.ones(values.shape[1]), rate) * values, "How many random numbers"),
    (check_drop, with_one_seed, "Where does your random stream begin"),
    (check_shrink, lambda weights, slope, rate, penalty: None, "By how much does a step move"),
    (check_shrink, lambda weights, slope, rate, penalty: shrink(weights, slope, rate, penalty / rate),
     "By how much does a step move"),
    (check_shrink, lambda weights, slope, rate, penalty: weights - rate * (slope + penalty),
     "In which direction lies zero"),
    (check_shrink, lambda weights, slope, rate, penalty: weights - rate * (slope + penalty * weights.sign()),
     "smaller than the step"),
    (check_shrink, shrunk_first, "weights as they were"),
]
