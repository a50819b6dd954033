"""Find what was handed in, and unpack it: which file is whose, in any layout, zips included.

Known are: one notebook for each student, a folder for each student, nbgrader's submitted/STUDENT/LESSON,
and the names that learning platforms give (Moodle, Canvas, Blackboard, Brightspace).
"""

import os
import re
import shutil
import tempfile
import zipfile
import zlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from nn_helpers.course.grading import lesson

LEFT_OUT = (".ipynb_checkpoints", "__MACOSX", "__pycache__")
MOST_BYTES = 2 * 2**30  # of all that comes out of one zip
MOST_FILES = 20_000
DEEPEST = 2  # a platform's zip, and the zips of students in it
# who, what tells two of the same name apart, and the rest of the name
PLATFORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?P<who>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+_?.*$",  # Moodle
        r"^.+?_(?P<who>[^_]+)_attempt_(?P<id>)[\d-]+(?:_.+)?$",  # Blackboard
        r"^(?P<who>[^\W\d_][^_]*)_(?:LATE_)?(?P<id>\d+)_\d+_.+$",  # Canvas
        r"^(?P<id>\d+-\d+) - (?P<who>.+?) ?- .+$",  # Brightspace
    )
)


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
    shared = _shared([name.parts for name, _ in notebooks])
    whose = [student(PurePosixPath(*name.parts[shared:])) for name, _ in notebooks]
    ids = defaultdict(set)
    for who, number in whose:
        ids[who].add(number)
    return [
        HandedIn(f"{who} ({number})" if len(ids[who]) > 1 else who, path, printable(str(name)))
        for (who, number), (name, path) in zip(whose, notebooks, strict=True)
    ]


def printable(text):
    """Return a text without what could steer a terminal.

    >>> printable("a\x1b[2Jb")
    'a?[2Jb'
    """
    return "".join(c if c.isprintable() else "?" for c in text)


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


def unpacked(archive, folder, below, depth=1):
    """Unpack the notebooks of a zip into ``folder`` and return [(name, path), ...].

    Names that lead elsewhere are only names here: files get names of their own. A zip that is too
    large is refused with ``NothingFound``; zips in zips in zips are left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found, size = [], 0
    with zipfile.ZipFile(archive) as content:
        for entry in content.infolist()[:MOST_FILES]:
            name = PurePosixPath(entry.filename.replace("\\", "/"))
            inner = name.suffix.lower() == ".zip" and depth < DEEPEST
            if entry.is_dir() or not (inner or _counts(name)) or entry.flag_bits & 1:
                continue
            size += entry.file_size
            if size > MOST_BYTES:
                raise NothingFound(f"{archive} holds more than {MOST_BYTES // 2**30} GB.")
            path = _taken_out(content, entry, folder)
            whole = below.joinpath(*(p for p in name.parts if p not in ("/", "..", ".")))
            if inner and path and zipfile.is_zipfile(path):
                found += unpacked(path, folder, whole.with_suffix(""), depth + 1)
            elif _counts(name):
                found.append((whole, path))
    return found


def _taken_out(content, entry, folder):
    """Write one file of a zip into the folder; what is damaged becomes an empty file."""
    number, name = tempfile.mkstemp(dir=folder, suffix=PurePosixPath(entry.filename).suffix[:10])
    with os.fdopen(number, "wb") as target:
        try:
            with content.open(entry) as source:
                shutil.copyfileobj(source, target)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            target.truncate(0)
    return Path(name)


def _shared(names):
    """Return how many leading folders all files share, so that they say nothing about whose they are.

    A lone folder stays: it may be the only student's.
    """
    shared = 0
    while all(len(name) > shared + 2 for name in names) and len({n[shared] for n in names}) == 1:
        shared += 1
    return shared


def student(name):
    """Return (whose a file is, what tells two of that name apart), by its path.

    Only the outermost name counts: what is inside a student's own folder or zip, the student named.

    >>> student(PurePosixPath("Ada Byron_421_assignsubmission_file_/03_backprop.ipynb"))
    ('Ada Byron', '421')
    >>> student(PurePosixPath("byronada_LATE_77_4711_03_backprop-1.ipynb"))
    ('byronada', '77')
    >>> student(PurePosixPath("ada_03_backprop.ipynb")), student(PurePosixPath("ada/hw.ipynb"))
    (('ada', ''), ('ada', ''))
    """
    folders = [p for p in name.parts[:-1] if lesson.named(p) is None or _beside(p)]
    outermost = folders[0] if folders else name.stem
    for platform in PLATFORMS:
        if found := platform.match(outermost):
            return printable(found["who"].strip()), found["id"]
    return printable(_beside(outermost) or outermost), ""


def _beside(text):
    """Return what stands beside a lesson's name in a name, or "" when nothing does."""
    number = lesson.named(text)
    if number is None:
        return text.strip()
    rest = text.replace(lesson.lessons()[number].stem, "")
    return re.sub(r"^[\s_.()-]+|[\s_.()-]+(\d+\)?)?$", "", rest)
