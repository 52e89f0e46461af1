"""A likelihood whose pixels lean on each other: the strong decoder of a VAE.

B. Frey, G. Hinton and P. Dayan, Does the wake-sleep algorithm produce good density
estimators?, 1996 (logistic regressions in a fixed order, without latents).
"""

import torch
from torch import Tensor, nn
from torch.distributions import Bernoulli, Distribution
from torch.distributions.utils import logits_to_probs

from ..guards import require_binary, require_count


class Autoregressive(nn.Module):
    """Pixels 0 or 1, one after the other, each told by the latents and those before.

    The log-odds of pixel i are the decoder's output plus Σ_j<i W_ij x_j, where W
    `weight` [size, size] is learned and starts at zero, as independent pixels. Only
    what lies below its diagonal counts. Raises ValueError for a size below one.
    """

    def __init__(self, size: int):
        require_count("size", size)
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(size, size))

    def forward(self, logits: Tensor) -> "InOrder":
        return InOrder(logits, self.weight.tril(diagonal=-1))


class InOrder(Distribution):
    """Rows of pixels [n, size]: logits [n, size], plus what `before` adds.

    `before` [size, size] is zero on and above its diagonal: pixel i sees pixels j < i.
    """

    def __init__(self, logits: Tensor, before: Tensor):
        self.logits, self.before = logits, before
        super().__init__(logits.shape, validate_args=False)

    def log_prob(self, images: Tensor) -> Tensor:
        """log p(x_i | x_j, j < i) in nats, one value a pixel: [n, size] → the same.

        Their sum over pixels is log p(x). Raises ValueError for pixels not 0 or 1.
        """
        require_binary(images)
        logits = torch.addmm(self.logits, images, self.before.T)
        return Bernoulli(logits=logits, validate_args=False).log_prob(images)

    @torch.no_grad()
    def sample(self) -> Tensor:
        """Thrown pixel by pixel, each after those before it: [n, size]."""
        images = torch.zeros_like(self.logits)
        for pixel, weights in enumerate(self.before):
            logits = self.logits[:, pixel] + images @ weights
            images[:, pixel] = logits_to_probs(logits, is_binary=True).bernoulli()
        return images
