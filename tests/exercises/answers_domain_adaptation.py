"""Answers to the exercises of *Adversarial domain adaptation*, right ones and wrong ones."""

import torch

from latents.exercises.domain_adaptation import check_class_weights, check_reverse
from latents.models.dann import reverse_gradient


def reverse(features, strength):
    return ((1 + strength) * features).detach() - strength * features


def class_weights(confusion, read_as):
    return torch.linalg.solve(confusion, read_as).clamp(min=0)


RIGHT = [
    (check_reverse, reverse),
    (check_reverse, reverse_gradient),
    (check_class_weights, class_weights),
    (check_class_weights, lambda confusion, read_as: (confusion.inverse() @ read_as).relu()),
]
WRONG = [
    (check_reverse, lambda features, strength: None, "must return"),
    (check_reverse, lambda features, strength: -strength * features, "nothing may happen"),
    (check_reverse, lambda features, strength: features.detach(), "must stay attached"),
    (check_reverse, lambda features, strength: features, "Only what is attached"),
    (check_reverse, lambda features, strength: (2 * features).detach() - features, "Only what is attached"),
    (check_reverse, lambda features, strength: reverse_gradient(features, max(strength, 0.1)), "strength of zero"),
    (check_class_weights, lambda confusion, read_as: None, "must return"),
    (check_class_weights, lambda confusion, read_as: class_weights(confusion.T, read_as), "Which index of the table"),
    (check_class_weights, lambda confusion, read_as: read_as / confusion.sum(dim=0), "a system of equations"),
    (check_class_weights, lambda confusion, read_as: class_weights(confusion / confusion.sum(dim=0), read_as),
     "nothing has to be divided"),
    (check_class_weights, lambda confusion, read_as: class_weights(confusion, read_as) if len(read_as) == 2
     else torch.ones(len(read_as)), "a system of equations"),  # knows the toy's two classes only
    (check_class_weights, torch.linalg.solve, "below zero"),
]
