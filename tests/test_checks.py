"""Every check lets good input pass and says in one sentence what is wrong with the rest."""

import math

import pytest
import torch

from latents import checks

NAN, INF = math.nan, math.inf


@pytest.mark.parametrize(("check", "arguments"), [
    (checks.check_matrix, (torch.zeros(1, 1),)),
    (checks.check_matrix, (torch.zeros(3, 2), 2)),
    (checks.check_matrix, (torch.zeros(3, 2, dtype=torch.long),)),
    (checks.check_floating, (torch.zeros(3).double(),)),
    (checks.check_finite, (torch.tensor([1, 2]),)),
    (checks.check_finite, (torch.tensor([-3e38, 3e38]),)),
    (checks.check_finite, (torch.tensor([3e38, 3e38]),)),  # the sum is not finite, each value is
    (checks.check_unit_interval, (torch.tensor([0.0, 0.5, 1.0]),)),
    (checks.check_binary, (torch.tensor([0.0, 1.0]),)),
    (checks.check_non_negative, (torch.tensor([0.0, 7.0]),)),
    (checks.check_code_size, (1, torch.Size([1, 1]))),
    (checks.check_code_size, (3, torch.Size([3, 5]))),
    (checks.check_code_size, (3, torch.Size([5, 3]))),
    (checks.check_same_length, (torch.zeros(3, 2), torch.zeros(3))),
    (checks.check_positive, ("steps", 1)),
    (checks.check_positive, ("rate", 1e-9)),
    (checks.check_count, ("steps", 1)),
    (checks.check_terms, ({"square": torch.tensor(2.0)},)),
])
def test_good_input_passes(check, arguments):
    assert check(*arguments) is None


@pytest.mark.parametrize(("check", "arguments", "message"), [
    (checks.check_matrix, (torch.zeros(3),), r"expected a matrix \[n, features\], n >= 1, got shape \[3\]; flatten"),
    (checks.check_matrix, (torch.zeros(3, 1, 2),), r"got shape \[3, 1, 2\]"),
    (checks.check_matrix, (torch.zeros(0, 2),), r"got shape \[0, 2\]"),
    (checks.check_matrix, (torch.zeros(2, 0),), r"got shape \[2, 0\]"),
    (checks.check_matrix, (torch.zeros(3, 2), 3), "expected 3 columns, got 2"),
    (checks.check_matrix, (torch.tensor([[NAN]]),), "the data hold NaN or infinite values; remove or fill them in"),
    (checks.check_floating, (torch.zeros(3).bool(),), r"got torch.bool; convert them with .float\(\) first"),
    (checks.check_finite, (torch.tensor([0.0, INF]),), "NaN or infinite"),
    (checks.check_finite, (torch.tensor([0.0, -INF]),), "NaN or infinite"),
    (checks.check_finite, (torch.tensor([INF, -INF]),), "NaN or infinite"),
    (checks.check_unit_interval, (torch.tensor([0.5, 1.01]),), r"expected values in \[0, 1\].*; rescale the data"),
    (checks.check_unit_interval, (torch.tensor([0.5, -0.01]),), r"expected values in \[0, 1\]"),
    (checks.check_unit_interval, (torch.tensor([0.5, NAN]),), r"expected values in \[0, 1\]"),
    (checks.check_unit_interval, (torch.tensor([0, 1]),), "got torch.int64"),
    (checks.check_binary, (torch.tensor([0.0, 0.5]),), "values that are 0 or 1; round the grey levels, or draw from"),
    (checks.check_non_negative, (torch.tensor([1.0, -0.01]),), "expected no negative values; shift the data"),
    (checks.check_code_size, (0, torch.Size([3, 5])), r"between 1 and 3 for shape \[3, 5\], got 0"),
    (checks.check_code_size, (4, torch.Size([3, 5])), "between 1 and 3"),
    (checks.check_code_size, (4, torch.Size([5, 3])), "between 1 and 3"),
    (checks.check_same_length, (torch.zeros(3), torch.zeros(2)), "one row for each other, got 3 and 2 rows"),
    (checks.check_positive, ("steps", 0), "steps must be greater than zero, got 0"),
    (checks.check_positive, ("rate", -0.1), "rate must be greater than zero, got -0.1"),
    (checks.check_positive, ("rate", NAN), "rate must be greater than zero, got nan"),
    (checks.check_count, ("steps", 0), "steps must be a whole number greater than zero, got 0"),
    (checks.check_count, ("steps", 2.5), "steps must be a whole number greater than zero, got 2.5"),
    (checks.check_terms, (torch.tensor(2.0),), "a loss must return a dictionary of tensors with one number each"),
    (checks.check_terms, ({},), "a loss must return a dictionary"),
    (checks.check_terms, ({"square": 2.0},), "a loss must return a dictionary"),
    (checks.check_terms, ({"square": torch.ones(3)},), "name and average what it computes"),
])
def test_bad_input_is_named(check, arguments, message):
    with pytest.raises(ValueError, match=message):
        check(*arguments)
