"""`number` and `table`: what they leave for the page, and what a notebook shows of them."""

import json
import math

import numpy as np
import pytest
import torch

from latents.page.numbers import number, table
from latents.page.recorded import Record

NUMBER, TABLE = "application/vnd.latents.number+json", "application/vnd.latents.table+json"  # the pages look for them
ROWS = {"PCA": {"error": [16.1, 17.0, 16.5], "size": 8}, "deep": {"error": [11.2, 10.9, 11.8], "kind": "network"}}


def the_only(displayed):
    """The bundle of the one output there is; the page's JSON has no place for what is not finite."""
    (output,) = displayed
    json.dumps(output["data"], allow_nan=False)
    return output["data"]


def test_one_number_a_seed_becomes_mean_and_spread(displayed):
    number("error", [5.85, 6.1, 6.31], unit="%")
    assert the_only(displayed) == {
        "text/plain": "error: 6.1 ± 0.2\N{NO-BREAK SPACE}% over 3 seeds",
        NUMBER: {"name": "error", "text": "6.1 ± 0.2\N{NO-BREAK SPACE}%", "mean": "6.1\N{NO-BREAK SPACE}%", "seeds": 3}}


@pytest.mark.parametrize("value", [1797, 1797.0, torch.tensor(1797), np.int64(1797), [1797]])
def test_one_number_stands_alone(displayed, value):
    number("pictures", value)
    assert the_only(displayed) == {
        "text/plain": "pictures: 1,797", NUMBER: {"name": "pictures", "text": "1,797", "mean": "1,797", "seeds": 1}}


def test_a_result_names_the_record_that_it_rests_on(displayed):
    number("error", 0.5, recorded=Record("deep", {}))
    table("errors", {"PCA": {"error": 1}}, recorded=Record("deep", {}))
    assert displayed[0]["data"][NUMBER]["recorded"] == "deep"
    assert displayed[1]["data"][TABLE]["recorded"] == "deep"


@pytest.mark.parametrize("values", [[], math.nan, [1.0, math.inf], torch.ones(2, 2), "six"])
def test_what_is_no_number_is_refused(values):
    with pytest.raises(ValueError, match="number 'error' needs "):
        number("error", values)


def test_a_table_has_a_row_for_each_label_and_a_column_for_each_name(displayed):
    table("errors", ROWS, heading="Method", best={"error": min, "size": max})
    bundle = the_only(displayed)
    assert bundle[TABLE] == {
        "name": "errors", "heading": "Method", "columns": ["error", "size", "kind"],
        "rows": [["PCA", "16.5 ± 0.5", "8", ""], ["deep", "11.3 ± 0.5", "", "network"]],
        "best": [["deep", "error"], ["PCA", "size"]]}
    assert bundle["text/plain"] == (
        "| Method | error | size | kind |\n| :--- | ---: | ---: | ---: |\n"
        "| PCA | 16.5 ± 0.5 | **8** |  |\n| deep | **11.3 ± 0.5** |  | network |")


def test_the_best_is_the_largest_where_that_is_asked_for(displayed):
    table("errors", ROWS, best={"error": max})
    assert the_only(displayed)[TABLE]["best"] == [["PCA", "error"]]


@pytest.mark.parametrize(("rows", "best", "complaint"), [
    ({}, {}, "table 't' needs at least one row with one column"),
    ({"PCA": {}}, {}, "table 't' needs at least one row with one column"),
    (ROWS, {"kind": min}, "table 't' has no numbers in a column 'kind', so none of them can be the best"),
    (ROWS, {"weight": min}, "table 't' has no numbers in a column 'weight'"),
    ({"PCA": {"error": [math.nan]}}, {}, "table 't', row 'PCA', column 'error', needs finite values"),
])
def test_a_table_that_cannot_be_is_refused(rows, best, complaint):
    with pytest.raises(ValueError, match=complaint):
        table("t", rows, best=best)
