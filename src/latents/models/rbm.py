"""Restricted Boltzmann machines of binary units.

P. Smolensky, Information processing in dynamical systems: foundations of harmony
theory, 1986.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..guards import require_count


class RBM(nn.Module):
    """p(v, h) = exp(-E(v, h)) / Z with E(v, h) = -b·v - c·h - v·W·h, all units 0 or 1.

    `weight` [visible_size, hidden_size] is W, `visible_bias` is b, `hidden_bias` is c.
    Biases start at zero, weights at draws of standard deviation 0.01. Raises ValueError
    for a size below one.
    """

    def __init__(self, visible_size: int, hidden_size: int):
        super().__init__()
        require_count("visible_size", visible_size)
        require_count("hidden_size", hidden_size)
        self.weight = nn.Parameter(0.01 * torch.randn(visible_size, hidden_size))
        self.visible_bias = nn.Parameter(torch.zeros(visible_size))
        self.hidden_bias = nn.Parameter(torch.zeros(hidden_size))

    def energy(self, visible: Tensor, hidden: Tensor) -> Tensor:
        """E(v, h) in nats, one value a row: [n, visible], [n, hidden] → [n]."""
        pairs = ((visible @ self.weight) * hidden).sum(dim=1)
        return -(visible @ self.visible_bias + hidden @ self.hidden_bias + pairs)

    def free_energy(self, visible: Tensor) -> Tensor:
        """F(v) = -log Σ_h exp(-E(v, h)) in nats: [n, visible] → [n].

        So p(v) = exp(-F(v)) / Z.
        """
        inputs = torch.addmm(self.hidden_bias, visible, self.weight)  # c + v W
        return -(visible @ self.visible_bias + F.softplus(inputs).sum(dim=1))

    def hidden_probabilities(self, visible: Tensor) -> Tensor:
        """p(h = 1 | v), unit by unit: [n, visible] → [n, hidden]."""
        return on_probabilities(visible, self.weight, self.hidden_bias)

    def visible_probabilities(self, hidden: Tensor) -> Tensor:
        """p(v = 1 | h), unit by unit: [n, hidden] → [n, visible]."""
        return on_probabilities(hidden, self.weight.T, self.visible_bias)

    @torch.no_grad()
    def gibbs(self, visible: Tensor, steps: int = 1) -> Tensor:
        """Draw h given v, then v given h, `steps` times over: [n, visible] → the same.

        Raises ValueError for steps below one.
        """
        require_count("steps", steps)
        for _ in range(steps):
            hidden = coin_flips(self.hidden_probabilities(visible))
            visible = coin_flips(self.visible_probabilities(hidden))
        return visible


def on_probabilities(states: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """p(unit = 1 | states of the other layer): [n, others] → [n, units]."""
    return torch.addmm(bias, states, weight).sigmoid_()  # in place: one array less


def coin_flips(probabilities: Tensor) -> Tensor:
    """Independent draws: 1 with the given probabilities, else 0."""
    return torch.rand_like(probabilities).lt_(probabilities)
