"""What is executed, what is not, and what a failure leaves behind."""

import json
import re
import signal
import time
from pathlib import Path

import psutil
import pytest
from execution.execution import with_code_hash
from execution.kernels import ENVIRONMENT, execute
from waiting import HUNG, wait_for_the_end, wait_until


def test_only_chapters_whose_code_changed_are_executed(book):
    assert book.build() == 0
    assert book.states == {"left": "executed", "right": "executed"}
    book.edit("src/latents/left.py", "Old words", "New words")
    book.edit("src/latents/right.py", "def answer", "def unused():\n    return 3\n\ndef answer")
    book.edit("book/right.md", "# Chapter", "More prose.\n\n# Chapter")
    book.edit("requirements.txt", "torch", "ruff==1.0\ntorch")
    assert book.build() == 0
    assert book.states == {"left": "cached", "right": "cached"}
    book.edit("src/latents/left.py", "return 1", "return 7")
    assert book.build() == 0
    assert book.states == {"left": "executed", "right": "cached"}
    assert "answer 7" in book.read("_build/html/left.html")
    book.edit("src/latents/left.py", "return 7", "return 1")
    assert book.build() == 0
    assert book.states == {"left": "cached", "right": "cached"}
    assert "answer 1" in book.read("_build/html/left.html")


def test_pins_and_device_execute_everything_again(book):
    assert book.build() == 0
    book.edit("requirements.txt", "1.0", "1.1")
    assert book.build() == 0
    assert set(book.states.values()) == {"executed"}
    book.edit("src/latents/__init__.py", "return cpu", "return type('cpu', (), {'type': 'gp' + 'u'})")
    assert book.build() == 0
    assert set(book.states.values()) == {"executed"}


def test_a_failing_cell_fails_every_time_and_the_others_stay_cached(book):
    book.chapter("left", "print('fine')", "secret = 0\nsecret / secret")
    book.write("book/index.md", book.read("book/index.md").replace("right\n", "right\nlast\n"))
    book.chapter("last", "import os; os._exit(3)")
    for expected in ({"right": "executed"}, {"right": "cached"}):
        assert book.build() == 1
        assert book.states == expected
        line = book.read("book/left.md").splitlines().index("secret = 0") + 1
        assert f"left.md:{line}" in book.err
        assert "    secret / secret" in book.err
        assert "ZeroDivisionError: division by zero" in book.err
        assert "DeadKernelError" in book.err
        assert book.err.strip().endswith("2 of 3 chapters failed, see above: last, left")


def test_a_cell_that_takes_too_long_fails(book):
    book.chapter("left", "while True: pass")
    book.edit("book/left.md", "kernelspec:", "mystnb: {execution_timeout: 1}\nkernelspec:")
    assert book.build() == 1
    assert "CellTimeoutError" in book.err


def test_killed_while_executing(book):
    book.chapter("left", "import pathlib, time\npathlib.Path('started').touch()\n"
                         "while not pathlib.Path('go').exists(): time.sleep(0.01)\nprint('awake')")
    build = book.start()
    wait_until((book.root / "book/started").exists, build)
    kernels = psutil.Process(build.pid).children(recursive=True)
    assert kernels
    build.send_signal(signal.SIGKILL)
    build.wait()
    wait_for_the_end(kernels)  # they end when they see that they are alone
    (book.root / "book/go").touch()
    assert book.build() == 0
    assert book.states["left"] == "executed"
    assert "awake" in book.read("_build/html/left.html")


def test_executed_notebooks_have_outputs_after_a_cache_hit(book):
    assert book.build() == 0
    path = book.root / "_build/jupyter_execute/left.ipynb"
    first = path.read_bytes()
    assert "answer 1" in json.loads(first)["cells"][1]["outputs"][0]["text"][0]
    book.edit("book/left.md", "print(", "print(")
    (book.root / "_build/.complete").unlink()
    assert book.build() == 0
    assert path.read_bytes() == first


