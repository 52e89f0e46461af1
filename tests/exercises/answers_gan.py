"""Answers to the exercises of *Generative adversarial networks*, right ones and wrong ones."""

import torch

from latents.exercises.gan import check_game_value, check_r1_penalty


def game_value(p, q):
    return (torch.xlogy(p, p) + torch.xlogy(q, q) - torch.xlogy(p + q, p + q)).sum()


def by_divergences(p, q):
    half = (p + q) / 2
    kl = [torch.where(a > 0, a * (a / half).log(), 0.0).sum() for a in (p, q)]
    return sum(kl) - torch.tensor(4.0).double().log()


def breaks_at_zero(p, q):
    return (p * (p / (p + q)).log() + q * (q / (p + q)).log()).sum()


def weighted_by_real(p, q):
    return (torch.xlogy(p, p / (p + q)) + torch.xlogy(p, q / (p + q))).sum()


def slopes(discriminator, rows, **options):
    rows = rows.requires_grad_()
    return torch.autograd.grad(discriminator(rows).sum(), rows, **options)[0]


def r1_penalty(discriminator, real, fake):
    return slopes(discriminator, real, create_graph=True).square().sum(dim=1).mean() / 2


def with_a_graph(change):
    """The penalty with something else made of the slopes at real rows."""
    return lambda discriminator, real, fake: change(slopes(discriminator, real, create_graph=True))


RIGHT = [(check_game_value, game_value), (check_game_value, by_divergences), (check_r1_penalty, r1_penalty)]
WRONG = [
    (check_game_value, lambda p, q: None, "must return the value"),
    (check_game_value, lambda p, q: torch.xlogy(p, p / (p + q)) + torch.xlogy(q, q / (p + q)), "what sums them up"),
    (check_game_value, lambda p, q: -game_value(p, q), "Mind the sign"),
    (check_game_value, lambda p, q: game_value(p, q) + torch.tensor(4.0).log(), "says one half everywhere"),
    (check_game_value, weighted_by_real, "weighted by the density"),
    (check_game_value, breaks_at_zero, "Zero times minus infinity"),
    (check_r1_penalty, lambda discriminator, real, fake: None, "must return the penalty"),
    (check_r1_penalty, with_a_graph(lambda slope: slope.square().sum(dim=1) / 2), "average them"),
    (check_r1_penalty, with_a_graph(lambda slope: slope.square().sum(dim=1).mean()), "squared, halved"),
    (check_r1_penalty, with_a_graph(lambda slope: slope.square().mean() / 2), "not over their numbers"),
    (check_r1_penalty, lambda discriminator, real, fake: r1_penalty(discriminator, fake, real), "Whose slope"),
    (check_r1_penalty, lambda discriminator, real, fake: slopes(discriminator, real).square().sum(dim=1).mean() / 2,
     "create_graph=True"),
]
