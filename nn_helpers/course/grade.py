"""Grade what students handed in: ``python3 -m nn_helpers grade SUBMISSIONS``.

Takes a folder or a zip of notebooks in any layout. Each is run apart from everything (see
``grading/isolation.py``), in a fresh copy of its lesson, with our own checks on probes that nobody has
seen. Writes ``grades.csv``, a class picture, and one page for each student. Nothing that was handed in
is changed. Stopped and started again, it goes on where it was. Change a status or write a note in
``grades.csv`` by hand, and later runs keep it.
"""

import argparse
import contextlib
import os
import secrets
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path

from nn_helpers.course.environment import ROOT
from nn_helpers.course.grading import (
    by_hand,
    course_own,
    feedback,
    isolation,
    limits,
    notebook,
    picture,
    results,
    submissions,
)
from nn_helpers.course.grading import lesson as lessons
from nn_helpers.course.grading.crew import Crew
from nn_helpers.course.grading.results import Row
from nn_helpers.course.grading.terminal_bar import Bar

SEEDS = 2  # of probes: the second is for answers that fail on the first
PREFIX = "nn-grade-"  # of the folder for what is unpacked
A_DAY = 86_400  # seconds


class CannotWrite(Exception):
    """The results cannot be written; the message says why, and what to do."""


def main(arguments=None):
    """Grade what the command line names. Returns the exit code."""
    options = parser().parse_args(arguments)
    place = Path(options.submissions).resolve()
    to = Path(options.to).resolve() if options.to else place.with_name(f"{place.stem}-graded")
    trouble = refused(place, to, options)
    if trouble:
        print(trouble, file=sys.stderr)
        return 1
    clear_up(Path(tempfile.gettempdir()))
    try:
        with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
            return grade(place, to, Path(folder), options)
    except (submissions.NothingFound, by_hand.TableError, CannotWrite) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on where it was.", file=sys.stderr)
        return 130


def parser():
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="python3 -m nn_helpers grade", description=__doc__.split("\n")[0]
    )
    top.add_argument("submissions", help="a folder or a zip with the notebooks that were handed in")
    top.add_argument("--to", help="where the results go (usually SUBMISSIONS-graded, beside it)")
    top.add_argument("--lessons", nargs="+", metavar="NN", help="the lessons that were set; "
                     "a student without one of them gets a row that says so")  # fmt: skip
    top.add_argument("--jobs", type=int, default=os.cpu_count() or 2, help="how many at once")
    top.add_argument("--seconds", type=float, default=20, help="time for one exercise (20)")
    top.add_argument("--memory", type=int, default=300, help="megabytes for one submission (300)")
    top.add_argument("--seed", type=int, help="of the probes (usually a new one that nobody knows)")
    top.add_argument("--unprotected", action="store_true",
                     help="grade even where nothing keeps submissions from your files")  # fmt: skip
    return top


def refused(place, to, options):
    """Return in words why grading cannot begin, or an empty text."""
    if to == place or place in to.parents:
        return (
            f"{to} lies inside {place}, which shall stay as it is. Name another folder with --to."
        )
    if options.jobs < 1 or options.seconds <= 0 or options.memory < 50:
        return "At least 1 job, more than 0 seconds and 50 megabytes are needed."
    unknown = [n for n in options.lessons or () if n not in lessons.lessons()]
    if unknown:
        known = ", ".join(lessons.lessons())
        return f"No lesson with exercises is called {', '.join(unknown)}. There are: {known}."
    if not (ROOT / "notebooks" / "solutions").is_dir():
        return "This copy of the course was handed out without solutions; grade with your own copy."
    if isolation.available() == "nothing" and not options.unprotected:
        return isolation.LEVELS["nothing"] + " Add --unprotected to grade all the same."
    return ""


def clear_up(place):
    """Remove what a run that was killed has left of a day or more ago: copies of what was handed in."""
    owner = os.getuid() if hasattr(os, "getuid") else 0
    for folder in place.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):  # somebody else removes it as well
            found = folder.lstat()
            if found.st_uid == owner and found.st_mtime < time.time() - A_DAY:
                shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def writing(to):
    """Say in words why something cannot be written to ``to``."""
    try:
        yield
    except BrokenPipeError:  # of what is printed on the way
        raise
    except OSError as error:
        raise CannotWrite(
            f"The results cannot be written to {to}: {error.strerror}. Close what has a file of it "
            "open, or name another folder with --to. Then run the same command again: what is "
            "graded already is not graded twice."
        ) from error


def grade(place, to, folder, options):
    """Grade everything, write everything, and return the exit code."""
    print(isolation.LEVELS[isolation.available()])
    handed_in = submissions.find(place, folder / "unpacked")
    with writing(to):
        to.mkdir(parents=True, exist_ok=True)
    corrections = by_hand.read(to)
    rows, jobs = sort_out(handed_in)
    journal = results.Journal(to / "journal.jsonl", f"{options.seconds}/{options.memory}")
    for job in jobs:
        job["key"] = journal.key(job["student"], Path(job["path"]))
    waiting = [job for job in jobs if job["key"] not in journal.known]
    if len(waiting) < len(jobs):
        print(f"{len(jobs) - len(waiting)} of {len(jobs)} were graded before.")
    if waiting:
        run(waiting, journal, place, to, folder, options)
    for job in jobs:
        rows += journal.known[job["key"]]
    rows += missing(rows, options.lessons or sorted({job["lesson"] for job in jobs}))
    with writing(to):
        write(to, rows, corrections)
    failed = sum(row.status == "not graded" for row in rows)
    if failed:
        print(f"{failed} exercises could not be graded; their pages say why. That is a fault of the "
              "course. Run the same command again to try them once more.", file=sys.stderr)  # fmt: skip
    return 1 if failed else 0


