"""Claims: the margin's arithmetic, the words of a failure, the record for the page."""
# ruff: noqa: RUF001 (true minus and multiplication signs)

import json
import math

import numpy as np
import pytest
import torch

from latents.page.claims import ClaimFailed, claim
from latents.page.recorded import Record

MIME = "application/vnd.latents.claim+json"  # the pages look for it


def record(displayed):
    """The record of the one output there is."""
    (output,) = displayed
    return output["data"][MIME]


def test_one_number_is_recorded_with_its_threshold(displayed):
    claim("codes-are-read", "A probe reads the codes.", 0.91234, above=0.9)
    (output,) = displayed
    assert set(output["data"]) == {"text/plain", MIME}
    assert output["data"]["text/plain"] == "✓ A probe reads the codes: 0.912, above 0.9"
    assert output["data"][MIME] == {
        "name": "codes-are-read", "statement": "A probe reads the codes", "measured": "0.912",
        "required": "above 0.9", "seeds": 1, "holds": True, "scope": "", "elsewhere": "",
    }


def test_several_seeds_are_recorded_with_their_spread(displayed):
    claim("error-is-small", "The error is small", [1.0, 2.0, 3.0], below=5)
    (output,) = displayed
    assert output["data"]["text/plain"] == "✓ The error is small: 2.0 ± 1.0 over 3 seeds, below 5"
    assert output["data"][MIME] == {
        "name": "error-is-small", "statement": "The error is small", "measured": "2.0 ± 1.0",
        "required": "below 5", "seeds": 3, "holds": True, "scope": "", "elsewhere": "",
    }
    json.dumps(output["data"], allow_nan=False)


def test_a_claim_names_the_record_that_it_rests_on(displayed):
    claim("depth", "It is deep", 3.0, above=2, recorded=Record("deep", {}))
    assert record(displayed)["recorded"] == "deep"
    assert displayed[0]["data"]["text/plain"] == "✓ It is deep: 3, above 2 (recorded)"


def test_digits_below_the_scale_of_the_threshold_are_not_shown(displayed):
    """They come from rounding and differ from run to run."""
    claim("exact", "The difference is nil", 4.441e-16, below=1e-9)
    claim("close", "The difference is small", 1.9664e-11, below=1e-8)
    claim("seeds", "The differences are small", [1.9e-13, 2.3e-13], below=1e-8)
    assert [output["data"][MIME]["measured"] for output in displayed] == ["0", "2 × 10⁻¹¹", "0 ± 0"]
    assert displayed[0]["data"]["text/plain"] == "✓ The difference is nil: 0, below 10⁻⁹"


@pytest.mark.parametrize(("values", "options", "holds"), [
    (0.91, {"above": 0.9}, True),
    (0.89, {"above": 0.9}, False),
    (0.9, {"above": 0.9}, False),
    (1 + 1e-9, {"above": 1}, True),
    (0.89, {"below": 0.9}, True),
    (0.91, {"below": 0.9}, False),
    # mean 2, standard deviation 1, half-width 4.3027 / √3 = 2.4841 (Student's t, two degrees)
    ([1.0, 2.0, 3.0], {"above": -0.49}, True),
    ([1.0, 2.0, 3.0], {"above": -0.48}, False),  # the mean lies above it, but by less than the half-width
    ([1.0, 2.0, 3.0], {"below": 4.49}, True),
    ([1.0, 2.0, 3.0], {"below": 4.48}, False),
    ([0.0, 2.0], {"above": -11.71}, True),
    ([0.0, 2.0], {"above": -11.70}, False),  # 1 - 12.7062, as the deviation √2 is divided by √2
    ([-1.0, -1.0], {"below": 0}, True),
    ([1.0, 1.0], {"above": 0}, True),
    ([0.0], {"above": -0.1}, True),
])
def test_a_claim_holds_beyond_its_confidence_interval(displayed, values, options, holds):
    if holds:
        claim("name", "It holds", values, **options)
        assert len(displayed) == 1
    else:
        with pytest.raises(ClaimFailed):
            claim("name", "It holds", values, **options)
        assert displayed == []


def test_a_failure_says_by_how_much():
    with pytest.raises(AssertionError) as failure:
        claim("pca-wins", "PCA wins", 0.75, above=0.9)
    assert str(failure.value) == "pca-wins: PCA wins: measured 0.75, must be above 0.9; short by 0.15"
    with pytest.raises(ClaimFailed) as failure:
        claim("pca-wins", "PCA wins", [1.0, 2.0, 3.0], below=3)
    expected = "pca-wins: PCA wins: measured 2.0 ± 1.0 over 3 seeds, must be below 3; short by 1.48"
    assert str(failure.value) == expected


