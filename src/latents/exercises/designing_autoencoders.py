"""Checks of the exercises of *Designing an autoencoder*."""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor, nn

from .checking import Property, check, has_shape


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


@check
def check_undo_scale(
    undo_scale: Callable[[nn.Linear, float], nn.Linear],
) -> Iterator[Property]:
    """Whether (linear, scale) become a layer that sees inputs times the scale."""
    rng = torch.Generator().manual_seed(0)
    linear = nn.Linear(5, 3)
    for parameter in linear.parameters():
        parameter.data = torch.randn(parameter.shape, generator=rng)
    kept = [parameter.detach().clone() for parameter in linear.parameters()]
    inputs = torch.rand(7, 5, generator=rng)
    expected = linear(inputs)
    layer = undo_scale(linear, 50.0)
    yield (
        "A linear layer of the same shape comes back",
        isinstance(layer, nn.Linear) and has_shape(layer.weight, 3, 5),
        "The function must return an nn.Linear with as many inputs and outputs.",
    )
    untouched = all(map(torch.equal, linear.parameters(), kept))
    yield (
        "The given layer is as it was",
        untouched and layer is not linear,
        "The old layer was changed, or given back. Copy its numbers into a new one.",
    )
    zero = torch.zeros(1, 5)
    yield (
        "For an input of zeros nothing changes",
        torch.allclose(layer(zero), linear(zero)),
        "The bias is added whatever the input is. Should it be scaled?",
    )
    yield (
        "It does to scaled inputs what the old one did",
        torch.allclose(layer(50 * inputs), expected, rtol=1e-4, atol=1e-4),
        "Are the weights multiplied or divided, and by the scale or its square?",
    )
