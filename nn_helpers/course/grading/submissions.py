"""Find what was handed in: which file is whose, in any layout, zips included. Nothing is changed.

Known are: one notebook for each student, a folder for each student, nbgrader's submitted/STUDENT/LESSON,
and the names that learning platforms give (Moodle, Canvas, Blackboard, Brightspace).
"""

import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from nn_helpers.course.grading import lesson

LEFT_OUT = (".ipynb_checkpoints", "__MACOSX", "__pycache__")
MOST_BYTES = 2 * 2**30  # of all that comes out of the zips
MOST_FILES = 20_000
MOODLE = re.compile(r"^(?P<who>.+?)_\d+_assignsubmission_[a-z]+_?(?P<rest>.*)$")
CANVAS = re.compile(r"^(?P<who>[^\W\d_][^_]*)_(?:LATE_)?\d+_\d+_(?P<rest>.+)$", re.IGNORECASE)
BLACKBOARD = re.compile(r"^.+?_(?P<who>[^_]+)_attempt_[\d-]+(?:_(?P<rest>.+))?$")
BRIGHTSPACE = re.compile(r"^\d+-\d+ - (?P<who>.+?) ?- .+$")
PLATFORMS = (MOODLE, BLACKBOARD, CANVAS, BRIGHTSPACE)


class NothingFound(Exception):
    """There is nothing to grade; the message says what was looked for."""


@dataclass(frozen=True)
class HandedIn:
    """One file: whose it is, where it lies, how the teacher knows it."""

    student: str
    path: Path
    shown: str


def find(place, folder):
    """Return what was handed in below ``place``, a folder or a zip; zips are unpacked into ``folder``.

    Raises ``NothingFound`` when there is no notebook.
    """
    place = Path(place)
    if not place.exists():
        raise NothingFound(f"There is no {place}.")
    if place.is_file():
        if zipfile.is_zipfile(place):
            files = unpacked(place, folder, PurePosixPath())
        else:
            files = [(PurePosixPath(place.name), place)]
    else:
        files = [
            found
            for path in sorted(place.rglob("*"))
            for found in _files_at(path, PurePosixPath(path.relative_to(place).as_posix()), folder)
        ]
    notebooks = [(name, path) for name, path in files if _counts(name)]
    if not notebooks:
        raise NothingFound(f"No notebook (.ipynb) in {place}.")
    folders = [name.parts for name, _ in notebooks]
    shared = _shared(folders)
    return [
        HandedIn(student(PurePosixPath(*name.parts[shared:])), path, str(name))
        for name, path in notebooks
    ]


def _files_at(path, name, folder):
    if path.is_symlink() or not path.is_file() or set(name.parts) & set(LEFT_OUT):
        return []
    if path.suffix.lower() == ".zip" and zipfile.is_zipfile(path):
        return unpacked(path, folder, name.with_suffix(""))
    return [(name, path)]


def _counts(name):
    return (
        name.suffix.lower() == ".ipynb"
        and not set(name.parts) & set(LEFT_OUT)
        and not name.name.startswith("._")
    )


def unpacked(archive, folder, below):
    """Unpack the notebooks of a zip into ``folder`` and return [(name, path), ...].

    Names that lead elsewhere are only names here: files are numbered. A zip too many and too large is
    refused with ``NothingFound``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found, size = [], 0
    with zipfile.ZipFile(archive) as content:
        for entry in content.infolist()[:MOST_FILES]:
            name = PurePosixPath(entry.filename.replace("\\", "/"))
            inner = name.suffix.lower() == ".zip"
            if entry.is_dir() or not (inner or _counts(name)) or entry.flag_bits & 1:
                continue
            size += entry.file_size
            if size > MOST_BYTES:
                raise NothingFound(f"{archive} holds more than {MOST_BYTES // 2**30} GB.")
            number = sum(1 for _ in folder.iterdir())
            path = folder / f"{number}{name.suffix.lower()}"
            with content.open(entry) as source, path.open("wb") as target:
                shutil.copyfileobj(source, target)
            parts = [p for p in name.parts if p not in ("/", "..", ".")]
            whole = below.joinpath(*parts)
            if inner and zipfile.is_zipfile(path):
                found += unpacked(path, folder, whole.with_suffix(""))
            else:
                found.append((whole, path))
    return found


def _shared(names):
    """Return how many leading folders all files share, so that they say nothing about whose they are.

    A lone folder stays: it may be the only student's.
    """
    shared = 0
    while all(len(name) > shared + 2 for name in names) and len({n[shared] for n in names}) == 1:
        shared += 1
    return shared


def student(name):
    """Return whose a file is, by its path.

    >>> student(PurePosixPath("Ada Byron_421_assignsubmission_file_/03_backprop.ipynb"))
    'Ada Byron'
    >>> student(PurePosixPath("byronada_LATE_77_4711_03_backprop-1.ipynb"))
    'byronada'
    >>> student(PurePosixPath("ada_03_backprop.ipynb")), student(PurePosixPath("ada/03_backprop.ipynb"))
    ('ada', 'ada')
    """
    parts = [p for p in name.parts[:-1] if lesson.named(p) is None or _beside(p)]
    for part in [*parts, name.stem]:
        for platform in PLATFORMS:
            if found := platform.match(part):
                return found["who"].strip()
    if parts:
        return _beside(parts[0]) or parts[0]
    return _beside(name.stem) or name.stem


def _beside(text):
    """Return what stands beside a lesson's name in a name, or "" when nothing does."""
    number = lesson.named(text)
    rest = text.replace(lesson.lessons()[number].stem, "") if number else text
    return re.sub(r"^[\s_.()-]+|[\s_.()-]+(\d+\)?)?$", "", rest) if number else text.strip()
