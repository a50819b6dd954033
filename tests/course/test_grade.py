"""Grading: a whole class of honest and hostile submissions in one run, and what is left untouched."""

import csv
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from changed_notebooks import RIGHT, big
from classroom import checksums, solved, write
from hostile import FILES, HONEST, HOSTILE
from support import ROOT

from nn_helpers.course import grade
from nn_helpers.course.grading import isolation, limits

EXERCISES = ("hidden_delta", "gradients", "step")
APART = isolation.available() == "namespaces"
SECONDS = "6"
FIRST = limits.first_user()
USERS = range(FIRST, FIRST + 64)  # of all gradings here


class Graded:
    """What came out of grading a class: verdicts, files, and what happened beside."""

    def __init__(self, to, visits, before, after):
        with (to / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
            self.rows = list(csv.DictReader(file))
        self.to, self.visits, self.before, self.after = to, visits, before, after

    def of(self, student):
        return {
            row["exercise"]: (row["status"], row["mistake"])
            for row in self.rows
            if row["student"] == student
        }


@pytest.fixture(scope="module")
def elsewhere():
    """A folder of somebody's with an answer, neither in a home nor among the folders for a moment."""
    if not os.access("/var/tmp", os.W_OK):
        pytest.skip("Nothing can be written to /var/tmp; run it as a user who may.")
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        write(Path(folder) / "step.py", RIGHT["step"])
        Path(folder).chmod(0o755)
        yield folder


@pytest.fixture(scope="module")
def graded(tmp_path_factory, elsewhere):
    """The class, graded once."""
    if not APART:
        pytest.skip("This system allows no namespaces: hostile submissions are not started here.")
    folder = tmp_path_factory.mktemp("class")
    neighbours = folder / "neighbours"
    for name in ("one.txt", "two.txt"):
        write(neighbours / name, "the teacher's").chmod(0o666)
    neighbours.chmod(0o777)
    visits = []
    server = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_listen, args=(server, visits), daemon=True).start()
    place = folder / "handed in"
    told = {"@PORT@": str(server.getsockname()[1]), "@PLACE@": str(neighbours), "@ROOT@": str(ROOT),
            "@ELSEWHERE@": elsewhere}  # fmt: skip
    for name, (notebook, _) in {**HONEST, **HOSTILE, **FILES}.items():
        path = write(place / name / "03_backprop.ipynb", notebook)
        for word, value in told.items():
            path.write_bytes(path.read_bytes().replace(word.encode(), value.encode()))
    write(place / "large" / "03_backprop.ipynb", big(solved(), 100))
    before = checksums(folder)
    to = folder / "graded"
    arguments = [str(place), "--to", str(to), "--seconds", SECONDS, "--jobs", "2"]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(limits, "first_user", lambda: USERS[0])
        assert grade.main(arguments) == 0
    after = {
        name: sums for name, sums in checksums(folder).items() if not name.startswith("graded")
    }
    server.close()
    return Graded(to, visits, before, after)


def _listen(server, visits):
    while True:
        try:
            visits.append(server.accept()[1])
        except OSError:
            return


@pytest.mark.parametrize("student", [*HONEST, *HOSTILE])
def test_everybody_gets_a_fair_verdict(student, graded):
    expected = {**HONEST, **HOSTILE}[student][1]
    found = graded.of(student)
    assert tuple(found) == EXERCISES
    for name, (status, mistake) in zip(EXERCISES, expected, strict=True):
        allowed = (status,) if isinstance(status, str) else status
        assert allowed is None or found[name][0] in allowed, (name, found)
        assert mistake is None or found[name][1] == mistake, (name, found)
        if status is None:
            assert found[name][0] != "passed"


@pytest.mark.parametrize("student", FILES)
def test_what_is_no_notebook_of_the_course_is_said_to_be_none(student, graded):
    rows = [row for row in graded.rows if row["student"] == student]
    assert FILES[student][1] in [(row["status"], row["mistake"]) for row in rows]
    assert not any(row["exercise"] for row in rows)


def test_a_very_large_output_costs_nothing(graded):
    assert set(graded.of("large").values()) == {("passed", "")}


