"""Execute every notebook of the built book once more and compare all outputs with those that the build stored.

Pictures are not compared; timings and memory addresses may differ. A notebook without stored outputs would pass
unchecked, so it fails.
"""

import json
import os
import re
import sys
from collections import defaultdict
from copy import deepcopy
from difflib import unified_diff
from multiprocessing.pool import ThreadPool
from pathlib import Path

import nbformat
from command_line import parser
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "book" / "_ext"))
from execution.client import STOPPED, client, uncoloured  # noqa: E402
from execution.kernels import ENVIRONMENT, jobs  # noqa: E402

MAY_DIFFER = re.compile(r"0x[0-9a-fA-F]{6,}|\b\d+(\.\d+)? ?(ms|s|min|it/s)\b")


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The code cells of a notebook."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def unchecked(path: Path) -> str:
    """Why a notebook cannot be compared: cells that never ran, or no output in any cell; "" if it can."""
    cells = code_cells(nbformat.read(path, as_version=4))
    never_ran = sum(cell.execution_count is None for cell in cells)
    if not never_ran and any(cell.outputs for cell in cells):
        return ""
    return f"{never_ran} of {len(cells)} cells never ran, or no cell has an output"


def shown(cell: NotebookNode) -> list[str]:
    """What a cell shows, line by line, without pictures and without what may differ."""
    streams, others = defaultdict(str), []
    for output in cell.outputs:
        if output.output_type == "stream":  # cut into pieces as it happens to arrive
            streams[output.name] += output.text
        else:
            others.append({kind: text for kind, text in output.get("data", output).items()
                           if not kind.startswith(("image/", "traceback"))})
    return MAY_DIFFER.sub("…", json.dumps([streams, *others], indent=1, sort_keys=True)).splitlines()


def complaints(path: Path) -> list[str]:
    """What a second run of a notebook shows otherwise, cell by cell, or why there is none."""
    stored = nbformat.read(path, as_version=4)
    again = deepcopy(stored)
    try:
        client(again, path.parent).execute(env=os.environ | ENVIRONMENT)
    except STOPPED as error:
        return [uncoloured(str(error))]
    pairs = zip(code_cells(stored), code_cells(again), strict=True)
    changes = [(old.source, unified_diff(shown(old), shown(new), "stored", "again", lineterm="")) for old, new in pairs]
    return [f"{source}\n\n{text}" for source, lines in changes if (text := "\n".join(lines))]


def main(folder: Path) -> int:
    """Check all notebooks under `folder`, one a core at a time; return the exit status."""
    paths = sorted(folder.rglob("*.ipynb"))
    refused = {path: reason for path in paths if (reason := unchecked(path))}
    if refused or not paths:
        print(f"not comparable: {refused or f'no notebooks in {folder}: build the book first'}", file=sys.stderr)
        return 1
    failed = 0
    with ThreadPool(jobs()) as pool:
        for path, found in zip(paths, pool.imap(complaints, paths), strict=True):
            print(f"{path.stem}: {f'{len(found)} cells differ' if found else 'the same'}", flush=True)
            print(*found, sep="\n\n", end="\n\n" if found else "")
            failed |= bool(found)
    return int(failed)


if __name__ == "__main__":
    options = parser(__doc__)
    options.add_argument("folder", nargs="?", type=Path, default=ROOT / "_build" / "jupyter_execute")
    sys.exit(main(options.parse_args().folder))
