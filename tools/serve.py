"""Build the book, serve it on localhost, and build it again whenever one of its files changes."""

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from command_line import parser
from watchfiles import Change, watch

ROOT = Path(__file__).resolve().parents[1]


def is_setting(change: Change, path: str) -> bool:
    """Whether a file beside the folders, such as the table of contents, has a part in the book."""
    return path.endswith((".yml", "requirements.txt"))


def changes(root: Path) -> Iterator[None]:
    """Yield at once, and then after every change of a file that the book is made from, be it made meanwhile."""
    patience = {"yield_on_timeout": True, "rust_timeout": 500}  # neither watcher keeps the other waiting for long
    watchers = [watch(root, recursive=False, watch_filter=is_setting, **patience),
                watch(root / "book", root / "src" / "latents", **patience)]
    for watcher in watchers:
        next(watcher)  # it starts to look here
    yield
    while True:
        if set().union(*map(next, watchers)):
            yield


def main(port: int) -> None:
    """Serve until interrupted."""
    handler = partial(SimpleHTTPRequestHandler, directory=ROOT / "_build" / "html")
    with ThreadingHTTPServer(("localhost", port), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        for _ in changes(ROOT):
            subprocess.run([sys.executable, ROOT / "tools" / "build_book.py"], check=False)
            print(f"http://localhost:{server.server_port}/ (stop with Ctrl-C)", flush=True)


if __name__ == "__main__":
    options = parser(__doc__)
    options.add_argument("port", nargs="?", type=int, default=8000)
    try:
        main(options.parse_args().port)
    except KeyboardInterrupt:
        print()
