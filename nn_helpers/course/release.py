"""Hand out the course without its workshop: ``release DIR`` writes what students get, or a zip.

That is the learner's notebooks, the helper package, the requirements and a short README: no solutions,
no sources, no tests, no teacher's guide, nothing of the workshop that writes and grades. DIR may also be the name of a zip;
``--git`` makes a git repository of it, for nbgitpuller; ``--nbgrader`` writes a course for nbgrader.
Standard library only.
"""

import argparse
import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import zipfile
from pathlib import Path

from nn_helpers.course.environment import ROOT

REPO, HUB = "https://HOST/YOUR-NAME/YOUR-COPY", "https://YOUR-HUB"  # where none is named
FIRST_LESSON = "notebooks/00_the_case.ipynb"
WORKSHOP = (
    "build.py", "minutes.py", "release.py", "grade.py", "grading", "guide", "lock.py", "site",
)  # fmt: skip
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", ".ipynb_checkpoints", ".nn_helpers*")
SECTIONS = ("build-system", "project", "project.optional-dependencies", "tool.setuptools")
MARKS = re.compile(r"### (BEGIN|END) (SOLUTION|STUB)")
README = """\
# Why does this network not learn?

A course in notebooks about making a small neural network work, and about finding out why one does not.
With Python 3.11 or newer and nothing else installed, in this folder:

```
python3 -m nn_helpers lab      # sets up what is missing, opens lesson 00 in JupyterLab
```

The first run takes a few minutes and about 1 GB in `.venv`. After that no lesson needs the internet.
On Windows write `py` in place of `python3`.

- The lessons are in `notebooks/`. Write your answers in the cells of the exercises, and leave those
  cells where they are. Functions and values that your answer needs may stand in cells of your own
  above it.
- Every exercise checks itself. To check must mean to know: the package `nn_helpers` holds functions
  that would answer some exercises. They are there to be read afterwards. An answer that calls one of
  them where it is yours to write is told apart when your teacher grades.
- Hand in the notebook file (`.ipynb`) of each lesson that was set.

Text of the lessons: CC BY 4.0. Code: BSD 3-Clause. See [LICENSE](LICENSE).
"""
IGNORED = ".venv/\n__pycache__/\n*.egg-info/\n.ipynb_checkpoints/\n.nn_helpers.json*\n"
NBGRADER_CONFIG = '''\
"""Settings for nbgrader. The lessons check themselves, and raise when nbgrader grades."""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "why_does_this_network_not_learn"
# What stands in the exercise cells is what students start from; nbgrader would replace it all.
c.ClearSolutions.enabled = False
# A lesson's own cells run for some seconds; a loop without an end is stopped.
c.ExecutePreprocessor.timeout = 120
c.Execute.timeout = 120
'''
NBGRADER_README = """\
# A course for nbgrader

nbgrader, the course's package and its requirements go into one environment:

```
pip install nbgrader alembic "{root}"
nbgrader generate_assignment 03_backprop
```

Run these in this folder. Students need two things: what `python3 -m nn_helpers release DIR` makes, to run
the lessons in, and the notebook in `release/03_backprop`, to hand in. Put what comes back into `submitted/STUDENT/03_backprop/03_backprop.ipynb`. Then:

```
nbgrader autograde 03_backprop
nbgrader generate_feedback 03_backprop
nbgrader export
```

The points are then in `grades.csv`, the pages for students in `feedback`. Each lesson is an assignment
of one notebook, each exercise is one point.
nbgrader grades what a notebook says about itself. A student who redefines `check` in it, or hands in
the course's own function, gets the point there. `python3 -m nn_helpers grade` tells these apart.
"""


class ReleaseError(Exception):
    """The course cannot be handed out; the message says why."""


def main(arguments=None):
    """Write what the command line asks for. Returns the exit code."""
    options = parser().parse_args(arguments)
    to = Path(options.to).resolve()
    try:
        refuse(to, options)
        if options.nbgrader:
            write_for_nbgrader(to)
            print(f"A course for nbgrader is in {to}. Its README says how to go on.")
        elif to.suffix == ".zip":
            write_zip(to)
            print(f"What students get is in {to}.")
        else:
            write(to)
            print(f"What students get is in {to}.")
            if options.git:
                make_repository(to)
                print(explained_link(to, options.repo or REPO, options.hub or HUB))
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def parser():
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="python3 -m nn_helpers release", description=__doc__.split("\n")[0]
    )
    top.add_argument("to", help="a new folder, or the name of a zip")
    top.add_argument("--git", action="store_true", help="make a git repository of the folder")
    top.add_argument("--repo", metavar="URL", help="with --git: where you will push it")
    top.add_argument("--hub", metavar="URL", help="with --git: your JupyterHub, for the link")
    top.add_argument("--nbgrader", action="store_true", help="write a course for nbgrader")
    return top


