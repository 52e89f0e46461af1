"""Autoencoders that have room to copy, and what keeps them from it.

P. Vincent et al., Stacked denoising autoencoders, 2010; S. Rifai et al., Contractive
auto-encoders, 2011; A. Makhzani and B. Frey, k-sparse autoencoders, 2014, arXiv
1312.5663; A. Ng, Sparse autoencoder, 2011 (lecture notes).
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from ..guards import (
    require_count,
    require_matrix,
    require_not_below_zero,
    require_positive,
)
from ..layers.stacks import Transposed
from ..training import Terms
from .autoencoder import Autoencoder, per_image


def overcomplete(
    pixels: int, code_size: int, activation: nn.Module | None = None
) -> Autoencoder:
    """One layer to the code and its transpose back: h = f(W x + b), x̂ = Wᵀ h + c.

    With the weights shared, no penalty on the code or its slopes can be dodged by a
    small W and a large decoder. The activation f is a ReLU unless another is given.
    """
    linear = nn.Linear(pixels, code_size)
    encoder = nn.Sequential(linear, activation or nn.ReLU())
    return Autoencoder(encoder, Transposed(linear))


class Largest(nn.Module):
    """Keep the `count` largest numbers of each row [n, size], set the rest to zero.

    The k-sparse activation of Makhzani & Frey 2014. Raises ValueError for a count below
    one.
    """

    def __init__(self, count: int):
        super().__init__()
        require_count("count", count)
        self.count = count

    def forward(self, values: Tensor) -> Tensor:
        kept = values.topk(min(self.count, values.shape[1]), dim=1).indices
        return torch.zeros_like(values).scatter(1, kept, values.gather(1, kept))


def with_codes(autoencoder: Autoencoder, images: Tensor) -> tuple[Terms, Tensor]:
    """`squared_error`, and the codes [n, code_size] that it went through."""
    codes = autoencoder.encode(images)
    errors = autoencoder.decode(codes) - images
    return {"reconstruction": per_image(errors**2)}, codes


def sparse_error(autoencoder: Autoencoder, images: Tensor, *, strength: float) -> Terms:
    """`squared_error` plus strength · Σ |h|, summed over the code's numbers.

    Both are averaged over images. Raises ValueError for a strength below zero.
    """
    require_not_below_zero("strength", strength)
    terms, codes = with_codes(autoencoder, images)
    return terms | {"sparsity": strength * per_image(codes.abs())}


def rarely_active_error(
    autoencoder: Autoencoder, images: Tensor, *, share: float, strength: float
) -> Terms:
    """`squared_error` plus strength · Σ KL(share ‖ mean activity), in nats.

    Codes lie between 0 and 1 (a sigmoid's); the mean activity of each is taken over the
    batch (Ng 2011). Raises ValueError for a share outside (0, 1) and a strength below
    zero.
    """
    require_not_below_zero("strength", strength)
    if not 0 < share < 1:
        raise ValueError(f"share must lie between 0 and 1, got {share}")
    terms, codes = with_codes(autoencoder, images)
    activity = codes.mean(dim=0).clamp(1e-6, 1 - 1e-6)
    active = share * (share / activity).log()
    still = (1 - share) * ((1 - share) / (1 - activity)).log()
    return terms | {"sparsity": strength * (active + still).sum()}


def denoising_error(
    autoencoder: Autoencoder, images: Tensor, *, corrupt: Callable[[Tensor], Tensor]
) -> Terms:
    """Squared error against the clean images of what is redrawn from corrupted ones.

    Summed over pixels, averaged over images (Vincent et al. 2010, section 3).
    """
    errors = autoencoder(corrupt(images)) - images
    return {"reconstruction": per_image(errors**2)}


def noisy(images: Tensor, deviation: float) -> Tensor:
    """Add Gaussian noise of this standard deviation to each pixel."""
    return images + deviation * torch.randn_like(images)


def masked(images: Tensor, rate: float) -> Tensor:
    """Set each pixel to zero with probability `rate`."""
    return images * (torch.rand_like(images) >= rate)


def contractive_error(
    autoencoder: Autoencoder, images: Tensor, *, strength: float
) -> Terms:
    """`squared_error` plus strength · ‖∂h/∂x‖², the sum of all squared slopes.

    Averaged over images (Rifai et al. 2011, equation 3). The encoder is one linear
    layer and a sigmoid, see `squared_slopes`. Raises ValueError for a strength below
    zero.
    """
    require_not_below_zero("strength", strength)
    terms, codes = with_codes(autoencoder, images)
    linear, _ = autoencoder.encoder
    return terms | {"slopes": strength * squared_slopes(linear, codes).mean()}


def squared_slopes(linear: nn.Linear, codes: Tensor) -> Tensor:
    """‖∂h/∂x‖², one a row, of codes h = sigmoid(W x + b): [n, code_size] → [n].

    A sigmoid's slope is h (1 - h), so that no derivative need be taken: Σ over the code
    of (h (1 - h))² · ‖row of W‖² (Rifai et al. 2011, equation 8).
    """
    return (codes * (1 - codes)).square() @ linear.weight.square().sum(dim=1)


class LinearDenoiser(nn.Module):
    """The best linear map from noisy images [n, pixels] back to clean ones.

    x̂ = m + C (C + s² I)⁻¹ (x - m) with mean m and covariance C of the images and
    Gaussian noise of deviation s: N. Wiener's filter. Raises ValueError for images that
    are no finite matrix and for a deviation that is not above zero.
    """

    def __init__(self, images: Tensor, deviation: float):
        super().__init__()
        require_matrix(images)
        require_positive("deviation", deviation)
        self.mean = images.mean(dim=0)
        covariance = (images - self.mean).T @ (images - self.mean) / len(images)
        noise = deviation**2 * torch.eye(len(covariance)).to(covariance)
        self.weight = torch.linalg.solve(covariance + noise, covariance)

    def forward(self, images: Tensor) -> Tensor:
        return self.mean + (images - self.mean) @ self.weight


def mixture_score(points: Tensor, centres: Tensor, variance: float) -> Tensor:
    """∇ log p of equally likely Gaussians of one variance: [n, d], [k, d] → [n, d].

    Each point is drawn to the mean of the centres, weighted by how likely the point
    comes from each. Raises ValueError for a variance that is not above zero.
    """
    require_positive("variance", variance)
    logits = -torch.cdist(points, centres).square() / (2 * variance)
    return (logits.softmax(dim=1) @ centres - points) / variance
