"""Slow, obvious reference versions. They share no code with the package; most are written in plain loops."""

from collections.abc import Callable

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
