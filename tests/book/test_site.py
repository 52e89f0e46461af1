"""What the extensions do for the whole site: links to the repository, local files, references, accessibility."""

import subprocess
from types import SimpleNamespace

import pybtex.database
import pytest
from notebooks import repository
from page import bibliography
from repairs import offline
from repairs.accessibility import FOLD_REPAIRS, FOLDS, REPAIRS, on_finished

VARIABLES = ("BOOK_REPOSITORY_URL", "GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "CI_PROJECT_URL", "BOOK_BRANCH",
             "BOOK_NOTEBOOK_BRANCH")


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """An empty git repository, with no variable of a CI set."""
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    monkeypatch.setattr(repository, "ROOT", tmp_path)
    return tmp_path


def configured(**options):
    """Theme options and application after the extension has set them."""
    config = SimpleNamespace(html_theme_options={"launch_buttons": {"colab_url": "x"}, "repository_url": "y"} | options)
    app = SimpleNamespace()
    repository.on_config(app, config)
    return app, config.html_theme_options


@pytest.mark.parametrize(("remote", "url"), [
    ("git@github.com:org/book.git", "https://github.com/org/book"),
    ("ssh://git@github.com/org/book.git", "https://github.com/org/book"),
    ("ssh://git@gitlab.com:22/group/sub/book.git", "https://gitlab.com/group/sub/book"),
    ("https://x-access-token:secret@github.com/org/book.git", "https://github.com/org/book"),
    ("https://github.com/org/org.github.io.git/", "https://github.com/org/org.github.io"),
    ("/srv/git/book.git", ""),
    ("../book", ""),
])
def test_remotes_of_every_form_become_web_pages(remote, url):
    assert repository.normalise(remote) == url


def test_links_follow_the_remote_of_a_fork(clone):
    subprocess.run(["git", "remote", "add", "origin", "git@github.com:fork/book.git"], cwd=clone, check=True)
    app, options = configured()
    assert options["repository_url"] == "https://github.com/fork/book"
    assert (options["repository_branch"], options["path_to_docs"]) == ("main", "book")
    assert options["use_repository_button"]
    assert "launch_buttons" in options
    assert app.repository_file("src/a.py", 2, 5) == "https://github.com/fork/book/blob/main/src/a.py#L2-L5"


def test_without_a_remote_there_are_no_buttons(clone):
    app, options = configured()
    assert options == {}
    assert not app.repository_file("src/a.py", 2, 5)


def test_a_host_without_buttons_gets_none(clone, monkeypatch):
    monkeypatch.setenv("BOOK_REPOSITORY_URL", "https://git.example.org/a/b")
    assert configured()[1] == {}


def test_variables_of_ci_come_before_the_remote(clone, monkeypatch):
    subprocess.run(["git", "remote", "add", "origin", "git@github.com:fork/book.git"], cwd=clone, check=True)
    monkeypatch.setenv("CI_PROJECT_URL", "https://gitlab.com/a/b")
    assert repository.repository(clone)[0] == "https://gitlab.com/a/b"
    monkeypatch.setenv("GITHUB_REPOSITORY", "c/d")
    assert repository.repository(clone)[0] == "https://github.com/c/d"
    monkeypatch.setenv("BOOK_REPOSITORY_URL", "https://github.com/e/f.git")
    monkeypatch.setenv("BOOK_BRANCH", "trunk")
    assert repository.repository(clone) == ("https://github.com/e/f", "trunk")


def test_another_commit_counts_as_another_configuration_of_the_pages():
    values = []
    app = SimpleNamespace(add_config_value=lambda *value: values.append(value), connect=lambda *_, **__: None)
    repository.setup(app)
    assert values == [("repository_commit", "", "html")]  # which makes Sphinx write all pages again


