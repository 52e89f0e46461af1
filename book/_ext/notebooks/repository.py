"""Links to the repository follow the clone: nothing about a host is written down, so a fork's buttons open the fork.

Order: $BOOK_REPOSITORY_URL, GitHub's and GitLab's CI variables, ``git remote get-url origin``.
With none of them the book builds without these links. The notebooks that Colab and Binder open are
``notebooks/<chapter>.ipynb`` on the branch $BOOK_NOTEBOOK_BRANCH (``notebooks`` unless set).
"""
from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[3]
HOSTS = ("github", "gitlab", "bitbucket")  # those the theme has buttons for
SSH = re.compile(r"^(?:ssh://)?[\w.-]+@(?P<host>[\w.-]+)(?::\d+/|[:/])(?P<path>.+)$")
HTTP = re.compile(r"^https?://(?:[^@/]+@)?(?P<host>[^/]+)/(?P<path>.+)$")


def normalise(url: str) -> str:
    """``git@host:org/repo.git``, ssh and token forms as ``https://host/org/repo``; ``""`` for a local path."""
    match = SSH.match(url.strip()) or HTTP.match(url.strip())
    if not match:
        return ""
    path = match["path"].rstrip("/").removesuffix(".git")
    return f"https://{match['host']}/{path}"


def _git(*arguments: str, root: Path) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def repository(root: Path) -> tuple[str, str]:
    """URL of the repository (``""`` if there is none with a web page) and its main branch."""
    env = os.environ
    url = env.get("BOOK_REPOSITORY_URL", "")
    if not url and env.get("GITHUB_REPOSITORY"):
        url = f"{env.get('GITHUB_SERVER_URL', 'https://github.com')}/{env['GITHUB_REPOSITORY']}"
    url = normalise(url or env.get("CI_PROJECT_URL") or _git("remote", "get-url", "origin", root=root))
    head = _git("symbolic-ref", "--short", "refs/remotes/origin/HEAD", root=root).removeprefix("origin/")
    branch = env.get("BOOK_BRANCH") or head or "main"
    return (url if any(host in url for host in HOSTS) else ""), branch


def notebook_branch() -> str:
    """The branch that carries the plain notebooks."""
    return os.environ.get("BOOK_NOTEBOOK_BRANCH") or "notebooks"


def on_config(app, config) -> None:
    """Give the theme its repository, or take the buttons away."""
    url, branch = repository(ROOT)
    options = config.html_theme_options
    for key in ("repository_url", "repository_branch", "path_to_docs"):
        options.pop(key, None)  # Jupyter Book's defaults point to its own repository
    if url:
        options.update(repository_url=url, repository_branch=branch, path_to_docs="book",
                       use_repository_button=True, use_issues_button=True, use_edit_page_button=True)
    else:
        options.pop("launch_buttons", None)
    app.repository_url, config.repository_commit = url, _git("rev-parse", "HEAD", root=ROOT) or branch
    app.repository_file = lambda path, first, last: url and f"{url}/blob/{branch}/{path}#L{first}-L{last}"


def open_notebooks(app, page, template, context, doctree) -> None:
    """Point Colab and Binder, which cannot read MyST, to the plain notebook of the chapter."""
    if not app.repository_url:
        return
    notebook, branch = f"notebooks/{page.split('/')[-1]}.ipynb", quote(notebook_branch(), safe="")
    groups = [group for group in context.get("header_buttons", []) if group.get("label") == "launch-buttons"]
    for button in (button for group in groups for button in group["buttons"]):
        if button["text"] == "Colab":
            name = app.repository_url.split("/", 3)[3]
            button["url"] = f"https://colab.research.google.com/github/{name}/blob/{branch}/{notebook}"
        elif button["text"] == "Binder":
            button["url"] = re.sub(r"/[^/?]+\?urlpath=.*$", f"/{branch}?urlpath=lab/tree/{notebook}", button["url"])


def setup(app):
    app.connect("config-inited", on_config)
    app.add_config_value("repository_commit", "", "html")  # another commit: all pages are written again
    app.connect("html-page-context", open_notebooks, priority=900)  # after the theme's buttons (501)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
