"""Answers to the exercises of *Principal components*, right ones and wrong ones."""

import torch

from latents.exercises.principal_components import check_power_iteration, check_seen_error


def power_step(covariance, vector):
    vector = covariance @ vector
    return vector / vector.norm()


def inverse_step(covariance, vector):
    vector = torch.linalg.solve(covariance, vector)
    return vector / vector.norm()


def step_by_largest_entry(covariance, vector):
    vector = covariance @ vector
    return vector / vector.abs().max()


def step_by_sum(covariance, vector):
    vector = covariance @ vector
    return vector / vector.abs().sum()


def shifted_step(covariance, vector):
    vector = vector + covariance @ vector
    return vector / vector.norm()


def step_that_forgets_to_return(covariance, vector):
    vector = covariance @ vector
    vector /= vector.norm()


def seen_error(model, batch):
    rows, data, mask = batch
    return {"reconstruction": (mask * (model(rows) - data) ** 2).sum(dim=1).mean()}


def seen_error_by_factors(model, batch):
    rows, data, mask = batch
    lost = mask.bool().logical_not()
    difference = (model.codes[rows] @ model.loadings.T - data).masked_fill(lost, 0)
    return {"seen": (difference**2).sum() / len(rows)}


def wrong_error(reduced):
    """A loss that reduces (model's pixels, pixels, mask) in a wrong way."""
    return lambda model, batch: {"reconstruction": reduced(model(batch[0]), *batch[1:])}


RIGHT = [
    (check_power_iteration, power_step),
    (check_power_iteration, lambda covariance, vector: -power_step(covariance, vector)),
    (check_seen_error, seen_error),
    (check_seen_error, seen_error_by_factors),
]
WRONG = [
    (check_power_iteration, lambda covariance, vector: covariance * vector, "entry by entry is not the product"),
    (check_power_iteration, step_that_forgets_to_return, "must return the new vector"),
    (check_power_iteration, lambda covariance, vector: covariance @ vector, "The Euclidean length is meant"),
    (check_power_iteration, lambda covariance, vector: covariance @ (vector / vector.norm()), "which is returned"),
    (check_power_iteration, step_by_largest_entry, "not the sum or the largest entry"),
    (check_power_iteration, step_by_sum, "not the sum or the largest entry"),
    (check_power_iteration, lambda covariance, vector: vector / vector.norm(), "It stays where it started"),
    (check_power_iteration, inverse_step, "direction of the smallest variance"),
    (check_power_iteration, lambda covariance, vector: power_step(covariance @ covariance, vector), "Too fast"),
    (check_power_iteration, shifted_step, "Too slow"),
    (check_seen_error, lambda model, batch: seen_error(model, batch)["reconstruction"], "no bare tensor"),
    (check_seen_error, wrong_error(lambda ours, data, mask: (mask * (ours - data) ** 2).sum(dim=1)), "no axis left"),
    (check_seen_error, wrong_error(lambda ours, data, mask: (mask * (ours - data) ** 2).sum().item()), "plain number"),
    (check_seen_error, lambda model, batch: {"seen": seen_error(model, batch)["reconstruction"].detach()},
     "cuts the gradient off"),
    (check_seen_error, wrong_error(lambda ours, data, mask: ((1 - mask) * (ours - data) ** 2).sum() / len(data)),
     "seen and hidden are exchanged"),
    (check_seen_error, wrong_error(lambda ours, data, mask: (mask * (ours - data) ** 2).mean()), "A constant factor"),
    (check_seen_error, wrong_error(lambda ours, data, mask: ((ours - data) ** 2).sum(dim=1).mean()),
     "values under the mask still enter"),
    (check_seen_error, wrong_error(lambda ours, data, mask: ((ours - mask * data) ** 2).sum(dim=1).mean()),
     "taken for a black one"),
    (check_seen_error, wrong_error(
        lambda ours, data, mask: 4 * (mask * (ours - data) ** 2).sum() / mask.sum()), "divided by how many pixels"),
]
