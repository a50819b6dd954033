"""nbgrader itself on what ``release --nbgrader`` writes: the same verdicts as ``grade``.

It is no part of the test environment. Set NBGRADER to the path of the program ``nbgrader`` in an
environment in which the lessons run (``pip install nbgrader alembic .``), or put it on the PATH.
"""

import csv
import os
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from classroom import checksums, given, handed_in, solved, source, write
from hostile import HONEST

from nn_helpers.course import grade, release

NBGRADER = os.environ.get("NBGRADER") or shutil.which("nbgrader")
pytestmark = pytest.mark.skipif(
    not NBGRADER,
    reason="nbgrader is not installed; set NBGRADER to its path to include these tests",
)
LESSONS = ("03_backprop", "05_training", "06_stale_weights")
WRONG = {
    "05_training": {
        "settings": 'settings = {"learning_rate": 0.01, "init_scale": 0.1, "epochs": 9}'
    },
    "06_stale_weights": {"which_loop": 'which_loop = "B"'},
}


def classes(stem):
    """What students hand in: the honest ones of the class in lesson 03, four kinds in the others."""
    if stem not in WRONG:
        return {student: notebook for student, (notebook, _) in HONEST.items()}
    cells = [c["id"] for c in given(stem)["cells"]]
    names = [c.removeprefix("exercise-") for c in cells if c.startswith("exercise-")]
    right = {name: source(solved(stem), name) for name in names}
    return {
        "right": handed_in(stem, **right),
        "wrong": handed_in(stem, **{**right, **WRONG[stem]}),
        "half": handed_in(stem, **{names[0]: right[names[0]]}),
        "untouched": given(stem),
    }


def run(*arguments, folder):
    """Run an nbgrader command in a course, and return what it said."""
    path = f"{Path(NBGRADER).parent}{os.pathsep}{os.environ['PATH']}"
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    done = subprocess.run([NBGRADER, *arguments], cwd=folder, env={**env, "PATH": path},
                          capture_output=True, text=True, check=False, timeout=1800)  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course after generate_assignment, autograde and generate_feedback, and what was handed in."""
    folder = tmp_path_factory.mktemp("nbgrader") / "course"
    release.write_for_nbgrader(folder)
    for stem in LESSONS:
        run("generate_assignment", stem, folder=folder)
        for student, notebook in classes(stem).items():
            write(folder / "submitted" / student / stem / f"{stem}.ipynb", notebook)
    before = checksums(folder / "submitted")
    for stem in LESSONS:
        run("autograde", stem, folder=folder)
        run("generate_feedback", stem, folder=folder)
    return folder, before


def points(folder):
    """The points of nbgrader's gradebook, by student and check."""
    query = """
        select submitted_assignment.student_id, base_cell.name, grade.auto_score
        from grade join base_cell on grade.cell_id = base_cell.id
        join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
    """
    with sqlite3.connect(folder / "gradebook.db") as book:
        return {(student, name): score for student, name, score in book.execute(query)}


def test_the_verdicts_are_those_of_grade(course, tmp_path):
    folder, before = course
    assert grade.main([str(folder / "submitted"), "--to", str(tmp_path), "--unprotected"]) == 0
    with (tmp_path / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        ours = {
            (row["student"], f"check-{row['exercise']}"): float(row["status"] == "passed")
            for row in csv.DictReader(file)
            if row["exercise"]  # not a lesson that was not handed in
        }
    theirs = points(folder)
    assert ours == theirs
    assert len(theirs) == 3 * len(HONEST) + 2 * 4 * 3
    assert {score for (who, _), score in theirs.items() if who == "right"} == {1.0}
    assert {score for (who, _), score in theirs.items() if who == "untouched"} == {0.0}
    assert sum(score for (who, _), score in theirs.items() if who == "half") == 3
    assert checksums(folder / "submitted") == before


def test_the_assignment_is_the_learners_notebook(course):
    """Signature, docstring and the code to repair are still there."""
    folder, _ = course
    for stem in LESSONS:
        text = (folder / "release" / stem / f"{stem}.ipynb").read_text(encoding="utf-8")
        assert "YOUR CODE HERE" not in text
        assert "# your code here" in text or "..." in text
    assert "Return new parameters" in text or "sgd_step(params, x, y, learning_rate)" in text


def test_the_feedback_is_the_checks_and_no_traceback(course):
    folder, _ = course
    page = folder / "feedback" / "wrong" / "03_backprop" / "03_backprop.html"
    text = page.read_text(encoding="utf-8")
    shown = re.sub(r"<[^>]+>", "", text[text.index("<body") :])
    assert "Not yet: step" in shown
    assert "Traceback" not in shown


def test_validate_tells_a_student_what_would_fail(tmp_path):
    for name, notebook, said in (
        ("right", solved(), "Success"),
        ("untouched", given(), "Not attempted: hidden_delta"),
    ):
        path = write(tmp_path / f"{name}.ipynb", notebook)
        assert said in run("validate", str(path), folder=tmp_path)
