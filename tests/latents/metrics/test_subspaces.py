"""Angles of subspaces whose angles are known."""

import math

import torch

from latents.metrics import subspaces


def test_principal_angles_of_planes_that_share_an_axis():
    first = torch.tensor([[1.0, 0, 0], [0, 1, 0]])
    turned = torch.tensor([[5.0, 0, 0], [0, math.cos(0.3), math.sin(0.3)]], requires_grad=True)
    mixed = torch.tensor([[1.0, 2], [3, -1]]) @ turned  # other rows, the same plane
    for rows in (turned, mixed):
        angles = subspaces.principal_angles(first, rows)
        torch.testing.assert_close(angles, torch.tensor([0.3, 0]).double(), atol=1e-6, rtol=0)
    torch.testing.assert_close(subspaces.principal_angles(first[:1], turned[:1]), torch.zeros(1).double())
