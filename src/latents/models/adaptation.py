"""Rivals of the adversary: other ways to learn from pictures without labels.

Each is a loss of a network with `features` and `label_head`, of a batch (source images,
their labels, target images), that holds the labels' cross-entropy on the source.
"""

from copy import deepcopy

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.modules.batchnorm import _BatchNorm

from ..training import Terms
from .dann import DomainAdversarialNetwork, DomainBatch


def source_only(network: DomainAdversarialNetwork, batch: DomainBatch) -> Terms:
    """Cross-entropy of the source's labels in nats: the target is not looked at."""
    images, labels, _ = batch
    return {"label": F.cross_entropy(network(images), labels)}


def coral(
    network: DomainAdversarialNetwork, batch: DomainBatch, *, strength: float
) -> Terms:
    """Labels in nats, and strength · ‖C_s - C_t‖² / 4d² of d features' covariances.

    The squared Frobenius norm of B. Sun and K. Saenko, Deep CORAL, 2016, arXiv
    1607.01719, equation 1; covariances are those of the batch.
    """
    source_images, labels, target_images = batch
    source, target = network.features(source_images), network.features(target_images)
    difference = source.T.cov() - target.T.cov()  # [d, d]
    return {
        "label": F.cross_entropy(network.label_head(source), labels),
        "coral": strength * difference.square().mean() / 4,
    }


def certain(
    network: DomainAdversarialNetwork, batch: DomainBatch, *, strength: float
) -> Terms:
    """Labels, and strength · the mean entropy of what is said of the target, in nats.

    Y. Grandvalet and Y. Bengio, Semi-supervised learning by entropy minimization, 2004.
    """
    source_images, labels, target_images = batch
    logs = network(target_images).log_softmax(dim=1)
    return {
        "label": F.cross_entropy(network(source_images), labels),
        "entropy": strength * -(logs.exp() * logs).sum(dim=1).mean(),
    }


def self_training(
    network: DomainAdversarialNetwork,
    batch: DomainBatch,
    *,
    strength: float,
    confidence: float = 0.9,
) -> Terms:
    """Labels, and strength · cross-entropy of the target with the network's own labels.

    Both in nats. Only target images whose label has a probability of `confidence` or
    more are learnt from; the mean is over all. D.-H. Lee, Pseudo-label, 2013.
    """
    source_images, labels, target_images = batch
    logits = network(target_images)
    probability, own_labels = logits.softmax(dim=1).max(dim=1)
    nats = F.cross_entropy(logits, own_labels, reduction="none")
    return {
        "label": F.cross_entropy(network(source_images), labels),
        "pseudo": strength * (nats * (probability >= confidence)).mean(),
    }


@torch.no_grad()
def with_statistics_of(network: nn.Module, images: Tensor) -> nn.Module:
    """A copy whose batch normalisation has the means and variances of these images.

    No parameter changes. Y. Li et al., Revisiting batch normalization for practical
    domain adaptation, 2016, arXiv 1603.04779. Raises ValueError for a network without
    batch normalisation that keeps statistics.
    """
    copy = deepcopy(network).eval()
    norms = [layer for layer in copy.modules() if isinstance(layer, _BatchNorm)]
    if not any(layer.track_running_stats for layer in norms):
        raise ValueError(
            "expected a network with batch normalisation, got one without; "
            "there are no statistics to replace"
        )
    for layer in norms:
        layer.reset_running_stats()
        layer.momentum = 1.0  # what is seen replaces what was known
        layer.train()
    copy(images)
    return copy.eval()
