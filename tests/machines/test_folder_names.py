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
# Names that the course itself has, the last of them twice, and between them what needs care in a
# shell, in a link and in an encoding. A link leads there, from a folder of such a name.
REAL = "course/tests/notebooks/Zoë's % course/a & b #1/nn_helpers"
LINK = "nn_helpers/é #2 & course"


@pytest.fixture
def folder(tmp_path):
    """A copy of the course in a folder of such a name below others, reached by a link."""
    real, link = tmp_path / REAL, tmp_path / LINK
    shutil.copytree(ROOT, real, ignore=NOT_COPIED)
    link.parent.mkdir()
    try:
        link.symlink_to(real, target_is_directory=True)
    except OSError:  # Windows wants a right for it
        return real
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


# One start of JupyterLab, and one lesson whose cells are run.
CHOSEN = "test_launch and not SIGINT or test_build and is_executed"


def test_set_up_works_there_and_a_lesson_is_built(folder):
    seen = run(folder, "-X", "utf8", "-c", "import nn_helpers; print(nn_helpers.__file__)")
    assert Path(seen.strip()).is_relative_to(folder.resolve()), "the copy is not what is tested"
    options = ["-m", "pytest", "--numprocesses=0", "-q", "-p", "no:cacheprovider", "-k", CHOSEN]
    assert " passed" in run(folder, *options, "tests/course")
