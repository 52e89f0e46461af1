"""The runner of recorded experiments, and whether every record is as new as its code."""

import json
import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import psutil
import pytest
import run_experiments
import torch
from execution.code_hash import experiment_hash
from torch.utils.flop_counter import FlopCounterMode
from waiting import wait_for_the_end, wait_until

from latents.data.sources import FILES
from latents.models.autoencoder import mirrored

ROOT = Path(__file__).parents[2]
EXPERIMENTS = sorted(ROOT.glob("experiments/*.py"))
RECORDS = sorted(ROOT.glob("src/latents/results/*.json"))
EXPERIMENT = """\
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
DATA, FILES, SEEDS = "MNIST", ["mnist/train-images-idx3-ubyte.gz"], range(3)

def part(seed):
    with (HERE / "log.txt").open("a") as log:
        log.write(str(seed))
    return {"error": seed + 1 / 3}

PARTS = [partial(part, seed) for seed in SEEDS]

def gather(outcomes):
    errors = [outcome["error"] for outcome in outcomes]
    return dict(errors=errors, sizes=(784, 30))
"""


@pytest.mark.parametrize("path", EXPERIMENTS, ids=lambda path: path.stem)
def test_every_record_is_as_new_as_its_code(path):
    record = ROOT / f"src/latents/results/{path.stem}.json"
    renew = f"run `make experiments NAME={path.stem}`"
    assert record.is_file(), f"{path.stem} has no record: {renew}"
    code = json.loads(record.read_text())["code"]
    assert code == experiment_hash(path, ROOT / "src"), f"the record of {path.stem} is older than its code: {renew}"


def test_designs_are_compared_at_equal_budgets():
    """As many weights, or multiplications, as the convolutional network; a hidden unit more or less would be worse."""
    designs = run_experiments.load(ROOT / "experiments/designs.py")

    def weights(model):
        return sum(part.numel() for part in model.parameters())

    def work(model):
        with FlopCounterMode(display=False) as counter, torch.no_grad():
            model(torch.zeros(1, designs.WHOLE))
        return counter.get_total_flops()

    for budget, width in ((weights, designs.NARROW), (work, designs.WIDE)):
        off = [abs(budget(mirrored(designs.WHOLE, units, designs.CODE)) - budget(designs.convolutional()))
               for units in (width - 1, width, width + 1)]
        assert min(off) == off[1]


def test_every_record_has_its_experiment_and_its_origin():
    assert {path.stem for path in RECORDS} == {path.stem for path in EXPERIMENTS}
    for path in RECORDS:
        record = json.loads(path.read_text())
        assert list(record) == ["code", "data", "sha256", "seeds", "device", "versions", "seconds", "date", "results"]
        assert record["versions"].keys() >= {"python", "torch", "numpy"}
        assert all(checksum in FILES[name].values() for name, checksum in record["sha256"].items())
        assert path.stat().st_size < 100_000, f"{path.name} is not small"


@pytest.fixture
def root(tmp_path, publish, monkeypatch) -> Path:
    """A project with one experiment, and a data set in its place."""
    publish("mnist/train-images-idx3-ubyte.gz", b"pictures")
    monkeypatch.setenv("BOOK_JOBS", "1")
    for name in ("experiments", "src"):
        (tmp_path / name).mkdir()
    (tmp_path / "experiments/deep.py").write_text(EXPERIMENT)
    return tmp_path


def computed(root: Path) -> str:
    """Which parts were computed, in order, since this was asked last."""
    log = root / "experiments/log.txt"
    return (log.read_text(), log.unlink())[0] if log.exists() else ""


def edit(root: Path, old: str, new: str) -> None:
    path = root / "experiments/deep.py"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def leftovers(root: Path) -> list[str]:
    """What is under _build and beside the record."""
    paths = [*root.glob("_build/.experiments/**/*"), *root.glob("src/latents/results/*")]
    return sorted(path.name for path in paths if path.is_file())


def test_a_record_holds_rounded_results_and_their_origin(root):
    assert run_experiments.main(["deep"], root) == 0
    record = json.loads((root / "src/latents/results/deep.json").read_text())
    assert record["results"] == {"errors": [0.33333, 1.3333, 2.3333], "sizes": [784, 30]}
    assert (record["data"], record["seeds"], record["device"]) == ("MNIST", [0, 1, 2], run_experiments.device_name())
    checksum = "752f502ee3ac574467c34d2881aabe52eac51a2491d707bf11b09d2b9f0d4546"
    assert record["sha256"] == {"mnist/train-images-idx3-ubyte.gz": checksum}
    assert record["code"] == experiment_hash(root / "experiments/deep.py", root / "src")
    assert record["seconds"] >= 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", record["date"])
    assert leftovers(root) == ["deep.json"]


def test_what_is_up_to_date_is_not_computed_again(root, capsys):
    for old, new, parts in [("", "", "012"), ("", "", ""), ("(seed):", "(seed):  # words", ""), ("1 / 3", "1", "012")]:
        edit(root, old, new)
        assert run_experiments.main([], root) == 0
        assert computed(root) == parts
    assert "deep: the record is up to date" in capsys.readouterr().out


