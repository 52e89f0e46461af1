"""Answers to the exercises of *Variational autoencoders*, right ones and wrong ones."""

import math

import torch

from latents.exercises.vae import check_gaussian_kl, check_log_evidence


def kl(scale=0.5, square=lambda log_std: (2 * log_std).exp(), log_square=lambda log_std: 2 * log_std, axis=1):
    """The closed form, whose parts can be wrong."""
    return lambda mean, log_std: scale * (mean**2 + square(log_std) - 1 - log_square(log_std)).sum(dim=axis)


def mean_over_latents(mean, log_std):
    return kl()(mean, log_std) / mean.shape[1]


def log_evidence_of(log_weights):
    return log_weights.logsumexp(dim=0) - math.log(len(log_weights))


RIGHT = [
    (check_gaussian_kl, kl()),
    (check_gaussian_kl, lambda mean, log_std: kl()(mean, log_std) + 0),
    (check_log_evidence, log_evidence_of),
    (check_log_evidence, lambda logs: logs.amax(dim=0) + (logs - logs.amax(dim=0)).exp().mean(dim=0).log()),
]
WRONG = [
    (check_gaussian_kl, lambda mean, log_std: None, "must return the divergence"),
    (check_gaussian_kl, kl(axis=0), "Which axis is summed"),
    (check_gaussian_kl, kl(square=torch.square), "every term must cancel"),
    (check_gaussian_kl, kl(scale=1.0), "a factor of two"),
    (check_gaussian_kl, mean_over_latents, "a mean over the latents"),
    (check_gaussian_kl, kl(square=torch.exp), "how do s² and log s²"),
    (check_gaussian_kl, kl(log_square=lambda log_std: log_std), "how do s² and log s²"),
    (check_log_evidence, lambda logs: None, "must return the logarithm"),
    (check_log_evidence, lambda logs: logs.logsumexp(dim=1), "first axis"),
    (check_log_evidence, lambda logs: logs.logsumexp(dim=0), "or their sum"),
    (check_log_evidence, lambda logs: logs.mean(dim=0), "Jensen's inequality"),
    (check_log_evidence, lambda logs: logs.exp().mean(dim=0).log(), "be taken out"),
]
