"""Domain-adversarial training: features that tell the label and hide the domain.

Y. Ganin et al., Domain-adversarial training of neural networks, 2016, arXiv 1505.07818.
"""

import math
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import Adam, Optimizer

from ..batches import Batch
from ..guards import require_count, require_not_below_zero, require_positive
from ..progress import Row
from ..training import (
    Averages,
    Paced,
    Schedule,
    Terms,
    constant,
    descend,
    run_epochs,
)

DomainBatch = tuple[Tensor, Tensor, Tensor]  # source images, labels, target images


class ReverseGradient(torch.autograd.Function):
    """Forward, the identity; backward, the gradient times -strength."""

    @staticmethod
    def forward(context: Any, features: Tensor, strength: float) -> Tensor:
        context.strength = strength
        return features.view_as(features)

    @staticmethod
    def backward(context: Any, gradient: Tensor) -> tuple[Tensor, None]:
        return -context.strength * gradient, None


def reverse_gradient(features: Tensor, strength: float) -> Tensor:
    """The same features [n, …], whose gradient will be multiplied by -strength.

    Ganin et al., equations 16 and 17; `strength` is their λ. Raises ValueError for a
    negative strength, which would reverse twice.
    """
    require_not_below_zero("strength", strength)
    return ReverseGradient.apply(features, strength)


class DomainAdversarialNetwork(nn.Module):
    """Features and two heads on them, one for the label and one for the domain."""

    def __init__(
        self, features: nn.Module, label_head: nn.Module, domain_head: nn.Module
    ):
        super().__init__()
        self.features = features
        self.label_head, self.domain_head = label_head, domain_head

    def forward(self, images: Tensor) -> Tensor:
        """[n, …] → logits of the labels [n, classes]"""
        return self.label_head(self.features(images))

    def domain_logits(self, features: Tensor) -> Tensor:
        """Features [n, size] → log-odds [n] that they come from the target."""
        return self.domain_head(features).squeeze(1)


def domain_adversarial(
    network: DomainAdversarialNetwork, batch: DomainBatch, *, strength: float
) -> Terms:
    """Cross-entropy of labels, on the source, and of domains; nats, averaged.

    Both are minimised, and there is no minus sign: the features maximise the second one
    because its gradient is reversed on its way to them, times `strength`. (Ganin et
    al., equation 18, is printed with a minus as well: the head would learn to be
    wrong.) "domain" is log 2 if the domain head can only guess.
    """
    source_images, labels, target_images = batch
    source, target = network.features(source_images), network.features(target_images)
    source_logits, target_logits = (
        network.domain_logits(reverse_gradient(features, strength))
        for features in (source, target)
    )
    return {
        "label": F.cross_entropy(network.label_head(source), labels),
        "domain": domain_cross_entropy(source_logits, target_logits) / 2,
    }


def many_domains(
    network: DomainAdversarialNetwork,
    batch: tuple[Tensor, Tensor, Tensor],
    *,
    strength: float,
) -> Terms:
    """Cross-entropies of labels and of any number of domains; nats, averaged.

    The batch holds images, their labels and their domains [n]; all are labelled, and
    `network.domain_head` has one logit a domain. The gradient is reversed as in
    `domain_adversarial`. Y. Shinohara, Adversarial multi-task learning of deep neural
    networks for robust speech recognition, 2016.
    """
    images, labels, domains = batch
    features = network.features(images)
    logits = network.domain_head(reverse_gradient(features, strength))
    return {
        "label": F.cross_entropy(network.label_head(features), labels),
        "domain": F.cross_entropy(logits, domains),
    }


def domain_cross_entropy(source_logits: Tensor, target_logits: Tensor) -> Tensor:
    """-log P(target) of the target - log [1 - P(target)] of the source, in nats.

    Each is averaged; logits [n] are log-odds of the target.
    """
    return F.softplus(-target_logits).mean() + F.softplus(source_logits).mean()


def rising_strength(done: float) -> float:
    """2 / (1 + exp(-10 done)) - 1, from 0 to almost 1 (Ganin et al., section 5.2.2).

    `done` is the share of the training that is over.
    """
    return math.tanh(5 * done)


class Rising:
    """A loss whose option `strength` rises by `rising_strength` to the one given.

    It is `loss(network, batch, strength=…)`. What it remembers is how many batches it
    met in training, of the `batches` that there will be: one object serves one `fit`.

    Raises ValueError for a strength below zero and batches below one.
    """

    def __init__(
        self, loss: Callable[..., Terms], batches: int, *, strength: float = 1.0
    ):
        require_count("batches", batches)
        require_not_below_zero("strength", strength)
        self.loss, self.batches, self.strength = loss, batches, strength
        self.met = 0

    def __call__(self, network: nn.Module, batch: Batch) -> Terms:
        strength = self.strength * rising_strength(self.met / self.batches)
        self.met += network.training
        return self.loss(network, batch, strength=strength)


def fit_alternating(
    network: DomainAdversarialNetwork,
    batches: Iterable[DomainBatch],
    *,
    strength: float = 1.0,
    epochs: int = 10,
    learning_rate: float = 1e-3,
    schedule: Schedule = constant,
    optimizer: Callable[..., Optimizer] = Adam,
    after_epoch: Callable[[Row], None] | None = None,
    progress: bool = True,
) -> list[Row]:
    """Alternate a step of the domain head and one of features and label head.

    On every batch the domain head descends `domain_cross_entropy`, then the others

        cross-entropy of the labels - strength · log P(target | source features)

    so that source features come to look like the target's: two losses and no reversed
    gradient, as in the game of a GAN. A row holds "epoch" and the averages of "domain",
    "label" and "fooling", in nats; a sum would mean nothing. The network is left in
    evaluation mode. Raises as `fit` does, and for a negative strength.
    """
    require_positive("learning_rate", learning_rate)
    require_not_below_zero("strength", strength)
    rated = partial(optimizer, lr=learning_rate)
    critic = rated(network.domain_head.parameters())
    readers = rated([*network.features.parameters(), *network.label_head.parameters()])

    def one_epoch(paced: Paced) -> Row:
        network.train()
        averages = Averages()
        for (source_images, labels, target_images), factor in paced:
            source, target = map(network.features, (source_images, target_images))
            domain = domain_cross_entropy(
                network.domain_logits(source.detach()),
                network.domain_logits(target.detach()),
            )
            descend(critic, domain, factor)
            label = F.cross_entropy(network.label_head(source), labels)
            fooling = F.softplus(-network.domain_logits(source)).mean()
            descend(readers, label + strength * fooling, factor)
            averages.add(
                {"domain": domain, "label": label, "fooling": fooling}, source_images
            )
        network.eval()
        return averages.row(total=False)

    return run_epochs(
        one_epoch,
        batches,
        epochs=epochs,
        schedule=schedule,
        after_epoch=after_epoch,
        progress=progress,
    )
