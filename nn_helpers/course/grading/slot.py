"""A slot: a Visit to a student's process for each job: the request, what was told, the row.

Started as ``python -m nn_helpers.course.grading.slot NUMBER``. Jobs come as lines of JSON on standard
input, results go as lines of JSON to standard output. It holds the seed of the probes, so it runs no
student's code, and no student's process is forked from it.
"""

import contextlib
import json
import re
import socket
import subprocess
import sys
import threading
import traceback
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from nn_helpers.course.grading import isolation, limits, verdict, wire
from nn_helpers.course.grading.limits import OUT_OF_MEMORY

PASSED, WRONG, NOT_ATTEMPTED = "passed", "wrong", "not attempted"
COURSES, STOPPED, FAILED = "course's own", "stopped", "not graded"
ENDED = "process-ended"
NO_CELL = "The cell of this exercise is not in the notebook."
NOTHING_WRITTEN = "In the cell of this exercise nothing was written yet."
SLUG = re.compile(r"[a-z0-9_-]{1,60}")  # of a mistake; anything else is no name that a check gives
MEGABYTES = 400  # of a judge, besides what it has at its start: what comes in may be large
LONGEST = 4000  # characters of what a report may say


@dataclass
class Ended:
    """How a student's process ended: out of time, its exit code, its largest memory, its seconds."""

    time: bool = False
    code: int = 0
    bytes: int = 0
    cpu: float = 0.0


class Visit:
    """A student's process for one request, and the control that tells how it ended."""

    def __init__(self, job, exercise, number):
        self.control = socket.socket(socket.AF_UNIX)
        self.control.connect(str(Path(job["folder"]) / f"{job['lesson']}-{exercise}"))
        ours, theirs = socket.socketpair()
        socket.send_fds(self.control, [bytes([number])], [theirs.fileno()])
        theirs.close()
        self.socket = ours
        self.channel = wire.Channel(ours.makefile("rb"), ours.makefile("wb"))

    def end(self):
        """End it and return how it ended."""
        self.channel.close()
        self.socket.close()
        self.control.shutdown(socket.SHUT_WR)
        told = b"".join(iter(lambda: self.control.recv(4096), b""))
        self.control.close()
        return Ended(**json.loads(told)) if told else Ended(code=-1)


class FreshVisit:
    """The same with a process that starts from nothing, where none is kept warm."""

    WARMING = 300  # seconds in which a lesson must have been run up

    def __init__(self, job, exercise, number):
        command = [*job["fresh"], sys.executable, "-m", "nn_helpers.course.grading.fresh"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.channel = wire.Channel(self.process.stdout, self.process.stdin)
        self.late = False
        watch = self._watch(self.WARMING)
        told = {name: job[name] for name in ("lesson", "seconds", "megabytes")}
        allowed = job["allowed"][exercise]
        self.channel.send({**told, "exercise": exercise, "allowed": allowed})
        self.channel.receive()
        watch.cancel()
        self.watch = self._watch(job["seconds"])

    def _watch(self, seconds):
        watch = threading.Timer(seconds, self._out_of_time)
        watch.daemon = True
        watch.start()
        return watch

    def _out_of_time(self):
        self.late = True
        self.process.kill()

    def end(self):
        """End it and return how it ended."""
        self.watch.cancel()
        self.channel.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=0.5)
        self.process.kill()
        return Ended(self.late, self.process.wait())


def visit(job, exercise, number):
    """Return a new process of a student's for one exercise."""
    return (Visit if job["fresh"] is None else FreshVisit)(job, exercise, number)


def main():
    """Grade what comes, until there is no more."""
    number = int(sys.argv[1])
    isolation.unreadable_for_others()
    isolation.die_with_parent()
    limits.limit_memory(MEGABYTES)
    for line in sys.stdin:
        job = json.loads(line)
        try:
            result = {"rows": grade(job, number)}
        except Exception:
            result = {"failed": traceback.format_exc(limit=-3)}
        print(json.dumps(result), flush=True)


def grade(job, number):
    """Return one row for each exercise of a job: name, status, mistake, message, and what it took."""
    rows, stopped = [], set()
    for exercise in job["exercises"]:
        pieces = [p for p in exercise["pieces"] if p["label"] not in stopped]
        row = graded(job, {**exercise, "pieces": pieces}, number)
        if row["status"] == STOPPED:  # what holds up this exercise shall not hold up the next ones
            stopped |= {p["label"] for p in exercise["pieces"]}
        rows.append(row)
    return rows


def graded(job, exercise, number):
    """Grade one exercise: let the check name the mistake in there, then confirm from out here."""
    if exercise["untouched"]:
        return row_to_tell(exercise, NOT_ATTEMPTED, "", NOTHING_WRITTEN)
    if not may_answer(exercise):
        return row_to_tell(exercise, NOT_ATTEMPTED, "", NO_CELL)
    request = {"pieces": exercise["pieces"], "answer": exercise["answer"]}
    told, ended = reported(job, exercise, number, {**request, "mode": "report"})
    used = {"bytes": ended.bytes, "cpu": ended.cpu}
    if told is None:
        return row_to_tell(exercise, *how_it_ended(ended, job), **used)
    if told.get("missing"):
        return row_to_tell(exercise, *not_defined(exercise, told), **used)
    if told.get("status") != PASSED:
        return row_to_tell(exercise, *said(told), **used)
    request = {**request, "mode": "serve", "hidden": None}
    if verdict.is_function(exercise["name"]):
        refused = refuted(job, exercise, number, {**request, "functions": True})
    else:
        refused = refuted_value(job, exercise, number, {**request, "functions": False})
    return row_to_tell(exercise, *(refused or said(told)), **used)


