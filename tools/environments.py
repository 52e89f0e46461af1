"""Virtual environments such as readers have, to check the notebooks in."""

import os
import re
import subprocess
import tomllib
import venv
from pathlib import Path


def fresh(folder: Path, *installations: list[str], within: Path | None = None) -> Path:
    """Make a new environment, `pip install` into it once for each list of arguments; return its Python."""
    os.environ.pop("PYTHONPATH", None)  # what runs in it shall see nothing else
    venv.create(folder, clear=True, with_pip=True)
    python = folder / "bin" / "python"
    for arguments in installations:
        subprocess.run([python, "-m", "pip", "install", "--quiet", *arguments], cwd=within, check=True)
    return python


def pinned_torch(root: Path) -> list[str]:
    """The arguments that install the book's torch, from the index $TORCH_INDEX if one is named, as in the Makefile."""
    pin = re.search(r"^torch==\S+", (root / "requirements.txt").read_text("utf8"), re.MULTILINE)[0]
    index = os.environ.get("TORCH_INDEX")
    return ["--index-url", index, pin] if index else [pin]


def oldest(root: Path) -> list[str]:
    """What the package and its extras need, each in the oldest release allowed: `numpy==1.26.*` for `numpy>=1.26`.

    Torch is left out: old builds of it are for other processors, Pythons and indexes.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text("utf8"))["project"]
    needs = sum(project.get("optional-dependencies", {}).values(), project["dependencies"])
    bounds = [re.fullmatch(r"([\w-]+)>=([\d.]+)", need).groups() for need in needs]
    return [f"{name}=={version}.*" for name, version in bounds if name != "torch"]
