"""Waiting for what other processes do, never for a time."""

import time
from collections.abc import Callable, Iterable
from subprocess import Popen

import psutil

HUNG = 600  # seconds after which a test that waits has failed, on the busiest machine


def wait_until(condition: Callable[[], bool], meanwhile: Popen | None = None) -> None:
    """Return when the condition holds; fail if the process that is to bring it about ends before, or hangs."""
    end = time.monotonic() + HUNG
    while not condition():
        assert meanwhile is None or meanwhile.poll() is None, "the process ended too early"
        assert time.monotonic() < end, "it hangs"
        time.sleep(0.02)


def wait_for_the_end(processes: Iterable[psutil.Process]) -> None:
    """Return when all these processes have ended."""
    wait_until(lambda: all(map(has_ended, processes)))


def has_ended(process: psutil.Process) -> bool:
    """Whether a process is gone, or only waits for somebody to take note of it."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
