"""`mlp` against its own formula."""

import pytest
import torch
from torch import nn

from latents.models.blocks import mlp


def test_it_is_affine_maps_with_an_activation_between():
    network, rows = mlp(4, 5, 6, 3), torch.randn(7, 4)
    first, second, third = network[0], network[2], network[4]
    hidden = (rows @ first.weight.T + first.bias).clamp_min(0)
    hidden = (hidden @ second.weight.T + second.bias).clamp_min(0)
    torch.testing.assert_close(network(rows), hidden @ third.weight.T + third.bias)
    assert len(network) == 5


def test_two_sizes_make_one_linear_layer():
    assert [type(layer) for layer in mlp(4, 3)] == [nn.Linear]
    assert mlp(1, 1)(torch.zeros(2, 1)).shape == (2, 1)


def test_the_activation_can_be_chosen():
    assert [type(layer) for layer in mlp(4, 5, 3, activation=nn.Tanh)] == [nn.Linear, nn.Tanh, nn.Linear]


@pytest.mark.parametrize("sizes", [(), (4,), (4, 0), (0, 4), (4, -1, 3)])
def test_what_is_no_stack_of_layers_is_refused(sizes):
    with pytest.raises(ValueError, match="mlp needs at least two sizes, each one or more, got"):
        mlp(*sizes)
