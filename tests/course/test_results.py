"""The table, the class picture, the pages; the bar; and what is hidden from a submission."""

import csv
import io
import json
import subprocess
import sys
import zipfile

import pytest
from classroom import solved, write

from nn_helpers.check import words
from nn_helpers.course import grade
from nn_helpers.course.grading import crew, feedback, isolation, picture, results, terminal_bar
from nn_helpers.course.grading.results import Row

ROWS = [
    Row("ada", "03", "step", "wrong", "uphill", "Called step(...).\nWhich way is downhill?"),
    Row("bob", "03", "step", "wrong", "uphill"),
    Row("cyd", "03", "step", "passed"),
    Row("cyd", "05", "train", "wrong", "off-by-one"),
    Row("=cmd()", "", "", "unreadable", "empty-file", "<script>alert(1)</script>", "a/b.ipynb"),
]


def test_the_table_has_one_line_for_each_exercise_and_no_formulas(tmp_path):
    results.write_csv(tmp_path / "grades.csv", ROWS)
    with (tmp_path / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["student", "lesson", "exercise", "status", "mistake", "note"]
    assert rows[1] == ["ada", "03", "step", "wrong", "uphill", ""]
    assert rows[-1][0] == "'=cmd()"


def test_rows_come_by_student_and_in_the_order_of_the_exercises():
    rows = [Row("b", "03", "step", ""), Row("B", "03", "a", ""), Row("a", "03", "z", ""),
            Row("b", "03", "gradients", "")]  # fmt: skip
    order = {"03": ["hidden_delta", "gradients", "step"]}
    found = [(row.student, row.exercise) for row in results.in_order(rows, order)]
    assert found == [("a", "z"), ("B", "a"), ("b", "gradients"), ("b", "step")]


def test_the_class_picture_begins_with_what_was_most_common():
    text = picture.text(ROWS)
    assert "4 students" in text
    assert "03 step                        1 of 3 passed; 2 wrong" in text
    lines = text[text.index("What to teach again") :].splitlines()
    assert lines[1] == "   2  uphill  (03 step: ada, bob)"
    assert lines[2] == "   1  off-by-one  (05 train: cyd)"
    page = picture.as_html(ROWS)
    assert page.index("uphill") < page.index("off-by-one")
    assert words.QUESTIONS["uphill"] in page
    # Exercises in the order of the lesson; what could not be graded is no exercise that failed.
    rows = [Row("ada", "03", "step", "passed"), Row("ada", "03", "cost", "wrong"),
            Row("bob", "03", "", "unreadable")]  # fmt: skip
    lines = picture.text(rows).splitlines()[2:5]
    assert lines[0] == f"{'03 (the notebook)':28} 1 unreadable"
    assert lines[1:] == [
        f"{'03 step':28}   1 of 1 passed",
        f"{'03 cost':28}   0 of 1 passed; 1 wrong",
    ]
    assert picture.text([]).endswith("No mistakes to teach again.\n")


def test_a_page_shows_what_was_handed_in_as_text(tmp_path):
    assert len(feedback.write(tmp_path, ROWS)) == 4
    page = (tmp_path / "ada.html").read_text(encoding="utf-8")
    assert "Which way is downhill?" in page
    assert "0 of 1 passed" in page
    assert "<script" not in (tmp_path / "=cmd().html").read_text(encoding="utf-8")


def test_names_that_make_one_file_name_get_two(tmp_path):
    rows = [Row(name, "03", "step", "passed") for name in ("a/b", "a:b", "A_b", "..", "")]
    assert len(feedback.write(tmp_path, rows)) == 5
    assert len(list(tmp_path.iterdir())) == 5


def test_a_page_has_a_name_that_every_system_takes(tmp_path):
    """At most 255 bytes, no device of Windows, and no two that a Mac takes for one."""
    names = ["\U00020bb7" * 80, "\u00e9" * 200, "con", "LPT1.x", "Jos\u00e9", "Jose\u0301"]
    feedback.write(tmp_path, [Row(name, "03", "step", "passed") for name in names])
    found = [path.name for path in tmp_path.iterdir()]
    assert len(found) == len(names)
    assert max(len(name.encode()) for name in found) <= 255
    assert {"_con.html", "_LPT1.x.html", "Jos\u00e9.html", "Jose\u0301-2.html"} <= set(found)


MOODLE = {
    "folders": (
        "in/Ada B_4_assignsubmission_file_/x.ipynb",
        "Ada B_4_assignsubmission_file_/feedback.html",
    ),
    "files": (
        "Ada B_4_assignsubmission_file_x.ipynb",
        "Ada B_4_assignsubmission_file_feedback.html",
    ),
    "not Moodle": ("ada/x.ipynb", None),
}


@pytest.mark.parametrize(("file", "place"), MOODLE.values(), ids=MOODLE)
def test_a_zip_for_moodle_has_the_names_that_moodle_gave(tmp_path, file, place):
    rows = [Row("Ada B", "03", "step", "passed", file=file), Row("Bo", "03", "", "not handed in")]
    pages = feedback.write(tmp_path / "feedback", rows)
    feedback.write_for_moodle(tmp_path / "feedback.zip", rows, pages)
    assert (tmp_path / "feedback.zip").exists() == bool(place)
    if place:
        with zipfile.ZipFile(tmp_path / "feedback.zip") as archive:
            assert archive.namelist() == [place]
            assert archive.read(place) == pages["Ada B"].read_bytes()


def test_a_journal_counts_for_the_same_bytes_and_settings_alone(tmp_path):
    path = write(tmp_path / "x.ipynb", "{}")
    journal = results.Journal(tmp_path / "journal.jsonl", "20/300")
    key = journal.key("ada", path)
    journal.add(key, ROWS[:1])
    with (tmp_path / "journal.jsonl").open("a") as file:
        file.write('["cut of')
    assert results.Journal(tmp_path / "journal.jsonl", "20/300").known == {key: ROWS[:1]}
    assert results.Journal(tmp_path / "journal.jsonl", "9/300").key("ada", path) != key
    assert journal.key("bob", path) != key
    path.write_text("[]")
    assert journal.key("ada", path) != key


def test_a_bar_on_a_terminal_and_lines_elsewhere():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    for out, wanted in ((Terminal(), "] 2 of 2  bob"), (io.StringIO(), "1 of 2\n2 of 2\n")):
        bar = terminal_bar.Bar(2, out)
        bar.step("ada")
        bar.step("bob")
        bar.end()
        assert wanted in out.getvalue()


def test_what_is_hidden_leaves_python_in_sight(tmp_path):
    home, python = tmp_path / "home", tmp_path / "home" / "python"
    course = python / "share" / "course"
    for folder in (course / ".venv", home / "secret"):
        folder.mkdir(parents=True)
    keep = (str(python), str(course / ".venv"))
    assert isolation.coverings([course, home, home / "secret", tmp_path / "none"], keep) == [
        (str(home), [str(python)]),
        (str(course), [str(course / ".venv")]),
    ]


def test_a_judge_that_is_lost_is_replaced_and_its_submission_tried_again(tmp_path, monkeypatch):
    """The first judge ends at once, as if killed; what it had is graded by the next."""
    gone = tmp_path / "gone"
    real = crew.Helper

    class Failing(real):
        def tell(self, message):
            if "student" in message and not gone.exists():
                gone.touch()
                self.process.kill()
            super().tell(message)

    monkeypatch.setattr(crew, "Helper", Failing)
    place = write(tmp_path / "in" / "ada.ipynb", solved()).parent
    arguments = [str(place), "--to", str(tmp_path / "out"), "--jobs=1", "--unprotected"]
    assert grade.main(arguments) == 0
    assert gone.exists()
    assert "1 of 1 passed" in (tmp_path / "out" / "class.txt").read_text(encoding="utf-8")


def test_a_lesson_that_does_not_run_is_said_to_be_our_fault(tmp_path, monkeypatch, capsys):
    def orders(helper, message):
        told = {**message, "lesson": "77"} if "until" in message else message
        helper.process.stdin.write(json.dumps(told) + "\n")
        helper.process.stdin.flush()

    monkeypatch.setattr(crew.Helper, "tell", orders)
    place = write(tmp_path / "in" / "ada.ipynb", solved()).parent
    arguments = [str(place), "--to", str(tmp_path / "out"), "--jobs=1", "--unprotected"]
    assert grade.main(arguments) == 1
    assert "fault of the course" in capsys.readouterr().err
    assert "KeyError" in (tmp_path / "out" / "feedback" / "ada.html").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_a_system_without_any_protection_still_grades(tmp_path):
    """As on macOS: processes fork, and nothing else is there. In a process of its own, unprivileged."""
    code = (
        "import sys\n"
        "from nn_helpers.course import grade\n"
        "from nn_helpers.course.grading import isolation, limits\n"
        "isolation.available = lambda: 'nothing'\n"
        "sys.exit(grade.main(sys.argv[1:]))\n"
    )
    place = write(tmp_path / "in" / "ada.ipynb", solved()).parent
    arguments = [str(place), "--to", str(tmp_path / "out"), "--unprotected"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("1 of 1 passed") == 3
