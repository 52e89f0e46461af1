"""Time the package against others: every benchmark, or those named; exit status 1 if one misses its target.

    python tools/run_benchmarks.py          all
    python tools/run_benchmarks.py pca      this one

A benchmark is a module of benchmarks/ with a function `comparisons` that yields what `timing.compare` returns.
"""

import sys
from pathlib import Path

from command_line import parser
from timing import Comparison

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
LINE = "{:40} {:>9} {:>11}  {:29} {:>6} {:>13} {:>7}  {}"
HEADER = LINE.format("benchmark", "ours, ms", "theirs, ms", "of", "ratio", "min to max", "target", "")


def row(comparison: Comparison) -> str:
    """A line of the table."""
    ours, theirs, ratio, lowest, highest, target = (
        f"{number:.{places}f}" for number, places in [
            (1000 * comparison.ours, 1), (1000 * comparison.theirs, 1), (comparison.ratio, 2), (comparison.lowest, 2),
            (comparison.highest, 2), (comparison.at_least, 2)])
    return LINE.format(comparison.name, ours, theirs, comparison.rival, ratio, f"{lowest} to {highest}", target,
                       "met" if comparison.met else "MISSED")


def main(names: list[str], folder: Path = ROOT / "benchmarks") -> int:
    """Run the benchmarks of these names, all without one, and print a table; return the exit status."""
    there = [path.stem for path in sorted(folder.glob("*.py"))]
    if unknown := [name for name in names if name not in there]:
        print(f"no benchmark is called {unknown[0]!r}; there are: {', '.join(there)}", file=sys.stderr)
        return 2
    print("CPU seconds of one thread, medians of five rounds in which both sides take turns", HEADER, sep="\n")
    missed = 0
    for name in names or there:
        for comparison in __import__(name).comparisons():
            print(row(comparison), flush=True)
            missed += not comparison.met
    print(f"{missed} of the targets missed" if missed else "all targets met")
    return int(missed > 0)


if __name__ == "__main__":
    options = parser(__doc__)
    options.add_argument("names", nargs="*", metavar="name", help="a file of benchmarks/ without its ending")
    sys.exit(main(options.parse_args().names))
