"""Push the plain notebooks of the last build: the commit that they were made from, and one on top that adds them.

The branch that this makes is what Colab and Binder open, so it holds all that Binder needs: package, pins, notebooks.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from command_line import parser

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "book" / "_ext"))
from notebooks.repository import notebook_branch  # noqa: E402


def git(root: Path, *arguments: str, **variables: str) -> str:
    """What git prints; an error of git ends the program, after git has explained it."""
    done = subprocess.run(["git", *arguments], cwd=root, env=os.environ | variables, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip() if done.returncode == 0 else sys.exit(f"git {arguments[0]} failed, see above")


def refuse_what_is_stale(root: Path, notebooks: list[Path]) -> None:
    """End the program unless the notebooks were made from exactly what is committed."""
    if not notebooks:
        sys.exit("there are no notebooks in _build/notebooks: run `make book` first")
    if changes := git(root, "status", "--porcelain"):
        sys.exit(f"notebooks are made from a commit, and these changes are in none: commit them first\n{changes}")
    head = git(root, "rev-parse", "HEAD")
    for path in notebooks:
        if (origin := json.loads(path.read_text("utf8"))["metadata"]["latents"]["commit"]) != head:
            sys.exit(f"{path.name} was made from {origin[:9]}, but {head[:9]} is checked out: run `make book` first")


def commit(root: Path) -> str:
    """Make the commit that is to be published, without touching the working tree; return its name."""
    notebooks = sorted(root.glob("_build/notebooks/*.ipynb"))
    refuse_what_is_stale(root, notebooks)
    name, email, date = git(root, "log", "-1", "--format=%an%n%ae%n%aI").splitlines()
    with TemporaryDirectory() as folder:
        own_index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        git(root, "read-tree", "HEAD", **own_index)
        for path in notebooks:
            blob = git(root, "hash-object", "-w", str(path))
            git(root, "update-index", "--add", "--cacheinfo", f"100644,{blob},notebooks/{path.name}", **own_index)
        tree = git(root, "write-tree", **own_index)
    # As the commit below it was signed: whoever publishes the same notebooks makes the same commit.
    identity = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                for what, value in (("NAME", name), ("EMAIL", email), ("DATE", date))}
    message = f"Notebooks of {git(root, 'rev-parse', '--short', 'HEAD')}"
    return git(root, "commit-tree", tree, "-p", "HEAD", "-m", message, **identity)


def main(root: Path = ROOT) -> None:
    """Push the commit to the branch of the notebooks, in place of what was there."""
    git(root, "push", "--force", "origin", f"{commit(root)}:refs/heads/{notebook_branch()}")


if __name__ == "__main__":
    parser(__doc__).parse_args()
    main()
