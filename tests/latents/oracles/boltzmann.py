"""A restricted Boltzmann machine by enumeration."""

import math
from itertools import product

import torch
from torch import Tensor


def states(size: int) -> list[tuple[int, ...]]:
    """Every tuple of that many zeros and ones, the last place changing fastest."""
    return list(product((0, 1), repeat=size))


def boltzmann(weight: Tensor, visible_bias: Tensor, hidden_bias: Tensor) -> Tensor:
    """exp(-E) for every pair of states of a restricted Boltzmann machine: [2 ** visible, 2 ** hidden]."""
    weight, visible_bias, hidden_bias = weight.tolist(), visible_bias.tolist(), hidden_bias.tolist()
    table = torch.zeros(2 ** len(visible_bias), 2 ** len(hidden_bias), dtype=torch.double)
    for row, v in enumerate(states(len(visible_bias))):
        for column, h in enumerate(states(len(hidden_bias))):
            exponent = sum(b * on for b, on in zip(visible_bias, v, strict=True))
            exponent += sum(c * on for c, on in zip(hidden_bias, h, strict=True))
            exponent += sum(weight[i][j] for i in range(len(v)) for j in range(len(h)) if v[i] and h[j])
            table[row, column] = math.exp(exponent)
    return table


def turn(table: Tensor) -> Tensor:
    """One turn of Gibbs sampling, as probabilities of the next visible state in each row, from the table of a joint."""
    down, up = table / table.sum(dim=0), table / table.sum(dim=1, keepdim=True)  # p(v | h), p(h | v)
    count = len(table)
    return torch.tensor([[float(up[v] @ down[after]) for after in range(count)] for v in range(count)]).double()


class Contrast:
    """Contrastive divergence, one number at a time, with coins that fall on the likelier side."""

    def __init__(self, weight: Tensor, visible_bias: Tensor, hidden_bias: Tensor):
        self.weight, self.visible_bias, self.hidden_bias = (
            torch.tensor(parameter.tolist(), dtype=torch.double) for parameter in (weight, visible_bias, hidden_bias)
        )

    def hidden(self, v: list[float]) -> list[float]:
        """p(h = 1 | v)"""
        inputs = [
            c + sum(v[i] * self.weight[i, j].item() for i in range(len(v)))
            for j, c in enumerate(self.hidden_bias.tolist())
        ]
        return [1 / (1 + math.exp(-a)) for a in inputs]

    def visible(self, h: list[float]) -> list[float]:
        """p(v = 1 | h)"""
        inputs = [
            b + sum(h[j] * self.weight[i, j].item() for j in range(len(h)))
            for i, b in enumerate(self.visible_bias.tolist())
        ]
        return [1 / (1 + math.exp(-a)) for a in inputs]

    def step(self, data: Tensor, chains: Tensor | None, *, rate: float, steps: int) -> Tensor:
        """Move the parameters; return p(h = 1 | v) at the end of each chain."""
        known = [(v, self.hidden(v)) for v in data.tolist()]
        ends = []
        for h in [h for _, h in known] if chains is None else chains.tolist():
            for _ in range(steps):
                v = [float(p > 0.5) for p in self.visible([float(p > 0.5) for p in h])]
                h = self.hidden(v)
            ends.append((v, h))
        for pairs, share in (known, rate / len(known)), (ends, -rate / len(ends)):
            self.weight += share * sum(torch.tensor([[a * b for b in h] for a in v]).double() for v, h in pairs)
            self.visible_bias += share * sum(torch.tensor(v).double() for v, _ in pairs)
            self.hidden_bias += share * sum(torch.tensor(h).double() for _, h in pairs)
        return torch.tensor([h for _, h in ends]).double()
