"""Notebooks run to their end; the environments that they are run in."""

import os
import subprocess

import environments
import nbformat
import pytest
import run_notebooks
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook


def write(folder, **cells: str) -> None:
    """A notebook of one code cell for each name."""
    for name, source in cells.items():
        notebook = new_notebook(cells=[new_markdown_cell("Text"), new_code_cell(source)])
        nbformat.write(notebook, folder / f"{name}.ipynb")


def test_all_run_and_one_that_fails_is_told(tmp_path, capfd):
    write(tmp_path, a_bad="1 / 0", b_dead="import os\nos._exit(1)", c_good="import sys\n'google.colab' in sys.modules")
    assert run_notebooks.main(tmp_path, colab=False) == 1
    shown = capfd.readouterr()
    assert [line.split()[::3] for line in shown.out.splitlines()] == [
        ["failed", "a_bad.ipynb"], ["failed", "b_dead.ipynb"], ["ran", "c_good.ipynb"]]
    assert "ZeroDivisionError: division by zero" in shown.err
    assert "\x1b" not in shown.err
    assert (tmp_path / "a_bad.ipynb").read_text().count("ZeroDivision") == 0


def test_nothing_to_run_is_no_success(tmp_path, capsys):
    assert run_notebooks.main(tmp_path, colab=False) == 1
    assert "no notebooks in" in capsys.readouterr().err


def test_a_cell_can_be_made_to_believe_that_it_is_on_colab(tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", "")
    write(tmp_path, notebook="import sys\nassert 'google.colab' in sys.modules")
    assert run_notebooks.main(tmp_path, colab=True) == 0
    monkeypatch.delenv("IPYTHONDIR")
    assert run_notebooks.main(tmp_path, colab=False) == 1


def test_the_oldest_releases_that_the_package_allows(tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["torch>=2.2", "numpy>=1.26", "scikit-learn>=1.5.1"]\n'
        '[project.optional-dependencies]\ndata = ["gensim>=4.3"]')
    assert environments.oldest(tmp_path) == ["numpy==1.26.*", "scikit-learn==1.5.1.*", "gensim==4.3.*"]


def test_torch_is_the_one_of_the_book(tmp_path, monkeypatch):
    (tmp_path / "requirements.txt").write_text("numpy==2.0\ntorch==2.13.0   # tensors\n")
    monkeypatch.delenv("TORCH_INDEX", raising=False)
    assert environments.pinned_torch(tmp_path) == ["torch==2.13.0"]
    monkeypatch.setenv("TORCH_INDEX", "wheels")
    assert environments.pinned_torch(tmp_path) == ["--index-url", "wheels", "torch==2.13.0"]


def test_an_environment_is_new_each_time_and_a_failed_installation_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "src")
    left = tmp_path / "venv" / "left.txt"
    left.parent.mkdir()
    left.touch()
    with pytest.raises(subprocess.CalledProcessError):
        environments.fresh(tmp_path / "venv", ["--no-index", "nothing-of-that-name"])
    assert not left.exists()
    assert "PYTHONPATH" not in os.environ
    assert (tmp_path / "venv/bin/python").is_file()
