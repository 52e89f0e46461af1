"""Checks of the exercises of *Generative adversarial networks*."""

import math
from collections.abc import Callable, Iterator

import torch
from torch import Tensor, nn

from .checking import Property, check, has_shape


@check
def check_game_value(
    game_value: Callable[[Tensor, Tensor], Tensor],
) -> Iterator[Property]:
    """Whether `game_value(p, q)` [k], [k] is 2 JS(p, q) - log 4 in nats."""

    def value(p: list[float], q: list[float]) -> Tensor:
        p, q = (torch.tensor(shares, dtype=torch.double) for shares in (p, q))
        return game_value(p, q)

    equal = value([0.2, 0.3, 0.5], [0.2, 0.3, 0.5])
    yield (
        "The value is a single number",
        has_shape(equal),
        "One number a value of x is left over: what sums them up? Nothing at all? The "
        "function must return the value.",
    )
    yield (
        "Perfect fakes are worth minus log 4",
        abs(equal + math.log(4)) < 1e-6,
        "With p = q the best discriminator says one half everywhere. What does each of "
        "the two averages become? Mind the sign, and natural logarithms.",
    )
    p, q = [0.1, 0.6, 0.3], [0.5, 0.1, 0.4]
    by_hand = math.fsum(
        a * math.log(a / (a + b)) + b * math.log(b / (a + b))
        for a, b in zip(p, q, strict=True)
    )
    yield (
        "Otherwise it is the sum over both densities",
        abs(value(p, q) - by_hand) < 1e-6,
        "Is each logarithm weighted by the density that it is averaged over? The real "
        "rows by p, the fake ones by q.",
    )
    apart = value([0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.5, 0.5])
    yield (
        "Where one of them is zero, nothing breaks",
        abs(apart) < 1e-6,
        "Zero times minus infinity is no number. What should p log(…) be where p = 0? "
        "(torch.xlogy knows.)",
    )


@check
def check_r1_penalty(
    r1_penalty: Callable[[nn.Module, Tensor, Tensor], Tensor],
) -> Iterator[Property]:
    """Whether `r1_penalty(discriminator, real, fake)` is E ‖∇D(x)‖² / 2 at real x."""
    rng = torch.Generator().manual_seed(0)
    real, fake = torch.randn(6, 3, generator=rng), torch.randn(6, 3, generator=rng)
    linear = nn.utils.skip_init(nn.Linear, 3, 1)
    weight = torch.tensor([[1.0, -2.0, 0.5]])
    linear.load_state_dict({"weight": weight, "bias": torch.zeros(1)})
    penalty = r1_penalty(linear, real.clone(), fake.clone())
    yield (
        "The penalty is a single number",
        has_shape(penalty),
        "One number a row is left over: average them. Nothing at all? The function "
        "must return the penalty.",
    )
    yield (
        "A linear discriminator pays half of its squared slope",
        torch.isclose(penalty, weight.square().sum() / 2),
        "The slope of w·x is w, at every x. Is the length squared, halved, and "
        "averaged over the rows, not over their numbers?",
    )

    def curved(rows: Tensor) -> Tensor:
        return rows.square().sum(dim=1, keepdim=True) / 2

    yield (
        "Slopes are taken at the real rows",
        torch.isclose(
            r1_penalty(curved, real.clone(), fake.clone()),
            real.square().sum(dim=1).mean() / 2,
        ),
        "Of ‖x‖²/2 the slope at x is x itself. Whose slope did you take: that of real "
        "rows, of fakes, or of both?",
    )
    penalty = r1_penalty(linear, real.clone(), fake.clone())
    learned = penalty.requires_grad and torch.autograd.grad(
        penalty, linear.weight, allow_unused=True
    )
    yield (
        "The discriminator can learn from it",
        bool(learned) and learned[0] is not None and torch.allclose(learned[0], weight),
        "The penalty has no gradient in the weights. A gradient that is to be "
        "differentiated again must be computed with create_graph=True.",
    )
