"""Binder builds from binder/ alone. Render its Dockerfile, and perform the same steps here."""

import json
import os
import subprocess
import sys

import pytest
from support import ROOT, skip_unless_ci

BINDER = ROOT / "binder"
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="repo2docker and the scripts of Binder are made for Unix"
)


@pytest.fixture(scope="module")
def dockerfile():
    done = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout + done.stderr


def test_binder_uses_the_python_that_runtime_txt_names(dockerfile):
    version = (BINDER / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")
    major, minor = version.split(".")
    assert (int(major), int(minor)) >= (3, 11)
    # repo2docker names the file with the base packages after the version, with - as escape sign.
    assert f"environment-2epy-2d{version.replace('.', '-2e')}-" in dockerfile


def test_binder_installs_the_lock_then_copies_the_course_then_runs_post_build(dockerfile):
    order = [
        'pip install --no-cache-dir -r "binder/requirements.txt"',
        " src/ ",
        "RUN ./binder/post",
    ]
    places = [dockerfile.index(part) for part in order]
    assert places == sorted(places)
    assert (BINDER / "postBuild").stat().st_mode & 0o111


def test_nothing_else_in_binder_would_be_ignored_or_take_over():
    assert {p.name for p in BINDER.iterdir()} == {"runtime.txt", "requirements.txt", "postBuild"}


def test_the_same_steps_in_a_fresh_environment_run_lesson_00(tmp_path):
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    python = venv / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    steps = [
        # As Binder does it, but for compiling thousands of modules that lesson 00 never imports.
        [
            *(python, "-m", "pip", "install", "-q", "--retries=1", "--no-compile"),
            *("-r", BINDER / "requirements.txt"),
        ],
        ["bash", BINDER / "postBuild"],
    ]
    path = f"{python.parent}:/usr/bin:/bin:/usr/local/bin"
    for step in steps:
        done = run(step, path, ROOT)
        if done.returncode and "NewConnectionError" in done.stderr:
            skip_unless_ci("The package index is out of reach; connect to run this test.")
        assert done.returncode == 0, done.stderr[-2000:]
    lesson = "notebooks/00_the_case.ipynb"
    settings = json.loads((venv / "share/jupyter/lab/settings/overrides.json").read_text())
    assert settings["@jupyterlab/apputils-extension:kernels-settings"] == {
        "commsOverSubshells": "disabled"
    }
    output = tmp_path / "run.ipynb"
    done = run(
        [python, "-m", "nbconvert", "--to=notebook", "--execute", lesson, f"--output={output}"],
        path,
        ROOT,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert '"output_type": "error"' not in output.read_text(encoding="utf-8")


def run(command, path, folder):
    """Run a step with nothing of this environment but the programs on ``path``."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "VIRTUAL_ENV"))}
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**env, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