def test_launch_buttons_open_the_plain_notebook():
    app = SimpleNamespace(repository_url="https://github.com/fork/book")
    buttons = [{"text": "Colab", "url": "https://colab.research.google.com/github/fork/book/blob/main/book/part/one.md"},
               {"text": "Binder", "url": "https://mybinder.org/v2/gh/fork/book/main?urlpath=lab/tree/book/part/one.md"}]
    groups = [{"label": "launch-buttons", "buttons": buttons}, {"label": "source-buttons", "buttons": [{}]}]
    repository.open_notebooks(app, "part/one", "", {"header_buttons": groups}, None)
    assert [button["url"] for button in buttons] == [
        "https://colab.research.google.com/github/fork/book/blob/notebooks/notebooks/one.ipynb",
        "https://mybinder.org/v2/gh/fork/book/notebooks?urlpath=lab/tree/notebooks/one.ipynb"]


def test_mathjax_and_its_fonts_are_in_the_book(tmp_path):
    thebe = SimpleNamespace(handler=SimpleNamespace(__name__="init_thebe_core"))
    other = SimpleNamespace(handler=SimpleNamespace(__name__="other"))
    events = SimpleNamespace(listeners={"env-before-read-docs": [thebe, other]})
    app = SimpleNamespace(outdir=tmp_path / "html", events=events)
    config = SimpleNamespace(html_static_path=["_static"], html_theme_options={}, nb_ipywidgets_js={"https://x": {}})
    offline.on_config(app, config)
    static = tmp_path / "vendor"
    assert config.html_static_path == ["_static", str(static)]
    assert (static / config.mathjax_path).is_file()
    assert len(list(static.rglob("*.woff"))) > 20
    assert config.nb_ipywidgets_js == {}
    assert config.html_theme_options["navbar_persistent"] == []
    assert events.listeners["env-before-read-docs"] == [other]
    whole = (static / config.mathjax_path).read_bytes()
    (static / config.mathjax_path).write_bytes(whole[:100])  # as a build that was killed leaves it
    offline.copy_mathjax(static / "mathjax")
    assert (static / config.mathjax_path).read_bytes() == whole


def test_an_empty_variable_names_no_branch(monkeypatch):
    monkeypatch.setenv("BOOK_NOTEBOOK_BRANCH", "")
    assert repository.notebook_branch() == "notebooks"


def test_labels_are_author_and_year():
    entry = "@book{{{}, author = {{{}}}, year = {{{}}}}}"
    entries = pybtex.database.parse_string("\n".join([
        entry.format("a", "Pearson, Karl", 1901), entry.format("b", "Hinton, G. and Salakhutdinov, R.", 2006),
        entry.format("c", "van der Maaten, L. and Hinton, G. and Others, A.", 2008),
        entry.format("d", "Pearson, Karl", 1902), entry.format("e", "Pearson, Karl", 1901),
        "@misc{f, editor = {Ed, I.}}", "@misc{g, title = {T}}"]), "bibtex").entries.values()
    assert list(bibliography.AuthorYear().format_labels(entries)) == [
        "Pearson, 1901a", "Hinton and Salakhutdinov, 2006", "van der Maaten et al., 2008", "Pearson, 1902",
        "Pearson, 1901b", "Ed, n.d.", "g, n.d."]


def test_every_flaw_is_repaired_in_the_finished_pages(tmp_path):
    page = tmp_path / "part" / "one.html"
    page.parent.mkdir()
    page.write_text("<p>" + "".join(REPAIRS))
    app = SimpleNamespace(outdir=tmp_path, builder=SimpleNamespace(format="html"))
    on_finished(app, RuntimeError("failed"))
    assert page.read_text() == "<p>" + "".join(REPAIRS)
    on_finished(app, None)
    assert page.read_text() == "<p>" + "".join(REPAIRS.values())


def test_the_script_of_the_folds_is_repaired_once(tmp_path):
    script = tmp_path / FOLDS
    script.parent.mkdir()
    script.write_text("; ".join(FOLD_REPAIRS))
    app = SimpleNamespace(outdir=tmp_path, builder=SimpleNamespace(format="html"))
    for _ in range(2):
        on_finished(app, None)
        assert script.read_text() == "; ".join(FOLD_REPAIRS.values())
