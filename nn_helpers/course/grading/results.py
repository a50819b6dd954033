"""Rows of what came out: a Journal while the grading goes on, ``grades.csv`` at its end."""

import csv
import hashlib
import json
import os
from dataclasses import asdict, dataclass

from nn_helpers.course.environment import ROOT

COLUMNS = ("student", "lesson", "exercise", "status", "mistake", "note")
STATUSES = {
    "passed": "right",
    "wrong": "not right yet",
    "not attempted": "nothing written",
    "course's own": "hands in what the course wrote",
    "stopped": "had to be stopped, or ended itself",
    "unreadable": "no notebook, or none that can be read",
    "other notebook": "no lesson of this course, or one without exercises",
    "not handed in": "no notebook for this lesson",
    "not graded": "the grading itself failed here: please tell us",
}


@dataclass(frozen=True)
class Row:
    """One verdict: whose, which lesson and exercise, status, mistake, and what the check says.

    ``note`` is the teacher's, and ``graded`` what the check had said before a correction by hand.
    """

    student: str
    lesson: str
    exercise: str
    status: str
    mistake: str = ""
    message: str = ""
    file: str = ""
    note: str = ""
    graded: str = ""


class Journal:
    """Finished submissions, one line each, so that a run that was killed goes on where it was.

    A line counts only for the same bytes handed in, the same course and the same settings.
    """

    def __init__(self, journal_path, settings):
        self.path = journal_path
        self.base = f"{fingerprint_of_the_course()}/{settings}"
        self.known = dict(self._lines())

    def _lines(self):
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return
        for line in lines:
            try:
                key, rows = json.loads(line)
                yield key, [Row(**row) for row in rows]
            except (ValueError, TypeError):  # cut off when it was killed
                continue

    def key(self, student, path):
        """Return the key of a submission: whose, its bytes, the course, the settings."""
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        text = f"{self.base}/{student}/{content}"
        return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()

    def add(self, key, rows):
        """Keep the rows of a submission that is finished."""
        self.known[key] = rows
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"\n{json.dumps([key, [asdict(row) for row in rows]])}\n")
            file.flush()
            os.fsync(file.fileno())


def fingerprint_of_the_course():
    """Return a text that changes when the course's code or lessons do."""
    texts = [
        file for kind in ("py", "toml", "txt") for file in (ROOT / "nn_helpers").rglob(f"*.{kind}")
    ]
    files = sorted([*texts, *(ROOT / "notebooks").glob("*.ipynb")])
    content = hashlib.sha256()
    for file in files:
        content.update(file.read_bytes())
    return content.hexdigest()


def in_order(rows, exercises):
    """Return rows by student, lesson and the exercises' order. ``exercises`` maps lesson to names."""

    def place(row):
        names = exercises.get(row.lesson, [])
        at = names.index(row.exercise) if row.exercise in names else -1
        return row.student.casefold(), row.student, row.lesson, at, row.exercise

    return sorted(rows, key=place)


def write_csv(path, rows):
    """Write ``grades.csv``. What a spreadsheet would take for a formula gets a quote in front."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow([harmless(getattr(row, column)) for column in COLUMNS])
    part.replace(path)


def harmless(text):
    """Return a text that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("ada")
    ("'=1+1", 'ada')
    """
    text = clean(text)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def clean(text):
    """Return a text on one line, without blanks around it and without what no file can hold."""
    return " ".join(text.encode("utf-8", "replace").decode().split())
