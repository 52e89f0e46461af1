"""Every guard lets good input pass and says in one sentence what is wrong with the rest."""

import math

import numpy as np
import pytest
import torch

from latents import guards

NAN, INF = math.nan, math.inf


@pytest.mark.parametrize(("guard", "arguments"), [
    (guards.require_matrix, (torch.zeros(1, 1),)),
    (guards.require_matrix, (torch.zeros(3, 2), 2)),
    (guards.require_matrix, (torch.zeros(3, 2, dtype=torch.long),)),
    (guards.require_floating, (torch.zeros(3).double(),)),
    (guards.require_finite, (torch.tensor([1, 2]),)),
    (guards.require_finite, (torch.tensor([-3e38, 3e38]),)),
    (guards.require_finite, (torch.tensor([3e38, 3e38]),)),  # the sum is not finite, each value is
    (guards.require_unit_interval, (torch.tensor([0.0, 0.5, 1.0]),)),
    (guards.require_unit_interval, (torch.zeros(0, 3),)),
    (guards.require_binary, (torch.tensor([0.0, 1.0]),)),
    (guards.require_non_negative, (torch.tensor([0.0, 7.0]),)),
    (guards.require_code_size, (1, torch.Size([1, 1]))),
    (guards.require_code_size, (3, torch.Size([3, 5]))),
    (guards.require_code_size, (3, torch.Size([5, 3]))),
    (guards.require_same_length, (torch.zeros(3, 2), torch.zeros(3))),
    (guards.require_positive, ("steps", 1)),
    (guards.require_positive, ("rate", 1e-9)),
    (guards.require_not_below_zero, ("strength", 0.0)),
    (guards.require_count, ("steps", 1)),
    (guards.require_batches, ([torch.zeros(1)],)),
    (guards.require_terms, ({"square": torch.tensor(2.0)},)),
    (guards.require_numbers, ({"a": 1, "b": 0.5, "c": np.float32(2), "d": torch.tensor(3.0)},)),
])
def test_good_input_passes(guard, arguments):
    assert guard(*arguments) is None


@pytest.mark.parametrize(("guard", "arguments", "message"), [
    (guards.require_matrix, (torch.zeros(3),), r"expected a matrix \[n, features\], n >= 1, got shape \[3\]; flatten"),
    (guards.require_matrix, (torch.zeros(3, 1, 2),), r"got shape \[3, 1, 2\]"),
    (guards.require_matrix, (torch.zeros(0, 2),), r"got shape \[0, 2\]"),
    (guards.require_matrix, (torch.zeros(2, 0),), r"got shape \[2, 0\]"),
    (guards.require_matrix, (torch.zeros(3, 2), 3), "expected 3 columns, got 2"),
    (guards.require_matrix, (torch.tensor([[NAN]]),), "the data hold NaN or infinite values; remove or fill them in"),
    (guards.require_floating, (torch.zeros(3).bool(),), r"got torch.bool; convert them with .float\(\) first"),
    (guards.require_finite, (torch.tensor([0.0, INF]),), "NaN or infinite"),
    (guards.require_finite, (torch.tensor([0.0, -INF]),), "NaN or infinite"),
    (guards.require_finite, (torch.tensor([INF, -INF]),), "NaN or infinite"),
    (guards.require_unit_interval, (torch.tensor([0.5, 1.01]),), r"expected values in \[0, 1\].*; rescale the data"),
    (guards.require_unit_interval, (torch.tensor([0.5, -0.01]),), r"expected values in \[0, 1\]"),
    (guards.require_unit_interval, (torch.tensor([0.5, NAN]),), r"expected values in \[0, 1\]"),
    (guards.require_unit_interval, (torch.tensor([0, 1]),), "got torch.int64"),
    (guards.require_binary, (torch.tensor([0.0, 0.5]),), "values that are 0 or 1; round the grey levels, or draw from"),
    (guards.require_non_negative, (torch.tensor([1.0, -0.01]),), "expected no negative values; shift the data"),
    (guards.require_code_size, (0, torch.Size([3, 5])), r"between 1 and 3 for shape \[3, 5\], got 0"),
    (guards.require_code_size, (4, torch.Size([3, 5])), "between 1 and 3"),
    (guards.require_code_size, (4, torch.Size([5, 3])), "between 1 and 3"),
    (guards.require_same_length, (torch.zeros(3), torch.zeros(2)), "one row for each other, got 3 and 2 rows"),
    (guards.require_positive, ("steps", 0), "steps must be greater than zero, got 0"),
    (guards.require_positive, ("rate", -0.1), "rate must be greater than zero, got -0.1"),
    (guards.require_positive, ("rate", NAN), "rate must be greater than zero, got nan"),
    (guards.require_not_below_zero, ("strength", -0.1), "strength must be zero or greater, got -0.1"),
    (guards.require_not_below_zero, ("strength", NAN), "strength must be zero or greater, got nan"),
    (guards.require_count, ("steps", 0), "steps must be a whole number greater than zero, got 0"),
    (guards.require_count, ("steps", 2.5), "steps must be a whole number greater than zero, got 2.5"),
    (guards.require_between, ("size", 0, 4), "size must be a whole number between 1 and 4 for these data, got 0"),
    (guards.require_between, ("size", 5, 4), "size must be a whole number between 1 and 4 for these data, got 5"),
    (guards.require_between, ("size", 2.5, 4), "size must be a whole number between 1 and 4 for these data, got 2.5"),
    (guards.require_terms, (torch.tensor(2.0),), "a loss must return a dictionary of tensors with one number each"),
    (guards.require_terms, ({},), "a loss must return a dictionary"),
    (guards.require_terms, ({"square": 2.0},), "a loss must return a dictionary"),
    (guards.require_terms, ({"square": torch.ones(3)},), "name and average what it computes"),
    (guards.require_terms, ({"loss": torch.tensor(2.0)},), 'a term of a loss may not be called "loss"'),
    (guards.require_terms, ({"a": torch.tensor(2.0), "epoch": torch.tensor(2.0)},), 'may not be called "epoch"'),
    (guards.require_batches, ([],), "there was no batch to learn from; pass at least one"),
    (guards.require_batches, (iter([1]),), "that can be counted, got a list_iterator; pass Batches, a DataLoader or"),
    (guards.require_numbers, (0.9,), "watch must return a dictionary of numbers"),
    (guards.require_numbers, ({"accuracy": "0.9"},), "watch must return a dictionary of numbers"),
    (guards.require_numbers, ({"accuracy": torch.ones(1)},), "name and average what it measures"),
])
def test_bad_input_is_named(guard, arguments, message):
    with pytest.raises(ValueError, match=message):
        guard(*arguments)
