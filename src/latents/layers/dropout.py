"""Dropout: units that are switched off at random while a network learns.

N. Srivastava et al., Dropout: a simple way to prevent neural networks from overfitting,
2014.
"""

import torch
from torch import Tensor, nn

from ..guards import require_count


class Dropout(nn.Module):
    """Switch off each number with probability `rate` in training, for itself.

    What stays is divided by 1 - rate, so that its mean over masks is the number that
    came in; in evaluation nothing is changed. Srivastava et al. 2014, section 4, who
    multiply by 1 - rate at test time instead ("weight scaling"); this order is called
    inverted dropout. Any shape.

    Raises ValueError for a rate outside [0, 1).
    """

    def __init__(self, rate: float = 0.5):
        super().__init__()
        if not 0 <= rate < 1:
            raise ValueError(f"rate must be 0 or more and less than 1, got {rate}")
        self.rate = rate

    def forward(self, values: Tensor) -> Tensor:
        if not self.training:
            return values
        mask = torch.rand_like(values) >= self.rate
        return values * mask / (1 - self.rate)


@torch.no_grad()
def sampled_probabilities(network: nn.Module, inputs: Tensor, samples: int) -> Tensor:
    """Class probabilities of thin networks, new masks for each: [samples, n, classes].

    `network` returns logits [n, classes]. Only its `Dropout` layers behave as in
    training, and are left as they were. The mean over samples is the prediction of
    Gal & Ghahramani 2016, arXiv 1506.02142, equation 6.

    Raises ValueError for samples that are no whole number above zero, and for a
    network without `Dropout`.
    """
    require_count("samples", samples)
    layers = [layer for layer in network.modules() if isinstance(layer, Dropout)]
    if not layers:
        raise ValueError("the network has no Dropout layer, so that nothing is sampled")
    before = [layer.training for layer in layers]
    for layer in layers:
        layer.train()
    drawn = torch.stack([network(inputs).softmax(dim=1) for _ in range(samples)])
    for layer, training in zip(layers, before, strict=True):
        layer.train(training)
    return drawn
