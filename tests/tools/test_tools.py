"""The commands."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Timer
from urllib.request import urlopen

import build_book
import pytest
import serve
from watchfiles import Change

ROOT = Path(__file__).parents[2]


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run make in a folder that has no more than the Makefile and a stand-in for Python."""
    (folder / "Makefile").write_text((ROOT / "Makefile").read_text())
    for name in ("requirements.txt", "pyproject.toml"):
        if not (folder / name).exists():
            (folder / name).write_text("torch==1.0  # tensors\n")
    outer = "MAKEFLAGS", "MAKELEVEL", "MFLAGS"  # set where make itself runs the tests
    inner = {name: value for name, value in os.environ.items() if name not in outer}
    return subprocess.run(["make", *arguments], cwd=folder, env=inner, capture_output=True, text=True, check=False)


def python(folder: Path, venv_python: str) -> str:
    """A stand-in whose `-m venv` makes an environment in which every program is `venv_python`, a shell script."""
    script = folder / "python"
    script.write_text(f"#!/bin/sh\n[ \"$1\" = -c ] && exit 0\nmkdir -p $3/bin\n"
                      f"for name in python ruff pytest check-jsonschema; do\n  echo '#!/bin/sh' > $3/bin/$name\n"
                      f"  echo '{venv_python}' >> $3/bin/$name\n  chmod +x $3/bin/$name\ndone\n")
    script.chmod(0o755)
    return f"PYTHON={script}"


def test_help_lists_every_command(tmp_path):
    shown = make(tmp_path).stdout
    assert [line.split()[1] for line in shown.splitlines()] == [
        "help", "book", "test", "lint", "serve", "check-claims", "check-colab", "check-nightly", "check-binder",
        "publish", "run-notebooks", "report", "experiments", "benchmarks", "clean", "distclean"]
    assert shown == make(tmp_path, "help").stdout


def test_an_old_python_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "old").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "old").chmod(0o755)
    result = make(tmp_path, "book", f"PYTHON={tmp_path}/old")
    assert result.returncode
    assert "The book needs Python 3.11, 3.12 or 3.13" in result.stderr


def test_a_failed_installation_is_tried_again_and_a_good_one_is_not(tmp_path):
    failing = make(tmp_path, "lint", python(tmp_path, 'case "$*" in *"-e ."*) exit 1;; esac; echo "$@" >> log'))
    assert failing.returncode
    (tmp_path / "log").unlink()
    for installs in (2, 0):
        assert make(tmp_path, "lint", python(tmp_path, 'echo "$@" >> log')).returncode == 0
        log = (tmp_path / "log").read_text()
        assert log.count("pip install") == installs
        assert log.endswith("check .\ntools/lint_chapters.py\n")
        (tmp_path / "log").unlink()


def test_torch_comes_from_the_index_that_was_asked_for(tmp_path):
    assert make(tmp_path, "lint", "TORCH_INDEX=cpu-wheels", python(tmp_path, 'echo "$@" >> log')).returncode == 0
    assert "-m pip install --quiet --index-url cpu-wheels torch==1.0\n" in (tmp_path / "log").read_text()


def test_test_says_what_passed_in_its_last_line_and_stops_at_a_failure(tmp_path):
    passing = make(tmp_path, "test", python(tmp_path, "exit 0"))
    assert passing.returncode == 0
    assert passing.stdout.splitlines()[-1].startswith("All passed")
    make(tmp_path, "distclean")
    failing = make(tmp_path, "test", python(tmp_path, 'case "$*" in *check_notebooks*) exit 1;; esac'))
    assert failing.returncode
    assert "All passed" not in failing.stdout.splitlines()


def test_clean_keeps_executed_chapters_and_finished_parts_of_experiments(tmp_path):
    for name in ("html/index.html", ".doctrees/a", ".complete", ".jupyter_cache/global.db", ".experiments/a/0.json"):
        path = tmp_path / "_build" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert make(tmp_path, "clean").returncode == 0
    assert sorted(path.name for path in (tmp_path / "_build").iterdir()) == [".experiments", ".jupyter_cache"]
    assert make(tmp_path, "distclean").returncode == 0
    assert not (tmp_path / "_build").exists()


@pytest.mark.parametrize(("outcome", "status"), [(0, 0), (1, 1), (ValueError("reported"), 1)])
def test_the_path_of_the_first_page_comes_last(monkeypatch, capsys, outcome, status):
    monkeypatch.setattr(build_book, "build_sphinx", lambda *_, **__: outcome)
    assert build_book.build() == status
    assert capsys.readouterr().out.endswith("_build/html/index.html\n") == (status == 0)


BUILD = """\
from pathlib import Path
page = Path('_build/html/index.html')
page.parent.mkdir(parents=True, exist_ok=True)
page.write_text(''.join(path.read_text() for path in sorted(Path().glob('*/**/*.txt'))) + Path('_toc.yml').read_text())
"""


@pytest.fixture
def server(tmp_path):
    """A project whose only page holds the words of its files, and the process that serves it."""
    for folder in ("tools", "book/part", "src/latents"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("serve.py", "command_line.py"):
        (tmp_path / "tools" / name).write_text((ROOT / "tools" / name).read_text())
    (tmp_path / "tools/build_book.py").write_text(BUILD)
    (tmp_path / "_toc.yml").write_text("contents")
    process = subprocess.Popen([sys.executable, "tools/serve.py", "0"], cwd=tmp_path, text=True, stdout=-1)
    rescue = Timer(300, process.kill)  # a change that is not seen would be waited for for ever
    rescue.start()
    yield process
    rescue.cancel()
    process.kill()
    process.communicate()


def test_serve_builds_at_first_and_after_every_change(server, tmp_path):
    def shown() -> str:
        """The page after one more build."""
        with urlopen(server.stdout.readline().split()[0]) as page:
            return page.read().decode()

    assert shown() == "contents"
    for name, words in [("book/part/a.txt", "chapter "), ("src/latents/b.txt", "package "), ("_toc.yml", "other"),
                        ("_toc.yml", "contents once more")]:
        (tmp_path / "draft").write_text(words)
        (tmp_path / "draft").replace(tmp_path / name)  # as git and many editors write
        while words not in shown():
            pass


def test_serve_builds_once_for_changes_that_come_together_and_not_for_others(tmp_path, monkeypatch):
    for path, part in {"_toc.yml": True, "requirements.txt": True, "README.md": False, "_build": False}.items():
        assert serve.is_setting(Change.added, f"{tmp_path}/{path}") == part
    change, pauses = {(Change.modified, "a file")}, []

    def watch(*paths, watch_filter=None, **patience):
        """Nothing at first, and for a while; then a change beside the folders, one below them, two together."""
        for seen in [{}, {}, {}, change, {}, change] if watch_filter else [{}, {}, {}, {}, change, change]:
            pauses.append(set(paths))
            yield set(seen)

    monkeypatch.setattr(serve, "watch", watch)
    rounds = serve.changes(tmp_path)
    heard = []
    for _ in range(4):
        next(rounds)
        heard.append(len(pauses))
    assert heard == [2, 8, 10, 12]
    assert set().union(*pauses) == {tmp_path, tmp_path / "book", tmp_path / "src/latents"}
