"""A mixture of pictures of independent black and white pixels.

A. Juan and E. Vidal, Bernoulli mixture models for binary images, 2004.
C. Bishop, Pattern recognition and machine learning, 2006, §9.3.3.
"""

import torch
from torch import Tensor

from ..guards import require_binary, require_count, require_matrix, require_positive


class BernoulliMixture:
    """p(x) = Σ_k π_k Π_i μ_ki^x_i (1 - μ_ki)^(1 - x_i), fitted to images by EM.

    `shares` π [components] sum to one; `means` μ [components, pixels] are probabilities
    of ink. Every mean counts `smoothing` imagined pixels of ink and as many without, so
    that none is 0 or 1; every share counts one imagined image. `steps` of EM start from
    components drawn for the images by torch's global stream. One component is
    independent pixels.

    Raises ValueError for images that are no matrix [n, pixels] of zeros and ones, no
    components or steps, and a smoothing not above zero.
    """

    def __init__(
        self,
        images: Tensor,
        components: int,
        *,
        smoothing: float = 0.5,
        steps: int = 50,
    ):
        require_matrix(images)
        require_binary(images)
        require_count("components", components)
        require_count("steps", steps)
        require_positive("smoothing", smoothing)
        guesses = torch.rand(len(images), components).to(images)
        given = (guesses == guesses.amax(dim=1, keepdim=True)).to(images)
        for _ in range(steps):
            counts = given.sum(dim=0)  # [components]
            ink = given.T @ images + smoothing  # [components, pixels]
            self.means = ink / (counts[:, None] + 2 * smoothing)
            self.shares = (counts + 1) / (len(images) + components)
            given = self.log_joint(images).softmax(dim=1)  # p(k|x): [n, components]

    def log_joint(self, images: Tensor) -> Tensor:
        """log p(k, x) in nats: [n, pixels] → [n, components]."""
        ink, none = self.means.log(), (-self.means).log1p()
        return images @ (ink - none).T + none.sum(dim=1) + self.shares.log()

    def log_likelihood(self, images: Tensor) -> Tensor:
        """log p(x) in nats, one value an image: [n, pixels] → [n].

        Raises ValueError for other numbers of pixels, or values that are not 0 or 1.
        """
        require_matrix(images, self.means.shape[1])
        require_binary(images)
        return self.log_joint(images).logsumexp(dim=1)
