"""Answers to the exercises of *Restricted Boltzmann machines*, right ones and wrong ones."""

import torch

from latents.exercises.restricted_boltzmann_machines import check_fill_in, check_swap


def fill_in(rbm, visible, given, steps):
    now = visible
    for _ in range(steps):
        now = torch.where(given, visible, rbm.gibbs(now))
    return now


def fill_in_at_the_end_only(rbm, visible, given, steps):
    return torch.where(given, visible, rbm.gibbs(visible, steps))


def fill_in_once(rbm, visible, given, steps):
    return fill_in(rbm, visible, given, 1)


def fill_in_with_the_mask_reversed(rbm, visible, given, steps):
    return fill_in(rbm, visible, ~given, steps)


def fill_in_place(rbm, visible, given, steps):
    for _ in range(steps):
        visible[:, ~given] = rbm.gibbs(visible)[:, ~given]
    return visible


@torch.no_grad()
def fill_in_probabilities(rbm, visible, given, steps):
    filled = fill_in(rbm, visible, given, steps)
    return torch.where(given, visible, rbm.visible_probabilities(rbm.hidden_probabilities(filled)))


@torch.no_grad()
def most_probable_filling(rbm, visible, given, steps):
    return torch.where(given, visible, fill_in_probabilities(rbm, visible, given, steps).round())


def swap_probability(cold, hot, gap):
    return (gap * (cold - hot)).exp().clamp(max=1)


def heat_bath(cold, hot, gap):
    return torch.sigmoid(gap * (cold - hot))


RIGHT = [
    (check_fill_in, fill_in),
    (check_fill_in, lambda rbm, visible, given, steps: fill_in(rbm, visible, given, 2 * steps)),
    (check_swap, swap_probability),
    (check_swap, lambda cold, hot, gap: torch.where(hot < cold, 1.0, (gap * (cold - hot)).exp())),
]
WRONG = [
    (check_fill_in, lambda rbm, visible, given, steps: None, "Return the visible states after the last turn"),
    (check_fill_in, lambda rbm, visible, given, steps: rbm.gibbs(visible, steps), "redraws every visible unit"),
    (check_fill_in, fill_in_with_the_mask_reversed, "redraws every visible unit"),
    (check_fill_in, fill_in_place, "writes into its argument"),
    (check_fill_in, fill_in_probabilities, "look like probabilities"),
    (check_fill_in, fill_in_at_the_end_only, "not only in the last"),
    (check_fill_in, fill_in_once, "all the turns asked for"),
    (check_fill_in, most_probable_filling, "One draw for each picture"),
    (check_swap, lambda cold, hot, gap: (gap * (cold - hot)).exp().mean(), "entry by entry"),
    (check_swap, lambda cold, hot, gap: (gap * (cold - hot)).exp(), "when the ratio exceeds one"),
    (check_swap, lambda cold, hot, gap: (gap * (hot - cold)).exp().clamp(max=1), "the sign of the exponent"),
    (check_swap, heat_bath, "For a gap of zero"),
    (check_swap, lambda cold, hot, gap: (cold - hot).exp().clamp(max=1), "For a gap of zero"),
    (check_swap, lambda cold, hot, gap: ((1 - gap) * (cold - hot)).exp().clamp(max=1), "For a gap of zero"),
    (check_swap, lambda cold, hot, gap: torch.ones_like(cold), "and divide"),
    (check_swap, lambda cold, hot, gap: (gap * (cold - hot) / 2).exp().clamp(max=1), "and divide"),
]
