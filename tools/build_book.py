"""Build the book: execute what changed, write the pages to _build/html, print the path of the first one.

Every warning is an error; all of them are shown.
"""

import sys
from pathlib import Path

from command_line import parser
from jupyter_book.sphinx import build_sphinx
from sphinx.util.console import nocolor

ROOT = Path(__file__).resolve().parents[1]


def build() -> int:
    """Build; return the exit status."""
    if not sys.stdout.isatty():
        nocolor()
    outcome = build_sphinx(  # an exception, already reported, or a status
        ROOT / "book", ROOT / "_build" / "html", noconfig=True, path_config=ROOT / "_config.yml",
        confoverrides={"external_toc_path": str(ROOT / "_toc.yml"), "nitpicky": True, "latex_individualpages": False},
        warningiserror=True, keep_going=True,
    )
    if not outcome:
        print(ROOT / "_build" / "html" / "index.html")
    return 1 if outcome else 0


if __name__ == "__main__":
    parser(__doc__).parse_args()
    sys.exit(build())