def refuse(to, options):
    """Raise ``ReleaseError`` for options that do not go together."""
    if to.suffix == ".zip" and (options.git or options.nbgrader):
        option = "--git" if options.git else "--nbgrader"
        raise ReleaseError(f"{option} makes a folder, and {to.name} names a zip. Name a folder.")
    if options.git and options.nbgrader:
        raise ReleaseError("--git and --nbgrader make different things. Name one of them.")
    if (options.repo or options.hub) and not options.git:
        raise ReleaseError("--repo and --hub go with --git.")


def write(to):
    """Write what students get into a new or empty folder.

    Raises ``ReleaseError`` when something is there already, or a notebook still holds a solution.
    """
    notebooks = learners()
    begin(to)
    shutil.copytree(ROOT / "nn_helpers", to / "nn_helpers", ignore=_no_workshop)
    (to / "notebooks").mkdir()
    for path in notebooks:
        shutil.copyfile(path, to / "notebooks" / path.name)
    shutil.copytree(ROOT / "binder", to / "binder", ignore=LEFT_OUT)
    for name in ("requirements.txt", "LICENSE"):
        shutil.copyfile(ROOT / name, to / name)
    (to / "pyproject.toml").write_text(project(), encoding="utf-8")
    (to / "README.md").write_text(README, encoding="utf-8")
    (to / ".gitignore").write_text(IGNORED, encoding="utf-8")


def begin(to):
    """Make the folder, or say why it cannot be used."""
    if to == ROOT or to in ROOT.parents:
        raise ReleaseError(f"{to} holds the course itself. Name a new folder.")
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise ReleaseError(f"{to} exists already. Name a new folder, or remove it first.")
    to.mkdir(parents=True, exist_ok=True)


def learners():
    """Return the learner's notebooks. Raises ``ReleaseError`` for one with a solution or outputs."""
    paths = sorted((ROOT / "notebooks").glob("*.ipynb"))
    for path in paths:
        text = path.read_text(encoding="utf-8")
        ran = any(cell.get("outputs") for cell in json.loads(text)["cells"])
        if MARKS.search(text) or ran:
            raise ReleaseError(
                f"notebooks/{path.name} is not as learners get it. Run python3 -m nn_helpers build."
            )
    return paths


def _no_workshop(folder, names):
    left = set(LEFT_OUT(folder, names))
    return left | (set(WORKSHOP) & set(names) if Path(folder).name == "course" else set())


def project():
    """Return the project's own settings without those of tests and tools."""
    parts = re.split(r"^(?=\[)", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), flags=re.M)
    kept = [part for part in parts if part[1 : part.find("]")] in SECTIONS]
    return "".join(kept).rstrip() + "\n"


def write_zip(to):
    """Write what students get as a zip with one folder in it."""
    if to.exists():
        raise ReleaseError(f"{to} exists already. Name a new one, or remove it first.")
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / to.stem
        write(course)
        with zipfile.ZipFile(to, "x", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(course.rglob("*")):
                archive.write(path, path.relative_to(folder))


def make_repository(to):
    """Make a git repository of the folder, with one commit."""
    who = ("-c", "user.name=The course", "-c", "user.email=course@localhost")
    for command in (
        ("init", "--quiet", "--initial-branch=main"),
        ("add", "--all"),
        (*who, "-c", "commit.gpgsign=false", "commit", "--quiet", "-m", "The course"),
    ):
        try:
            done = subprocess.run(["git", "-C", str(to), *command], capture_output=True, text=True,
                                  check=False)  # fmt: skip
        except FileNotFoundError:
            raise ReleaseError("git is not installed. Install it, or leave --git away.") from None
        if done.returncode:
            raise ReleaseError(f"git {command[0]} failed: {done.stderr.strip()}")


def link(repo, hub):
    """Return the nbgitpuller link that opens lesson 00 of a repository on a hub.

    >>> link("https://host/a/b.git", "https://hub/")[:46]
    'https://hub/hub/user-redirect/git-pull?repo=ht'
    """
    name = repo.rstrip("/").rsplit("/", 1)[-1].removesuffix(".git")
    query = urllib.parse.urlencode(
        {"repo": repo, "branch": "main", "urlpath": f"lab/tree/{name}/{FIRST_LESSON}"}
    )
    return f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{query}"


def explained_link(to, repo, hub):
    """Return the link with the words that say what to do with it."""
    return (
        "It is a git repository. Push it, the first time with\n"
        f"    git -C {shlex.quote(str(to))} push {repo} main\n"
        "and give students this link (nbgitpuller):\n"
        f"    {link(repo, hub)}"
    )


def write_for_nbgrader(to):
    """Write a folder that nbgrader takes as a course: one assignment for each lesson."""
    notebooks = learners()
    begin(to)
    for path in notebooks:
        if '"grade_id"' in path.read_text(encoding="utf-8"):
            folder = to / "source" / path.stem
            folder.mkdir(parents=True)
            shutil.copyfile(path, folder / path.name)
    (to / "nbgrader_config.py").write_text(NBGRADER_CONFIG, encoding="utf-8")
    (to / "README.md").write_text(NBGRADER_README.format(root=ROOT), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
