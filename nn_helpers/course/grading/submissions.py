"""Find and unpack what was handed in: whose is a File (who), what is shared, which is later; zips.

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

from nn_helpers.course.grading import lesson, notebook

LEFT_OUT = (".ipynb_checkpoints", "__MACOSX", "__pycache__")
MOST_BYTES = 4 * 2**30  # of all that comes out of a platform's zip
MOST_OF_ONE = notebook.TOO_LARGE  # bytes that come out of a student's zip
MOST_FILES = 20_000  # in a student's zip
DEEPEST = 2  # a platform's zip, and the zips of students in it
LONGEST = 255  # characters of a file's name
NOTEBOOK = re.compile(r"\.ipynb(\.txt|\.json)?$", re.IGNORECASE)  # as some browsers save them
NO_NOTEBOOK = "No notebook (.ipynb) was handed in. Hand in the notebook file of the lesson."
NO_FILE = "This is a link or a folder, and no file. Hand in the notebook file itself."
TOO_LARGE = "This holds too much. Hand in the notebook file alone, with all outputs cleared."
LOCKED = "This has a password. Hand in the notebook file alone, without one."
BETWEEN = " \t_.()-"  # what stands between a name and a lesson
COPY = re.compile(r"(?:\s*\(\d+\)|-Copy\d*)+$")  # what browsers and Jupyter put behind a name
SECOND = re.compile(r"[\s_.-]*\d+(?![^\s_.-])")  # what a platform puts behind it
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
    """One file: whose it is, where it lies, how the teacher knows it.

    Somebody who handed in no notebook has one without a path; ``lack`` says why.
    """

    student: str
    path: Path | None
    shown: str
    lack: str = ""


@dataclass(frozen=True)
class File:
    """A file that was found: its name in what was handed in, where it lies, or what it lacks.

    ``own`` says that it certainly comes from a student: the teacher may keep files beside theirs.
    """

    name: PurePosixPath
    path: Path | None = None
    lack: str = ""
    own: bool = False


def find(place, folder):
    """Return what was handed in below ``place``, a folder or a zip; zips are unpacked into ``folder``.

    Raises ``NothingFound`` when nobody has handed in anything.
    """
    place = Path(place)
    if not place.exists():
        raise NothingFound(f"There is no {place}.")
    if place.is_file():
        if zipfile.is_zipfile(place):
            files = _unpacked_whole(place, folder)
        else:
            files = [_file(PurePosixPath(place.name), place)]
    else:
        files = [
            found
            for path in sorted(place.rglob("*"))
            for found in _files_at(path, PurePosixPath(path.relative_to(place).as_posix()), folder)
        ]
    notebooks = [file for file in files if file.path]
    shared = _shared([file.name.parts for file in notebooks])
    whose = [(student(_below(file.name, shared)), file) for file in notebooks]
    whose += _without_notebook(files, shared, {who for who, _ in whose})
    if not whose:
        raise NothingFound(f"No notebook (.ipynb) in {place}.")
    names = shown_names(who for who, _ in whose)
    return [
        HandedIn(names[who], file.path, printable(str(file.name)), file.lack)
        for who, file in whose
    ]  # fmt: skip


def _below(name, shared):
    return PurePosixPath(*name.parts[shared:]) if len(name.parts) > shared else name


def _without_notebook(files, shared, known):
    """Return [((who, id), file), ...] for students who handed in something, and no notebook."""
    names = [_below(file.name, shared) for file in files]
    in_folders = _a_folder_each(
        [name for file, name in zip(files, names, strict=True) if file.path]
    )
    found = {}
    for file, name in zip(files, names, strict=True):
        outermost = PurePosixPath(name.parts[0])
        theirs = file.own or any(
            p.match(text) for p in PLATFORMS for text in (outermost.name, outermost.stem)
        )
        theirs = theirs or (in_folders and len(name.parts) > 1 and name.parts[0][0] != ".")
        if file.path or not theirs:
            continue
        who = student(name)
        if who not in known:
            found.setdefault(who, file)
    return list(found.items())


def _a_folder_each(names):
    """Return whether students have a folder each, by where the notebooks lie: then others are theirs too."""
    folders = {name.parts[0] for name in names if len(name.parts) > 1}
    return len(folders) > sum(len(name.parts) == 1 for name in names)


def shown_names(students):
    """Return what each (name, id) is called in the results: on one line, and no two alike.

    >>> shown_names([("Ada", "4"), ("Ada", "5")])
    {('Ada', '4'): 'Ada (4)', ('Ada', '5'): 'Ada (5)'}
    >>> shown_names([("a b", ""), ("a\\n b", "")])
    {('a b', ''): 'a b', ('a\\n b', ''): 'a b (2)'}
    """
    alike, names = defaultdict(list), {}
    for who in sorted(set(students)):
        alike[printable(" ".join(who[0].split())) or "?"].append(who)
    taken = set(alike)  # the plain names, which nobody else may get
    for shown, several in alike.items():
        several.sort(key=lambda who: (who[0] != shown, who))
        for number, (who, identity) in enumerate(several, start=1):
            name = shown if number == 1 else f"{shown} ({number})"
            name = f"{shown} ({identity})" if identity and len(several) > 1 else name
            while name in taken and name != shown:
                name += "'"
            taken.add(name)
            names[who, identity] = name
    return names


def printable(text):
    """Return a text without what could steer a terminal.

    >>> printable("a\x1b[2Jb")
    'a?[2Jb'
    """
    return "".join(c if c.isprintable() else "?" for c in text)


def _unpacked_whole(place, folder):
    try:
        return unpacked(place, folder, PurePosixPath())
    except zipfile.BadZipFile:
        raise NothingFound(f"{place} is a damaged zip. Download it again.") from None


def _files_at(path, name, folder):
    if set(name.parts) & set(LEFT_OUT):
        return []
    if path.is_symlink() or not path.is_file():
        return _no_file_at(path, name)
    if path.suffix.lower() == ".zip":
        return _from_students_zip(path, name, folder)
    return [_file(name, path)]


def _no_file_at(path, name):
    """Return a link, a pipe or a folder that stands for a file, and what says that a folder is empty."""
    if _counts(name):
        return [File(name, None, NO_FILE, own=True)]
    try:
        empty = path.is_symlink() or not path.is_dir() or not any(path.iterdir())
    except OSError:  # it may not be looked into
        empty = True
    return [File(name / "(nothing)", None, NO_NOTEBOOK)] if empty else []


def _file(name, path):
    return File(name, path) if _counts(name) else File(name, None, NO_NOTEBOOK)


def _counts(name):
    hidden = set(name.parts) & set(LEFT_OUT) or name.name.startswith("._")
    return bool(NOTEBOOK.search(name.name)) and not hidden


def _from_students_zip(path, name, folder):
    """Return the files of a student's own zip; what is wrong with it is the student's alone."""
    below = name.with_suffix("")
    try:
        files = unpacked(path, folder, below, DEEPEST) if zipfile.is_zipfile(path) else []
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        files = []
    return files or [File(below, None, NO_NOTEBOOK, own=True)]


def unpacked(archive, folder, below, depth=1):
    """Unpack the notebooks of a zip into ``folder`` and return what is in it as ``File``s.

    Names that lead elsewhere are only names here: files get names of their own. What is too large is
    left where it is; zips in zips in zips are left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    own = depth == DEEPEST
    left, found = MOST_OF_ONE if own else MOST_BYTES, []
    with zipfile.ZipFile(archive) as content:
        for entry in content.infolist()[: MOST_FILES if own else None]:
            name = PurePosixPath(entry.filename.replace("\\", "/"))
            parts = (p[:LONGEST] for p in name.parts if p not in ("/", "..", "."))
            whole = below.joinpath(*parts)
            inner = name.suffix.lower() == ".zip" and not own
            if entry.is_dir() or set(whole.parts) & set(LEFT_OUT) or not whole.name:
                continue
            lack = _lack(entry, inner or _counts(name), left)
            if lack:
                found.append(File(whole, None, lack, own or lack != NO_NOTEBOOK))
                continue
            left -= entry.file_size
            path = _taken_out(content, entry, folder)
            found += _from_students_zip(path, whole, folder) if inner else [File(whole, path)]
    return found


