"""Reversed gradients against finite differences, and one loss against the two players that it stands for."""

import copy
import math

import pytest
import torch
from oracles.derivatives import finite_differences
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from torch.optim import SGD

from latents import Batches, evaluate, fit
from latents.models.dann import (
    DomainAdversarialNetwork,
    Rising,
    domain_adversarial,
    fit_alternating,
    many_domains,
    reverse_gradient,
    rising_strength,
)

CLASSES = 4


@pytest.fixture
def network():
    features = nn.Sequential(nn.Linear(5, 6), nn.Tanh())
    domain_head = nn.Sequential(nn.Linear(6, 3), nn.Tanh(), nn.Linear(3, 1))
    return DomainAdversarialNetwork(features, nn.Linear(6, CLASSES), domain_head).double()


@pytest.fixture
def batch():
    return torch.randn(7, 5).double(), torch.arange(7) % CLASSES, torch.randn(9, 5).double() + 1


def label_loss(network, batch):
    images, labels, _ = batch
    return cross_entropy(network.label_head(network.features(images)), labels)


def domain_loss(network, batch):
    """-log P(domain), averaged within each domain, then over the two."""
    images, _, target = batch
    source_odds = network.domain_head(network.features(images))[:, 0]
    target_odds = network.domain_head(network.features(target))[:, 0]
    return (binary_cross_entropy_with_logits(source_odds, torch.zeros(len(images)).double())
            + binary_cross_entropy_with_logits(target_odds, torch.ones(len(target)).double())) / 2


def test_on_the_way_forward_nothing_happens_on_the_way_back_the_gradient_is_reversed():
    def value(point):
        return (point ** 3 - 2 * point).sin().sum()

    point = torch.randn(6).double().requires_grad_()
    value(reverse_gradient(point, 0.3)).backward()
    assert torch.equal(reverse_gradient(point, 0.3), point)
    torch.testing.assert_close(point.grad, -0.3 * finite_differences(value, point.detach()))


@pytest.mark.parametrize("strength", [0.0, 0.3, 1.0, 2.5])
def test_one_loss_gives_each_player_its_own_gradient(network, batch, strength):
    terms = domain_adversarial(network, batch, strength=strength)
    sum(terms.values()).backward()
    label, domain = label_loss(network, batch), domain_loss(network, batch)
    assert {name: term.item() for name, term in terms.items()} == {
        "label": pytest.approx(label.item()), "domain": pytest.approx(domain.item())}
    players = {
        network.features: label - strength * domain,  # the saddle point of Ganin et al., equation 9
        network.label_head: label,
        network.domain_head: domain,
    }
    for player, wanted in players.items():
        gradients = torch.autograd.grad(wanted, list(player.parameters()), retain_graph=True)
        for parameter, gradient in zip(player.parameters(), gradients, strict=True):
            torch.testing.assert_close(parameter.grad, gradient)


@pytest.mark.parametrize("strength", [0.0, 0.7])
def test_with_many_domains_too_each_player_has_its_own_gradient(network, strength):
    network.domain_head = nn.Linear(6, 3).double()
    images, labels, domains = torch.randn(9, 5).double(), torch.arange(9) % CLASSES, torch.arange(9) % 3
    features = network.features(images)
    label = -network.label_head(features).log_softmax(1)[torch.arange(9), labels].mean()
    domain = -network.domain_head(features).log_softmax(1)[torch.arange(9), domains].mean()
    terms = many_domains(network, (images, labels, domains), strength=strength)
    assert [term.item() for term in terms.values()] == pytest.approx([label.item(), domain.item()])
    sum(terms.values()).backward()
    for player, wanted in {network.features: label - strength * domain, network.label_head: label,
                           network.domain_head: domain}.items():
        gradients = torch.autograd.grad(wanted, list(player.parameters()), retain_graph=True)
        for parameter, gradient in zip(player.parameters(), gradients, strict=True):
            torch.testing.assert_close(parameter.grad, gradient)


def test_a_head_that_can_only_guess_pays_log_2(network, batch):
    for parameter in network.domain_head.parameters():
        nn.init.zeros_(parameter)
    assert domain_adversarial(network, batch, strength=1)["domain"].item() == pytest.approx(math.log(2))


