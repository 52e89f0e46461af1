"""What a chapter's results depend on besides its own cells, as one short hash; the same for a recorded experiment.

For a chapter that is every definition under ``src/`` that its cells reach, the records that they load, the files that
it lists under ``depends:`` in its front matter, and the environment: the pins that compute, Python, chosen set of
pictures. For an experiment it is the code alone.
"""

import hashlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from execution.definitions import Reach

RECORDED = re.compile(r"\brecorded\(\s*[\"'](\w+)[\"']")
# Pins that can change what a chapter prints or draws: what computes, brings data, draws figures, or words outputs. All
# others carry outputs, render pages, test or check, or are parts of torch that the book does not use.
COMPUTING = {
    "torch", "numpy", "scipy", "scikit-learn", "pandas", "joblib",
    "mlxtend", "scikit-image", "gensim", "imageio", "tifffile",
    "matplotlib", "contourpy", "kiwisolver", "pillow", "matplotlib-inline",
    "ipython",
}
# What a set of files brings is known by its SHA-256, wherever it comes from.
FETCHING = {"latents.data.download", "latents.data.sources"}
# A row a set of pictures. Chapters rest on the loader of the chosen set, and on the words for that and those they name.
LOADERS, WORDS = "latents.data.chosen.LOADERS", "latents.data.switch.IMAGE_SETS"


class Environment(NamedTuple):
    """What chapters are executed with."""

    pins: tuple[str, ...]
    python: str
    images: str


def environment(requirements: Path, images: str) -> Environment:
    """The pins that compute, Python's version and the chosen set of pictures."""
    lines = (line.split("#")[0].strip() for line in requirements.read_text("utf8").splitlines())
    pins = sorted(line for line in lines if line.partition("==")[0] in COMPUTING)
    return Environment(tuple(pins), "{}.{}".format(*sys.version_info), images)


def code_hash(cells: Iterable[str], depends: Iterable[Path], src: Path, environment: Environment) -> str:
    """Hash of all that the given cells rest on: 16 hexadecimal digits."""
    cells = list(cells)
    named = set(re.findall(r"\w+", " ".join(cells)))
    sets = {environment.images.removeprefix("own-"), *named}  # a chapter may name its own
    rows = {LOADERS: sets, WORDS: sets}
    reach = Reach(src, without=FETCHING, rows=rows)
    reach.start("\n".join(cells))
    return digest(repr(environment), reach, depends)


def experiment_hash(path: Path, src: Path) -> str:
    """Hash of an experiment's file and of the definitions that it reaches; the same on every version of Python."""
    reach = Reach(src, without=FETCHING, rows={})
    reach.start(path.read_text("utf8"))
    return digest("", reach, [])


def digest(start: str, reach: Reach, depends: Iterable[Path]) -> str:
    """Hash of a text, of all that was reached and of some files."""
    counted = [f"{module}:{content}" for (module, _), content in sorted(reach.texts.items())]
    whole = hashlib.sha256("\n".join([start, *counted, *sorted(reach.links)]).encode())
    for path in sorted({*depends, *reach.files}):
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


def records_of(cells: Iterable[str], results: Path) -> list[Path]:
    """The records that the given cells load by name, as far as they exist."""
    names = {name for cell in cells for name in RECORDED.findall(cell)}
    return [path for path in sorted(results.glob("*.json")) if path.stem in names]
