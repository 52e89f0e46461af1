"""Answers to the exercises of *Judging Boltzmann machines*, right ones and wrong ones."""

import torch
from torch.nn import functional as F

from latents.exercises.judging_rbms import check_one_by_one, check_swap
from latents.models.rbm_likelihood import pseudo_log_likelihood


def one_by_one(rbm, visible):
    total = torch.zeros_like(visible[:, 0])
    for unit in range(visible.shape[1]):
        flipped = visible.clone()
        flipped[:, unit] = 1 - flipped[:, unit]
        total = total + F.logsigmoid(rbm.free_energy(flipped) - rbm.free_energy(visible))
    return total


def other_way_round(rbm, visible):
    total = torch.zeros_like(visible[:, 0])
    for unit in range(visible.shape[1]):
        flipped = visible.clone()
        flipped[:, unit] = 1 - flipped[:, unit]
        total = total + F.logsigmoid(rbm.free_energy(visible) - rbm.free_energy(flipped))
    return total


def without_sigmoid(rbm, visible):
    total = torch.zeros_like(visible[:, 0])
    for unit in range(visible.shape[1]):
        flipped = visible.clone()
        flipped[:, unit] = 1 - flipped[:, unit]
        total = total + rbm.free_energy(flipped) - rbm.free_energy(visible)
    return total


def never_flipped_back(rbm, visible):
    total, flipped = torch.zeros_like(visible[:, 0]), visible.clone()
    for unit in range(visible.shape[1]):
        flipped[:, unit] = 1 - flipped[:, unit]
        total = total + F.logsigmoid(rbm.free_energy(flipped) - rbm.free_energy(visible))
    return total


def in_place(rbm, visible):
    found = one_by_one(rbm, visible)
    visible[:, 0] = 1 - visible[:, 0]
    return found


def swap_probability(cold, hot, gap):
    return (gap * (cold - hot)).exp().clamp(max=1)


def heat_bath(cold, hot, gap):
    return torch.sigmoid(gap * (cold - hot))


RIGHT = [
    (check_one_by_one, one_by_one),
    (check_one_by_one, pseudo_log_likelihood),
    (check_swap, swap_probability),
    (check_swap, lambda cold, hot, gap: torch.where(hot < cold, 1.0, (gap * (cold - hot)).exp())),
]
WRONG = [
    (check_one_by_one, lambda rbm, visible: one_by_one(rbm, visible).mean(), "do not average"),
    (check_one_by_one, lambda rbm, visible: None, "do not average"),
    (check_one_by_one, in_place, "flip pixels in a copy"),
    (check_one_by_one, without_sigmoid, "inside a sigmoid"),
    (check_one_by_one, other_way_round, "subtracted from which"),
    (check_one_by_one, never_flipped_back, "flipped back"),
    (check_swap, lambda cold, hot, gap: (gap * (cold - hot)).exp().mean(), "entry by entry"),
    (check_swap, lambda cold, hot, gap: (gap * (cold - hot)).exp(), "when the ratio exceeds one"),
    (check_swap, lambda cold, hot, gap: (gap * (hot - cold)).exp().clamp(max=1), "the sign of the exponent"),
    (check_swap, heat_bath, "For a gap of zero"),
    (check_swap, lambda cold, hot, gap: (cold - hot).exp().clamp(max=1), "For a gap of zero"),
    (check_swap, lambda cold, hot, gap: ((1 - gap) * (cold - hot)).exp().clamp(max=1), "For a gap of zero"),
    (check_swap, lambda cold, hot, gap: torch.ones_like(cold), "and divide"),
    (check_swap, lambda cold, hot, gap: (gap * (cold - hot) / 2).exp().clamp(max=1), "and divide"),
]
