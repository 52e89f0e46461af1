"""What `pip install .` brings: every module, every asset, every record."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ["pyproject.toml", "README.md", "LICENSE", "LICENSE-text", "src", "src/latents/results"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The package as pip builds it, unpacked; from a copy, since setuptools leaves files behind."""
    folder = tmp_path_factory.mktemp("wheel")
    files = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", *SOURCES], cwd=ROOT, text=True, check=True,
                           capture_output=True).stdout.splitlines()
    for name in files:
        copy = folder / "source" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((ROOT / name).read_bytes())
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder]
    subprocess.run([*command, folder / "source"], check=True)
    with zipfile.ZipFile(*folder.glob("*.whl")) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_every_file_of_the_package_is_in_it(wheel):
    """A new package below src/latents must be listed in pyproject.toml."""
    ours = {path.relative_to(ROOT / "src") for path in (ROOT / "src/latents").rglob("*") if path.is_file()}
    missing = {path for path in ours if "__pycache__" not in path.parts and not (wheel / path).is_file()}
    assert not missing


def test_records_are_found_where_there_is_no_clone(wheel):
    names = sorted(path.stem for path in (ROOT / "src/latents/results").glob("*.json"))
    code = f"from latents.page.recorded import recorded; print([len(recorded(name)) > 0 for name in {names}])"
    environment = {"PYTHONPATH": str(wheel)}
    shown = subprocess.run([sys.executable, "-c", code], cwd=wheel, env=environment, text=True, check=True,
                           capture_output=True).stdout
    assert names
    assert shown.splitlines()[-1] == str([True] * len(names))
