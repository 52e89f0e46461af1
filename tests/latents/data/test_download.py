"""Files from mirrors that deliver, fail, lie, cut off and hang: a local server plays them all."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from waiting import HUNG

from latents.data import download
from latents.data.download import fetch

NAME, CONTENT = "letters/abc.bin", bytes(range(256)) * 40
CHECKSUM = hashlib.sha256(CONTENT).hexdigest()
FETCH = "import sys; from latents.data import download; download.FILES = {sys.argv[1]: {sys.argv[2]: sys.argv[3]}};" \
        "print(download.fetch(sys.argv[1]))"


class Handler(BaseHTTPRequestHandler):
    """Answers as the server's table says; remembers what was asked."""

    def do_GET(self):
        self.server.asked.append(self.path)
        self.server.answers[self.path](self)

    def begin(self, length):
        self.send_response(200)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *_):
        """Nothing: the output belongs to the tests."""


def whole(handler):
    handler.begin(len(CONTENT))
    handler.wfile.write(CONTENT)


def another(handler):
    handler.begin(len(CONTENT))
    handler.wfile.write(CONTENT[::-1])


def cut_off(handler):
    handler.begin(len(CONTENT))
    handler.wfile.write(CONTENT[:3000])


def shortened(handler):
    """All that was announced, but less than the file."""
    handler.begin(3000)
    handler.wfile.write(CONTENT[:3000])


def missing(handler):
    handler.send_error(404)


def silent(handler):
    handler.server.closing.wait(HUNG)


def stalling(handler):
    handler.begin(len(CONTENT))
    handler.wfile.write(CONTENT[:3000])
    handler.wfile.flush()
    handler.server.closing.wait(HUNG)


@pytest.fixture
def server(monkeypatch):
    """A server on this machine, asked without any proxy."""
    monkeypatch.setenv("NO_PROXY", "*")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.asked, server.answers, server.closing = [], {}, Event()
        server.address = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.closing.set()
        server.shutdown()


@pytest.fixture
def mirrors(server, monkeypatch):
    """Let the file lie at mirrors that answer so."""
    def serve(*answers, checksum=CHECKSUM):
        server.answers = {f"/{number}": answer for number, answer in enumerate(answers)}
        monkeypatch.setattr(download, "FILES", {NAME: {server.address + path: checksum for path in server.answers}})
    return serve


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """The user's cache folder, which does not exist yet."""
    monkeypatch.delenv("LATENTS_DATA", raising=False)
    monkeypatch.setattr(download.pooch, "os_cache", lambda name: tmp_path / "cache" / name)
    return tmp_path / "cache" / "latents"


