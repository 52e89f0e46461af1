"""Build the book, serve it on localhost, and build it again whenever one of its files changes."""

import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parents[1]
WATCHED = ["book/**/*", "src/latents/**/*", "*.yml", "requirements.txt"]


def changes(root: Path, pause: float = 1.0) -> Iterator[None]:
    """Yield at once, and then after every change of a file that the book is made from."""
    seen = None
    while True:
        files = [path for pattern in WATCHED for path in root.glob(pattern) if path.suffix != ".pyc" and path.is_file()]
        now = {path: path.stat().st_mtime_ns for path in files}
        if now != seen:
            seen = now  # before the build, so that what changes meanwhile counts
            yield
        time.sleep(pause)


def main(port: int = 8000) -> None:
    """Serve until interrupted."""
    handler = partial(SimpleHTTPRequestHandler, directory=ROOT / "_build" / "html")
    with ThreadingHTTPServer(("localhost", port), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        for _ in changes(ROOT):
            subprocess.run([sys.executable, ROOT / "tools" / "build_book.py"], check=False)
            print(f"http://localhost:{server.server_port}/ (stop with Ctrl-C)")


if __name__ == "__main__":
    try:
        main(*map(int, sys.argv[1:]))
    except KeyboardInterrupt:
        print()
