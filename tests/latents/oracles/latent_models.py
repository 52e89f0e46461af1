"""Small models with one latent or two, whose integrals a grid can do: numpy and formulas, no distributions."""

import itertools
import math
from collections.abc import Callable

import numpy as np
import torch
from torch import nn

REACH, STEP = 9.0, {1: 0.01, 2: 0.06}  # of the grid, in standard deviations of the prior


def grid(size: int) -> tuple[np.ndarray, float]:
    """Places [m, size] at equal distances, and the length, or area, that each stands for."""
    line = np.arange(-REACH, REACH, STEP[size])
    return np.array(list(itertools.product(line, repeat=size))), STEP[size] ** size


def log_normal(places: np.ndarray, mean: np.ndarray, std: np.ndarray) -> np.ndarray:
    """log N(z; mean, std²) with independent entries, a value a row."""
    return (-0.5 * ((places - mean) / std) ** 2 - np.log(std) - 0.5 * math.log(2 * math.pi)).sum(axis=1)


def log_bernoulli(logits: np.ndarray, image: np.ndarray) -> np.ndarray:
    """log p(x) of a binary image for each row of logits."""
    return -np.logaddexp(0, np.where(image == 1, -logits, logits)).sum(axis=1)


class Quadrature:
    """log p(x), the true posterior and the ELBO of one image, all on a grid.

    `decoder` maps [m, size] to logits, `mean` and `std` are those of q(z|x).
    """

    def __init__(self, decoder: Callable, image: np.ndarray, mean: np.ndarray, std: np.ndarray):
        places, cell = grid(len(mean))
        logits = decoder(torch.tensor(places)).detach().numpy()
        zero, one = np.zeros(len(mean)), np.ones(len(mean))
        fits, log_prior = log_bernoulli(logits, image), log_normal(places, zero, one)
        log_q = log_normal(places, mean, std)
        q = np.exp(log_q) * cell
        self.log_evidence = float(np.log((np.exp(fits + log_prior) * cell).sum()))
        self.log_fit, self.kl = float(q @ fits), float(q @ (log_q - log_prior))
        self.spread = math.sqrt(q @ (fits - self.log_fit) ** 2)  # of log p(x|z) under q
        self.elbo = self.log_fit - self.kl
        log_true = fits + log_prior - self.log_evidence
        self.kl_to_true = float(q @ (log_q - log_true))


def networks(size: int, *, pixels: int = 4, seed: int = 0) -> tuple[nn.Module, nn.Module]:
    """A straight encoder and a bent decoder with random weights, in double precision."""
    torch.manual_seed(seed)
    encoder = nn.Linear(pixels, 2 * size).double()
    decoder = nn.Sequential(nn.Linear(size, 6), nn.Tanh(), nn.Linear(6, pixels)).double()
    for network, scale in ((decoder, 0.8), (encoder, 0.2)):  # q is nearly as wide as the prior, and reaches everywhere
        for parameter in network.parameters():
            parameter.data = scale * torch.randn_like(parameter)
    return encoder, decoder


def seen_by(encoder: nn.Linear, image: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of q(z|x) for one image, from the encoder's weights."""
    numbers = (encoder.weight.detach() @ image + encoder.bias.detach()).numpy()
    size = len(numbers) // 2
    return numbers[:size], np.exp(numbers[size:])
