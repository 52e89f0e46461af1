"""Answers to the exercises of *Restricted Boltzmann machines*, right ones and wrong ones."""

import torch

from latents.exercises.restricted_boltzmann_machines import check_fill_in, check_two_phases


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


def two_phases(rbm, data, dreams):
    positive = data.T @ rbm.hidden_probabilities(data) / len(data)
    return positive - dreams.T @ rbm.hidden_probabilities(dreams) / len(dreams)


def sums(rbm, data, dreams):
    return two_phases(rbm, data, dreams) * len(data)


def of_one_length(rbm, data, dreams):
    positive = data.T @ rbm.hidden_probabilities(data) / len(data)
    return positive - dreams.T @ rbm.hidden_probabilities(dreams) / len(data)


def drawn(rbm, data, dreams):
    torch.manual_seed(0)
    positive = data.T @ rbm.hidden_probabilities(data).bernoulli() / len(data)
    torch.manual_seed(0)
    return positive - dreams.T @ rbm.hidden_probabilities(dreams).bernoulli() / len(dreams)


def in_place(rbm, data, dreams):
    found = two_phases(rbm, data, dreams)
    dreams.zero_()
    return found


def up_only(rbm, data, dreams):
    return data.T @ rbm.hidden_probabilities(data) / len(data)


RIGHT = [
    (check_two_phases, two_phases),
    (check_two_phases, lambda rbm, data, dreams: two_phases(rbm, data, dreams).detach()),
    (check_fill_in, fill_in),
    (check_fill_in, lambda rbm, visible, given, steps: fill_in(rbm, visible, given, 2 * steps)),
]
WRONG = [
    (check_two_phases, lambda rbm, data, dreams: two_phases(rbm, data, dreams).T, "one product of matrices"),
    (check_two_phases, lambda rbm, data, dreams: None, "one product of matrices"),
    (check_two_phases, in_place, "writes into its argument"),
    (check_two_phases, up_only, "one and the same function"),
    (check_two_phases, lambda rbm, data, dreams: two_phases(rbm, dreams, data), "Which phase lowers"),
    (check_two_phases, sums, "a mean over its own rows"),
    (check_two_phases, of_one_length, "a mean over its own rows"),
    (check_two_phases, drawn, "not with draws"),
    (check_fill_in, lambda rbm, visible, given, steps: None, "Return the visible states after the last turn"),
    (check_fill_in, lambda rbm, visible, given, steps: rbm.gibbs(visible, steps), "redraws every visible unit"),
    (check_fill_in, fill_in_with_the_mask_reversed, "redraws every visible unit"),
    (check_fill_in, fill_in_place, "writes into its argument"),
    (check_fill_in, fill_in_probabilities, "look like probabilities"),
    (check_fill_in, fill_in_at_the_end_only, "not only in the last"),
    (check_fill_in, fill_in_once, "all the turns asked for"),
    (check_fill_in, most_probable_filling, "One draw for each picture"),
]