def test_cost_is_that_of_the_run_that_made_the_outputs(book, monkeypatch):
    monkeypatch.syspath_prepend(book.root / "book/_ext")
    book.write("book/_ext/costs.py", (
        "import json, pathlib\n\ndef note(app, env):\n"
        "    pathlib.Path(app.outdir, 'costs.json').write_text(json.dumps(env.chapter_costs))\n\n"
        "def setup(app):\n    app.connect('env-updated', note)\n"))
    book.chapter("left", "import time\nblock = bytearray(200_000_000)\ndel block\ntime.sleep(1)")
    book.settings["extensions"] += ",costs"
    costs, start = [], time.perf_counter()
    for _ in range(2):
        assert book.build() == 0
        costs.append(json.loads(book.read("_build/html/costs.json")))
    left, right = costs[0]["left"], costs[0]["right"]
    assert costs[0] == costs[1]
    assert 1 < left["seconds"] < time.perf_counter() - start
    assert right["peak_mb"] + 150 < left["peak_mb"] < right["peak_mb"] + 250
    assert right["peak_mb"] < 150  # the kernel's own, not that of the build, which is larger
    assert left["device"] == "cpu"
    assert left["versions"].keys() >= {"python", "numpy"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", left["date"])


@pytest.mark.parametrize("slowest", ["left", "right"])
def test_slowest_chapter_of_the_last_run_first(book, monkeypatch, slowest):
    def measured(notebook, *arguments) -> dict:
        is_slow = notebook.cells[0].source.endswith(slowest)
        return execute(notebook, *arguments) | {"seconds": 9.0 if is_slow else 1.0}

    monkeypatch.setenv("BOOK_JOBS", "1")
    monkeypatch.setattr("execution.execution.execute", measured)
    assert book.build() == 0
    book.edit("requirements.txt", "1.0", "1.1")
    assert book.build() == 0
    assert re.findall(r"running +(\w+)", book.out)[0] == slowest


def test_kernels_run_in_the_books_environment_and_beside_their_chapter(book):
    names = [*ENVIRONMENT]
    book.chapter("left", f"import os\nprint([os.environ[name] for name in {names}], os.path.basename(os.getcwd()))")
    assert book.build() == 0
    assert f"{[ENVIRONMENT[name] for name in names]} book" in book.read("_build/jupyter_execute/left.ipynb")


def test_a_package_that_cannot_be_imported_is_named(book):
    book.write("src/latents/__init__.py", "import missing_module")
    assert book.build() != 0
    assert "No module named 'missing_module'" in book.err


def test_files_a_chapter_depends_on(book):
    book.write("book/table.csv", "first")
    book.chapter("left", "print(open('table.csv').read())")
    book.edit("book/left.md", "kernelspec:", "depends: [table.csv]\nkernelspec:")
    assert book.build() == 0
    book.write("book/table.csv", "second")
    assert book.build() == 0
    assert "second" in book.read("_build/html/left.html")


def test_a_style_that_the_package_loads_executes_again_what_draws_with_it(book):
    book.write("src/latents/figures/__init__.py",
               "from pathlib import Path\n\nWIDTH = Path(__file__).with_name('book.mplstyle').read_text()\n")
    book.write("src/latents/figures/book.mplstyle", "lines.linewidth: 1")
    book.chapter("left", "from latents.figures import WIDTH\nprint(WIDTH)")
    assert book.build() == 0
    book.write("src/latents/figures/book.mplstyle", "lines.linewidth: 9")
    assert book.build() == 0
    assert book.states == {"left": "executed", "right": "cached"}
    assert "lines.linewidth: 9" in book.read("_build/html/left.html")


def test_a_record_that_a_chapter_loads_executes_it_again(book):
    book.write("src/latents/page/recorded.py",
               "def recorded(name):\n    return open(f'../src/latents/results/{name}.json').read()\n")
    book.write("src/latents/page/__init__.py", "")
    book.write("src/latents/results/deep.json", "first")
    book.write("src/latents/results/rbm.json", "first")
    book.chapter("left", "from latents.page.recorded import recorded\nprint(recorded('deep'))")
    assert book.build() == 0
    book.write("src/latents/results/rbm.json", "second")
    assert book.build() == 0
    assert book.states == {"left": "cached", "right": "cached"}
    book.write("src/latents/results/deep.json", "second")
    assert book.build() == 0
    assert book.states == {"left": "executed", "right": "cached"}
    assert "second" in book.read("_build/html/left.html")


@pytest.mark.parametrize("front", ["kernelspec: {name: python3}\ntitle: é", "kernelspec:\n  name: python3", "title: x"])
def test_the_hash_moves_no_line(front):
    stamped = with_code_hash(f"---\n{front}\n---\n\n---\n# Title\n", "abc")
    assert "code_hash: abc" in stamped
    assert stamped.splitlines().index("# Title") == front.count("\n") + 5
    assert stamped.endswith("---\n\n---\n# Title\n")


def test_parallel(book, monkeypatch):
    """Each chapter waits until the other has started."""
    monkeypatch.setenv("BOOK_JOBS", "2")
    wait = "import pathlib, time\npathlib.Path('{}').touch()\nwhile not pathlib.Path('{}').exists(): time.sleep(0.01)"
    for mine, other in [("left", "right"), ("right", "left")]:
        book.chapter(mine, wait.format(mine, other))
        book.edit(f"book/{mine}.md", "kernelspec:", f"mystnb: {{execution_timeout: {HUNG}}}\nkernelspec:")
    assert book.build() == 0
    assert Path(book.root / "book/left").exists()
