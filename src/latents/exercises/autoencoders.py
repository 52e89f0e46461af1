"""Checks of the exercises of *Autoencoders*."""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor, nn
from torch.distributions import Bernoulli

from .checking import Property, check, has_shape


@check
def check_stable_cross_entropy(
    stable_cross_entropy: Callable[[Tensor, Tensor], Tensor],
) -> Iterator[Property]:
    """Whether logits and pixels [n, d] become the mean -log p(x) of a picture in nats.

    Pixels are independent Bernoulli variables, or grey levels in [0, 1] taken as their
    probabilities; logits of any size must be survived.
    """
    rng = torch.Generator().manual_seed(0)
    logits = 3 * torch.randn(5, 4, generator=rng, dtype=torch.double)
    pixels = (torch.rand(5, 4, generator=rng) < 0.5).double()

    def loss(logits: Tensor, pixels: Tensor) -> Tensor:
        return stable_cross_entropy(logits.clone(), pixels.clone())

    value = loss(logits, pixels)
    yield (
        "The loss is a single number",
        has_shape(value),
        "An axis is left over: sum over the pixels, then average over the pictures. "
        "Nothing at all? The function must return the loss.",
    )
    expected = -Bernoulli(logits=logits).log_prob(pixels).sum(dim=1).mean()
    yield (
        "For logits of ordinary size it is the negative log-likelihood",
        torch.isclose(value, expected),
        "Negative? Mind the sign. A factor of the number of pixels or of pictures? "
        "The pixels of a picture are summed, the pictures averaged. Else: logits are "
        "no probabilities yet, and a black pixel has a likelihood as well.",
    )
    grey = torch.rand(5, 4, generator=rng, dtype=torch.double)
    p = logits.sigmoid()
    between = -(grey * p.log() + (1 - grey) * (1 - p).log()).sum(dim=1).mean()
    yield (
        "For grey levels it is the same formula",
        torch.isclose(loss(logits, grey), between),
        "It holds for black and white pixels only. A grey level is neither: both terms "
        "of a pixel count, each with its weight.",
    )
    far = torch.tensor([[1000.0, -1000.0]]).double()
    right, wrong = loss(far, (far > 0).double()), loss(far, (far < 0).double())
    yield (
        "Being right with enormous logits costs nothing",
        right.abs() < 1e-9,
        "Not a number? Infinity times zero was computed on the way. Small but not "
        "zero? Something was added or cut off to keep a logarithm finite.",
    )
    yield (
        "Being wrong with logits of ±1000 costs 1000 nats a pixel",
        torch.isclose(wrong, torch.tensor(2000.0).double()),
        "Infinite? A probability was rounded to zero before its logarithm was taken. "
        "Finite but too small? A clamped probability forgives large mistakes, and has "
        "no gradient that would undo them.",
    )


@check
def check_nearest_code(
    nearest_code: Callable[[nn.Module, Tensor, Tensor], Tensor],
) -> Iterator[Property]:
    """Whether (decoder, codes [m, k], points [n, d]) become the best codes [n, k].

    The best is the candidate whose drawing lies nearest to the point.
    """
    rng = torch.Generator().manual_seed(0)
    decoder = nn.Linear(2, 3).double()
    for parameter in decoder.parameters():
        parameter.data = torch.randn(parameter.shape, generator=rng).double()
    codes = torch.randn(40, 2, generator=rng).double()
    points = 2 * torch.randn(7, 3, generator=rng).double()
    answer = nearest_code(decoder, codes.clone(), points.clone())
    yield (
        "There is one code for each point",
        has_shape(answer, 7, 2),
        "One row a point is wanted, with the numbers of its code. Do you return the "
        "places of the best candidates, their drawings, or nothing at all?",
    )
    yield (
        "Each is one of the candidates",
        all((codes == row).all(dim=1).any() for row in answer),
        "Choose among the candidates; do not average them.",
    )
    yield (
        "It carries no gradient",
        not answer.requires_grad,
        "The search is not to be trained. What keeps torch from recording it?",
    )
    drawings = [decoder(code).detach() for code in codes]
    best = [
        min(range(40), key=lambda row: float((drawings[row] - point).norm()))
        for point in points
    ]
    worst = [
        max(range(40), key=lambda row: float((drawings[row] - point).norm()))
        for point in points
    ]
    yield (
        "The drawing of each is not the farthest",
        not torch.equal(answer, codes[worst]),
        "Of all drawings, these are the farthest. Largest or smallest?",
    )
    yield (
        "The drawing of each is the nearest",
        torch.equal(answer, codes[best]),
        "Another candidate is drawn nearer to some point. Is the distance taken "
        "between drawings and points, over all their coordinates, or between codes?",
    )
