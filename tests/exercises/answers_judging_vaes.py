"""Answers to the exercises of *What a VAE is worth*, right ones and wrong ones."""

import math

import torch

from latents.exercises.judging_vaes import check_bound_with, check_mass_of_greys


def mass(logits):
    safe = torch.where(logits.abs() < 1e-6, torch.ones_like(logits), logits)
    return torch.where(logits.abs() < 1e-6, 0.5, (safe / 2).tanh() / safe)


def by_series(logits):
    return torch.where(logits.abs() < 1e-4, 0.5 - logits**2 / 24, (logits / 2).tanh() / logits)


def unguarded(logits):
    return (logits / 2).tanh() / logits


def overflowing(logits):
    safe = torch.where(logits.abs() < 1e-6, torch.ones_like(logits), logits)
    ratio = (safe.exp() - 1) / (safe.exp() + 1) / safe
    return torch.where(logits.abs() < 1e-6, 0.5, ratio)


def bound_with(log_weights, samples):
    groups = log_weights.view(-1, samples, log_weights.shape[1])
    return (groups.logsumexp(dim=1) - math.log(samples)).mean(dim=0)


def strided(log_weights, samples):
    groups = log_weights.view(samples, -1, log_weights.shape[1])
    return (groups.logsumexp(dim=0) - math.log(samples)).mean(dim=0)


def first_group(log_weights, samples):
    return log_weights[:samples].logsumexp(dim=0) - math.log(samples)


RIGHT = [
    (check_mass_of_greys, mass),
    (check_mass_of_greys, by_series),
    (check_bound_with, bound_with),
    (check_bound_with, lambda logs, k: torch.stack([part.logsumexp(dim=0) - math.log(k)
                                                    for part in logs.split(k)]).mean(dim=0)),
]
WRONG = [
    (check_mass_of_greys, lambda logits: None, "must return it"),
    (check_mass_of_greys, lambda logits: mass(logits).sum(), "an integral of its own"),
    (check_mass_of_greys, lambda logits: logits.sigmoid(), "does not know that"),
    (check_mass_of_greys, lambda logits: (logits / 2).tanh() * logits, "or multiply"),
    (check_mass_of_greys, unguarded, "Zero over zero"),
    (check_mass_of_greys, overflowing, "infinite in the computer"),
    (check_bound_with, lambda logs, k: None, "must return it"),
    (check_bound_with, lambda logs, k: bound_with(logs, k).mean(), "The samples are the first axis"),
    (check_bound_with, lambda logs, k: logs.logsumexp(dim=0) - math.log(len(logs)), "averaged after the logarithm"),
    (check_bound_with, lambda logs, k: bound_with(logs, k) + math.log(k), "or their sum"),
    (check_bound_with, lambda logs, k: logs.mean(dim=0) if k == 1 else logs.exp().mean(dim=0).log(), "survive"),
    (check_bound_with, lambda logs, k: logs.mean(dim=0) if k == 1 else first_group(logs, k), "exactly one group"),
    (check_bound_with, strided, "first three"),
]
