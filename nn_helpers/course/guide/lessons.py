"""What the guide says about each lesson: objectives, minutes, exercises, numbered answers."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import jupytext

from nn_helpers.course import build, minutes

ANSWERS = Path(__file__).with_name("lab_answers.toml")
OBJECTIVES = "**After this lesson you can**"
CHECKED = re.compile(r"^check\.(\w+)\(", re.MULTILINE)
LAB_CALL = re.compile(r"^labs\.(\w+)\(", re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


class GuideError(Exception):
    """The guide cannot be written; the message says what is missing where."""


@dataclass(frozen=True)
class Lab:
    """A lab in a lesson: its key, its heading, the questions beside it, and our answers to them."""

    key: str
    title: str
    questions: tuple
    answers: tuple


@dataclass(frozen=True)
class Lesson:
    """A lesson as a teacher plans with it. Minutes are (core, optional), each (least, most)."""

    number: str
    stem: str
    title: str
    minutes: tuple
    objectives: tuple
    exercises: tuple
    labs: tuple


@cache
def lessons():
    """Return all lessons in their order. Raises ``GuideError`` for a question without an answer."""
    known = tomllib.loads(ANSWERS.read_text(encoding="utf-8"))
    found = tuple(read(path, known) for path in build.sources() if path.stem[0].isdigit())
    there = {lab.key for lesson in found for lab in lesson.labs}
    if left := set(known) - there:
        raise GuideError(f"{ANSWERS.name} answers labs that are not there: {', '.join(left)}.")
    return found


def read(source, known):
    """Return the ``Lesson`` of a source. ``known`` are the answers by "NN lab", or "NN lab 2"."""
    cells = jupytext.read(source).cells
    head, number = cells[0].source, source.stem[:2]
    exercises = [name for cell in cells for name in CHECKED.findall(_checks(cell))]
    return Lesson(
        number,
        source.stem,
        build.title(source).removeprefix(f"{number} "),
        minutes.minutes(cells),
        tuple(numbered(head.partition(OBJECTIVES)[2])),
        tuple(exercises),
        tuple(labs(number, cells, known)),
    )


def _checks(cell):
    return cell.source if "check" in cell.metadata.get("tags", []) else ""


def labs(number, cells, known):
    """Yield the labs of a lesson, each with the numbered questions of the cell before it."""
    title, seen = "", Counter()
    for before, cell in pairwise(cells):
        if before.cell_type == "markdown":
            title = (HEADING.findall(before.source) or [title])[-1]
        if cell.cell_type == "code" and (called := LAB_CALL.search(cell.source)):
            seen[called[1]] += 1
            again = f" {seen[called[1]]}" if seen[called[1]] > 1 else ""
            key = f"{number} {called[1]}{again}"
            name = title.removeprefix("Lab: ").removesuffix(" (optional)")
            yield Lab(key, name, *answered(key, tuple(numbered(before.source)), known))


def answered(key, questions, known):
    """Return the questions at a lab and the answers to them. Raises ``GuideError`` for a lack."""
    answers = tuple(known.get(key, {}).get("answers", ()))
    if len(questions) != len(answers):
        raise GuideError(
            f'{ANSWERS.name} has {len(answers)} answers for the lab "{key}", which is asked '
            f"{len(questions)} questions about in its lesson."
        )
    return questions, answers


def numbered(text):
    """Return the entries of the numbered list in a text, each on one line.

    >>> numbered("See:\\n\\n1. one\\n   more;\\n2. two.\\n\\nEnd")
    ['one more', 'two']
    """
    entries, inside_entry = [], False
    for line in text.splitlines():
        begins = re.match(r"\d+\. (.+)", line)
        inside_entry = bool(begins) or (inside_entry and line.startswith("  "))
        if begins:
            entries.append(begins[1].strip())
        elif inside_entry:
            entries[-1] += f" {line.strip()}"
    return [entry.rstrip(";.") for entry in entries]
