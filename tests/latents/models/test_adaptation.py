"""Rivals of the adversary against numpy, probability by hand and the statistics of batches."""

import numpy as np
import pytest
import torch
from scipy.stats import entropy
from torch import nn
from torch.distributions import Categorical

from latents.models.adaptation import certain, coral, self_training, source_only, with_statistics_of
from latents.models.dann import DomainAdversarialNetwork


@pytest.fixture
def network():
    network = DomainAdversarialNetwork(nn.Linear(5, 3), nn.Linear(3, 4), nn.Linear(3, 1)).double()
    network.label_head.weight.data *= 3  # sure of some of its labels
    return network


@pytest.fixture
def batch():
    return torch.randn(7, 5).double(), torch.arange(7) % 4, 3 * torch.randn(9, 5).double() + 1


def label_nats(network, batch):
    images, labels, _ = batch
    return -Categorical(logits=network.label_head(network.features(images))).log_prob(labels).mean().item()


@pytest.mark.parametrize("loss", [coral, certain, self_training])
def test_each_holds_the_labels_of_the_source_and_nothing_else_without_strength(network, batch, loss):
    terms = loss(network, batch, strength=0)
    assert terms["label"].item() == pytest.approx(label_nats(network, batch))
    assert sum(terms.values()).item() == pytest.approx(label_nats(network, batch))
    for name, term in loss(network, batch, strength=2).items():
        if name != "label":
            assert term.item() == pytest.approx(2 * loss(network, batch, strength=1)[name].item()) != 0


def test_source_only_never_looks_at_the_target(network, batch):
    terms = source_only(network, (*batch[:2], None))
    assert {name: term.item() for name, term in terms.items()} == {"label": pytest.approx(label_nats(network, batch))}


def test_coral_is_the_distance_of_two_covariances(network, batch):
    source, target = (network.features(rows).detach().numpy() for rows in (batch[0], batch[2]))
    expected = np.linalg.norm(np.cov(source, rowvar=False) - np.cov(target, rowvar=False), "fro") ** 2 / (4 * 3 ** 2)
    assert coral(network, batch, strength=1)["coral"].item() == pytest.approx(expected)


def test_certainty_is_entropy_of_the_target(network, batch):
    probabilities = network(batch[2]).softmax(dim=1).detach().numpy()
    expected = np.mean([entropy(row) for row in probabilities])
    assert certain(network, batch, strength=1)["entropy"].item() == pytest.approx(expected)


def test_self_training_learns_its_own_confident_labels_as_constants(network, batch):
    probabilities = network(batch[2]).softmax(dim=1)
    best, labels = probabilities.max(dim=1)
    confidence = float(best.median())
    chosen = best >= confidence
    assert 0 < chosen.sum() < len(chosen)
    expected = -(probabilities[torch.arange(9), labels].log() * chosen).sum() / 9
    term = self_training(network, batch, strength=1, confidence=confidence)["pseudo"]
    torch.testing.assert_close(term, expected)
    parameters = [*network.features.parameters(), *network.label_head.parameters()]
    for mine, reference in zip(torch.autograd.grad(term, parameters), torch.autograd.grad(expected, parameters),
                               strict=True):
        torch.testing.assert_close(mine, reference)


def test_the_default_confidence_is_nine_tenths(network, batch):
    with torch.no_grad():
        network.label_head.weight.zero_()
        for probability, learnt in ((0.91, True), (0.89, False)):
            network.label_head.bias.copy_(torch.tensor([probability] + 3 * [(1 - probability) / 3]).log())
            assert bool(self_training(network, batch, strength=1)["pseudo"] > 0) is learnt


def test_a_copy_has_the_statistics_of_the_pictures_and_the_network_keeps_its_own():
    network = nn.Sequential(nn.BatchNorm1d(3), nn.Dropout(0.9)).double()
    network(torch.randn(20, 3).double())
    before = {name: value.clone() for name, value in network.state_dict().items()}
    images = 5 * torch.randn(30, 3).double() + 2
    adapted = with_statistics_of(network, images)
    np.testing.assert_allclose(adapted[0].running_mean.numpy(), images.mean(dim=0).numpy())
    np.testing.assert_allclose(adapted[0].running_var.numpy(), images.var(dim=0).numpy())
    assert not any(layer.training for layer in adapted.modules())
    assert network.training
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())


def test_a_network_without_statistics_is_refused():
    with pytest.raises(ValueError, match="expected a network with batch normalisation, got one without"):
        with_statistics_of(nn.Linear(2, 2), torch.randn(3, 2))
