"""Open an issue about the weekly run at the address $RUN, unless one is open; speaks to GitHub through `gh`."""

import json
import os
import subprocess

from command_line import parser

TITLE = "The weekly run failed"
BODY = """\
See {run}.

Its notebooks did not run to their end in Colab's image, on torch's nightly build, or on both. Readers on Colab meet \
the first today, and the second when that build is released.
"""


def gh(*arguments: str) -> str:
    """What `gh` prints; an error of it is an error here."""
    return subprocess.run(["gh", "issue", *arguments], stdout=subprocess.PIPE, text=True, check=True).stdout


def main() -> None:
    """Report, or say that it is reported."""
    found = json.loads(gh("list", "--state", "open", "--search", f'"{TITLE}" in:title', "--json", "title,url"))
    if urls := [issue["url"] for issue in found if issue["title"] == TITLE]:
        print(f"reported already: {urls[0]}")
        return
    print(gh("create", "--title", TITLE, "--body", BODY.format(run=os.environ["RUN"])))


if __name__ == "__main__":
    parser(__doc__).parse_args()
    main()
