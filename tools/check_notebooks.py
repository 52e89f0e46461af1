"""Execute every notebook of the built book once more and compare all outputs with those that the build stored.

Only timings and memory addresses may differ. A notebook without stored outputs would pass unchecked, so it fails.
"""

import os
import sys
from pathlib import Path

import nbformat
import pytest
from command_line import parser

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "book" / "_ext"))
from execution.kernels import ENVIRONMENT, jobs  # noqa: E402


def unchecked(folder: Path) -> list[str]:
    """What nbval would skip in silence: no notebook at all, cells that never ran, notebooks without any output."""
    complaints = []
    paths = sorted(folder.rglob("*.ipynb"))
    for path in paths:
        cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        never_ran = sum(cell.execution_count is None for cell in cells)
        if never_ran or not any(cell.outputs for cell in cells):
            complaints.append(f"{path}: {never_ran} of {len(cells)} cells never ran, or no cell has an output")
    return complaints if paths else [f"no notebooks in {folder}: build the book first"]


def execute_cell_input(self, cell_input: str, allow_stdin: bool | None = None) -> str:
    """What nbval does, but with a history: without one IPython ignores the semicolon that silences a last line."""
    return self.kc.execute(cell_input, store_history=True, allow_stdin=allow_stdin, stop_on_error=False)


def pytest_configure(config: pytest.Config) -> None:
    """Called in every process of pytest, for which this file is a plugin too."""
    from nbval.kernel import RunningKernel

    RunningKernel.execute_cell_input = execute_cell_input


def main(folder: Path) -> int:
    """Check all notebooks under `folder`, one process a core; return the exit status."""
    if complaints := unchecked(folder):
        print("Not comparable:", *complaints, sep="\n  ", file=sys.stderr)
        return 1
    os.environ.update(ENVIRONMENT)
    settings = ROOT / "tests" / "book" / "nbval_sanitize.cfg"
    return pytest.main(["-q", "-p", "check_notebooks", "--nbval", "--nbval-sanitize-with", str(settings),
                        "-n", str(jobs()), "--dist", "loadscope", str(folder)])


if __name__ == "__main__":
    options = parser(__doc__)
    options.add_argument("folder", nargs="?", type=Path, default=ROOT / "_build" / "jupyter_execute")
    sys.exit(main(options.parse_args().folder))