def sort_out(handed_in):
    """Return (rows of what cannot be graded, jobs): one job for each student's notebook of a lesson."""
    rows, by_place = [], defaultdict(list)
    for one in handed_in:
        try:
            if one.path is None:
                raise notebook.Unreadable("no-notebook", one.lack)
            cells, title = notebook.read_apart(one.path)
        except notebook.Unreadable as error:
            number = lessons.named(one.shown) or ""
            rows.append(
                Row(one.student, number, "", "unreadable", error.slug, str(error), one.shown)
            )
            continue
        number = lessons.which(cells, title, one.path.name)
        if number is None:
            text = "This notebook is none of the course's lessons with exercises."
            rows.append(Row(one.student, "", "", "other notebook", "", text, one.shown))
            continue
        by_place[one.student, number].append((one, cells))
    jobs = []
    for (student, number), several in by_place.items():
        several.sort(key=lambda found: submissions.later(found[0].shown))
        one, cells = several[-1]
        for older, _ in several[:-1]:
            print(f"{student}, lesson {number}: {one.shown} counts, {older.shown} does not.")
        jobs.append(job(student, number, one, cells))
    return rows, jobs


def job(student, number, one, cells):
    """Return the job of grading one notebook, as plain data."""
    lesson = lessons.lessons()[number]
    answers = lessons.answers(lesson, cells)
    exercises, pieces = [], []
    for exercise in lesson.exercises:
        answered = [asdict(piece) for piece in answers[exercise.name]]
        pieces = pieces + answered
        exercises.append({"name": exercise.name, "answer": exercise.answer,
                          "untouched": lessons.untouched(exercise, answers[exercise.name]),
                          "answered": answered, "pieces": pieces})  # fmt: skip
    return {"student": student, "lesson": number, "path": str(one.path), "file": one.shown,
            "exercises": exercises}  # fmt: skip


def run(jobs, journal, place, to, folder, options):
    """Run the jobs and keep each one's rows in the journal as soon as it is finished."""
    seeds = [secrets.randbits(48) for _ in range(SEEDS)]
    if options.seed is not None:
        seeds = [options.seed + i for i in range(SEEDS)]
    sockets = folder / "s"
    sockets.mkdir()
    used = {job["lesson"] for job in jobs}
    hidden = (ROOT, Path.home(), Path(tempfile.gettempdir()), place, to, folder)
    hidden += tuple(isolation.not_the_systems()) if sys.platform == "linux" else ()
    orders = {
        "folder": str(sockets),
        "level": isolation.available(),
        "seconds": options.seconds,
        "megabytes": options.memory,
        "first_user": limits.first_user(),
        "hidden": [str(path) for path in hidden],
        "order": {n: [e.name for e in lessons.lessons()[n].exercises] for n in used},
        "allowed": {
            n: {
                e.name: sorted(course_own.allowed(n, e.name))
                for e in lessons.lessons()[n].exercises
            }
            for n in used
        },
    }
    fresh = isolation.fresh_start([str(path) for path in hidden], (ROOT,))
    orders["fresh"] = fresh
    common = {"fresh": fresh, "folder": str(sockets), "seconds": options.seconds, "megabytes": options.memory,
              "seeds": seeds}  # fmt: skip
    bar = Bar(len(jobs))

    def done(job, result):
        rows = rows_of(job, result)
        if "failed" not in result:
            with writing(to):
                journal.add(job["key"], rows)
        journal.known[job["key"]] = rows
        bar.step(f"{job['student']}, lesson {job['lesson']}")

    told = [{**job, **common, "allowed": orders["allowed"][job["lesson"]]} for job in jobs]
    Crew(orders, told, options.jobs, done).run()
    bar.end()


def rows_of(job, result):
    """Return the rows of a finished job; one that failed is said to be our fault."""
    told = result.get("rows") or [
        {"exercise": e["name"], "status": "not graded", "mistake": "", "message": result["failed"]}
        for e in job["exercises"]
    ]
    return [
        Row(job["student"], job["lesson"], t["exercise"], t["status"], t["mistake"], t["message"],
            job["file"])
        for t in told
    ]  # fmt: skip


def missing(rows, wanted):
    """Return a row for each student and lesson without a notebook."""
    found = {(row.student, row.lesson) for row in rows}
    return [
        Row(student, number, "", "not handed in")
        for student in sorted({row.student for row in rows})
        for number in wanted
        if (student, number) not in found
    ]


def write(to, graded, corrections):
    """Write the table, the class picture and the students' pages, and say where."""
    order = {n: [e.name for e in lesson.exercises] for n, lesson in lessons.lessons().items()}
    graded = results.in_order(graded, order)
    rows, told = by_hand.applied(corrections, graded)
    by_hand.write(to, graded, rows, corrections)
    summary = picture.text(rows)
    (to / "class.txt").write_text(summary, encoding="utf-8", errors="replace")
    (to / "class.html").write_text(picture.as_html(rows), encoding="utf-8", errors="replace")
    pages = feedback.write(to / "feedback", rows)
    feedback.write_for_moodle(to / "feedback.zip", rows, pages)
    print(*told, sep="\n", end="\n" if told else "")
    if corrections:
        print(f"{len(corrections)} set by hand in grades.csv: this holds.")
    print(
        f"\n{summary}\n{to / 'grades.csv'}, class.html, class.txt, {len(pages)} pages in feedback."
    )


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # a name that it cannot show shall not end the grading
    sys.exit(main())
