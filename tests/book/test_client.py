"""Notebooks run in kernels that nothing else can disturb."""

import json
from pathlib import Path

import pytest
from execution.client import STOPPED, client, uncoloured, without_ports
from jupyter_client.manager import AsyncKernelManager, KernelManager
from nbformat.v4 import new_code_cell, new_notebook

ASK = """\
import json
from pathlib import Path
from ipykernel.connect import get_connection_file
print(json.dumps([get_connection_file(), json.loads(Path(get_connection_file()).read_text())]))"""


def connection() -> tuple[Path, dict]:
    """The connection file of a kernel that ran and is gone, and what stood there."""
    notebook = new_notebook(cells=[new_code_cell(ASK)])
    client(notebook, Path.cwd()).execute()
    path, content = json.loads(notebook.cells[0].outputs[0].text)
    return Path(path), content


def test_every_kernel_is_reached_through_files_of_its_own_and_leaves_none():
    (first, content), (second, _) = connection(), connection()
    assert content["transport"] == "ipc"
    assert content["ip"] == str(first.with_name("kernel-ipc"))
    assert first.parent != second.parent
    assert not first.parent.exists()
    assert not second.parent.exists()


@pytest.mark.parametrize("manager", [KernelManager, AsyncKernelManager])
def test_the_path_of_a_socket_is_short_whatever_the_folder_for_temporary_files(manager, monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path / ("long" * 20)))
    kernel = without_ports(manager)()
    assert len(f"{kernel.ip}-5") < 50
    kernel.cleanup_ipc_files()
    assert not Path(kernel.connection_file).parent.exists()


def test_where_there_are_no_such_files_ports_are_taken(monkeypatch):
    monkeypatch.setattr("execution.client.sys.platform", "win32")
    assert without_ports(KernelManager) is KernelManager


@pytest.mark.parametrize(("code", "options", "reason"), [
    ("1 / 0", {}, "ZeroDivisionError"), ("import os; os._exit(1)", {}, "Kernel died"),
    ("while True: pass", {"timeout": 1}, "timed out")])
def test_what_stops_a_notebook_is_told_without_colours(code, options, reason, tmp_path):
    notebook = new_notebook(cells=[new_code_cell(code)])
    with pytest.raises(STOPPED) as stop:
        client(notebook, tmp_path, **options).execute()
    assert reason in uncoloured(str(stop.value))
    assert "\x1b" not in uncoloured(str(stop.value))
