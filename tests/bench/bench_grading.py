"""How long grading a class takes, beside ``nbgrader autograde`` on the same submissions.

Run: NBGRADER=/path/of/its/bin/nbgrader python tests/bench/bench_grading.py [--students 30]

nbgrader needs an environment in which the lessons run too (``pip install nbgrader alembic .``). Without
NBGRADER only our own time is printed. Both grade the same files, one after the other, and have to come
to equal verdicts. The class is made of right, wrong, half and untouched answers.
"""

import argparse
import csv
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from timing import machine

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "course")]
LESSONS = ("03_backprop", "05_training", "06_stale_weights")
KINDS = ("right", "wrong", "half", "untouched")


def submission(stem, kind):
    """Return a notebook of one kind."""
    from classroom import given, handed_in, solved, source

    names = [c["id"].removeprefix("exercise-") for c in given(stem)["cells"]
             if c["id"].startswith("exercise-")]  # fmt: skip
    right = {name: source(solved(stem), name) for name in names}
    if kind == "right":
        return handed_in(stem, **right)
    if kind == "half":
        return handed_in(stem, **{names[0]: right[names[0]]})
    if kind == "wrong":
        return handed_in(stem, **{name: wrong(right[name], name) for name in names})
    return given(stem)


def wrong(text, name):
    """Return an answer with a mistake in it."""
    if text.startswith("def "):
        return text.replace("- learning_rate", "+ learning_rate").replace("(1 - A1)", "1").replace(
            "2 * (h - old)", "h - old").replace("-scale", "0").replace("costs.append", "costs.insert(0, 0) or costs.append")  # fmt: skip
    return text.replace('"A"', '"B"').replace("1.2,", "0.01,")


def hand_in(course, students):
    """Write the submitted notebooks as nbgrader wants them: submitted/STUDENT/LESSON/LESSON.ipynb."""
    from classroom import write

    for number in range(students):
        for at, stem in enumerate(LESSONS):
            kind = KINDS[(number + at) % len(KINDS)]
            path = course / "submitted" / f"student{number:02}" / stem / f"{stem}.ipynb"
            write(path, submission(stem, kind))


def grade(course, to):
    """Grade with the course's own command; return seconds."""
    begin = time.perf_counter()
    command = [sys.executable, "-m", "nn_helpers.course.grade", str(course / "submitted")]
    subprocess.run([*command, "--to", str(to)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def autograde(course, nbgrader):
    """Grade with nbgrader; return seconds of ``autograde`` alone."""
    env = {**os.environ, "PATH": f"{Path(nbgrader).parent}{os.pathsep}{os.environ['PATH']}"}
    spent = 0.0
    for stem in LESSONS:
        _quietly([nbgrader, "generate_assignment", stem], course, env)
        begin = time.perf_counter()
        _quietly([nbgrader, "autograde", stem], course, env)
        spent += time.perf_counter() - begin
    return spent


def _quietly(command, folder, env):
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr[-2000:]}")


def points(course):
    """Return nbgrader's points: {(student, check): points}."""
    query = """
        select submitted_assignment.student_id, base_cell.name, grade.auto_score
        from grade join base_cell on grade.cell_id = base_cell.id
        join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
    """
    with sqlite3.connect(course / "gradebook.db") as book:
        return {(student, name): score for student, name, score in book.execute(query)}


def verdicts(to):
    """Return our own verdicts in the form of nbgrader's points."""
    with (to / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return {
            (row["student"], f"check-{row['exercise']}"): float(row["status"] == "passed")
            for row in csv.DictReader(file)
        }


def main():
    """Make the class, grade it both ways, compare, and print a table."""
    from nn_helpers.course import release

    top = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    top.add_argument("--students", type=int, default=30)
    students = top.parse_args().students
    nbgrader = os.environ.get("NBGRADER") or shutil.which("nbgrader")
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / "course"
        release.write_for_nbgrader(course)
        hand_in(course, students)
        ours = [grade(course, Path(folder) / "graded")]
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        theirs = autograde(course, nbgrader) if nbgrader else None
        ours.append(grade(course, Path(folder) / "again"))
        print(machine(), f"\n\n{students} students, lessons {', '.join(LESSONS)}\n")
        print("| way | seconds | times ours |\n|---|---|---|")
        mean = sum(ours) / 2
        print(f"| ours, before and after | {ours[0]:.1f} and {ours[1]:.1f} | 1 |")
        if nbgrader:
            print(f"| nbgrader autograde | {theirs:.1f} | {theirs / mean:.1f} |")
            found, expected = verdicts(Path(folder) / "graded"), points(course)
            differ = [key for key in {*found, *expected} if found.get(key) != expected.get(key)]
            print(f"\nverdicts: {len(expected)}, of which differ: {len(differ)}")
            for key in sorted(differ):
                print(*key, "ours:", found.get(key), "nbgrader:", expected.get(key))
            print("ours again differs from ours:", verdicts(Path(folder) / "again") != found)
        print(f"largest process of ours: {largest:.0f} MB")


if __name__ == "__main__":
    main()
