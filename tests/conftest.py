"""What every test starts from, and a way to see what a notebook would store."""

import hashlib
import os
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
import torch
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from oracles.boltzmann import boltzmann
from traitlets.config import Config

from latents.data.sources import FILES
from latents.models.rbm import RBM

mpl.use("Agg")
DATA = Path(os.environ.get("LATENTS_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")


@pytest.fixture(autouse=True)
def same_start(monkeypatch):
    """One thread, one seed and no chosen pictures before a test, no open figure after it."""
    monkeypatch.setenv("LATENTS_IMAGES", "")
    torch.set_num_threads(1)
    torch.manual_seed(0)
    yield
    plt.close("all")


@pytest.fixture(scope="session")
def shell(tmp_path_factory):
    """One shell for all tests, since each one that ever was delays the end of the process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        shell = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    yield shell
    shell.restore_sys_module_state()
    InteractiveShell.clear_instance()


@pytest.fixture
def displayed(shell):
    """The list of outputs, each with "data" and "metadata", that a notebook would store while the test runs."""
    shell.display_pub = CapturingDisplayPublisher()
    return shell.display_pub.outputs


@pytest.fixture
def publish(tmp_path, monkeypatch):
    """Put a file into a data folder of the test's own, and its checksum into the table."""
    monkeypatch.setenv("LATENTS_DATA", str(tmp_path))

    def put(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        monkeypatch.setitem(FILES, name, {"http://nowhere.invalid/": hashlib.sha256(content).hexdigest()})
        return path

    return put


@pytest.fixture
def real_data(monkeypatch):
    """Use the real files of a set, or skip the test where they are not on this machine."""
    def use(folder: str) -> None:
        if not (DATA / folder).is_dir():
            pytest.skip(f"there is no {DATA / folder}; LATENTS_DATA names a folder that holds {folder}")
        monkeypatch.setenv("LATENTS_DATA", str(DATA))

    return use


@pytest.fixture
def rbm():
    """Four visible and three hidden units with random parameters, in double precision."""
    rbm = RBM(4, 3).double()
    for parameter in rbm.parameters():
        parameter.data.normal_()
    return rbm


@pytest.fixture
def table(rbm):
    """exp(-E) of all pairs of states of `rbm`, [16, 8]."""
    return boltzmann(rbm.weight, rbm.visible_bias, rbm.hidden_bias)
