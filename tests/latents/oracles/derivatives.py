"""Slopes by finite differences."""

from collections.abc import Callable
from copy import deepcopy

import torch
from torch import Tensor, nn


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