@pytest.mark.parametrize("values", [
    torch.tensor(0.5), np.float32(0.5), np.array(0.5), torch.tensor(0.5, requires_grad=True), 0.5, [0.5], (0.5,),
])
def test_one_number_may_come_in_any_form(displayed, values):
    claim("name", "Half", values, above=np.float32(0.25))
    assert record(displayed)["measured"] == "0.5"
    assert record(displayed)["seeds"] == 1
    json.dumps(record(displayed))


@pytest.mark.parametrize("values", [
    torch.tensor([0.25, 0.75]), np.array([0.25, 0.75]), [torch.tensor(0.25), torch.tensor(0.75)], (0.25, 0.75),
])
def test_several_numbers_may_come_in_any_form(displayed, values):
    claim("name", "Half", values, above=-10)
    assert (record(displayed)["measured"], record(displayed)["seeds"]) == ("0.5 ± 0.4", 2)


@pytest.mark.parametrize("thresholds", [{}, {"above": 1, "below": 2}])
def test_a_claim_needs_one_threshold(thresholds):
    with pytest.raises(ValueError, match="claim 'name' needs exactly one of above= and below="):
        claim("name", "It holds", 1.5, **thresholds)


@pytest.mark.parametrize("values", [[], math.nan, math.inf, [1.0, math.nan], [1.0, -math.inf]])
def test_a_claim_needs_finite_values(values):
    with pytest.raises(ValueError, match="claim 'name' needs finite values, at least one, got"):
        claim("name", "It holds", values, above=0)


def test_a_claim_needs_one_number_a_seed():
    with pytest.raises(ValueError, match=r"one number a seed, got shape \[5, 10\]; average over the other axes first"):
        claim("name", "It holds", torch.ones(5, 10), above=0)


@pytest.mark.parametrize("threshold", [math.nan, -math.inf])
def test_a_claim_needs_a_finite_threshold(threshold):
    with pytest.raises(ValueError, match=f"claim 'name' needs a finite threshold, got {threshold}"):
        claim("name", "It holds", 1.5, above=threshold)


def test_a_claim_for_one_set_is_asserted_there(displayed, monkeypatch):
    monkeypatch.setenv("LATENTS_IMAGES", "digits")
    claim("name", "It holds", 0.91, above=0.9, only=("digits",))
    with pytest.raises(ClaimFailed):
        claim("name", "It holds", 0.89, above=0.9, only=("digits",))
    monkeypatch.setenv("LATENTS_IMAGES", "usps")
    with pytest.raises(ClaimFailed):
        claim("name", "It holds", 0.89, above=0.9, only=("digits", "usps"))
    assert (record(displayed)["scope"], record(displayed)["elsewhere"]) == ("claimed for the 8 by 8 digits only", "")
    assert displayed[0]["data"]["text/plain"] == "✓ It holds: 0.91, above 0.9"


@pytest.mark.parametrize(("value", "sign", "outcome"), [(0.91, "✓", "holds too"), (0.89, "✗", "does not hold")])
def test_on_another_set_it_is_only_said_whether_it_holds(displayed, monkeypatch, value, sign, outcome):
    monkeypatch.setenv("LATENTS_IMAGES", "mnist")
    claim("name", "It holds", value, above=0.9, only=("digits", "fashion_mnist"))
    scope = "claimed for the 8 by 8 digits and Fashion-MNIST only"
    elsewhere = f"{scope}; here, on MNIST, it {outcome}"
    assert record(displayed) == {
        "name": "name", "statement": "It holds", "measured": f"{value}", "required": "above 0.9", "seeds": 1,
        "holds": sign == "✓", "scope": scope, "elsewhere": elsewhere}
    assert displayed[0]["data"]["text/plain"] == f"{sign} It holds: {value}, above 0.9 ({elsewhere})"


def test_a_claim_for_all_sets_is_asserted_on_each(displayed, monkeypatch):
    monkeypatch.setenv("LATENTS_IMAGES", "mnist")
    with pytest.raises(ClaimFailed):
        claim("name", "It holds", 0.89, above=0.9)
    claim("name", "It holds", 0.91, above=0.9)
    assert (record(displayed)["scope"], record(displayed)["elsewhere"]) == ("", "")


@pytest.mark.parametrize("only", [("digit",), ("digits", "letters"), "digits"])
def test_only_known_sets_can_be_named(only):
    with pytest.raises(ValueError, match="claim 'name' names unknown sets of pictures: "):
        claim("name", "It holds", 1.5, above=1, only=only)
