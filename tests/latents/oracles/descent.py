"""Gradient descent and Adam, written out."""

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
