"""One page for each student: every exercise with its verdict, the mistake, and a question."""

import html
import re
import unicodedata
import zipfile

from nn_helpers.course.grading.picture import page

# The name that Moodle gives to a student's folder, or, with more behind it, to a student's file.
MOODLE = re.compile(r"(.+?_\d+_assignsubmission_[a-z]+_)(.*)")
LONGEST = 200  # bytes of a page's name; systems allow 255
RESERVED = re.compile(
    r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE
)  # Windows takes no such file
SYMBOLS = {"passed": "✓", "not attempted": "○", "not handed in": "○"}


def file_name(student, taken):
    """Return a file name for a student's page that no other student has, safe on every system.

    >>> file_name("Zoë/..\\\\x", set()), file_name("ada", {"ada.html"})
    ('Zoë_.._x.html', 'ada-2.html')
    """
    safe = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "_", student).strip(". ")
    safe = (
        safe.encode("utf-8", "replace")[:LONGEST].decode("utf-8", "ignore").strip(". ") or "student"
    )
    safe = f"_{safe}" if RESERVED.match(safe) else safe
    number, name = 1, f"{safe}.html"
    alike = {_alike(t) for t in taken}
    while _alike(name) in alike:
        number += 1
        name = f"{safe}-{number}.html"
    return name


def _alike(name):
    """Return a form of a file's name that is the same for names that some system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()


def student_page(student, rows):
    """Return a student's page. ``rows`` are theirs, in order."""
    parts, lesson = [], None
    passed = sum(row.status == "passed" for row in rows)
    parts.append(f"<p>{passed} of {len(rows)} passed.</p>")
    for row in rows:
        if row.lesson != lesson:
            lesson = row.lesson
            parts.append(f"<h2>{html.escape(f'Lesson {lesson}' if lesson else row.file)}</h2>")
        parts.append(_exercise(row))
    return page(student, "\n".join(parts))


def _exercise(row):
    symbol = SYMBOLS.get(row.status, "✗")
    head = f"{symbol} {row.exercise or 'the notebook'}: {row.status}"
    mistake = f" <code>{html.escape(row.mistake)}</code>" if row.mistake else ""
    lines = "".join(
        f'<p style="white-space:pre-wrap;margin:.2em 0">{html.escape(line)}</p>'
        for line in [*_by_the_teacher(row), *_by_the_check(row)]
    )
    return f"<h3>{html.escape(head)}{mistake}</h3>{lines}"


def _by_the_teacher(row):
    """Return what was set by hand. Of a changed verdict the page says what it was."""
    verdict = f"{row.status} ({row.mistake})" if row.mistake else row.status
    if row.graded and row.graded != verdict:
        yield f"Corrected by your teacher. The check had said: {row.graded}."
    if row.note:
        yield f"Your teacher: {row.note}"


def _by_the_check(row):
    """Return the check's words, unless they explain a mistake that there is not."""
    return [] if row.graded and row.status == "passed" else row.message.split("\n")


def write(folder, rows):
    """Write the pages of all students into a folder, and return {student: page}."""
    folder.mkdir(parents=True, exist_ok=True)
    by_student, pages = {}, {}
    for row in rows:
        by_student.setdefault(row.student, []).append(row)
    for student, theirs in by_student.items():
        name = file_name(student, {page.name for page in pages.values()})
        pages[student] = folder / name
        text = student_page(student, theirs)
        pages[student].write_text(text, encoding="utf-8", errors="replace")
    return pages


def write_for_moodle(archive, rows, pages):
    """Write the pages as a zip that Moodle gives back to its students; none for other platforms.

    Moodle finds a student by the name that it gave to what was handed in.
    """
    places = {}
    for row in rows:
        for part in row.file.split("/"):
            if found := MOODLE.match(part):
                places[row.student] = found[1] + ("feedback.html" if found[2] else "/feedback.html")
    archive.unlink(missing_ok=True)
    if places:
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as content:
            for student, place in sorted(places.items()):
                content.write(pages[student], place)
