"""The rule of rounding, as a table of cases, and the summary of one value a seed."""
# ruff: noqa: RUF001 (true minus and multiplication signs)

import math

import numpy as np
import pytest
import torch

from latents.page.rounding import Measured, measured, written, written_exactly, written_mean


@pytest.mark.parametrize(("value", "spread", "text", "mean"), [
    (6.123, 0.21, "6.1 ± 0.2", "6.1"),
    (0.0996, 0.04, "0.10 ± 0.04", "0.10"),
    (142, 2.6, "142 ± 3", "142"),
    (142, 1.3, "142.0 ± 1.3", "142.0"),  # a spread that begins with 1 has a second digit
    (0.16, 0.16, "0.16 ± 0.16", "0.16"),
    (0.97, 0.96, "1.0 ± 1.0", "1.0"),  # both are rounded up
    (1.0, 0.0996, "1.00 ± 0.10", "1.00"),
    (5, 0.1994, "5.00 ± 0.20", "5.00"),
    (5, 0.1999, "5.0 ± 0.2", "5.0"),
    (-17.67, 0.31, "−17.7 ± 0.3", "−17.7"),
    (-0.04, 0.3, "0.0 ± 0.3", "0.0"),  # no negative zero
    (12345.6, 210, "12,300 ± 200", "12,300"),
    (0.00012, 0.00003, "0.00012 ± 0.00003", "0.00012"),
    (1.234e-7, 3e-8, "(1.2 ± 0.3) × 10⁻⁷", "1.2 × 10⁻⁷"),
    (0.5, 0.0, "0.5 ± 0", "0.5"),
    (0, 0.0, "0 ± 0", "0"),
    (12345.6, 0.0, "12,300 ± 0", "12,300"),
    (0.97123, None, "0.971", "0.971"),
    (0.9, None, "0.9", "0.9"),
    (0.99961, None, "1", "1"),
    (1234.5, None, "1,230", "1,230"),
    (1797, None, "1,797", "1,797"),  # whole numbers stay whole
    (1797.0, None, "1,797", "1,797"),
    (0, None, "0", "0"),
    (1e-7, None, "1 × 10⁻⁷", "1 × 10⁻⁷"),
    (-2.345e12, None, "−2.35 × 10¹²", "−2.35 × 10¹²"),
])
def test_the_spread_says_how_many_digits_the_value_has(value, spread, text, mean):
    assert written(value, spread) == text
    assert written_mean(value, spread) == mean


@pytest.mark.parametrize(("value", "spread"), [(math.nan, None), (math.inf, 1.0), (1.0, math.nan)])
def test_what_is_not_finite_is_never_written(value, spread):
    with pytest.raises(ValueError, match="only finite numbers can be written, got "):
        written(value, spread)


@pytest.mark.parametrize(("value", "text"), [
    (0.85, "0.85"), (0.9955, "0.9955"), (1e-6, "10⁻⁶"), (2e-6, "2 × 10⁻⁶"), (-12345, "−12,345"), (0, "0")])
def test_a_number_that_was_chosen_is_written_in_full(value, text):
    assert written_exactly(value) == text


@pytest.mark.parametrize("values", [
    [1.0, 2.0, 6.0], (1, 2, 6), np.array([1, 2, 6]), torch.tensor([1.0, 2.0, 6.0], requires_grad=True)])
def test_several_values_have_a_mean_and_a_sample_standard_deviation(values):
    assert measured(values, of="it") == (3.0, pytest.approx(math.sqrt(7)), 3)  # (4 + 1 + 9) / 2


@pytest.mark.parametrize("value", [2.5, [2.5], np.float32(2.5), torch.tensor(2.5)])
def test_one_value_has_no_spread(value):
    assert measured(value, of="it") == Measured(2.5, None, 1)


@pytest.mark.parametrize(("values", "complaint"), [
    ([], "it needs finite values, at least one, got "),
    ([1.0, math.nan], "it needs finite values, at least one, got "),
    (torch.ones(5, 2), r"it needs one number a seed, got shape \[5, 2\]; average over the other axes first"),
    ("six", "it needs numbers, got 'six'"),
    (None, "it needs numbers, got None"),
    ([[1.0], [1.0, 2.0]], "it needs numbers, got "),
])
def test_what_cannot_be_summed_up_is_refused(values, complaint):
    with pytest.raises(ValueError, match=complaint):
        measured(values, of="it")
