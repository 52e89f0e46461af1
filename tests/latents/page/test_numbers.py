"""`glue`: what it leaves in a notebook is what the page's reader of records finds."""

import numpy as np
import pytest
import torch
from myst_nb.core.variables import format_plain_text
from myst_nb.ext.glue import extract_glue_data
from nbformat.v4 import new_code_cell, new_notebook, new_output

from latents.page.numbers import glue
from latents.page.recorded import Record


def as_read_by_the_page(outputs):
    """Name → text of every record, and how many outputs remain to be shown."""
    cell = new_code_cell(outputs=[
        new_output("display_data", data=output["data"], metadata=output["metadata"]) for output in outputs
    ])
    records = extract_glue_data(new_notebook(cells=[cell]), [0], logger=None)
    return {name: record["data"]["text/plain"] for name, record in records.items()}, len(cell.outputs)


def test_the_page_finds_every_value_and_shows_none(displayed, capsys):
    glue("accuracy", 0.9)
    glue("count", 1797)
    glue("best", "PCA")
    assert list(displayed[0]["data"]) == ["application/papermill.record/text/plain"]
    texts, shown = as_read_by_the_page(displayed)
    assert texts == {"accuracy": "0.9", "count": "1797", "best": "'PCA'"}
    assert shown == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("value", "form", "text"), [
    (0.123456, ".2f", "0.12"), (0.9, ".1%", "90.0%"), (1797, "d", "1797"), (1797, ",d", "1,797"), ("PCA", "", "PCA"),
])
def test_the_page_chooses_the_format(displayed, value, form, text):
    glue("value", value)
    texts, _ = as_read_by_the_page(displayed)
    assert format_plain_text(texts["value"], form) == text


def test_a_value_names_the_record_that_it_rests_on(displayed):
    glue("live", 0.9)
    glue("recorded", 0.9, recorded=Record("deep", {}))
    marks = [output["metadata"]["scrapbook"].get("recorded") for output in displayed]
    assert marks == [None, "deep"]
    assert as_read_by_the_page(displayed) == ({"live": "0.9", "recorded": "0.9"}, 0)


@pytest.mark.parametrize(("value", "options", "text"), [
    (0.123456, {}, "0.1235"),
    (0.123456, {"digits": 2}, "0.12"),
    (-123456.0, {}, "-123500.0"),
    (1.23456e-9, {}, "1.235e-09"),
    (123456, {}, "123456"),
    (2 / 3, {"digits": 12}, "0.666666666667"),
])
def test_floats_are_rounded_to_significant_digits(displayed, value, options, text):
    glue("value", value, **options)
    assert as_read_by_the_page(displayed)[0]["value"] == text


@pytest.mark.parametrize(("value", "text"), [
    (torch.tensor(0.123456), "0.1235"), (torch.tensor(7), "7"), (np.float32(0.123456), "0.1235"), (np.int64(7), "7"),
    (np.array(2.5), "2.5"), (torch.tensor(0.5, requires_grad=True), "0.5"), (True, "True"),
])
def test_numbers_of_other_libraries_are_numbers(displayed, value, text):
    glue("value", value)
    assert as_read_by_the_page(displayed)[0]["value"] == text


@pytest.mark.parametrize(("value", "kind"), [
    (None, "NoneType"), ([1.0], "list"), (torch.zeros(2), "Tensor"), (torch.zeros(1), "Tensor"),
    (np.zeros(3), "ndarray"), (1j, "complex"), (torch.tensor(1j), "complex"), ({}, "dict"),
])
def test_anything_else_is_refused(value, kind):
    with pytest.raises(ValueError, match=f"glue takes a number or a string, got {kind} for 'value'"):
        glue("value", value)


@pytest.mark.parametrize("value", [float("nan"), float("-inf"), torch.tensor(torch.nan), np.float64("inf")])
def test_a_number_that_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match=r"glue takes finite numbers, got .* for 'value'"):
        glue("value", value)
