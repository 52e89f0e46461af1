"""Run notebooks to their end, with the kernel of this Python, and say how long each took.

With `--colab` the kernel has Colab's module, so that the first cell of a plain notebook installs the package.
Needs nbclient and ipykernel, nothing of the book: Colab's own image can run it.
"""

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from command_line import parser

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "book" / "_ext"))
from execution.client import STOPPED, client, uncoloured

ON_COLAB = """\
import sys, types
try:
    import google.colab
except ImportError:
    sys.modules["google.colab"] = types.ModuleType("google.colab")
"""


def complaint(path: Path) -> str:
    """What went wrong in a notebook; "" if it ran to its end."""
    with TemporaryDirectory() as elsewhere:
        try:
            client(nbformat.read(path, 4), Path(elsewhere)).execute()
        except STOPPED as error:
            return uncoloured(str(error))
    return ""


def main(folder: Path, *, colab: bool) -> int:
    """Run all notebooks of a folder; return the exit status."""
    paths = sorted(folder.glob("*.ipynb"))
    failed = 0 if paths else print(f"no notebooks in {folder}", file=sys.stderr) or 1
    with TemporaryDirectory() as settings:
        if colab:
            startup = Path(settings, "profile_default", "startup")
            startup.mkdir(parents=True)
            (startup / "colab.py").write_text(ON_COLAB)
            os.environ["IPYTHONDIR"] = settings
        for path in paths:
            start = time.perf_counter()
            what = complaint(path)
            print(f"{'failed' if what else 'ran   '} {time.perf_counter() - start:6.1f} s  {path.name}", flush=True)
            if what:
                failed = 1
                print(what, file=sys.stderr)
    return failed


if __name__ == "__main__":
    options = parser(__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--colab", action="store_true", help="let the kernel have Colab's module")
    arguments = options.parse_args()
    sys.exit(main(arguments.folder, colab=arguments.colab))
