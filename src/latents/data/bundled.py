"""Data sets that come inside Python packages, so that nothing is downloaded."""

from importlib.util import find_spec
from pathlib import Path


def bundled(package: str, name: str) -> Path:
    """The path of a file in the folder of an installed package, which is not imported.

    `package` is called as in an `import`. Raises ModuleNotFoundError, with what to
    install, if it is missing, and FileNotFoundError if its version has no such file.
    """
    known_as = {"skimage": "scikit-image", "sklearn": "scikit-learn"}.get(
        package, package
    )
    spec = find_spec(package)
    if spec is None:
        raise ModuleNotFoundError(
            f"{name} comes with the package {known_as}, which is not installed; "
            f"install it with `pip install {known_as}`"
        )
    path = Path(spec.submodule_search_locations[0], name)
    if not path.is_file():
        raise FileNotFoundError(
            f"the installed version of {known_as} does not bring {name}; "
            f"install the version that the book's requirements.txt names"
        )
    return path
