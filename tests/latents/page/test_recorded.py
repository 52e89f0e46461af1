"""`recorded`: results by name, and where they came from."""

import json

import pytest

from latents.page import recorded as module
from latents.page.recorded import MIME, duration, origin, recorded

RECORD = {"code": "0" * 16, "data": "MNIST", "sha256": {}, "seeds": [0, 1, 2, 3, 4], "device": "one CPU core",
          "versions": {"python": "3.11.7", "torch": "2.13.0"}, "seconds": 1380.0, "date": "2026-11-01",
          "results": {"deep": {"test_error": [5.5, 5.25]}, "pca": 13.5}}
LINE = "Recorded: 5 seeds, MNIST, one CPU core, 23 minutes, 1 November 2026, torch 2.13.0"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The place where records are looked for."""
    monkeypatch.setattr(module, "RESULTS", tmp_path)
    return tmp_path


def test_results_are_found_by_name_and_their_origin_is_shown(folder, displayed):
    (folder / "deep.json").write_text(json.dumps(RECORD))
    results = recorded("deep")
    assert results == RECORD["results"]
    assert results.name == "deep"
    (output,) = displayed
    assert output["data"] == {"text/plain": LINE, MIME: {"name": "deep", "line": LINE}}
    assert MIME == "application/vnd.latents.recorded+json"  # the pages look for it


def test_an_unknown_name_is_refused_with_those_there_are(folder, displayed):
    (folder / "deep.json").write_text(json.dumps(RECORD))
    with pytest.raises(ValueError, match=r"no experiment called 'dep' is recorded, only \['deep'\]; .*NAME=dep"):
        recorded("dep")
    assert displayed == []


def test_origin_tells_one_seed_and_the_device():
    alone = RECORD | {"seeds": [3], "device": "one NVIDIA H200", "seconds": 59.6, "date": "2026-12-31"}
    assert origin(alone) == "Recorded: 1 seed, MNIST, one NVIDIA H200, 60 seconds, 31 December 2026, torch 2.13.0"


@pytest.mark.parametrize(("seconds", "words"), [
    (0.2, "0 seconds"), (119, "119 seconds"), (120, "2 minutes"), (1380, "23 minutes"), (7199, "120 minutes"),
    (7200, "2 hours"), (5.4 * 3600, "5 hours"),
])
def test_a_duration_in_words(seconds, words):
    assert duration(seconds) == words
