"""The course works in a folder of any name, below folders of any name, and behind a link."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT

NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis", ".nn_helpers*"
)
# The first is made of names that the course itself has, the second of what needs care in a shell,
# in a link and in an encoding.
NAMES = ["course/tests/notebooks/nn_helpers", "Zoë's % course/a & b #1"]


@pytest.fixture(params=[*NAMES, "a symbolic link"])
def folder(request, tmp_path):
    """A copy of the course in a folder of this name, or behind a link."""
    linked = request.param not in NAMES
    real = tmp_path / ("where it really is" if linked else request.param)
    shutil.copytree(ROOT, real, ignore=NOT_COPIED)
    if not linked:
        return real
    link = tmp_path / "link"
    try:
        link.symlink_to(real, target_is_directory=True)
    except OSError as error:  # Windows wants a right for it
        pytest.skip(f"No symbolic link can be made here: {error}")
    return link


def run(folder, *arguments):
    """Run Python in a folder, on the copy of the course that is in it."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "NN_HELPERS_"))}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**kept, "PWD": str(folder)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    return done.stdout


# One start of JupyterLab is enough, in the folder that asks most of it, and one kernel in each.
FEW = "test_launch and not stops_cleanly or test_build and is_executed"
MORE = "test_launch and SIGTERM"


def test_set_up_works_there_and_a_lesson_is_built(folder):
    seen = run(folder, "-X", "utf8", "-c", "import nn_helpers; print(nn_helpers.__file__)")
    assert Path(seen.strip()).is_relative_to(folder.resolve()), "the copy is not what is tested"
    chosen = f"{FEW} or {MORE}" if folder.name in NAMES[1] else FEW
    options = ["-m", "pytest", "--numprocesses=0", "-q", "-p", "no:cacheprovider", "-k", chosen]
    assert " passed" in run(folder, *options, "tests/course")
