"""The public workflows: valid, without logic of their own, and with no more rights than they need."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import report_failure
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = {path.stem: yaml.safe_load(path.read_text("utf8"))
             for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))}
JOBS = {f"{workflow}/{name}": job for workflow, content in WORKFLOWS.items() for name, job in content["jobs"].items()}
STEPS = [(name, step) for name, job in JOBS.items() for step in job.get("steps", [])]


def complaints(path: Path) -> str:
    """What the published schema finds wrong with a workflow."""
    command = [Path(sys.executable).with_name("check-jsonschema"), "--builtin-schema", "vendor.github-workflows", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout if done.returncode else ""


@pytest.mark.parametrize(("right", "wrong"), [
    ("runs-on:", "run-on:"), ("contents: read", "contents: reads"), ("- run: make test", "- runs: make test"),
    ("timeout-minutes: 60", "timeout: 60")])
def test_a_planted_mistake_is_found(tmp_path, right, wrong):
    text = (ROOT / ".github/workflows/test.yml").read_text()
    assert right in text
    (tmp_path / "test.yml").write_text(text.replace(right, wrong))
    assert complaints(tmp_path / "test.yml")
    (tmp_path / "test.yml").write_text(text)
    assert not complaints(tmp_path / "test.yml")


def test_they_run_nothing_but_commands_of_the_makefile():
    commands = [step["run"].split() for _, step in STEPS if "run" in step]
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf8"), re.MULTILINE))
    assert {word for make, *words in commands for word in words} <= targets
    assert {make for make, *_ in commands} == {"make"}


def test_each_job_may_do_what_it_does_and_no_more():
    granted = [(name, job.get("permissions", WORKFLOWS[name.partition("/")[0]]["permissions"]))
               for name, job in JOBS.items()]
    assert {(name, right) for name, rights in granted for right, access in rights.items() if access != "read"} == {
        ("publish/pages", "pages"), ("publish/pages", "id-token"), ("publish/notebooks", "contents"),
        ("weekly/report", "issues")}
    kept = {name for name, step in STEPS if step.get("uses", "").startswith("actions/checkout@")
            and step.get("with", {}).get("persist-credentials") is not False}
    assert kept == {"publish/notebooks"}


def test_they_use_github_s_own_actions_at_a_major_version_and_end():
    for name, step in STEPS:
        assert "run" in step or re.fullmatch(r"actions/[a-z-]+(/[a-z-]+)?@v\d+", step["uses"]), name
    assert all("timeout-minutes" in job or "uses" in job for job in JOBS.values())


def test_what_is_published_was_tested():
    jobs = WORKFLOWS["publish"]["jobs"]
    assert [jobs[name]["needs"] for name in ("build", "pages", "notebooks")] == ["test", "build", "build"]
    assert jobs["test"]["uses"] == "./.github/workflows/test.yml"
    assert WORKFLOWS["publish"]["concurrency"]["cancel-in-progress"] is False


@pytest.fixture
def gh(tmp_path, monkeypatch):
    """A stand-in for GitHub's program, which finds the given issues; what it was asked is in the list."""
    def found(*titles: str) -> list[str]:
        issues = json.dumps([{"title": title, "url": f"https://example.org/{title}"} for title in titles])
        (tmp_path / "gh").write_text(f"#!/bin/sh\necho \"$@\" >> {tmp_path}/log\n"
                                     f"[ $2 = list ] && echo '{issues}' || echo address\n")
        (tmp_path / "gh").chmod(0o755)
        report_failure.main()
        return (tmp_path / "log").read_text().splitlines()

    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("RUN", "https://example.org/run/7")
    return found


def test_a_failure_is_reported(gh):
    asked = "\n".join(gh("The weekly run failed, said somebody else"))
    assert "issue create --title The weekly run failed --body See https://example.org/run/7." in asked


def test_a_failure_is_not_reported_twice(gh, capsys):
    assert len(gh("Another", "The weekly run failed")) == 1
    assert "reported already: https://example.org/The weekly run failed" in capsys.readouterr().out
