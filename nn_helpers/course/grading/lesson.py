"""A lesson as it is graded: given cells, exercises, and the pieces of a submission for each."""

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from nn_helpers.course.environment import ROOT
from nn_helpers.course.grading import notebook

NOTEBOOKS = ROOT / "notebooks"
CHECK = re.compile(r"\bcheck\.(\w+)\((\w+)\)")


@dataclass(frozen=True)
class Exercise:
    """An exercise: its name, its place among the code cells, the name that is checked, its stub."""

    name: str
    at: int
    answer: str
    stub: str


@dataclass(frozen=True)
class Piece:
    """Code of a student: what the cell is in words, its source, and whether it is the exercise's cell.

    Of any other cell only what it defines counts. That is found out where it runs, not here: even to
    parse a hostile text may end a process.
    """

    label: str
    source: str
    exercises: bool = True


@dataclass(frozen=True)
class Lesson:
    """A lesson: its file's stem, its title, its code cells as handed out, its exercises."""

    stem: str
    title: str
    cells: tuple
    exercises: tuple

    @property
    def number(self):
        return self.stem[:2]

    def ids(self):
        """Return the ids of the cells that tell this lesson from others."""
        return {f"{kind}-{e.name}" for e in self.exercises for kind in ("exercise", "check")}


@cache
def lessons():
    """Return the lessons that have exercises, by their number: ``{"03": Lesson, ...}``."""
    found = [read(path) for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))]
    return {lesson.number: lesson for lesson in found if lesson.exercises}


def read(path):
    """Return the ``Lesson`` of a learner's notebook."""
    cells, title = notebook.read(path)
    exercises, before = [], None
    for i, cell in enumerate(cells):
        if "exercise" in cell.tags:
            before = i
        elif "check" in cell.tags and before is not None and (called := CHECK.search(cell.source)):
            exercises.append(Exercise(called[1], before, called[2], cells[before].source))
            before = None
    return Lesson(path.stem, title, tuple(cells), tuple(exercises))


def which(cells, title, name):
    """Return the number of the lesson that a notebook is, or None.

    Judged by the ids of its exercises, then by its title, then by the name of the file.
    """
    known = lessons()
    names = {n for cell in cells for n in cell.names}
    shared = Counter({number: len(names & lesson.ids()) for number, lesson in known.items()})
    if shared and shared.most_common(1)[0][1]:
        return shared.most_common(1)[0][0]
    by_title = [number for number, lesson in known.items() if lesson.title == title]
    if by_title:
        return by_title[0]
    return named(name) if not cells else None


def named(name):
    """Return the number of the lesson whose file name stands in a name, or None.

    >>> named("mia_03_backprop-1.ipynb"), named("homework.ipynb")
    ('03', None)
    """
    found = [number for number, lesson in lessons().items() if lesson.stem in name]
    return found[0] if found else None


def answers(lesson, cells):
    """Return what a student wrote for each exercise: ``{name: [Piece, ...]}``, in the notebook's order.

    That is every copy of the exercise's cell before its check, and what further cells of the student's
    own. Where the id of the exercise's cell is lost, those are all there is.
    """
    given = {cell.source.strip() for cell in lesson.cells}
    place = {e.name: _window(lesson, e, cells) for e in lesson.exercises}
    found, begin = {}, 0
    for exercise in lesson.exercises:
        end = max(place[exercise.name], begin)
        pieces = []
        for i, cell in enumerate(cells[begin:end], start=begin + 1):
            if cell.names & {f"exercise-{e.name}" for e in lesson.exercises}:
                of_this = f"exercise-{exercise.name}" in cell.names
                pieces += [Piece(f"cell {i}", cell.source)] if of_this else []
            elif cell.source.strip() not in given and not _is_check(cell):
                pieces.append(Piece(f"cell {i}", cell.source, False))
        found[exercise.name] = pieces
        ids = {f"exercise-{exercise.name}", f"check-{exercise.name}"}
        if any(cell.names & ids for cell in cells):
            begin = end  # else its place is not known, and the next one may stand before it
    return found


def untouched(exercise, pieces):
    """Return whether an exercise's cell is as it was handed out, and nothing else names the answer.

    What was given may be code to repair, which a check would find wrong.
    """
    cells = [piece.source.strip() for piece in pieces if piece.exercises]
    named = any(exercise.answer in piece.source for piece in pieces if not piece.exercises)
    return bool(cells) and not named and set(cells) == {exercise.stub.strip()}


def _is_check(cell):
    return any(name.startswith("check-") for name in cell.names)


def _window(lesson, exercise, cells):
    """Return before which cell the answer to an exercise must stand."""
    at = next((i for i, c in enumerate(cells) if f"exercise-{exercise.name}" in c.names), -1)
    order = [e.name for e in lesson.exercises]
    later = {f"exercise-{name}" for name in order[order.index(exercise.name) + 1 :]}
    following = (i for i, c in enumerate(cells) if c.names & later and i > at)
    end = next(following, len(cells))
    checks = [i for i, c in enumerate(cells) if f"check-{exercise.name}" in c.names]
    return max((i for i in checks if at < i < end), default=end)


def shows_only(source):
    """Return whether a given cell only shows something: it defines nothing that a later one needs."""
    body = ast.parse(source).body
    return all(isinstance(node, ast.Expr) for node in body)
