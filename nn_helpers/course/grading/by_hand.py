"""Corrections by hand: what a teacher changes in ``grades.csv`` holds in every later run.

``by_hand.json`` beside it keeps what was written last, so that a changed line can be told from an old
one, and the corrections found so far.
"""

import csv
import io
import json
from collections import defaultdict
from dataclasses import replace

from nn_helpers.course.grading import results

KEY = ("student", "lesson", "exercise")
MAY_CHANGE = ("status", "mistake", "note")
DELIMITERS = ",;\t"  # the last two are what some spreadsheets save


class TableError(Exception):
    """``grades.csv`` cannot be taken over; the message says which line, and what to do."""


def read(to):
    """Return ``{key: correction}`` of a results folder: those of before and those new in its table.

    A key is (student, lesson, exercise). A correction is a dict of status, mistake and note, and of
    ``was``, the [status, mistake] that had been graded when it was made.

    Raises ``TableError`` for a table that cannot be understood. Nothing is written.
    """
    kept, table = _kept(to), to / "grades.csv"
    if not table.exists():
        return _by_key(kept["corrections"])
    if not kept["written"]:
        raise TableError(
            f"{table} is there, but not by_hand.json, which tells what was changed in it. "
            "Move grades.csv away to have it written anew."
        )
    corrections = _by_key(kept["corrections"])
    written = defaultdict(list)
    for entry in (entry for version in kept["written"] for entry in version):
        written[_key(entry)].append(entry)
    for number, line in _lines(table):
        _take(corrections, written, number, line)
    return corrections


def _take(corrections, written, number, line):
    """Put one line of the table among the corrections, when it is one."""
    key = _key(line)
    before = written.get(key, [])
    if not before:
        raise TableError(
            f"grades.csv, line {number}: there was no line for {', '.join(filter(None, key))}. "
            "Change status, mistake and note alone. A spreadsheet may have changed the rest."
        )
    if any(all(line[name] == old[name] for name in MAY_CHANGE) for old in before):
        return
    status = line["status"].lower()
    if status not in results.STATUSES:
        known = ", ".join(results.STATUSES)
        raise TableError(
            f"grades.csv, line {number}: {line['status']!r} is no status. There are: {known}."
        )
    was = before[-1]["was"]
    mistake = "" if status == "passed" else line["mistake"]
    corrections.pop(key, None)
    if [status, mistake, line["note"]] != [*was, ""]:  # else a correction is taken back
        corrections[key] = {"status": status, "mistake": mistake, "note": line["note"], "was": was}


def applied(corrections, rows):
    """Return (rows with the corrections in them, what the teacher should hear about them)."""
    after, told, waiting = [], [], dict(corrections)
    for row in rows:
        one = waiting.pop(_key(_values(row)), None)
        if one is None:
            after.append(row)
            continue
        if [row.status, row.mistake] != one["was"] and row.status != one["status"]:
            told.append(
                f"{_place(row.student, row.lesson, row.exercise)}: {one['status']} by hand, when it "
                f"was graded {_verdict(*one['was'])}. Now it is graded "
                f"{_verdict(row.status, row.mistake)}. What was set by hand holds: look again."
            )
        graded = _verdict(row.status, row.mistake)
        values = {name: one[name] for name in MAY_CHANGE}
        after.append(replace(row, **values, graded=graded))
    told += [f"{_place(*key)}: set by hand, but there is no such line now." for key in waiting]
    return after, told


def write(to, graded, rows, corrections):
    """Write ``grades.csv`` from ``rows``, and what is needed to find changes in it later.

    ``graded`` are the same rows without corrections, in the same order. Stopped in between, neither
    the lines of before nor the new ones are taken for changed by hand.
    """
    new = [
        {**_values(row), "was": [machine.status, machine.mistake]}
        for row, machine in zip(rows, graded, strict=True)
    ]
    kept = [dict(zip(KEY, key, strict=True)) | one for key, one in corrections.items()]
    _keep(to, kept, [*_kept(to)["written"][-1:], new])
    results.write_csv(to / "grades.csv", rows)
    _keep(to, kept, [new])


def _values(row):
    return {name: results.clean(getattr(row, name)) for name in (*KEY, *MAY_CHANGE)}


def _verdict(status, mistake):
    return f"{status} ({mistake})" if mistake else status


def _place(student, lesson, exercise):
    return f"{student}, {f'{lesson} {exercise}'.strip() or 'a notebook'}"


def _by_key(entries):
    return {_key(entry): entry for entry in entries}


def _key(entry):
    return tuple(entry[name] for name in KEY)


def _kept(to):
    try:
        return json.loads((to / "by_hand.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {"corrections": [], "written": []}
    except ValueError:
        raise TableError(
            f"{to / 'by_hand.json'} is damaged. Move it and grades.csv away."
        ) from None


def _keep(to, corrections, written):
    part = to / "by_hand.json.part"
    part.write_text(json.dumps({"corrections": corrections, "written": written}), encoding="utf-8")
    part.replace(to / "by_hand.json")


def _lines(table):
    """Yield (line number, dict) of the table, as any spreadsheet may have saved it."""
    text = _decoded(table.read_bytes())
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=max(DELIMITERS, key=head.count))
    lacking = {*KEY, *MAY_CHANGE} - set(reader.fieldnames or ())
    if lacking:
        raise TableError(
            f"{table} has no column {', '.join(sorted(lacking))}. Put it back, or move the file away."
        )
    for line in reader:
        values = {name: _plain(line[name]) for name in (*KEY, *MAY_CHANGE)}
        if any(values.values()):
            values["lesson"] = values["lesson"].zfill(2) if values["lesson"] else ""
            yield reader.line_num, values


def _decoded(content):
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _plain(text):
    """Return a field without the quote that keeps a spreadsheet from taking it for a formula."""
    text = results.clean(text or "")
    return text[1:] if text[:1] == "'" and results.harmless(text[1:]) == text else text
