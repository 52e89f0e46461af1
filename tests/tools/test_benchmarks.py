"""The arithmetic of a comparison, and what the command says about it."""

from itertools import count

import numpy as np
import pytest
import run_benchmarks
import timing
import torch
from threadpoolctl import threadpool_info
from timing import compare


class Side:
    """A function that takes given CPU seconds, one number a call, and notes when it was called."""

    now = 0.0
    calls = count()

    def __init__(self, *seconds: float):
        self.seconds, self.called = list(seconds), []

    def __call__(self) -> str:
        self.called.append(next(Side.calls))
        Side.now += self.seconds.pop(0)
        return f"{len(self.seconds)} left"


@pytest.fixture(autouse=True)
def process_time(monkeypatch):
    monkeypatch.setattr(timing.time, "process_time", lambda: Side.now)


def test_the_ratio_is_that_of_the_medians_to_the_fastest_rival_without_the_first_round():
    ours, fast = Side(99, 1, 2, 4, 8, 16), Side(0, 8, 8, 8, 8, 80)
    slow = Side(0, 1, 1, 99, 99, 99)  # the fastest at times, but not by its median
    result = compare("name", ours, {"slow": slow, "fast": fast}, at_least=2)
    assert (result.ours, result.rival, result.theirs, result.ratio) == (4, "fast", 8, 2)
    assert (result.lowest, result.highest) == (1, 8)
    assert result.met
    assert not result._replace(at_least=2.01).met


def test_both_sides_take_turns():
    sides = [Side(*[1] * 6) for _ in range(3)]
    compare("name", sides[0], {"b": sides[1], "c": sides[2]}, at_least=1)
    first = sides[0].called[0]
    assert [side.called for side in sides] == [[first + start + 3 * turn for turn in range(6)] for start in range(3)]


def test_the_last_outcomes_must_agree():
    def agree(ours: str, theirs: str) -> None:
        assert (ours, theirs) == ("0 left", "0 left")
        raise AssertionError("another subspace")

    with pytest.raises(AssertionError, match="another subspace"):
        compare("name", Side(*[1] * 6), {"it": Side(*[1] * 6)}, at_least=1, agree=agree)


def test_everything_runs_in_one_thread():
    def threads() -> None:
        np.ones((2, 2)) @ np.ones((2, 2))
        assert torch.get_num_threads() == 1
        assert all(pool["num_threads"] == 1 for pool in threadpool_info())
        Side.now += 1

    compare("name", threads, {"it": threads}, at_least=1)


BENCHMARK = """\
from timing import Comparison

def comparisons():
    yield Comparison("{0}", 0.0125, "theirs", 0.025, 2.0, 1.5, 2.5, {1})
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two benchmarks; the target of the second one is missed."""
    monkeypatch.syspath_prepend(tmp_path)
    for name, target in [("swift_one", 2), ("tardy_one", 2.25)]:
        (tmp_path / f"{name}.py").write_text(BENCHMARK.format(name, target))
    return tmp_path


def test_the_table_tells_what_is_met_and_the_status_what_is_missed(folder, capsys):
    assert run_benchmarks.main(["swift_one"], folder) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[2].split() == ["swift_one", "12.5", "25.0", "theirs", "2.00", "1.50", "to", "2.50", "2.00", "met"]
    assert shown[-1] == "all targets met"
    assert run_benchmarks.main([], folder) == 1
    shown = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in shown[2:4]] == ["met", "MISSED"]
    assert shown[-1] == "1 of the targets missed"
    assert len({line.index(word) for line, word in zip(shown[1:3], ["of ", "theirs"], strict=True)}) == 1


def test_an_unknown_benchmark_is_refused_with_those_there_are(folder, capsys):
    assert run_benchmarks.main(["swift"], folder) == 2
    assert "no benchmark is called 'swift'; there are: swift_one, tardy_one" in capsys.readouterr().err


def test_every_benchmark_compares_something():
    for path in run_benchmarks.ROOT.glob("benchmarks/*.py"):
        assert "def comparisons() -> Iterator[Comparison]:" in path.read_text()
