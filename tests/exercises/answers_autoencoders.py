"""Answers to the exercises of *Autoencoders*, right ones and wrong ones."""

import torch
from torch.nn import functional as F

from latents.exercises.autoencoders import check_stable_cross_entropy, check_tied_gradient


def stable_cross_entropy(logits, pixels):
    nats = logits.clamp(min=0) - logits * pixels + torch.log1p(torch.exp(-logits.abs()))
    return nats.sum(dim=1).mean()


def by_torch(logits, pixels):
    return F.binary_cross_entropy_with_logits(logits, pixels, reduction="sum") / len(pixels)


def reduced(reduction):
    """A wrong way from the nats of every pixel to one number."""
    return lambda logits, pixels: reduction(F.binary_cross_entropy_with_logits(logits, pixels, reduction="none"))


def by_probabilities(probabilities):
    """The textbook formula, with probabilities made in this way."""
    def loss(logits, pixels):
        p = probabilities(logits)
        return -(pixels * p.log() + (1 - pixels) * (1 - p).log()).sum(dim=1).mean()
    return loss


def white_pixels_only(logits, pixels):
    return -(pixels * F.logsigmoid(logits)).sum(dim=1).mean()


def by_selection(logits, pixels):
    """Right for black and white pixels, and for these alone."""
    return F.softplus(torch.where(pixels > 0.5, -logits, logits)).sum(dim=1).mean()


def tied_gradient(weight, into_code, into_picture, picture):
    return by_parts(weight, into_code, into_picture, picture)


def by_parts(weight, into_code, into_picture, picture, *, slope=True, through=True, encoder=1, decoder=1):
    code = (weight @ picture + into_code).tanh()
    error = weight.T @ code + into_picture - picture
    back = (weight @ error if through else torch.ones(3).double()) * (1 - code**2 if slope else 1)
    return encoder * torch.outer(back, picture) + decoder * torch.outer(code, error)


def by_autograd(weight, into_code, into_picture, picture):
    weight.requires_grad_()
    restored = weight.T @ (weight @ picture + into_code).tanh() + into_picture
    return torch.autograd.grad(0.5 * ((restored - picture) ** 2).sum(), weight)[0]


def changed(**parts):
    return lambda *answer: by_parts(*answer, **parts)


RIGHT = [
    (check_stable_cross_entropy, stable_cross_entropy),
    (check_stable_cross_entropy, by_torch),
    (check_tied_gradient, tied_gradient),
    (check_tied_gradient, by_autograd),
]
WRONG = [
    (check_stable_cross_entropy, reduced(lambda nats: nats.sum(dim=1)), "An axis is left over"),
    (check_stable_cross_entropy, lambda logits, pixels: None, "must return the loss"),
    (check_stable_cross_entropy, reduced(lambda nats: -nats.sum(dim=1).mean()), "Mind the sign"),
    (check_stable_cross_entropy, reduced(lambda nats: nats.mean()), "A factor of the number of pixels"),
    (check_stable_cross_entropy, reduced(lambda nats: nats.sum()), "or of pictures"),
    (check_stable_cross_entropy, lambda logits, pixels: by_torch(logits.sigmoid(), pixels), "no probabilities yet"),
    (check_stable_cross_entropy, white_pixels_only, "a black pixel has a likelihood"),
    (check_stable_cross_entropy, by_selection, "black and white pixels only"),
    (check_stable_cross_entropy, by_probabilities(torch.sigmoid), "Infinity times zero"),
    (check_stable_cross_entropy, by_probabilities(lambda logits: logits.sigmoid().clamp(1e-6, 1 - 1e-6)),
     "Something was added or cut off"),
    (check_stable_cross_entropy, lambda logits, pixels: by_torch(logits.clamp(-30, 30), pixels), "forgives large"),
    (check_tied_gradient, lambda *answer: tied_gradient(*answer).T, "order of an outer product"),
    (check_tied_gradient, lambda *answer: None, "must return the gradient"),
    (check_tied_gradient, changed(decoder=0), "as the encoder, and no more"),
    (check_tied_gradient, changed(encoder=0), "as the decoder, and no more"),
    (check_tied_gradient, changed(encoder=-1, decoder=-1), "It points downhill"),
    (check_tied_gradient, changed(encoder=2, decoder=2), "twice too long"),
    (check_tied_gradient, changed(slope=False), "slope of tanh"),
    (check_tied_gradient, changed(through=False), "through W before that"),
]