def files(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def one_sentence(failure, *parts):
    """The message, after a look at what every message must have."""
    message = str(failure.value)
    for part in (NAME, "by hand", "LATENTS_DATA", *parts):
        assert part in message
    assert "\n" not in message
    assert ". " not in message
    return message


def test_a_file_is_fetched_once(mirrors, server, cache):
    mirrors(whole, whole)
    path = fetch(NAME)
    assert path == cache / NAME
    assert path.read_bytes() == CONTENT
    assert fetch(NAME) == path
    assert server.asked == ["/0"]
    assert files(cache) == ["abc.bin"]


def test_the_next_mirror_is_asked_when_one_does_not_have_it(mirrors, server, cache):
    mirrors(missing, whole)
    assert fetch(NAME).read_bytes() == CONTENT
    assert server.asked == ["/0", "/1"]


@pytest.mark.parametrize(("answer", "why"), [
    (missing, "answered with status 404"),
    (another, "sent another file than the published one"),
    (shortened, "sent another file than the published one"),
    (cut_off, "the connection failed or broke off"),
    (silent, "did not answer within 1 seconds"),
    (stalling, "the connection failed or broke off"),
])
def test_what_fails_is_said_and_leaves_nothing(mirrors, server, cache, monkeypatch, answer, why):
    monkeypatch.setattr(download, "TIMEOUT", 1 if answer in (silent, stalling) else HUNG)
    mirrors(answer, missing)
    with pytest.raises(FileNotFoundError) as failure:
        fetch(NAME)
    host = server.address.removeprefix("http://")
    one_sentence(failure, str(cache / NAME), f"{host}: {why}; {host}: answered with status 404")
    assert files(cache) == []
    mirrors(answer, whole)
    assert fetch(NAME).read_bytes() == CONTENT
    assert files(cache) == ["abc.bin"]


def test_no_server_at_all(monkeypatch, server, cache):
    server.server_close()
    monkeypatch.setattr(download, "FILES", {NAME: {server.address: CHECKSUM}})
    with pytest.raises(FileNotFoundError) as failure:
        fetch(NAME)
    one_sentence(failure, "the connection failed")


def test_a_file_that_decayed_in_the_cache_is_fetched_again(mirrors, server, cache):
    mirrors(whole)
    fetch(NAME).write_bytes(CONTENT[:-1])
    assert fetch(NAME).read_bytes() == CONTENT
    assert server.asked == ["/0", "/0"]


def test_each_of_two_known_files_will_do(server, cache, monkeypatch):
    server.answers = {"/0": whole, "/1": another}
    sums = CHECKSUM, hashlib.sha256(CONTENT[::-1]).hexdigest()
    addresses = [server.address + path for path in server.answers]
    monkeypatch.setattr(download, "FILES", {NAME: dict(zip(addresses, sums, strict=True))})
    fetch(NAME).write_bytes(CONTENT[::-1])
    assert fetch(NAME).read_bytes() == CONTENT[::-1]
    assert server.asked == ["/0"]


def test_a_folder_of_ones_own_is_read_in_place(mirrors, server, cache, tmp_path, monkeypatch):
    mirrors(whole)
    own = tmp_path / "own" / NAME
    own.parent.mkdir(parents=True)
    own.write_bytes(CONTENT)
    monkeypatch.setenv("LATENTS_DATA", str(tmp_path / "own"))
    before = own.stat()
    assert fetch(NAME) == own
    assert own.stat().st_mtime_ns == before.st_mtime_ns
    assert server.asked == []
    assert not cache.exists()


def test_a_wrong_file_in_a_folder_of_ones_own_is_left_alone(mirrors, server, tmp_path, monkeypatch):
    mirrors(whole)
    own = tmp_path / NAME
    own.parent.mkdir()
    own.write_bytes(b"mine")
    monkeypatch.setenv("LATENTS_DATA", str(tmp_path))
    with pytest.raises(ValueError, match="SHA-256") as failure:
        fetch(NAME)
    one_sentence(failure, str(own), "is not the published file", "delete it")
    assert own.read_bytes() == b"mine"
    assert server.asked == []


def test_what_is_missing_in_a_folder_of_ones_own_is_put_there(mirrors, tmp_path, monkeypatch):
    mirrors(whole)
    monkeypatch.setenv("LATENTS_DATA", str(tmp_path / "own"))
    assert fetch(NAME) == tmp_path / "own" / NAME


def test_a_relative_folder_is_said_in_full(mirrors, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LATENTS_DATA", "here")
    mirrors(missing)
    with pytest.raises(FileNotFoundError) as failure:
        fetch(NAME)
    one_sentence(failure, str(tmp_path / "here" / NAME))


@contextmanager
def not_root():
    """Root may write anywhere, so it becomes another user for a while."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_folder_that_may_not_be_written(mirrors, monkeypatch):
    mirrors(whole)
    folder = Path(tempfile.mkdtemp())  # pytest's own folders are closed to other users
    try:
        monkeypatch.setenv("LATENTS_DATA", str(folder))
        folder.chmod(0o555)
        with not_root(), pytest.raises(FileNotFoundError) as failure:
            fetch(NAME)
        one_sentence(failure, f"could not be read or kept in {folder}", "Permission denied")
        folder.chmod(0)
        with not_root(), pytest.raises(FileNotFoundError) as failure:
            fetch(NAME)
        one_sentence(failure, "Permission denied")
    finally:
        folder.chmod(0o755)
        assert files(folder) == []
        shutil.rmtree(folder)


def test_a_folder_that_is_a_file(mirrors, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("LATENTS_DATA", str(tmp_path / "file"))
    mirrors(whole)
    with pytest.raises(FileNotFoundError) as failure:
        fetch(NAME)
    one_sentence(failure, "could not be read or kept")


def test_a_disk_that_is_full(mirrors, cache, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr("pooch.core.shutil.move", full)
    mirrors(whole)
    with pytest.raises(FileNotFoundError) as failure:
        fetch(NAME)
    one_sentence(failure, "No space left on device")
    assert files(cache) == []


def test_two_processes_at_once_both_get_the_whole_file(server, tmp_path):
    together = Barrier(2, timeout=HUNG)

    def meet(handler):
        together.wait()
        handler.begin(len(CONTENT))
        for start in range(0, len(CONTENT), 1000):
            handler.wfile.write(CONTENT[start:start + 1000])
            handler.wfile.flush()

    server.answers = {"/0": meet}
    environment = os.environ | {"LATENTS_DATA": str(tmp_path), "LATENTS_BOOK": "1"}
    command = [sys.executable, "-c", FETCH, NAME, f"{server.address}/0", CHECKSUM]
    runs = [subprocess.Popen(command, env=environment, text=True, stdout=-1, stderr=-1) for _ in range(2)]
    for run in runs:
        out, error = run.communicate(timeout=HUNG)
        assert (run.returncode, error, out.strip()) == (0, "", str(tmp_path / NAME))
    assert (tmp_path / NAME).read_bytes() == CONTENT
    assert files(tmp_path) == ["abc.bin"]
    assert server.asked == ["/0", "/0"]


def test_a_bar_is_shown_but_not_in_a_built_page(mirrors, cache, capfd, monkeypatch):
    mirrors(whole)
    level = download.pooch.get_logger().level
    monkeypatch.delenv("LATENTS_BOOK", raising=False)
    fetch(NAME)
    assert "100%" in capfd.readouterr().err
    (cache / NAME).unlink()
    monkeypatch.setenv("LATENTS_BOOK", "1")
    fetch(NAME)
    assert capfd.readouterr() == ("", "")
    download.pooch.get_logger().setLevel(level)


def test_a_notebook_without_widgets_gets_no_warning():
    """Anything on stderr would fail the build of a page."""
    notebook = "import sys, IPython; sys.modules['ipykernel.zmqshell'] = sys; sys.modules['ipywidgets'] = None; " \
               "import latents.data.download"
    run = subprocess.run([sys.executable, "-c", notebook], capture_output=True, text=True, check=True)
    assert run.stderr == ""