def test_nothing_that_was_handed_in_is_changed_and_neighbours_are_safe(graded):
    assert graded.after == graded.before
    assert not graded.visits


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="shown for root alone")
def test_no_process_is_left(graded):
    assert not processes_left()


def processes_left():
    """Return the processes of all gradings here that are not gone within half a minute.

    A busy system may take a moment to note the end of one that was killed.
    """
    end = time.monotonic() + 30
    while True:
        left = [p.name for p in Path("/proc").glob("[0-9]*") if _user(p) in USERS]
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.1)


def _user(process):
    try:
        return process.stat().st_uid
    except OSError:
        return -1


def test_every_student_gets_a_page_and_the_teacher_a_picture(graded):
    students = {*HONEST, *HOSTILE, *FILES, "large"}
    assert {path.stem for path in (graded.to / "feedback").glob("*.html")} == students
    page = (graded.to / "feedback" / "wrong.html").read_text(encoding="utf-8")
    assert "hidden-slope-forgotten" in page
    picture = (graded.to / "class.txt").read_text(encoding="utf-8")
    assert f"{len(students)} students" in picture
    assert "hidden-slope-forgotten  (03 hidden_delta: wrong)" in picture
    assert "<script" not in (graded.to / "class.html").read_text(encoding="utf-8")


def test_nbval_comes_to_the_same_verdicts_on_honest_work(graded, tmp_path):
    """The plain way of the README, with its report for a learning platform."""
    for name, (notebook, _) in HONEST.items():
        write(tmp_path / f"{name}.ipynb", notebook)
    report = tmp_path / "report.xml"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval-lax",
        "--nbval-current-env",
        "-q",
        "--tb=no",
    ]
    command += ["--continue-on-collection-errors", "--nbval-cell-timeout=60"]
    command += ["--override-ini=addopts=", "-p", "no:cacheprovider", f"--junitxml={report}"]
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    subprocess.run([*command, *sorted(map(str, tmp_path.glob("*.ipynb")))], cwd=tmp_path, env=env,
                   capture_output=True, check=False, timeout=300)  # fmt: skip
    cases = list(ET.parse(report).getroot().iter("testcase"))
    for name, (notebook, _) in sorted(HONEST.items()):
        cells = [c for c in notebook["cells"] if c["cell_type"] == "code"]
        checked = dict(zip([c["id"] for c in cells], cases, strict=False))
        del cases[: len(cells)]
        for exercise, (status, _) in graded.of(name).items():
            assert (len(checked[f"check-{exercise}"]) == 0) == (status == "passed"), (
                name,
                exercise,
            )
    assert not cases


@pytest.fixture
def few(tmp_path):
    """Four students in a zip, one of them with a name that not every terminal can show."""
    with zipfile.ZipFile(tmp_path / "few.zip", "w") as archive:
        for name in ("ada", "\u0431\u043e\u0431", "cyd", "dan"):
            archive.writestr(f"{name}_03_backprop.ipynb", json.dumps(HONEST["half"][0]))
    return tmp_path / "few.zip"


