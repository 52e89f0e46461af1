"""Stacks of layers against their own formulas, what is transposed against inner products."""

import pytest
import torch
from oracles.derivatives import finite_differences
from torch import nn

from latents.layers.stacks import SideBySide, Transposed, mlp


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


def test_a_transposed_layer_is_the_adjoint_of_its_layer():
    layer = nn.Linear(5, 3).double()
    back = Transposed(layer)
    rows, hidden = torch.randn(7, 5).double(), torch.randn(7, 3).double()
    forward = ((layer(rows) - layer.bias) * hidden).sum()
    torch.testing.assert_close(forward, (rows * (back(hidden) - back.bias)).sum())
    assert back(torch.zeros(1, 3).double()).abs().max() == 0


def test_a_transposed_layer_has_a_bias_of_its_own_and_no_weights():
    layer = nn.Linear(5, 3)
    tied = nn.Sequential(layer, Transposed(layer))
    assert sum(parameter.numel() for parameter in tied.parameters()) == 5 * 3 + 3 + 5
    with torch.no_grad():
        tied[1].bias += torch.arange(5.0)
        layer.weight.zero_()
    torch.testing.assert_close(tied(torch.randn(2, 5)), torch.arange(5.0).expand(2, 5))


def test_gradients_of_both_layers_add_up_in_shared_weights():
    layer, rows = nn.Linear(5, 3).double(), torch.randn(7, 5).double()
    tied = nn.Sequential(layer, nn.Tanh(), Transposed(layer))
    (tied(rows) ** 2).sum().backward()

    def value(weight):
        hidden = (rows @ weight.T + layer.bias).tanh()
        return ((hidden @ weight) ** 2).sum()

    torch.testing.assert_close(layer.weight.grad, finite_differences(value, layer.weight.detach()))


def test_networks_side_by_side_are_those_that_would_stand_alone():
    torch.manual_seed(5)
    alone = [mlp(3, 6, 5, 2) for _ in range(4)]
    torch.manual_seed(5)
    together, rows = SideBySide(4, 3, 6, 5, 2), torch.randn(20, 3)
    expected = torch.stack([alone[i % 4](row) for i, row in enumerate(rows)])
    torch.testing.assert_close(together(rows), expected)
    assert sum(values.numel() for values in together.parameters()) == 4 * (3 * 6 + 6 + 6 * 5 + 5 + 5 * 2 + 2)


def test_networks_side_by_side_learn_apart():
    """The gradient of a mean over all rows is each network's own, divided by their number."""
    torch.manual_seed(6)
    alone = [mlp(2, 4, 1) for _ in range(3)]
    torch.manual_seed(6)
    together, rows = SideBySide(3, 2, 4, 1), torch.randn(12, 2)
    together(rows).square().mean().backward()
    for i, network in enumerate(alone):
        network(rows[i::3]).square().mean().backward()
        torch.testing.assert_close(3 * together.weights[0].grad[i], network[0].weight.grad.T)
        torch.testing.assert_close(3 * together.biases[1].grad[i, 0], network[2].bias.grad)


def test_no_network_is_none_side_by_side():
    with pytest.raises(ValueError, match="count must be a whole number greater than zero, got 0"):
        SideBySide(0, 2, 1)
