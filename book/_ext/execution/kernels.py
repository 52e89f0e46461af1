"""Running one chapter in a kernel of its own, and measuring what it took."""

import os
import platform
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from execution.client import client, uncoloured

# One thread a kernel, since there is a kernel on every core; sets and dictionaries in the same order in every run.
THREADS = ["OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"]
# Kernels run in the folders of their chapters, so the data folder must not be a relative one.
DATA = {name: str(Path(os.environ[name]).expanduser().absolute()) for name in ["LATENTS_DATA"] if os.environ.get(name)}
ENVIRONMENT = {"LATENTS_BOOK": "1", "PYTHONHASHSEED": "0", **dict.fromkeys(THREADS, "1"), **DATA}
LIBRARIES = ["torch", "numpy", "scikit-learn"]
# Megabytes, evaluated in the kernel. On Linux ru_maxrss would also count the process that the kernel was forked from.
PEAK_MEMORY = {
    "linux": "int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0]) / 2**10",
    "darwin": "__import__('resource').getrusage(0).ru_maxrss / 2**20",
    "win32": "__import__('psutil').Process().memory_info().peak_wset / 2**20",
}[sys.platform]


class ChapterFailed(Exception):
    """A chapter could not be executed; says where and why."""

    def __init__(self, reason: str, source: str, line: int):
        self.reason, self.source, self.line = reason, source, line
        super().__init__(reason)


def jobs() -> int:
    """How many kernels run at a time: $BOOK_JOBS, else one a core."""
    from joblib import cpu_count  # knows the limits of containers; slow to import

    return int(os.environ.get("BOOK_JOBS") or cpu_count())


def execute(notebook: NotebookNode, folder: Path, timeout: int, device: str) -> dict:
    """Execute a notebook in place, in `folder`, `timeout` seconds a cell at most; return what it cost.

    Raises ChapterFailed if a cell fails, takes too long, or takes the kernel with it.
    """
    position, peak, start = [0], [0.0], time.perf_counter()

    def on_cell_execute(cell: NotebookNode, cell_index: int) -> None:
        position[0] = cell_index

    async def on_cell_executed(**_: object) -> None:
        question = {"peak": PEAK_MEMORY}
        reply = await run.kc.execute_interactive("", silent=True, user_expressions=question)
        peak[0] = float(reply["content"]["user_expressions"]["peak"]["data"]["text/plain"])

    run = client(notebook, folder, timeout=timeout, on_cell_execute=on_cell_execute, on_cell_executed=on_cell_executed)
    try:
        run.execute(env=os.environ | ENVIRONMENT)
    except Exception as error:  # whatever it is, this chapter failed and the others go on
        reason = error.traceback if isinstance(error, CellExecutionError) else f"{type(error).__name__}: {error}"
        line = notebook.metadata["source_map"][position[0]] + 1
        raise ChapterFailed(uncoloured(reason), notebook.cells[position[0]].source, line) from error
    seconds = round(time.perf_counter() - start, 2)
    return {"seconds": seconds, "peak_mb": round(peak[0]), "device": device, "versions": versions(),
            "date": datetime.now(UTC).date().isoformat()}


def versions() -> dict[str, str]:
    """The versions of what computes, where installed."""
    found = {"python": platform.python_version()}
    for library in LIBRARIES:
        with suppress(PackageNotFoundError):
            found[library] = version(library)
    return found
