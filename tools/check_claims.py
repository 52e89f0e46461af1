"""Run every chapter with other random draws, and name the claims that do not survive.

Another processor rounds differently, and training makes of that what other draws would: a claim that holds by the luck
of one run would stop the build there. The seeds of torch's global stream are shifted; pictures are split, batches
ordered and scikit-learn seeded as in the book.
"""

import os
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path

import nbformat
from command_line import parser
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "book" / "_ext"))
from execution.client import client  # noqa: E402
from execution.kernels import ENVIRONMENT, jobs  # noqa: E402

MARK = "did not survive: "
OTHER_DRAWS = f"""\
import torch
from latents.page import claims

def claim(*arguments, checked=claims.claim, **options):
    try:
        checked(*arguments, **options)
    except claims.ClaimFailed as failure:
        print("{MARK}" + str(failure))

claims.claim = claim
torch.manual_seed = lambda seed, plant=torch.manual_seed: plant(seed + {{shift}})
"""


def fallen(path: Path, shift: int) -> list[str]:
    """What the claims of a notebook say that fail when its seeds are shifted, and what else stopped it."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(OTHER_DRAWS.format(shift=shift)))
    try:
        client(notebook, path.parent).execute(env=os.environ | ENVIRONMENT)
    except CellExecutionError as error:  # an exercise's check, for instance, which ends the chapter
        return [f"{error.ename}: {error.evalue}"]
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    lines = [line for output in outputs for line in output.get("text", "").splitlines()]
    return [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]


def main(folder: Path, repeats: int) -> int:
    """Run all notebooks under `folder` that often; return the exit status."""
    paths = sorted(folder.rglob("*.ipynb"))
    if not paths:
        print(f"no notebooks in {folder}: build the book first", file=sys.stderr)
        return 1
    runs = list(product(paths, range(1000, 1000 * repeats + 1, 1000)))  # no seed of the book's own comes back
    with ProcessPoolExecutor(jobs()) as pool:
        found = pool.map(fallen, *zip(*runs, strict=True))
    failures = defaultdict(list)
    for (path, _), lines in zip(runs, found, strict=True):
        for line in lines:
            failures[path.stem, line.split(":")[0]].append(line)
    for (chapter, name), lines in failures.items():
        print(f"{chapter}: {name} failed in {len(lines)} of {repeats} runs", *lines, sep="\n    ")
    print(f"{len(failures)} claims of {len(paths)} chapters did not survive {repeats} other sets of draws")
    return 1 if failures else 0


if __name__ == "__main__":
    options = parser(__doc__)
    options.add_argument("runs", nargs="?", type=int, default=5, help="how many sets of draws; without, five")
    sys.exit(main(ROOT / "_build" / "jupyter_execute", options.parse_args().runs))