def _lack(entry, wanted, left):
    """Return why a file of a zip is not taken out, in words, or an empty text."""
    if not wanted:
        return NO_NOTEBOOK
    if entry.flag_bits & 1:
        return LOCKED
    return TOO_LARGE if entry.file_size > min(left, notebook.TOO_LARGE) else ""


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
    outermost = folders[0] if folders else PurePosixPath(NOTEBOOK.sub(".ipynb", name.name)).stem
    for platform in PLATFORMS:
        if found := platform.match(outermost):
            return found["who"].strip(), found["id"]
    return _beside(outermost) or outermost, ""


def _beside(text):
    """Return what stands beside a lesson's name in a name, or "" when nothing does.

    A number behind the lesson is that of a copy where a name stands in front, else it is the name's.

    >>> [_beside(text) for text in ("ada_03_backprop-1", "03_backprop_team_1", "03_backprop (2)")]
    ['ada', 'team_1', '']
    """
    number = lesson.named(text)
    if number is None:
        return text.strip()
    before, stem, after = text.partition(lesson.lessons()[number].stem)
    before, after = before.lstrip(BETWEEN), COPY.sub("", after.replace(stem, ""))
    if before.strip(BETWEEN):
        after = SECOND.sub("", after, count=1) if SECOND.match(after) else after
    return (before + after).strip(BETWEEN)


def later(shown):
    """Return what orders the files of one student: numbers count as such, and copies come first.

    >>> sorted(["a (1).ipynb", "a.ipynb", "a-Copy2.ipynb", "a (10).ipynb", "a (9).ipynb"], key=later)
    ['a-Copy2.ipynb', 'a.ipynb', 'a (1).ipynb', 'a (9).ipynb', 'a (10).ipynb']
    """
    text = NOTEBOOK.sub("", shown).casefold()
    parts = re.split(r"(\d+)", text)
    return "-copy" not in text, [int(p) if i % 2 else p for i, p in enumerate(parts)]