def may_answer(exercise):
    """Whether an answer can be there: in its own cell, or in one with which that was merged."""
    named = (exercise["answer"] in piece["source"] for piece in exercise["pieces"])
    return bool(exercise["answered"]) or any(named)


def reported(job, exercise, number, request):
    """Return what the check says in a student's process, or None, and how the process ended.

    What was too slow gets a second chance with more time: the machine may be busy.
    """
    told, ended = insisted(lambda: ask(job, exercise, number, {**request, "patience": 0}), job)
    if told and told.get("mistake") == "endless-loop":
        slow = {**request, "patience": job["seconds"] / 2}
        again, later = ask(job, exercise, number, slow)
        if again and again.get("status") == PASSED:
            return again, later
    return told, ended


def insisted(visited, job):
    """Return what a visit gives, tried again where the process ended without a word.

    The system may have ended it, not what was handed in: it does when its own memory is short.
    """
    told, ended = visited()
    if told is None and how_it_ended(ended, job)[1] == ENDED:
        return visited()
    return told, ended


def ask(job, exercise, number, request):
    """Send a request to a new process and return (its one answer or None, how it ended)."""
    there = visit(job, exercise["name"], number)
    try:
        there.channel.send(request)
        told = there.channel.receive()
    except wire.Lost:
        told = None
    except MemoryError:  # of what came in
        there.end()
        return None, Ended(code=OUT_OF_MEMORY)
    return told, there.end()


def confirm(job, exercise, number, request, seed):
    """Judge an answer in a new process from out here. Return (what ``verdict`` says or None, its end)."""
    there = visit(job, exercise["name"], number)
    try:
        there.channel.send(request)
        told = verdict.confirm(there.channel, exercise["name"], seed)
    except wire.Lost:
        told = None
    except MemoryError:  # of what came in
        there.end()
        return None, Ended(code=OUT_OF_MEMORY)
    return told, there.end()


def refuted(job, exercise, number, request):
    """Return the verdict on a function that passes in its own process and not from out here, or None.

    A second seed is tried before anybody is refused, since a draw can be an odd one.
    """
    for seed in job["seeds"]:
        told, ended = insisted(partial(confirm, job, exercise, number, request, seed), job)
        if told and told.report.passed:
            return None
        if told and told.handed_in:
            return (
                COURSES,
                "handed-in",
                (f"It calls {told.handed_in}, which the course wrote. Here it is yours to write."),
            )
    if told is None:
        return how_it_ended(ended, job)
    return (
        WRONG,
        told.report.mistake or "known-probes-only",
        (
            "It passes on the numbers that the check shows, and fails on others.\n"
            + told.report.message
        ),
    )


def refuted_value(job, exercise, number, request):
    """Return the verdict on a value that passes in its own process and not from out here, or None.

    Right once, it is asked for again where the check no longer holds it: was it read there?
    """
    judged = partial(confirm, job, exercise, number)
    told, ended = insisted(lambda: judged(request, job["seeds"][0]), job)
    if told is None:
        return how_it_ended(ended, job)
    if not told.report.passed:
        return WRONG, told.report.mistake or "", told.report.message
    hidden = {**request, "hidden": wire.pack(told.value)}
    told, ended = insisted(lambda: judged(hidden, job["seeds"][0]), job)
    if told and told.report.passed:
        return None
    return COURSES, "read-from-the-check", "The answer was read out of the check."


def said(told):
    """Return (status, mistake, message) of a report that came from a student's process."""
    status = told.get("status")
    status = status if status in (PASSED, WRONG, NOT_ATTEMPTED) else WRONG
    if status == NOT_ATTEMPTED:  # the check speaks of a cell above, and a page has none
        return status, "", NOTHING_WRITTEN
    mistake = str(told.get("mistake") or "") if status == WRONG else ""
    mistake = mistake if SLUG.fullmatch(mistake) else ""
    lines = told.get("lines")
    lines = [str(line) for line in lines] if isinstance(lines, list) else []
    return status, mistake, writable("\n".join(lines)[:LONGEST])


def writable(text):
    """Return a text without what no file can hold."""
    return text.encode("utf-8", "replace").decode()


def not_defined(exercise, told):
    """Return the verdict on cells after which the name does not exist."""
    errors = told.get("errors")
    for piece in exercise["answered"]:
        error = errors.get(piece["label"]) if isinstance(errors, dict) else None
        if isinstance(error, dict):
            slug = "syntax-error" if "Syntax" in str(error.get("type")) else "cell-fails"
            return (
                WRONG,
                slug,
                writable(f"The cell does not run.\n{str(error.get('said'))[:LONGEST]}"),
            )
    if not any(piece["exercises"] for piece in exercise["answered"]):
        return NOT_ATTEMPTED, "", NO_CELL
    return WRONG, "name-missing", f"The cell does not define {exercise['answer']}."


def how_it_ended(ended, job):
    """Return the verdict on a process that ended before it gave an answer."""
    if ended.time:
        return (
            STOPPED,
            "endless-loop",
            (f"It was still running after {job['seconds']:g} seconds, and was stopped."),
        )
    if ended.bytes > job["megabytes"] * 2**20 or ended.code == OUT_OF_MEMORY:
        return STOPPED, "out-of-memory", "It took more memory than a submission may."
    return STOPPED, ENDED, "It ended the whole program, or was ended by the system."


def row_to_tell(exercise, status, mistake, message, **used):
    """Return one row of the results."""
    told = {"exercise": exercise["name"], "status": status, "mistake": mistake, "message": message}
    return {**told, **used}


if __name__ == "__main__":
    main()
