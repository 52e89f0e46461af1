"""The supervised loss is the criterion, of the outputs first and the targets second."""

import torch
from torch import nn
from torch.nn.functional import cross_entropy

from latents.models.supervised import supervised_loss


def test_it_compares_outputs_with_targets():
    network, inputs, targets = nn.Linear(4, 3), torch.randn(5, 4), torch.tensor([0, 2, 1, 1, 0])
    terms = supervised_loss(network, (inputs, targets), cross_entropy)
    by_hand = -network(inputs).log_softmax(dim=1)[range(5), targets].mean()
    assert list(terms) == ["label"]
    torch.testing.assert_close(terms["label"], by_hand)