def test_domain_logits_are_positive_for_the_target(network, batch):
    network.domain_head = nn.Sequential(nn.Linear(6, 1)).double()
    fit(network, [batch], lambda network, batch: {"domain": domain_adversarial(network, batch, strength=0)["domain"]},
        epochs=200, learning_rate=0.05)
    images, _, target = batch
    odds = [network.domain_logits(network.features(rows)).detach() for rows in (images, target)]
    assert odds[0].shape == (7,)
    assert odds[1].mean() > 1 > -1 > odds[0].mean()


def test_the_network_reads_labels_from_features(network, batch):
    torch.testing.assert_close(network(batch[0]), network.label_head(network.features(batch[0])))


@pytest.mark.parametrize("done", [0, 0.1, 0.37, 1])
def test_the_strength_rises_as_in_the_paper(done):
    assert rising_strength(done) == pytest.approx(2 / (1 + math.exp(-10 * done)) - 1)


def test_a_rising_loss_counts_the_batches_of_training_and_no_others(network, batch):
    seen = []

    def loss(network, batch, *, strength):
        seen.append((network.training, strength))
        return {"label": label_loss(network, batch)}

    fit(network, [batch] * 2, Rising(loss, 6, strength=0.5), epochs=3, held_out=[batch])
    trained = [strength for training, strength in seen if training]
    assert trained == pytest.approx([0.5 * (2 / (1 + math.exp(-10 * met / 6)) - 1) for met in range(6)])
    assert len(seen) == 9


def test_alternating_is_two_players_who_take_turns(network):
    data = torch.randn(8, 5).double(), torch.arange(8) % CLASSES, torch.randn(8, 5).double() + 1
    twin = copy.deepcopy(network)
    history = fit_alternating(network, Batches(*data, size=4, shuffle=False), strength=0.7, epochs=2,
                              learning_rate=0.1, optimizer=SGD, schedule=lambda done: 1 - done)
    sums = {"domain": 0.0, "label": 0.0, "fooling": 0.0}
    for step in range(4):
        part = [rows[4 * (step % 2):][:4] for rows in data]
        rate = 0.1 * (1 - step / 4)
        domain = 2 * domain_loss(twin, part)
        move(twin.domain_head, domain, rate)
        label = label_loss(twin, part)
        fooling = -twin.domain_head(twin.features(part[0]))[:, 0].sigmoid().log().mean()
        move(nn.ModuleList([twin.features, twin.label_head]), label + 0.7 * fooling, rate)
        if step >= 2:
            for name, value in (("domain", domain), ("label", label), ("fooling", fooling)):
                sums[name] += value.item() / 2
    assert not network.training
    assert history[-1] == pytest.approx({"epoch": 2, **sums})
    for parameter, reference in zip(network.parameters(), twin.parameters(), strict=True):
        torch.testing.assert_close(parameter, reference)


def move(player, loss, rate):
    """Descend in this player's parameters alone."""
    gradients = torch.autograd.grad(loss, list(player.parameters()))
    with torch.no_grad():
        for parameter, gradient in zip(player.parameters(), gradients, strict=True):
            parameter -= rate * gradient


def test_evaluation_needs_no_gradient(network, batch):
    row = evaluate(network, [batch], lambda network, batch: domain_adversarial(network, batch, strength=1))
    assert row["loss"] == pytest.approx((label_loss(network, batch) + domain_loss(network, batch)).item())


def test_a_strength_below_zero_is_refused(network, batch):
    for call in (lambda: reverse_gradient(batch[0], -1), lambda: Rising(domain_adversarial, 3, strength=-1),
                 lambda: fit_alternating(network, [batch], strength=-1)):
        with pytest.raises(ValueError, match="strength must be zero or greater, got -1"):
            call()


@pytest.mark.parametrize(("call", "message"), [
    (lambda network: Rising(domain_adversarial, 0), "batches must be a whole number greater than zero"),
    (lambda network: fit_alternating(network, [], learning_rate=0), "learning_rate must be greater than zero"),
    (lambda network: fit_alternating(network, []), "there was no batch to learn from"),
])
def test_what_cannot_be_trained_is_refused(network, call, message):
    with pytest.raises(ValueError, match=message):
        call(network)
