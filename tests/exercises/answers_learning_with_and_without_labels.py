"""Answers to the exercises of *Learning with and without labels*, right ones and wrong ones."""

import torch
from torch.nn import functional as F

from latents.exercises.learning_with_and_without_labels import check_copying, check_number_alone
from latents.metrics.distributions import two_sample_accuracy


def number_alone(distances):
    return F.one_hot(distances.argmin(dim=1), distances.shape[1]).float()


def all_but_the_farthest(distances):
    return (distances < distances.amax(dim=1, keepdim=True)).float()


def nearest(rows, gallery):
    return torch.cdist(rows, gallery).amin(dim=1).mean()


def copying(drawn, known, unseen):
    return float(nearest(drawn, known) / nearest(unseen, known))


def wrong_copying(distance):
    """The number with another distance of drawn from training pictures."""
    return lambda drawn, known, unseen: distance(drawn, known) / distance(unseen, known)


def row_by_row(rows, gallery):
    return (rows - gallery[: len(rows)]).norm(dim=1).mean()


RIGHT = [
    (check_number_alone, number_alone),
    (check_number_alone, lambda distances: (distances == distances.amin(dim=1, keepdim=True)).double()),
    (check_copying, copying),
    (check_copying, lambda drawn, known, unseen: nearest(drawn, known) / nearest(unseen, known)),
]
WRONG = [
    (check_number_alone, lambda distances: F.one_hot(distances.argmin(dim=1)).float(), "A column too few"),
    (check_number_alone, lambda distances: F.one_hot(distances.argmin(dim=0), 6).float(), "not each centre for"),
    (check_number_alone, lambda distances: None, "must return the features"),
    (check_number_alone, lambda distances: F.one_hot(distances.argmin(dim=1), 4), "computes with floats"),
    (check_number_alone, lambda distances: (-distances).softmax(dim=1), "how near the other centres are"),
    (check_number_alone, all_but_the_farthest, "more than one 1"),
    (check_number_alone, lambda distances: number_alone(-distances), "Is a large distance near or far"),
    (check_copying, lambda drawn, known, unseen: nearest(drawn, known), "no natural scale"),
    (check_copying, lambda drawn, known, unseen: two_sample_accuracy(unseen, drawn), "no natural scale"),
    (check_copying, lambda drawn, known, unseen: nearest(drawn, unseen) / nearest(known, unseen), "not to unseen"),
    (check_copying, wrong_copying(lambda rows, gallery: torch.cdist(rows, gallery).mean()), "average training picture"),
    (check_copying, wrong_copying(row_by_row), "whichever stands in the same row"),
    (check_copying, wrong_copying(lambda rows, gallery: nearest(gallery, rows)), "Who looks for a neighbour"),
    (check_copying, wrong_copying(lambda rows, gallery: torch.cdist(rows, gallery).amin(dim=1).median()),
     "A few pictures speak for all"),
]
