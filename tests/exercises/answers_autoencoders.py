"""Answers to the exercises of *Autoencoders*, right ones and wrong ones."""

import torch
from torch.nn import functional as F

from latents.exercises.autoencoders import check_nearest_code, check_stable_cross_entropy


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


def searched(choose=torch.argmin, distance=torch.cdist, give=lambda codes, drawings, best: codes[best]):
    """A search whose parts can be wrong."""
    def nearest_code(decoder, codes, points):
        with torch.no_grad():
            drawings = decoder(codes)
            return give(codes, drawings, choose(distance(points, drawings), dim=1))
    return nearest_code


def with_gradient(decoder, codes, points):
    drawings = decoder(codes)
    best = torch.cdist(points, drawings).argmin(dim=1)
    return codes[best] + 0 * drawings[best, :2]


def averaged(decoder, codes, points):
    with torch.no_grad():
        return torch.cdist(points, decoder(codes)).neg().softmax(dim=1) @ codes


def one_by_one(decoder, codes, points):
    with torch.no_grad():
        return torch.stack([codes[(decoder(codes) - point).square().sum(dim=1).argmin()] for point in points])


RIGHT = [
    (check_stable_cross_entropy, stable_cross_entropy),
    (check_stable_cross_entropy, by_torch),
    (check_nearest_code, searched()),
    (check_nearest_code, one_by_one),
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
    (check_nearest_code, searched(give=lambda codes, drawings, best: best), "One row a point"),
    (check_nearest_code, searched(give=lambda codes, drawings, best: drawings[best]), "their drawings"),
    (check_nearest_code, averaged, "do not average"),
    (check_nearest_code, with_gradient, "keeps torch from recording"),
    (check_nearest_code, searched(choose=torch.argmax), "Largest or smallest"),
    (check_nearest_code, searched(distance=lambda points, drawings: (points[:, None] - drawings)[..., 0].abs()),
     "over all their coordinates"),
]