@pytest.mark.skipif(os.name == "nt", reason="ends a process by a signal")
def test_killed_and_run_again_it_goes_on_where_it_was(few, tmp_path):
    to = tmp_path / "out"
    command = [
        sys.executable,
        "-m",
        "nn_helpers.course.grade",
        str(few),
        "--to",
        str(to),
        "--jobs=1",
    ]
    command += ["--unprotected"]
    plain = {**os.environ, "PYTHONIOENCODING": "ascii"}
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=plain)
    end = time.monotonic() + 120
    journal = to / "journal.jsonl"  # a finished submission is a line with its end
    while time.monotonic() < end and not (journal.exists() and journal.read_text().endswith("]\n")):
        time.sleep(0.02)
    first.kill()
    first.wait()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=plain)
    assert re.search(r"[1-4] of 4 were graded before\.", done.stdout)
    with (to / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    assert len(rows) == 4 * len(EXERCISES)
    assert ("dan", "03", "hidden_delta", "passed", "", "") in rows
    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "4 of 4 were graded before." in again.stdout


REFUSED = {
    "nowhere": (["{}/nowhere"], "There is no"),
    "no notebook": (["{}/empty"], "No notebook"),
    "inside": (["{}/empty", "--to", "{}/empty/graded"], "lies inside"),
    "no such lesson": (["{}/empty", "--lessons", "77"], "There are: 01, 02"),
    "no memory": (["{}/empty", "--memory", "1"], "50 megabytes"),
}


@pytest.mark.parametrize(("arguments", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_graded_gets_a_clear_line(arguments, said, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert grade.main([a.format(tmp_path) for a in arguments]) == 1
    assert said in capsys.readouterr().err


def test_where_nothing_protects_the_teacher_is_asked_first(monkeypatch, few, capsys):
    monkeypatch.setattr(isolation, "available", lambda: "nothing")
    assert grade.main([str(few)]) == 1
    told = capsys.readouterr().err
    assert "NOT protected" in told
    assert "--unprotected" in told


def test_results_that_cannot_be_written_get_a_clear_line(few, tmp_path, capsys):
    (tmp_path / "taken").write_text("a file where a folder is to be")
    assert grade.main([str(few), "--to", str(tmp_path / "taken")]) == 1
    told = capsys.readouterr().err
    assert "cannot be written" in told
    assert "--to" in told


def test_a_table_that_cannot_be_written_costs_no_work(few, tmp_path, capsys, monkeypatch):
    """As when a spreadsheet holds it open."""

    def refuse(*_given):
        raise PermissionError(13, "Permission denied")

    arguments = [str(few), "--to", str(tmp_path / "out"), "--unprotected"]
    with monkeypatch.context() as patched:
        patched.setattr(grade, "write", refuse)
        assert grade.main(arguments) == 1
    assert "is not graded twice" in capsys.readouterr().err
    assert grade.main(arguments) == 0
    assert "4 of 4 were graded before." in capsys.readouterr().out


def test_copies_that_a_killed_run_has_left_are_removed_a_day_later(tmp_path):
    for name in ("nn-grade-old", "nn-grade-new", "other"):
        write(tmp_path / name / "unpacked" / "x.ipynb", "{}")
        if name != "nn-grade-new":
            os.utime(tmp_path / name, (0, 0))
    grade.clear_up(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["nn-grade-new", "other"]


FEW = ("half", "kills", "forks")
SOME = ("half", "wrong", "exit", "kills", "forks", "forever", "cell-forever", "memory", "own")


def small_class(folder, names):
    """Some of the class, in files of their own."""
    for name in names:
        write(folder / f"{name}.ipynb", {**HONEST, **HOSTILE}[name][0])
    return folder


def grade_at(level, fresh, folder, monkeypatch, names=SOME):
    """Grade some of the class as on a system that gives less; return {student: {exercise: status}}."""
    monkeypatch.setattr(isolation, "available", lambda: level)
    monkeypatch.setattr(isolation, "fresh_start", fresh)
    place, to = small_class(folder / "in", names), folder / "out"
    before = checksums(place)
    arguments = [str(place), "--to", str(to), "--seconds", SECONDS, "--unprotected"]
    assert grade.main(arguments) == 0
    assert checksums(place) == before
    with (to / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        name: tuple((row["status"], row["mistake"]) for row in rows if row["student"] == name)
        for name in names
    }


def test_where_there_are_no_namespaces_another_user_keeps_the_others_safe(tmp_path, monkeypatch):
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("Only root can become another user.")
    monkeypatch.setattr(limits, "first_user", lambda: USERS[0])
    found = grade_at("other user", lambda *_: None, tmp_path, monkeypatch)
    the_same_verdicts(found)
    assert not processes_left()


def the_same_verdicts(found):
    for name in found:
        for (status, mistake), seen in zip(
            {**HONEST, **HOSTILE}[name][1], found[name], strict=True
        ):
            assert status is None or seen[0] == status, (name, seen)
            assert mistake is None or seen[1] == mistake, (name, seen)


@pytest.mark.skipif(not shutil.which("bwrap"), reason="bubblewrap (bwrap) is not installed")
def test_in_bubblewrap_the_verdicts_are_the_same(tmp_path, monkeypatch):
    """Few, since each starts afresh for each exercise."""
    the_same_verdicts(grade_at("bubblewrap", isolation.bubblewrap, tmp_path, monkeypatch, FEW))
