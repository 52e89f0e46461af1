"""Do here what Binder does: install binder/requirements.txt, start JupyterLab, and run a chapter in a browser.

The files are those of the branch that Binder opens. If PyTorch's own index does not answer, torch is taken from
where pip finds it, and that is said.
"""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from chromium import FLAGS, find_chromium
from command_line import parser
from environments import fresh
from playwright.sync_api import Page, sync_playwright
from publish_notebooks import commit

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "_build" / "binder"
TOKEN = secrets.token_hex()


def check_out(repository: Path) -> None:
    """Write the files of the branch that would be published to a new folder."""
    shutil.rmtree(repository, ignore_errors=True)
    repository.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", commit(ROOT)], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    subprocess.run(["tar", "-x"], cwd=repository, input=archive.stdout, check=True)


def answers(address: str) -> bool:
    """Whether anybody serves that address."""
    try:
        urlopen(address, timeout=10).close()
    except OSError:  # refused, silent, or broken off
        return False
    return True


def install(repository: Path) -> Path:
    """Make the environment that Binder makes of the repository; return its Python."""
    wanted = repository / "binder" / "requirements.txt"
    text = wanted.read_text("utf8")
    index = re.search(r"^--extra-index-url (\S+)\n", text, re.MULTILINE)
    if not answers(index[1]):
        print(f"{index[1]} does not answer: torch is taken from where pip finds it", flush=True)
        wanted.write_text(text.replace(index[0], ""))
    return fresh(WORK / "environment", ["-r", "binder/requirements.txt"], within=repository)


def address_in(runtime: Path) -> str | None:
    """Where the server that keeps its records in this folder can be reached, once it has written that down."""
    text = "".join(record.read_text("utf8") for record in runtime.glob("jpserver-*.json"))
    return json.loads(text)["url"] if text.rstrip().endswith("}") else None


@contextmanager
def jupyter_lab(python: Path, repository: Path) -> Iterator[str]:
    """JupyterLab serves the repository at this address while the context lasts, with nobody's settings."""
    command = [python, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1",
               "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    runtime = WORK / "runtime"  # the server writes there which port it got
    shutil.rmtree(runtime, ignore_errors=True)
    environment = os.environ | {"HOME": str(WORK), "JUPYTER_TOKEN": TOKEN, "JUPYTER_RUNTIME_DIR": str(runtime)}
    with (WORK / "lab.log").open("w") as log:
        server = subprocess.Popen(command, cwd=repository, env=environment, stdout=log, stderr=log)
        try:
            while not (address := address_in(runtime)) or not answers(f"{address}api?token={TOKEN}"):
                if server.poll() is not None:
                    sys.exit(f"JupyterLab did not start, see {WORK / 'lab.log'}")
                time.sleep(1)
            yield address
        finally:
            server.terminate()
            server.wait()


def is_connected(address: str, notebook: Path) -> bool:
    """Whether the browser holds a line to the notebook's kernel; if not, it asks for one instead of running cells."""
    with urlopen(f"{address}api/sessions?token={TOKEN}") as answer:
        sessions = json.load(answer)
    return any(session["name"] == notebook.name and session["kernel"]["connections"] for session in sessions)


def run_all_cells(page: Page, address: str, notebook: Path) -> str:
    """Run a notebook as a reader would, from the menu; return what went wrong, or ""."""
    end = time.monotonic() + 600
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    while time.monotonic() < end and not is_connected(address, notebook):
        page.wait_for_timeout(500)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    while time.monotonic() < end:
        page.wait_for_timeout(2000)
        page.keyboard.press("Control+s")
        code = [cell for cell in json.loads(notebook.read_text("utf8"))["cells"] if cell["cell_type"] == "code"]
        for output in (output for cell in code for output in cell["outputs"] if output["output_type"] == "error"):
            return f"{output['ename']}: {output['evalue']}"
        if code[-1]["execution_count"]:
            return "" if page.locator(".jp-OutputArea-output img").count() else "no figure is shown"
    return "it did not come to its end in ten minutes"


def main() -> int:
    """Make the environment, run the first chapter, say how long it took; return the exit status."""
    repository = WORK / "repository"
    check_out(repository)
    start = time.perf_counter()
    python = install(repository)
    print(f"made   {time.perf_counter() - start:6.1f} s  an environment", flush=True)
    notebook = min(repository.glob("notebooks/*.ipynb"))
    with jupyter_lab(python, repository) as address, sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS).new_page()
        page.set_default_timeout(600_000)  # milliseconds, for the busiest machine
        start = time.perf_counter()
        page.goto(f"{address}lab/tree/notebooks/{notebook.name}?token={TOKEN}&reset")
        what = run_all_cells(page, address, notebook)
    print(f"{'failed' if what else 'ran   '} {time.perf_counter() - start:6.1f} s  {notebook.name} {what}")
    return 1 if what else 0


if __name__ == "__main__":
    parser(__doc__).parse_args()
    sys.exit(main())
