"""The branch of the notebooks, pushed to a bare repository."""

import json
import subprocess

import publish_notebooks
import pytest


def git(folder, *arguments: str) -> str:
    identity = ["-c", "user.name=A. Author", "-c", "user.email=author@example.org"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A clone of a bare repository, with two commits and the notebooks of the second."""
    monkeypatch.delenv("BOOK_NOTEBOOK_BRANCH", raising=False)
    git(tmp_path, "init", "-q", "--bare", "bare", "-b", "main")
    git(tmp_path, "clone", "-q", "bare", "clone")
    folder = tmp_path / "clone"
    (folder / ".gitignore").write_text("_build\n")
    for text in ("old", "new"):
        (folder / "package.py").write_text(text)
        git(folder, "add", ".")
        git(folder, "commit", "-q", "-m", text)
    git(folder, "push", "-q", "origin", "HEAD:main")
    build(folder, "one", "two")
    return folder


def build(folder, *names: str) -> None:
    """Write notebooks as a build of what is checked out would."""
    (folder / "_build/notebooks").mkdir(parents=True, exist_ok=True)
    content = json.dumps({"cells": [], "metadata": {"latents": {"commit": git(folder, "rev-parse", "HEAD")}}})
    for name in names:
        (folder / f"_build/notebooks/{name}.ipynb").write_text(content)


def files(folder, branch: str) -> set[str]:
    return set(git(folder / "../bare", "ls-tree", "-r", "--name-only", branch).splitlines())


def test_the_branch_is_the_commit_and_its_notebooks(clone):
    publish_notebooks.main(clone)
    assert files(clone, "notebooks") == {".gitignore", "package.py", "notebooks/one.ipynb", "notebooks/two.ipynb"}
    assert git(clone, "rev-parse", "HEAD") == git(clone / "../bare", "rev-parse", "notebooks~1")
    assert git(clone / "../bare", "log", "-1", "--format=%an %s", "notebooks").startswith("A. Author Notebooks of ")
    assert git(clone, "status", "--porcelain") == ""
    assert files(clone, "main") == {".gitignore", "package.py"}


def test_the_same_notebooks_make_the_same_commit_and_others_replace_it(clone, monkeypatch):
    monkeypatch.setenv("BOOK_NOTEBOOK_BRANCH", "elsewhere")
    assert publish_notebooks.commit(clone) == publish_notebooks.commit(clone)
    publish_notebooks.main(clone)
    (clone / "_build/notebooks/two.ipynb").unlink()
    git(clone, "commit", "-q", "--allow-empty", "-m", "next")
    build(clone, "one")
    publish_notebooks.main(clone)
    assert files(clone, "elsewhere") == {".gitignore", "package.py", "notebooks/one.ipynb"}
    assert git(clone / "../bare", "rev-list", "--count", "elsewhere") == "4"


def test_a_shallow_clone_can_publish(clone, tmp_path):
    git(tmp_path, "clone", "-q", "--depth", "1", (tmp_path / "bare").as_uri(), "shallow")
    build(tmp_path / "shallow", "one")
    publish_notebooks.main(tmp_path / "shallow")
    assert "notebooks/one.ipynb" in files(clone, "notebooks")


@pytest.mark.parametrize(("change", "complaint"), [
    (lambda clone: (clone / "package.py").write_text("newer"), "commit them first\n M package.py|commit them first\nM"),
    (lambda clone: (clone / "another.py").write_text("x"), r"commit them first\n\?\? another.py"),
    (lambda clone: git(clone, "commit", "-q", "--allow-empty", "-m", "next"), "one.ipynb was made from .*make book"),
    (lambda clone: [path.unlink() for path in clone.glob("_build/notebooks/*")], "no notebooks .*make book"),
    (lambda clone: git(clone, "remote", "set-url", "origin", "../nowhere"), "git push failed, see above"),
])
def test_what_should_not_be_published_is_refused(clone, change, complaint):
    change(clone)
    with pytest.raises(SystemExit, match=complaint):
        publish_notebooks.main(clone)
    assert git(clone / "../bare", "branch", "--format=%(refname:short)") == "main"