def test_a_failing_part_leaves_the_old_record_and_the_finished_parts(root):
    assert run_experiments.main([], root) == 0
    old = (root / "src/latents/results/deep.json").read_text()
    edit(root, "    with (HERE", '    assert seed != 2 or (HERE / "fixed").exists(), "no third"\n    with (HERE')
    computed(root)
    with pytest.raises(AssertionError, match="no third"):
        run_experiments.main([], root)
    assert (root / "src/latents/results/deep.json").read_text() == old
    assert leftovers(root) == ["0.json", "1.json", "deep.json"]
    (root / "experiments/fixed").touch()
    computed(root)
    assert run_experiments.main([], root) == 0
    assert computed(root) == "2"
    record = json.loads((root / "src/latents/results/deep.json").read_text())
    assert record["results"]["errors"] == [0.33333, 1.3333, 2.3333]
    assert leftovers(root) == ["deep.json"]


@pytest.mark.parametrize("other", ["code", "versions", "device", "data"])
def test_parts_of_other_code_versions_devices_or_data_are_not_mixed(root, monkeypatch, publish, other):
    edit(root, "def gather(outcomes):", "def gather(outcomes):\n    assert (HERE / 'go').exists()")
    with pytest.raises(AssertionError):
        run_experiments.main([], root)
    assert computed(root) == "012"
    (root / "experiments/go").touch()
    if other == "code":
        edit(root, "1 / 3", "1 / 4")
    elif other == "data":
        publish("mnist/train-images-idx3-ubyte.gz", b"other pictures")
    else:
        function = {"versions": "versions", "device": "device_name"}[other]
        monkeypatch.setattr(run_experiments, function, lambda: "another")
    assert run_experiments.main([], root) == 0
    assert computed(root) == "012"


def test_code_that_changes_while_it_runs_is_refused(root):
    edit(root, "    with (HERE", "    Path(__file__).write_text(Path(__file__).read_text() + 'A = 1')\n    with (HERE")
    with pytest.raises(RuntimeError, match="the code of deep changed while it ran; run it again"):
        run_experiments.main([], root)
    assert leftovers(root) == []


@pytest.mark.parametrize("outcome", ["float('nan')", "object()", "Path('a')"])
def test_what_is_not_json_is_refused_and_leaves_nothing(root, outcome):
    edit(root, "seed + 1 / 3", outcome)
    with pytest.raises((TypeError, ValueError)):
        run_experiments.main([], root)
    assert leftovers(root) == []


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "results" / "deep.json"
    run_experiments.write_whole(path, {"a": 1})
    monkeypatch.setattr(Path, "replace", lambda self, target: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_experiments.write_whole(path, {"a": 2})
    assert json.loads(path.read_text()) == {"a": 1}
    assert list(path.parent.iterdir()) == [path]


def test_an_unknown_name_is_refused_with_those_there_are(root, capsys):
    assert run_experiments.main(["dep"], root) == 2
    assert "no experiment is called 'dep'; there are: deep" in capsys.readouterr().err


def is_at_the_third_part(root: Path) -> bool:
    """Whether the third part is being computed, and the others are kept."""
    log = root / "experiments/log.txt"
    return leftovers(root) == ["0.json", "1.json"] and log.exists() and "2" in log.read_text()


def test_interrupted_and_killed_runs_go_on_in_parallel(root):
    """The third part waits until it may go on; the other two are computed once."""
    edit(root, '["mnist/train-images-idx3-ubyte.gz"]', "[]")  # another process does not know the test's checksum
    waiting = "    import time\n    while seed == 2 and not (HERE / 'go').exists():\n        time.sleep(0.01)\n"
    edit(root, '    return {"', f'{waiting}    return {{"')
    script = (f"import signal, sys; from pathlib import Path; sys.path.insert(0, {str(ROOT / 'tools')!r})\n"
              "signal.signal(signal.SIGINT, signal.default_int_handler)  # not inherited in the background\n"
              f"import run_experiments; sys.exit(run_experiments.main([], Path({str(root)!r})))")
    command, environment = [sys.executable, "-c", script], os.environ | {"BOOK_JOBS": "2"}
    for stop, status, parts in [(signal.SIGINT, 130, ["0", "1", "2"]), (signal.SIGKILL, -9, ["2"])]:
        process = subprocess.Popen(command, env=environment, text=True, stderr=subprocess.PIPE)
        wait_until(partial(is_at_the_third_part, root), process)
        workers = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(stop)
        process.wait()
        for worker in workers:  # one would finish its part
            with suppress(psutil.NoSuchProcess):
                worker.kill()
        wait_for_the_end(workers)
        errors = process.communicate()[1]
        assert process.returncode == status
        assert "Traceback" not in errors
        assert stop == signal.SIGKILL or "interrupted; the parts that were finished are kept" in errors
        assert sorted(computed(root)) == parts
    (root / "experiments/go").touch()
    assert subprocess.run(command, env=environment, check=False).returncode == 0
    assert computed(root) == "2"
    assert leftovers(root) == ["deep.json"]
