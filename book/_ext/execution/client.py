"""Running a notebook in a kernel of its own: the one way for the book and for all tools.

Needs nbclient and ipykernel, nothing of the book.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from jupyter_client.manager import AsyncKernelManager, KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, DeadKernelError
from nbformat import NotebookNode
from traitlets import default

HUNG = 600  # seconds after which a kernel that neither starts nor answers is given up, on the busiest machine
STOPPED = CellControlSignal, DeadKernelError  # a cell raised, took too long, or took the kernel along
COLOUR = re.compile(r"\x1b\[[\d;]*m")


def without_ports(manager: type[KernelManager]) -> type[KernelManager]:
    """The kernel manager, but its kernels are reached through files.

    A port of TCP is found to be free first and taken later: two kernels that start together may draw the same one.
    """
    if sys.platform == "win32":  # which has no such files
        return manager

    class Local(manager):
        @default("transport")
        def _files(self) -> str:
            return "ipc"

        @default("connection_file")
        def _in_a_folder_of_its_own(self) -> str:
            self.folder = mkdtemp(prefix="kernel-", dir="/tmp")  # a short path: that of a socket may have 100 letters
            return f"{self.folder}/kernel.json"

        def cleanup_ipc_files(self) -> None:
            rmtree(self.folder, ignore_errors=True)

    return Local


def client(notebook: NotebookNode, folder: Path, *, timeout: int = HUNG, **hooks: Callable) -> NotebookClient:
    """What executes a notebook in place, in `folder`, `timeout` seconds a cell at most."""
    return NotebookClient(
        notebook, timeout=timeout, startup_timeout=HUNG, iopub_timeout=HUNG, raise_on_iopub_timeout=True,
        record_timing=False, shutdown_kernel="immediate", kernel_manager_class=without_ports(AsyncKernelManager),
        resources={"metadata": {"path": str(folder)}}, **hooks)


def uncoloured(text: str) -> str:
    """A kernel's message without the colours of a terminal."""
    return COLOUR.sub("", text).strip()
