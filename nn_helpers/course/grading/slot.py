"""One of the judges that work side by side: grades one submission after the other.

Started as ``python -m nn_helpers.course.grading.slot NUMBER``. Jobs come as lines of JSON on standard
input, results go as lines of JSON to standard output. It holds the seed of the probes, so it runs no
student's code, and no student's process is forked from it.
"""

import json
import socket
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

from nn_helpers.course.grading import isolation, verdict, wire

PASSED, WRONG, NOT_ATTEMPTED = "passed", "wrong", "not attempted"
COURSES, STOPPED, FAILED = "course's own", "stopped", "not graded"
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


def main():
    """Grade what comes, until there is no more."""
    number = int(sys.argv[1])
    isolation.unreadable_for_others()
    isolation.die_with_parent()
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
    if not any(p["own"] for p in exercise["answered"]):
        return row(exercise, NOT_ATTEMPTED, "", "The cell of this exercise is not in the notebook.")
    request = {"pieces": exercise["pieces"], "answer": exercise["answer"], "value": None}
    told, ended = ask(job, exercise, number, {**request, "mode": "report"})
    used = {"bytes": ended.bytes, "cpu": ended.cpu}
    if told is None:
        return row(exercise, *how_it_ended(ended, job), **used)
    if told.get("missing"):
        return row(exercise, *not_defined(exercise, told), **used)
    if told.get("status") != PASSED:
        return row(exercise, *said(told), **used)
    request = {**request, "mode": "serve", "value": told.get("value")}
    return row(exercise, *confirmed(job, exercise, number, request, told), **used)


def ask(job, exercise, number, request):
    """Send a request to a new process and return (its one answer or None, how it ended)."""
    visit = Visit(job, exercise["name"], number)
    try:
        visit.channel.send(request)
        told = visit.channel.receive()
    except wire.Lost:
        told = None
    return told, visit.end()


def confirmed(job, exercise, number, request, told):
    """Return the verdict on an answer that passed in its own process: does it pass from out here?

    A second seed is tried before anybody is refused, since a draw can be an odd one.
    """
    for seed in job["seeds"]:
        visit = Visit(job, exercise["name"], number)
        try:
            visit.channel.send(request)
            report, handed_in = verdict.confirm(visit.channel, exercise["name"], seed)
        except wire.Lost:
            report, handed_in = None, ""
        ended = visit.end()
        if report is not None and report.passed:
            return said(told)
        if handed_in:
            return (
                COURSES,
                "handed-in",
                (f"It calls {handed_in}, which the course wrote. Here it is yours to write."),
            )
    if report is None:
        return how_it_ended(ended, job)
    if request["value"] is not None:
        return COURSES, "read-from-the-check", "The answer was read out of the check."
    return (
        WRONG,
        report.mistake or "known-probes-only",
        ("It passes on the numbers that the check shows, and fails on others.\n" + report.message),
    )


def said(told):
    """Return (status, mistake, message) of a report that came from a student's process."""
    status = told.get("status")
    status = status if status in (PASSED, WRONG, NOT_ATTEMPTED) else WRONG
    mistake = str(told.get("mistake") or "")[:60] if status == WRONG else ""
    lines = told.get("lines")
    lines = [str(line) for line in lines] if isinstance(lines, list) else []
    return status, mistake, "\n".join(lines)[:LONGEST]


def not_defined(exercise, told):
    """Return the verdict on cells after which the name does not exist."""
    errors = told.get("errors")
    for piece in exercise["answered"]:
        error = errors.get(piece["label"]) if isinstance(errors, dict) else None
        if isinstance(error, dict):
            slug = "syntax-error" if "Syntax" in str(error.get("type")) else "cell-fails"
            return WRONG, slug, f"The cell does not run.\n{str(error.get('said'))[:LONGEST]}"
    return WRONG, "name-missing", f"No cell defines {exercise['answer']}."


def how_it_ended(ended, job):
    """Return the verdict on a process that ended before it gave an answer."""
    if ended.time:
        return (
            STOPPED,
            "endless-loop",
            (f"It was still running after {job['seconds']:g} seconds, and was stopped."),
        )
    if ended.bytes > job["megabytes"] * 2**20 or ended.code == 3:
        return STOPPED, "out-of-memory", "It took more memory than a submission may."
    return STOPPED, "process-ended", "It ended the whole program, or was ended by the system."


def row(exercise, status, mistake, message, **used):
    """Return one row of the results."""
    told = {"exercise": exercise["name"], "status": status, "mistake": mistake, "message": message}
    return {**told, **used}


if __name__ == "__main__":
    main()
