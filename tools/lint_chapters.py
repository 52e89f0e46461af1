"""Say how each chapter reads, and what it must not be: the rules of the chapter guide, measured on the sources."""

import sys
from pathlib import Path

from command_line import parser

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "book" / "_ext"))
from linter.chapters import CHAPTERS, complaints, read, report  # noqa: E402


def lint(chapters: list[str]) -> int:
    """Print a report of each chapter; return how many break a rule."""
    broken = 0
    for chapter in chapters:
        text = read(chapter)
        found = complaints(text)
        broken += bool(found)
        print(chapter, *(f"  {value:>12}  {measure}" for measure, value in report(text).items()),
              *(f"  BROKEN: {complaint}" for complaint in found), "", sep="\n")
    return broken


def main() -> int:
    """Lint the chapters named on the command line, or all; return the exit status."""
    options = parser(__doc__)
    options.add_argument("chapters", nargs="*", default=CHAPTERS, metavar="part/chapter", help="all if none is named")
    return 1 if lint(options.parse_args().chapters) else 0


if __name__ == "__main__":
    sys.exit(main())
