"""Whose a file is, in the layouts that learning platforms make; and notebooks in any state."""

import json
import os
import zipfile

import pytest
from classroom import code, given, handed_in, solved, write

from nn_helpers.course.grading import lesson, notebook, own_cells, submissions

LAYOUTS = {
    "a folder each": {"ada/03_backprop.ipynb": "ada", "bob/hw/03_backprop.ipynb": "bob"},
    "a file each": {"ada.ipynb": "ada", "Bob Ross.ipynb": "Bob Ross"},
    "a file for each and lesson": {"ada_03_backprop.ipynb": "ada", "05_training (Bo).ipynb": "Bo"},
    "nbgrader": {
        "submitted/ada/03_backprop/03_backprop.ipynb": "ada",
        "submitted/bob/05_training/05_training.ipynb": "bob",
    },
    "Moodle, folders": {
        "Ada Byron_4_assignsubmission_file_/03_backprop.ipynb": "Ada Byron",
        "Bo Li_5_assignsubmission_file_/x.ipynb": "Bo Li",
    },
    "Moodle, files": {
        "Ada Byron_4_assignsubmission_file_03_backprop.ipynb": "Ada Byron",
        "Bo Li_5_assignsubmission_file_mine.ipynb": "Bo Li",
    },
    "Canvas": {
        "byronada_77_4711_03_backprop-1.ipynb": "byronada",
        "libo_LATE_78_4712_mine.ipynb": "libo",
    },
    "Blackboard": {
        "Homework 3_ab12_attempt_2026-01-02-10-00-00_03_backprop.ipynb": "ab12",
        "Homework 3_bl9_attempt_2026-01-02-10-00-00_x.ipynb": "bl9",
    },
    "Brightspace": {
        "123-456 - Ada Byron- Jan 1, 2026 1000 AM/03_backprop.ipynb": "Ada Byron",
        "124-456 - Bo Li- Jan 1, 2026 1001 AM/03_backprop.ipynb": "Bo Li",
    },
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("zipped", [False, True], ids=["folder", "zip"])
def test_whose_a_file_is(layout, zipped, tmp_path):
    place = tmp_path / "in"
    for name in layout:
        write(place / name, "{}")
    if zipped:
        with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
            for name in layout:
                archive.write(place / name, name)
        place = tmp_path / "in.zip"
    found = submissions.find(place, tmp_path / "out")
    assert {one.shown: one.student for one in found} == layout


def test_zips_inside_are_opened_and_leftovers_are_not_taken(tmp_path):
    with zipfile.ZipFile(tmp_path / "ada.zip", "w") as archive:
        archive.writestr("work/03_backprop.ipynb", "{}")
        archive.writestr("__MACOSX/handed_in/._03_backprop.ipynb", "x")
        archive.writestr("work/.ipynb_checkpoints/03_backprop-checkpoint.ipynb", "{}")
        archive.writestr("../../outside.txt", "x")
        archive.writestr("../../03_backprop.ipynb", "{}")
    place = tmp_path / "in"
    write(place / "ada.zip", (tmp_path / "ada.zip").read_bytes())
    write(place / "bob" / "03_backprop.ipynb", "{}")
    found = submissions.find(place, tmp_path / "out")
    assert {one.student for one in found} == {"ada", "bob"}
    assert all(one.path.is_relative_to(tmp_path) for one in found)
    assert not (tmp_path / "03_backprop.ipynb").exists()
    assert not (tmp_path.parent / "03_backprop.ipynb").exists()


MOODLE = "{}_assignsubmission_file_/{}"


def a_zip(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_what_is_wrong_with_one_students_files_harms_nobody_else(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "MOST_OF_ONE", 1000)
    monkeypatch.setattr(submissions.notebook, "TOO_LARGE", 5000)
    bomb = a_zip(tmp_path / "bomb", {"nb.ipynb": " " * 2000}).read_bytes()
    text = a_zip(tmp_path / "text", {"homework.py": "x = 1"}).read_bytes()
    place = a_zip(
        tmp_path / "in.zip",
        {
            MOODLE.format("Ada_1", "03_backprop.ipynb"): "{}",
            MOODLE.format("Bo_2", "hw.zip"): bomb,
            MOODLE.format("Cyd_3", "hw.zip"): text,
            MOODLE.format("Dan_4", "hw.zip"): b"no zip at all",
            MOODLE.format("Eve_5", "hw.ipynb"): " " * 6000,
            MOODLE.format("Flo_6", "hw.docx"): "x",
            MOODLE.format("Gus_7", "hw.zip"): bomb[:-30],
            "list of the class.csv": "Ada,Bo",
        },
    )
    found = {one.student: one for one in submissions.find(place, tmp_path / "out")}
    assert found["Ada"].path
    assert {name for name, one in found.items() if not one.path} == set(
        ["Bo", "Cyd", "Dan", "Eve", "Flo", "Gus"]
    )
    assert found["Bo"].lack == found["Eve"].lack == submissions.TOO_LARGE
    assert found["Cyd"].lack == found["Flo"].lack == submissions.NO_NOTEBOOK


def test_a_zip_with_a_password_is_said_to_have_one(tmp_path):
    place = a_zip(
        tmp_path / "in.zip", {"ada/03_backprop.ipynb": "{}", "bo/03_backprop.ipynb": "{}"}
    )
    content = bytearray(place.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # in the directory, of the first file
    place.write_bytes(content)
    found = {one.student: one.lack for one in submissions.find(place, tmp_path / "out")}
    assert found == {"ada": submissions.LOCKED, "bo": ""}


def test_very_long_names_take_no_time(tmp_path):
    """Looking for what stands beside a lesson's name goes over runs of such signs again and again."""
    long = "03_backprop" + "_" * 60_000 + "x/nb.ipynb"
    place = a_zip(tmp_path / "in.zip", {long: "{}", "ada/nb.ipynb": "{}"})
    found = submissions.find(place, tmp_path / "out")
    assert max(len(part) for one in found for part in one.shown.split("/")) <= submissions.LONGEST


def test_what_a_browser_saves_as_text_is_a_notebook(tmp_path):
    place = tmp_path / "in"
    for name in ("ada_03_backprop.ipynb.txt", "bo/03_backprop.ipynb.json", "cyd.ipynb"):
        write(place / name, "{}")
    write(place / "notes.txt", "x")
    assert {one.student for one in submissions.find(place, tmp_path / "o")} == {"ada", "bo", "cyd"}


def test_a_damaged_zip_of_the_platform_is_said_to_be_one(tmp_path):
    place = a_zip(tmp_path / "in.zip", {"ada.ipynb": "{}" * 99})
    content = bytearray(place.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at : at + 4] = b"XXXX"
    place.write_bytes(content)
    with pytest.raises(submissions.NothingFound, match="Download it again"):
        submissions.find(place, tmp_path / "out")


def found_in(tmp_path):
    """What was handed in below a folder: {student: what it lacks}."""
    return {one.student: one.lack for one in submissions.find(tmp_path / "in", tmp_path / "out")}


def test_a_link_out_of_the_folder_is_not_followed_and_its_student_hears_of_it(tmp_path):
    secret = write(tmp_path / "secret.ipynb", "{}")
    write(tmp_path / "in" / "ada.ipynb", "{}")
    (tmp_path / "in" / "bob.ipynb").symlink_to(secret)
    (tmp_path / "in" / "cyd.ipynb").mkdir()
    found = {one.student: one for one in submissions.find(tmp_path / "in", tmp_path / "out")}
    assert {name: one.lack for name, one in found.items()} == {
        "ada": "",
        "bob": submissions.NO_FILE,
        "cyd": submissions.NO_FILE,
    }
    assert found["bob"].path is found["cyd"].path is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_not_opened(tmp_path):
    write(tmp_path / "in" / "ada" / "x.ipynb", "{}")
    (tmp_path / "in" / "bob").mkdir()
    os.mkfifo(tmp_path / "in" / "bob" / "x.ipynb")
    assert found_in(tmp_path) == {"ada": "", "bob": submissions.NO_FILE}


def test_where_students_have_folders_nobody_is_left_out(tmp_path):
    """Left out, a student is not missed in a long table."""
    for name in ("ada/x.ipynb", "bob/x.ipynb", "cyd/x.py", "list.csv", ".git/config"):
        write(tmp_path / "in" / name, "{}")
    (tmp_path / "in" / "dan").mkdir()
    lacks = {name: submissions.NO_NOTEBOOK for name in ("cyd", "dan")}
    assert found_in(tmp_path) == {"ada": "", "bob": "", **lacks}


def test_where_students_have_files_a_folder_is_the_teachers(tmp_path):
    for name in ("ada.ipynb", "bob.ipynb", "slides/x.pdf"):
        write(tmp_path / "in" / name, "{}")
    assert found_in(tmp_path) == {"ada": "", "bob": ""}


def test_a_text_alone_is_missed_as_a_notebook(tmp_path):
    """Blackboard puts a text beside each file that was handed in, or alone."""
    stem = "in/HW_{}_attempt_2026-11-20-10-00-00"
    for name in (
        f"{stem.format('s1')}_x.ipynb",
        f"{stem.format('s1')}.txt",
        f"{stem.format('s2')}.txt",
    ):
        write(tmp_path / name, "{}")
    assert found_in(tmp_path) == {"s1": "", "s2": submissions.NO_NOTEBOOK}


def test_names_that_look_alike_stay_two(tmp_path):
    """What cannot be shown is replaced, and two students must not become one by that."""
    with zipfile.ZipFile(tmp_path / "in", "w") as archive:
        for name in ("a b", "a  b", "a\u202eb", "a\u202db", "a b (2)"):
            archive.writestr(f"{name}/x.ipynb", "{}")
    assert sorted(found_in(tmp_path)) == ["a b", "a b (2)", "a b (2)'", "a?b", "a?b (2)"]


NUMBERED = {
    "numbers of teams": ("03_backprop_team_1", "03_backprop_team_2"),
    "numbers of students": ("03_backprop_20261", "03_backprop_20262"),
    "in front": ("1_03_backprop", "2_03_backprop"),
}


@pytest.mark.parametrize("stems", NUMBERED.values(), ids=NUMBERED)
def test_a_number_of_a_students_own_is_no_copys(stems, tmp_path):
    for stem in stems:
        write(tmp_path / "in" / f"{stem}.ipynb", "{}")
    assert len(found_in(tmp_path)) == 2


def test_a_file_that_may_not_be_opened_is_said_to_be_one(tmp_path, monkeypatch):
    """Root opens any file, so the system's refusal is made here."""

    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(notebook, "read", refuse)
    path = write(tmp_path / "x.ipynb", "{}")
    with pytest.raises(notebook.Unreadable, match="cannot be opened: Permission denied") as refused:
        notebook.read_apart(path)
    assert refused.value.slug == "cannot-be-opened"


BROKEN = {
    "empty": ("", "empty-file"),
    "cut off": (json.dumps(given())[:999], "broken-json"),
    "no notebook": ('{"a": 1}', "not-a-notebook"),
    "no text": (b"\xff\xfe\x00", "broken-json"),
    "deep": ("[" * 100_000, "broken-json"),
    "cells of nothing": ('{"cells": [1, null, {"cell_type": "code"}, {"source": 7}]}', None),
    "odd metadata": ('{"cells": [{"cell_type": "code", "metadata": [], "source": null}]}', None),
}


@pytest.mark.parametrize(("content", "slug"), BROKEN.values(), ids=BROKEN)
def test_any_file_is_read_or_refused_by_name(content, slug, tmp_path):
    path = write(tmp_path / "x.ipynb", content)
    if slug is None:
        assert [cell.source for cell in notebook.read(path)[0]] == [""]
        return
    with pytest.raises(notebook.Unreadable) as refused:
        notebook.read(path)
    assert refused.value.slug == slug


def test_long_outputs_are_cut_out_of_a_large_file_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setattr(notebook, "LARGE", 10)
    monkeypatch.setattr(notebook, "LONG", 5000)
    text = 'print("source", [1], "\\"")  # {"source": ["no"]} \\ é'
    page = given()
    page["cells"][1]["outputs"] = [
        {"output_type": "stream", "text": ["long\n"] * 2000},
        {"output_type": "display_data", "data": {"text/html": "y" * 9000, 'a\\"b': ["z" * 9000]}},
    ]
    page["cells"].append(code(text))
    path = write(tmp_path / "x.ipynb", page)
    cells, title = notebook.read(path)
    assert len(notebook._text(path, path.stat().st_size)) < path.stat().st_size - 25_000
    assert cells[-1].source == text
    assert title.startswith("03 Backprop")
    plain = [c for c in page["cells"] if c["cell_type"] == "code"]
    assert [c.source for c in cells] == ["".join(c["source"]) for c in plain]


def test_which_lesson_a_notebook_is(tmp_path):
    def told(page, name="homework.ipynb"):
        cells, title = notebook.read(write(tmp_path / name, page))
        return lesson.which(cells, title, name)

    assert told(solved("05_training")) == "05"
    lost = given("05_training")
    for cell in lost["cells"]:
        cell["id"], cell["metadata"] = "x", {}
    assert told(lost) == "05"
    assert told(given("00_the_case")) is None
    assert told({"cells": [code("x = 1")]}) is None


def pieces(page, name, tmp_path):
    """What counts as the answer to an exercise of lesson 03: sources, and whether it is its cell."""
    cells, _ = notebook.read(write(tmp_path / "x.ipynb", page))
    found = lesson.answers(lesson.lessons()["03"], cells)[name]
    return [(piece.source, piece.exercises) for piece in found]


STEP = "def step(params, grads, learning_rate):\n    return 1"


def at(page, identity):
    return next(i for i, c in enumerate(page["cells"]) if c["id"] == identity)


def test_the_exercises_cell_and_what_ones_own_cells_define_is_the_answer(tmp_path):
    page = handed_in(step=STEP)
    own = "import math\nslow = [f(x) for x in range(9)]\nhalf = 0.5\ndef g(x):\n    return x\ng(1)"
    page["cells"].insert(at(page, "exercise-step"), code(own))
    assert pieces(page, "step", tmp_path) == [(own, False), (STEP, True)]
    defined = "import math\nhalf = 0.5\ndef g(x):\n    return x"
    assert own_cells.definitions(own) == defined


def test_a_cell_of_ones_own_below_the_stub_counts_too(tmp_path):
    page = given()
    page["cells"].insert(at(page, "check-step"), code(STEP))
    assert pieces(page, "step", tmp_path)[-1] == (STEP, False)


def test_without_ids_the_cell_that_defines_the_name_is_the_answer(tmp_path):
    page = handed_in(step=STEP)
    for cell in page["cells"]:
        cell["id"], cell["metadata"] = "", {}
    assert (STEP, False) in pieces(page, "step", tmp_path)


def test_code_to_repair_that_nobody_touched_is_no_attempt(tmp_path):
    """As a wrong answer it would stand in the class picture as a mistake that nobody made."""
    (repair,) = [e for e in lesson.lessons()["06"].exercises if e.name == "sgd_step"]
    page = given("06_stale_weights")
    assert untouched(repair, page, tmp_path)
    page["cells"].insert(at(page, "check-sgd_step"), code("x = 1"))
    assert untouched(repair, page, tmp_path)
    page["cells"].insert(at(page, "check-sgd_step"), code("sgd_step = None"))
    assert not untouched(repair, page, tmp_path)
    page = handed_in("06_stale_weights", sgd_step=repair.stub + "  # mine")
    assert not untouched(repair, page, tmp_path)


def untouched(exercise, page, folder):
    cells, _ = notebook.read(write(folder / "x.ipynb", page))
    found = lesson.answers(lesson.lessons()["06"], cells)
    return lesson.untouched(exercise, found[exercise.name])


def test_a_copied_check_at_the_end_does_not_move_the_others(tmp_path):
    page = handed_in(step=STEP)
    page["cells"].append(page["cells"][at(page, "check-hidden_delta")])
    assert pieces(page, "step", tmp_path)[-1] == (STEP, True)


def test_the_last_of_several_copies_counts(tmp_path):
    page = handed_in(step=STEP)
    copy = {**page["cells"][at(page, "exercise-step")], "source": STEP + " + 1"}
    page["cells"].insert(at(page, "check-step"), copy)
    assert pieces(page, "step", tmp_path) == [(STEP, True), (STEP + " + 1", True)]


def test_nobody_hands_in_for_somebody_else(tmp_path):
    """What a student's own folder or zip holds cannot name another student."""
    name = "Bo Li_5_assignsubmission_file_/03_backprop.ipynb"
    write(tmp_path / "in" / "Ada_4_assignsubmission_file_" / name, "{}")
    write(tmp_path / "in" / name, "{}")
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr(name, "{}")
    write(
        tmp_path / "in" / "Cy_6_assignsubmission_file_" / "z.zip", (tmp_path / "z.zip").read_bytes()
    )
    found = submissions.find(tmp_path / "in", tmp_path / "out")
    assert sorted(one.student for one in found) == ["Ada", "Bo Li", "Cy"]


def test_two_of_one_name_stay_two(tmp_path):
    for number in (4, 5):
        name = f"Ada Byron_{number}_assignsubmission_file_/03_backprop.ipynb"
        write(tmp_path / "in" / name, "{}")
    found = submissions.find(tmp_path / "in", tmp_path / "out")
    assert sorted(one.student for one in found) == ["Ada Byron (4)", "Ada Byron (5)"]


def test_a_zip_that_holds_itself_ends(tmp_path):
    """And a damaged file in a zip is an empty one."""
    inner = b"PK"
    for _ in range(5):
        with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
            archive.writestr("z.zip", inner)
            archive.writestr("ada.ipynb", "{}" * 50)
        inner = (tmp_path / "z.zip").read_bytes()
    broken = inner.replace(b"{}{}{}", b"{}{}[]", 1)
    path = write(tmp_path / "in" / "ada.zip", broken)
    found = submissions.find(path.parent, tmp_path / "out")
    assert len(found) <= submissions.DEEPEST
    assert {one.student for one in found} == {"ada"}
