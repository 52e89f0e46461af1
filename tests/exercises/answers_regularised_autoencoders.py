"""Answers to the exercises of *Regularised autoencoders*, right ones and wrong ones."""

import torch

from latents.exercises.regularised_autoencoders import check_speckled, check_tanh_slopes


def speckled(images, rate):
    hit = torch.rand_like(images) < rate
    return torch.where(hit, torch.rand_like(images).round(), images)


def in_place(images, rate):
    hit = torch.rand_like(images) < rate
    images[hit] = torch.rand_like(images).round()[hit]
    return images


def tanh_slopes(weight, codes):
    return (1 - codes**2).square() @ weight.square().sum(dim=1)


RIGHT = [
    (check_speckled, speckled),
    (check_speckled, lambda images, rate: in_place(images.clone(), rate)),
    (check_tanh_slopes, tanh_slopes),
    (check_tanh_slopes, lambda weight, codes: torch.stack(
        [((1 - row**2)[:, None] * weight).norm() ** 2 for row in codes])),
]
WRONG = [
    (check_speckled, lambda images, rate: None, "What does your function return"),
    (check_speckled, in_place, "Do you write into the images"),
    (check_speckled, lambda images, rate: torch.where(torch.rand_like(images) < rate, torch.rand_like(images), images),
     "Which values may a pixel take"),
    (check_speckled, lambda images, rate: speckled(images, 1 - rate), "with which does it stay"),
    (check_speckled, lambda images, rate: images * (torch.rand_like(images) >= rate), "between black and white"),
    (check_speckled, lambda images, rate: torch.where(torch.rand(len(images), 1) < rate,
                                                      torch.rand_like(images).round(), images), "How many random"),
    (check_tanh_slopes, lambda weight, codes: None, "What does your function return"),
    (check_tanh_slopes, lambda weight, codes: tanh_slopes(weight, codes).sum(), "Over which index"),
    (check_tanh_slopes, lambda weight, codes: (codes * (1 - codes)).square() @ weight.square().sum(dim=1),
     "Which slope has tanh at zero"),
    (check_tanh_slopes, lambda weight, codes: (1 - codes**2).square() @ weight.sum(dim=1).square(),
     "what do squares of slopes add up to"),
    (check_tanh_slopes, lambda weight, codes: (1 - codes**2) @ weight.square().sum(dim=1), "what of it is squared"),
]
