"""Checks of the exercises in "Regularised autoencoders"."""

import torch

from .checking import check


@check
def check_speckled(speckled):
    """Whether `speckled(images, rate)` [n, d] makes pixels black or white at random."""
    torch.manual_seed(0)
    images = 0.2 + 0.6 * torch.rand(300, 100)
    given = images.clone()
    out = speckled(given, 0.2)
    yield (
        "The shape stays",
        isinstance(out, torch.Tensor) and out.shape == images.shape,
        "What does your function return, and has it the shape of the images?",
    )
    yield (
        "The images that came in are left as they were",
        torch.equal(given, images),
        "Do you write into the images themselves?",
    )
    hit = out != images
    yield (
        "What changed is black or white",
        bool(((out == 0) | (out == 1))[hit].all()),
        "Which values may a pixel take that dust has hit?",
    )
    yield (
        "About a fifth of the pixels changed",
        abs(float(hit.float().mean()) - 0.2) < 0.02,
        "With which probability is a pixel hit, and with which does it stay?",
    )
    yield (
        "Black is as likely as white",
        abs(float(out[hit].mean()) - 0.5) < 0.05,
        "How do you decide between black and white?",
    )
    yield (
        "Every pixel is hit, or not, for itself",
        float(hit.float().mean(dim=0).std()) < 0.05
        and float(hit.float().mean(dim=1).std()) < 0.08,
        "How many random numbers do you draw: one a picture, one a place, one each?",
    )


@check
def check_tanh_slopes(tanh_slopes):
    """Whether `tanh_slopes(weight, codes)` [k, d], [n, k] → [n] sums squared slopes."""
    torch.manual_seed(0)
    weight, inputs = torch.randn(5, 3), torch.randn(4, 3)
    codes = torch.tanh(inputs @ weight.T)
    out = tanh_slopes(weight.clone(), codes.clone())
    yield (
        "One number a row comes back",
        isinstance(out, torch.Tensor) and out.shape == (4,),
        "What does your function return? Over which index do you not sum?",
    )
    at_zero = tanh_slopes(weight.clone(), torch.zeros(2, 5))
    yield (
        "At a code of zero it is the sum of all squared weights",
        torch.allclose(at_zero, weight.square().sum().expand(2)),
        "Which slope has tanh at zero, and what do squares of slopes add up to then?",
    )
    slopes = (1 - codes**2)[:, :, None] * weight  # [n, k, d]
    yield (
        "It equals the slopes one by one, squared and added up",
        torch.allclose(out, slopes.square().sum(dim=(1, 2)), rtol=1e-4),
        "What is the slope of tanh, told by its value, and what of it is squared?",
    )
