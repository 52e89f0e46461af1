"""Run the plain notebooks where nothing of the book is installed, only the package and what it and its data need.

As on Colab, other versions are there than the book's: the oldest that the package allows, which are older than
Colab's. With `--nightly` the newest, and torch's build of last night.
"""

import subprocess
import sys
import time
from pathlib import Path

from command_line import parser
from environments import fresh, oldest, pinned_torch

ROOT = Path(__file__).resolve().parents[1]
NIGHTLY = ["--pre", "--index-url", "https://download.pytorch.org/whl/nightly/cpu", "torch"]
RUN = ["ipykernel", "nbclient"]


def main(*, nightly: bool) -> int:
    """Make the environment, run the notebooks; return the exit status."""
    if not nightly and sys.version_info >= (3, 13):
        sys.exit("the oldest releases are not built for Python 3.13: make check-colab PYTHON=python3.12 VENV=.venv312")
    start = time.perf_counter()
    package = [*RUN, f"{ROOT}[data]"]
    packages = [NIGHTLY, package] if nightly else [pinned_torch(ROOT), [*oldest(ROOT), *package]]
    python = fresh(ROOT / "_build" / "colab", *packages)
    print(f"made   {time.perf_counter() - start:6.1f} s  an environment", flush=True)
    return subprocess.run([python, ROOT / "tools" / "run_notebooks.py", ROOT / "_build" / "notebooks"]).returncode


if __name__ == "__main__":
    options = parser(__doc__)
    options.add_argument("--nightly", action="store_true", help="the newest releases, and torch of last night")
    sys.exit(main(nightly=options.parse_args().nightly))
