"""Slow, obvious reference versions. They share no code with the package; most are written in plain loops."""

import math
from collections.abc import Callable
from copy import deepcopy
from itertools import product

import torch
from torch import Tensor, nn


def gradient_descent(model: nn.Module, batches: list[Tensor], loss: Callable, *, rate: float, epochs: int) -> list:
    """Subtract rate · gradient from every parameter, batch after batch; one row of averages over examples per epoch."""
    history = []
    for epoch in range(epochs):
        seen = []  # the values of every example's batch, once for each example
        for batch in batches:
            terms = loss(model, batch)
            gradients = torch.autograd.grad(sum(terms.values()), list(model.parameters()))
            with torch.no_grad():
                for parameter, gradient in zip(model.parameters(), gradients, strict=True):
                    parameter -= rate * gradient
            seen += [{name: term.item() for name, term in terms.items()}] * len(batch)
        row = {name: sum(values[name] for values in seen) / len(seen) for name in seen[0]}
        history.append({"epoch": epoch + 1, **row, "loss": sum(row.values())})
    return history


class Adam:
    """Kingma & Ba 2015, algorithm 1, for a list of parameters."""

    def __init__(self, parameters: list[Tensor], *, rate: float, betas: tuple[float, float]):
        self.parameters, self.rate, self.betas = list(parameters), rate, betas
        self.first = [torch.zeros_like(parameter) for parameter in self.parameters]
        self.second = [torch.zeros_like(parameter) for parameter in self.parameters]
        self.time = 0

    def step(self, loss: Tensor) -> None:
        """One update of these parameters, and of no others, along the gradient of the loss."""
        gradients = torch.autograd.grad(loss, self.parameters)
        self.time += 1
        slow, slower = self.betas
        for i, gradient in enumerate(gradients):
            self.first[i] = slow * self.first[i] + (1 - slow) * gradient
            self.second[i] = slower * self.second[i] + (1 - slower) * gradient**2
            mean = self.first[i] / (1 - slow**self.time)
            spread = (self.second[i] / (1 - slower**self.time)).sqrt()
            with torch.no_grad():
                self.parameters[i] -= self.rate * mean / (spread + 1e-8)


def finite_differences(function: Callable[[Tensor], Tensor], point: Tensor, *, step: float = 1e-6) -> Tensor:
    """The gradient of a scalar function, entry by entry, by central differences."""
    gradient = torch.zeros_like(point)
    for i in range(point.numel()):
        shift = torch.zeros_like(point)
        shift.view(-1)[i] = step
        gradient.view(-1)[i] = (function(point + shift) - function(point - shift)) / (2 * step)
    return gradient


def slopes(function: Callable[[nn.Module], Tensor], model: nn.Module) -> dict[str, Tensor]:
    """`finite_differences` of a scalar function of a model, for each of its parameters by name."""
    def moved(name: str, point: Tensor) -> Tensor:
        twin = deepcopy(model)
        getattr(twin, name).data = point
        return function(twin).detach()

    return {
        name: finite_differences(lambda point, name=name: moved(name, point), parameter.detach())
        for name, parameter in model.named_parameters()
    }


def rows_with_moments(count: int, mean: Tensor, covariance: Tensor) -> Tensor:
    """Random rows whose own mean and covariance (divided by count - 1) are exactly these, in double precision."""
    noise = torch.randn(count, len(mean)).double()
    noise = torch.linalg.qr(noise - noise.mean(dim=0)).Q * (count - 1) ** 0.5
    return noise @ torch.linalg.cholesky(covariance.double()).T + mean.double()


def square_root(matrix: Tensor) -> Tensor:
    """The symmetric square root of a symmetric matrix without negative eigenvalues."""
    values, vectors = torch.linalg.eigh(matrix)
    return vectors @ torch.diag(values.clamp_min(0).sqrt()) @ vectors.T


def frechet(mean: Tensor, covariance: Tensor, other_mean: Tensor, other_covariance: Tensor) -> float:
    """Dowson & Landau 1982 in its symmetric form: the root of C₁^½ C₂ C₁^½, not of the product C₁ C₂."""
    root = square_root(covariance)
    cross = square_root(root @ other_covariance @ root)
    shift = ((mean - other_mean) ** 2).sum()
    return (shift + covariance.trace() + other_covariance.trace() - 2 * cross.trace()).item()


def precision_at_k(queries: Tensor, query_labels: Tensor, gallery: Tensor, gallery_labels: Tensor, k: int) -> float:
    """Sort the whole gallery for every query, count the hits among the first k."""
    hits = 0
    for query, label in zip(queries, query_labels, strict=True):
        order = sorted(range(len(gallery)), key=lambda row: (gallery[row] - query).norm().item())
        hits += sum(gallery_labels[row].item() == label.item() for row in order[:k])
    return hits / (k * len(queries))


def trustworthiness(data: Tensor, codes: Tensor, k: int) -> float:
    """Venna & Kaski 2001: every false neighbour costs its rank in the data minus k."""
    count, cost = len(data), 0
    for i in range(count):
        others = [j for j in range(count) if j != i]
        by_data = sorted(others, key=lambda j: (data[i] - data[j]).norm().item())
        by_codes = sorted(others, key=lambda j: (codes[i] - codes[j]).norm().item())
        cost += sum(max(by_data.index(j) + 1 - k, 0) for j in by_codes[:k])
    return 1 - 2 * cost / (count * k * (2 * count - 3 * k - 1))


def multiplicative_step(codes: Tensor, parts: Tensor, data: Tensor) -> Tensor:
    """Lee & Seung 2001, eq. 4, for the codes, one entry at a time."""
    new = torch.zeros_like(codes)
    for i in range(len(codes)):
        for a in range(len(parts)):
            above = sum(data[i, j] * parts[a, j] for j in range(data.shape[1]))
            below = sum((codes[i] @ parts[:, j]) * parts[a, j] for j in range(data.shape[1]))
            new[i, a] = codes[i, a] * above / below
    return new


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
