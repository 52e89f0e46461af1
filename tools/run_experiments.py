"""Run the recorded experiments, all or those named, and write src/latents/results/<name>.json.

    python tools/run_experiments.py                     every experiment whose record is missing or older than its code
    python tools/run_experiments.py deep_autoencoder    this one, if that is so

The parts of an experiment run in parallel, in processes of one thread: $BOOK_JOBS of them, else one a core. What a part
gave is kept under _build/.experiments at once, so what was interrupted goes on where it stopped, unless its code, a
version or the device has changed. How to add an experiment: experiments/README.md.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import torch
from command_line import parser
from joblib import Parallel, delayed, parallel_config
from tqdm import tqdm

from latents import pick_device
from latents.data.download import fetch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "book" / "_ext"))
from execution.code_hash import experiment_hash  # noqa: E402
from execution.kernels import jobs, versions  # noqa: E402

DIGITS = 5  # significant ones of a recorded number


def load(path: Path) -> ModuleType:
    """The module of an experiment."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def device_name() -> str:
    """What computes, in words."""
    device = pick_device()
    if device.type == "cpu":
        return "one CPU core"
    return f"one {torch.cuda.get_device_name(device)}" if device.type == "cuda" else "one Apple GPU"


def write_whole(path: Path, content: object) -> None:
    """Write JSON so that the file is there whole or, whatever happens, as it was before."""
    text = json.dumps(content, indent=1, allow_nan=False) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.draft")
    try:
        draft.write_text(text, "utf8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def run_part(experiment: Path, number: int, src: Path, kept: Path) -> None:
    """Compute one part of an experiment and keep its outcome, in a process of its own.

    Raises RuntimeError if the code changes meanwhile, since nobody can tell which one was run.
    """
    code = experiment_hash(experiment, src)
    # On a CPU that others use too, the time that it worked says more than the time that passed.
    clock = time.process_time if pick_device().type == "cpu" else time.perf_counter
    start = clock()
    outcome = load(experiment).PARTS[number]()
    seconds = clock() - start
    if experiment_hash(experiment, src) != code:
        raise RuntimeError(f"the code of {experiment.stem} changed while it ran; run it again")
    write_whole(kept, {"seconds": seconds, "outcome": outcome})


def outcomes(experiment: Path, module: ModuleType, src: Path, folder: Path) -> list[dict]:
    """What every part gave and took; computes those that are not kept in the folder."""
    paths = [folder / f"{number}.json" for number in range(len(module.PARTS))]
    todo = [number for number, path in enumerate(paths) if not path.is_file()]
    with parallel_config("loky", n_jobs=min(jobs(), len(todo) or 1), inner_max_num_threads=1), \
         tqdm(desc=experiment.stem, total=len(paths), initial=len(paths) - len(todo), unit="part") as bar:
        tasks = (delayed(run_part)(experiment, number, src, paths[number]) for number in todo)
        for _ in Parallel(return_as="generator_unordered")(tasks):
            bar.update()
    return [json.loads(path.read_text("utf8")) for path in paths]


def rounded(value: object) -> object:
    """The same with every float rounded to as many digits as a record keeps."""
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(part) for part in value]
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value


def run(experiment: Path, root: Path) -> None:
    """Write the record of an experiment, unless the one that is there was made by the same code."""
    code = experiment_hash(experiment, root / "src")
    record = root / "src" / "latents" / "results" / f"{experiment.stem}.json"
    if record.is_file() and json.loads(record.read_text("utf8"))["code"] == code:
        print(f"{experiment.stem}: the record is up to date")
        return
    module = load(experiment)
    made_by = {"code": code, "data": module.DATA,
               "sha256": {name: hashlib.sha256(fetch(name).read_bytes()).hexdigest() for name in module.FILES},
               "seeds": list(module.SEEDS), "device": device_name(), "versions": versions()}
    kept = root / "_build" / ".experiments" / experiment.stem
    folder = kept / hashlib.sha256(json.dumps(made_by).encode()).hexdigest()[:16]
    parts = outcomes(experiment, module, root / "src", folder)
    results = module.gather([part["outcome"] for part in parts])
    write_whole(record, made_by | {
        "seconds": round(sum(part["seconds"] for part in parts), 1), "date": datetime.now(UTC).date().isoformat(),
        "results": rounded(results)})
    shutil.rmtree(kept)
    print(f"{experiment.stem}: wrote {record.relative_to(root).as_posix()}")


def main(names: list[str], root: Path = ROOT) -> int:
    """Run the experiments of these names, all without one; return the exit status."""
    experiments = {path.stem: path for path in sorted(root.glob("experiments/*.py"))}
    if unknown := [name for name in names if name not in experiments]:
        print(f"no experiment is called {unknown[0]!r}; there are: {', '.join(experiments)}", file=sys.stderr)
        return 2
    for name in names or experiments:
        try:
            run(experiments[name], root)
        except KeyboardInterrupt:
            print(f"\n{name}: interrupted; the parts that were finished are kept, the same command goes on from there",
                  file=sys.stderr)
            return 130
    return 0


if __name__ == "__main__":
    options = parser(__doc__)
    options.add_argument("names", nargs="*", metavar="name", help="a file of experiments/ without its ending")
    sys.exit(main(options.parse_args().names))
