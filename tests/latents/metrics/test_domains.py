"""The proxy distance of domains whose best linear classifier is known."""

import pytest
import torch

from latents.metrics.domains import proxy_distance

LEFT, RIGHT = torch.randn(300, 2, generator=torch.Generator().manual_seed(0)), torch.tensor([6.0, 0])


def test_domains_that_a_line_separates_are_two_apart():
    assert proxy_distance(LEFT[:100], LEFT[:100] + 2 * RIGHT, LEFT[100:], LEFT[100:] + 2 * RIGHT) == 2


def test_domains_that_are_the_same_are_nowhere_apart():
    """Identical test rows: whatever the classifier says, it is right on one copy where it is wrong on the other."""
    assert proxy_distance(LEFT[:100], LEFT[100:200], LEFT[200:], LEFT[200:]) == pytest.approx(0)


def test_it_counts_errors_on_the_test_rows_and_both_domains_weigh_the_same():
    """The boundary lies at 3; a quarter of the source and half of the target lie on the wrong side of it."""
    test_source, test_target = torch.tensor([[0.0, 0], [1, 0], [2, 0], [6, 0]]), torch.tensor([[0.0, 0], [6, 0]])
    expected = 2 * (1 - 2 * (1 / 4 + 1 / 2) / 2)
    assert proxy_distance(LEFT, LEFT + RIGHT, test_source, test_target) == pytest.approx(expected)
    few = LEFT[:60]
    assert proxy_distance(LEFT, few + RIGHT, test_source, test_target) == pytest.approx(expected)


def test_a_rare_domain_counts_as_much_as_the_common_one():
    """The domains overlap; one that is ten times as common would win every doubtful place, and the rare one lose."""
    near = torch.tensor([1.0, 0])
    distance = proxy_distance(LEFT, LEFT[:30] + near, LEFT, LEFT + near)
    assert distance == pytest.approx(0.77, abs=0.25)  # 2 (1 - 2 Φ(-1/2)), in units of the standard deviation


def test_the_unit_of_a_feature_does_not_matter():
    units = torch.tensor([1000.0, 1e-3])
    near = torch.tensor([1.0, 1.0])
    samples = LEFT[:100], LEFT[100:200] + near, LEFT[200:], LEFT[200:] + near
    plain, scaled = proxy_distance(*samples), proxy_distance(*(units * rows for rows in samples))
    assert scaled == pytest.approx(plain)
    assert 0 < plain < 2


def test_a_feature_that_never_varies_is_no_hint():
    still = torch.cat([LEFT, torch.ones(300, 1)], dim=1)
    assert proxy_distance(still, still + torch.tensor([12.0, 0, 0]), still, still + torch.tensor([12.0, 0, 0])) == 2
