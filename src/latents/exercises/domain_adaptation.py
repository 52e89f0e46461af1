"""Checks of the exercises of *Adversarial domain adaptation*."""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from .checking import Property, check, has_shape


@check
def check_reverse(reverse: Callable[[Tensor, float], Tensor]) -> Iterator[Property]:
    """Whether `reverse(features, strength)` keeps values, and reverses gradients."""
    features = torch.tensor([[0.5, -2.0], [3.0, 1.0]], requires_grad=True)
    same = reverse(features, 0.3)
    yield (
        "The features come out as they went in",
        has_shape(same, 2, 2) and torch.allclose(same, features),
        "On the way forward nothing may happen, whatever the strength. Do all parts of "
        "your sum add up to the features? Nothing at all? The function must return.",
    )
    yield (
        "A gradient gets through",
        same.requires_grad,
        "What comes out knows nothing of what went in. Which part did you detach, and "
        "which part must stay attached?",
    )
    weights = torch.tensor([[1.0, 2.0], [-1.0, 4.0]])
    (gradient,) = torch.autograd.grad((same * weights).sum(), features)
    yield (
        "It comes out reversed, times the strength",
        torch.allclose(gradient, -0.3 * weights),
        "Only what is attached has a gradient. By which number is it multiplied, and "
        "what must the detached part be, so that the values still add up?",
    )
    (gradient,) = torch.autograd.grad(reverse(features, 0.0).sum(), features)
    yield (
        "With strength zero nothing gets through",
        not gradient.any(),
        "With a strength of zero the features must not feel the domain head at all.",
    )


@check
def check_class_weights(
    class_weights: Callable[[Tensor, Tensor], Tensor],
) -> Iterator[Property]:
    """Whether `class_weights(confusion, read_as)` [k, k], [k] → [k] are ≥ 0 ratios.

    Those of the classes' shares, target over source, that explain how often the target
    is read as each class.
    """
    confusion = torch.tensor([[0.4, 0.1, 0.0], [0.1, 0.1, 0.05], [0.0, 0.05, 0.2]])
    wanted = torch.tensor([0.4, 2.4, 0.8])
    weights = class_weights(confusion.clone(), confusion @ wanted)
    yield (
        "There is a weight for each class",
        has_shape(weights, 3),
        "One number a class is wanted. Nothing at all? The function must return them.",
    )
    uneven = torch.tensor([[0.5, 0.2], [0.0, 0.3]])
    ratios = torch.tensor([0.5, 1.5])
    yield (
        "They explain what the target is read as",
        torch.allclose(weights, wanted, atol=1e-4)
        and torch.allclose(
            class_weights(uneven.clone(), uneven @ ratios), ratios, atol=1e-4
        ),
        "The share read as i is a sum over true classes j, each weighted: a system of "
        "equations. Which index of the table do you sum over? Entries are shares of "
        "*all* pictures: nothing has to be divided by a class's share.",
    )
    impossible = class_weights(uneven.clone(), uneven @ torch.tensor([2.2, -0.4]))
    yield (
        "No weight is negative",
        bool((impossible >= 0).all()),
        "Shares that are measured have errors, and the solution may then fall below "
        "zero. What is the nearest weight that a class can have?",
    )
