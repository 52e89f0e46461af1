"""Checks of the exercises of *Autoencoders*."""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor
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
def check_tied_gradient(
    tied_gradient: Callable[[Tensor, Tensor, Tensor, Tensor], Tensor],
) -> Iterator[Property]:
    """Whether W [k, d], biases [k], [d] and a picture [d] become the gradient in W.

    It is that of ½‖x - x̂‖² for h = tanh(W x + b_x) and x̂ = Wᵀ h + b_h.
    """
    rng = torch.Generator().manual_seed(0)
    draws = torch.randn(23, generator=rng, dtype=torch.double).split([12, 3, 4, 4])
    weight, into_code, into_picture, picture = draws
    weight = 0.5 * weight.view(3, 4)

    def error(encoder: Tensor, decoder: Tensor) -> Tensor:
        restored = decoder.T @ (encoder @ picture + into_code).tanh() + into_picture
        return 0.5 * ((restored - picture) ** 2).sum()

    both = weight.requires_grad_(), weight.detach().clone().requires_grad_()
    by_encoder, by_decoder = torch.autograd.grad(error(*both), both)
    answer = tied_gradient(
        weight.detach().clone(),
        into_code.clone(),
        into_picture.clone(),
        picture.clone(),
    )
    yield (
        "The gradient has the shape of W",
        has_shape(answer, 3, 4),
        "A row for each number of the code and a column for each pixel are wanted. "
        "Transposed? Then look at the order of an outer product. Nothing at all? The "
        "function must return the gradient.",
    )
    yield (
        "It holds what W does as the decoder",
        not torch.allclose(answer, by_encoder),
        "This is what W does as the encoder, and no more. It stands in two places.",
    )
    yield (
        "It holds what W does as the encoder",
        not torch.allclose(answer, by_decoder),
        "This is what W does as the decoder, and no more. It stands in two places.",
    )
    yield (
        "It points uphill",
        not torch.allclose(answer, -by_encoder - by_decoder),
        "It points downhill. Which way does the error grow?",
    )
    yield (
        "It is as long as it should be",
        not torch.allclose(answer, 2 * (by_encoder + by_decoder)),
        "It is twice too long. What is the ½ in front of the square for?",
    )
    yield (
        "It agrees with automatic differentiation",
        torch.allclose(answer, by_encoder + by_decoder),
        "One of the two parts is right, or none. Does the error pass through the "
        "slope of tanh on its way back to the encoder, and through W before that?",
    )
