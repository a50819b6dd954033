"""What a teacher changes in grades.csv by hand holds when the same class is graded again."""

import csv
import json

import pytest
from classroom import handed_in, solved, source, write

from nn_helpers.course import grade
from nn_helpers.course.grading import by_hand, feedback, results
from nn_helpers.course.grading.results import Row

MACHINE = [
    Row("ada", "03", "step", "wrong", "uphill", "Called step(...).\nWhich way is downhill?"),
    Row("ada", "05", "train", "passed"),
    Row("=cmd()", "03", "step", "not attempted"),
    Row("Zoë  B", "03", "", "not handed in"),
]


def graded(to, rows=MACHINE):
    """One run of grading: the corrections of before, the rows after, what is said."""
    corrections = by_hand.read(to)
    after, told = by_hand.applied(corrections, rows)
    by_hand.write(to, rows, after, corrections)
    return after, told


def lines(to):
    with (to / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def change(to, line, delimiter=",", encoding="utf-8-sig", **values):
    """Change a line as a spreadsheet does, and save the table as one does."""
    rows = lines(to)
    (row,) = [row for row in rows if (row["student"], row["lesson"]) == line]
    row.update(values)
    with (to / "grades.csv").open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, results.COLUMNS, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def to(tmp_path):
    assert graded(tmp_path) == (MACHINE, [])
    return tmp_path


def test_a_table_nobody_touched_holds_no_corrections(to):
    assert by_hand.read(to) == {}
    assert graded(to) == (MACHINE, [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
def test_a_correction_holds_in_every_later_run(to, delimiter, encoding):
    change(to, ("ada", "03"), delimiter, encoding, status="Passed", note="shown to me at the board")
    for _ in range(3):
        after, told = graded(to)
        assert (after[0].status, after[0].mistake) == ("passed", "")
        assert after[0].graded == "wrong (uphill)"
        assert after[1:] == MACHINE[1:]
        assert not told
    assert lines(to)[0]["note"] == "shown to me at the board"


def test_a_spreadsheet_that_eats_zeros_and_quotes_does_no_harm(to):
    change(to, ("'=cmd()", "03"), lesson="3", status="passed")
    after, _ = graded(to)
    assert after[2].status == "passed"
    assert lines(to)[2]["student"] == "'=cmd()"


def test_set_back_by_hand_the_correction_is_gone(to):
    change(to, ("ada", "03"), status="passed")
    graded(to)
    change(to, ("ada", "03"), status="wrong", mistake="uphill")
    assert graded(to) == (MACHINE, [])
    assert by_hand.read(to) == {}


def test_a_new_verdict_beside_a_correction_is_said(to):
    change(to, ("ada", "03"), status="passed")
    graded(to)
    handed_in_again = [Row("ada", "03", "step", "not attempted"), *MACHINE[1:]]
    after, (said,) = graded(to, handed_in_again)
    assert after[0].status == "passed"
    assert "graded wrong (uphill). Now it is graded not attempted." in said
    _, (said,) = graded(to, MACHINE[1:])
    assert said == "ada, 03 step: set by hand, but there is no such line now."


def test_a_verdict_that_changes_by_itself_is_no_correction(to):
    handed_in_again = [Row("ada", "03", "step", "passed"), *MACHINE[1:]]
    assert graded(to, handed_in_again) == (handed_in_again, [])
    assert graded(to) == (MACHINE, [])


def test_a_removed_line_and_a_removed_table_come_back(to):
    (to / "grades.csv").write_text("\n".join((to / "grades.csv").read_text().splitlines()[:2]))
    assert graded(to) == (MACHINE, [])
    change(to, ("ada", "03"), status="passed")
    graded(to)
    (to / "grades.csv").unlink()
    assert graded(to)[0][0].status == "passed"


@pytest.mark.parametrize("stops_at", ["write_csv", "second note"])
def test_stopped_while_it_writes_no_line_is_taken_for_changed(to, monkeypatch, stops_at):
    new = [Row("ada", "03", "step", "passed"), *MACHINE[1:]]

    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if stops_at == "write_csv":
            patched.setattr(results, "write_csv", stop)
        else:
            keep = by_hand._keep

            def once(*arguments):
                keep(*arguments)
                patched.setattr(by_hand, "_keep", stop)

            patched.setattr(by_hand, "_keep", once)
        with pytest.raises(KeyboardInterrupt):
            by_hand.write(to, new, new, {})
    assert by_hand.read(to) == {}


REFUSED = {
    "no status": ({"status": "fine"}, "line 2: 'fine' is no status. There are: passed, wrong"),
    "another student": ({"student": "eve"}, "line 2: there was no line for eve, 03, step"),
}


@pytest.mark.parametrize(("values", "said"), REFUSED.values(), ids=REFUSED)
def test_a_change_that_makes_no_sense_is_refused(to, values, said):
    change(to, ("ada", "03"), **values)
    before = (to / "grades.csv").read_bytes()
    with pytest.raises(by_hand.TableError, match=said):
        by_hand.read(to)
    assert (to / "grades.csv").read_bytes() == before


def test_a_table_without_its_columns_or_its_memory_is_refused(to):
    (to / "grades.csv").write_text("student,status\nada,passed\n")
    with pytest.raises(by_hand.TableError, match="no column exercise, lesson, mistake, note"):
        by_hand.read(to)
    (to / "by_hand.json").write_text("{")
    with pytest.raises(by_hand.TableError, match="damaged"):
        by_hand.read(to)
    (to / "by_hand.json").unlink()
    with pytest.raises(by_hand.TableError, match="to have it written anew"):
        by_hand.read(to)


def test_a_students_page_says_what_was_set_by_hand(to, tmp_path):
    change(to, ("ada", "03"), status="passed", note="<b>nice</b>")
    feedback.write(tmp_path / "feedback", graded(to)[0])
    page = (tmp_path / "feedback" / "ada.html").read_text(encoding="utf-8")
    assert "✓ step: passed" in page
    assert "Corrected by your teacher. The check had said: wrong (uphill)." in page
    assert "Your teacher: &lt;b&gt;nice&lt;/b&gt;" in page
    assert "Which way is downhill?" not in page
    assert "2 of 2 passed" in page


def test_a_note_alone_stands_beside_the_checks_words(to, tmp_path):
    change(to, ("ada", "03"), note="Come and see me.")
    feedback.write(tmp_path / "feedback", graded(to)[0])
    page = (tmp_path / "feedback" / "ada.html").read_text(encoding="utf-8")
    assert "Your teacher: Come and see me." in page
    assert "Which way is downhill?" in page
    assert "Corrected" not in page


def test_the_whole_command_keeps_a_correction(tmp_path, capsys):
    place, to = tmp_path / "in", tmp_path / "in-graded"
    right = source(solved(), "step")
    write(place / "ada.ipynb", handed_in(step=right.replace(" - ", " + ")))
    arguments = [str(place), "--unprotected", "--jobs=1"]
    assert grade.main(arguments) == 0
    assert {r["exercise"]: r["status"] for r in lines(to)}["step"] == "wrong"
    rows = lines(to)
    rows[-1]["status"] = "passed"
    with (to / "grades.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, results.COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    assert grade.main(arguments) == 0
    assert lines(to)[-1]["status"] == "passed"
    assert "1 set by hand in grades.csv: this holds." in capsys.readouterr().out
    assert "1 of 3 passed" in (to / "feedback" / "ada.html").read_text(encoding="utf-8")
    assert json.loads((to / "by_hand.json").read_text(encoding="utf-8"))["corrections"]
    (to / "grades.csv").write_text("nothing\n")
    assert grade.main(arguments) == 1
    assert "Put it back, or move the file away." in capsys.readouterr().err
