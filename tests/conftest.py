"""What every test starts from, and a way to see what a notebook would store."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
import torch
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

mpl.use("Agg")


@pytest.fixture(autouse=True)
def same_start():
    """One thread and one seed before a test, no open figure after it."""
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
