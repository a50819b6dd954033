"""The rooms: every program fails as found, its data comes in the right form, and lines are replaced."""

import re
from importlib import resources

import numpy as np
import pytest

from nn_helpers import check, escape_room, saved_work
from nn_helpers.course import build

NUMBERS = tuple(escape_room.ROOMS)
SOURCE = next(source for source in build.sources() if source.stem.startswith("11"))


@pytest.fixture(autouse=True)
def nothing_saved(tmp_path, monkeypatch):
    monkeypatch.setenv("NN_HELPERS_SAVED", str(tmp_path / "saved.jsonl"))


@pytest.mark.parametrize("number", NUMBERS)
def test_as_found_hardly_a_start_learns(number):
    assert escape_room.read(number).success(starts=6).learned <= 1


@pytest.mark.parametrize("number", NUMBERS)
def test_the_data_is_drawn_anew_and_fits_the_program(number):
    room = escape_room.read(number)
    parts = room.parts
    answers = parts["predict"](parts["params"], parts["X"])
    assert np.size(answers) == np.size(parts["Y"])
    one, again, other = (escape_room.ROOMS[number](np.random.default_rng(s)) for s in (1, 1, 2))
    assert np.array_equal(one[0], again[0])
    assert not np.array_equal(one[0], other[0])


def test_every_program_in_the_folder_has_a_room():
    files = resources.files("nn_helpers.escape_room.programs").iterdir()
    found = {int(m[1]) for f in files if (m := re.fullmatch(r"room_(\d)\.py", f.name))}
    assert found == set(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_program_does_not_say_what_is_wrong_with_it(number):
    text = escape_room.read(number).source.lower()
    words = {word for slug in escape_room.CAUSES for word in slug.split("-") if len(word) > 5}
    told = {word for word in words if re.search(rf"\b{word}\b", text)}
    assert told <= {"inputs", "labels", "samples", "epochs", "predict", "output"}, told
    assert not re.search(r"bug|wrong|fault|broken|mend|fixme|todo", text)


# Doors ------------------------------------------------------------------------------------------


def test_a_door_opens_when_the_room_before_is_mended():
    assert isinstance(escape_room.enter(1), escape_room.Room)
    closed = escape_room.enter(2)
    assert isinstance(closed, escape_room.ClosedDoor)
    assert "check.room_1" in repr(closed)
    assert escape_room.read(2).source.splitlines()[0] not in repr(closed)
    saved_work.update("passed", "room_1", True)
    assert isinstance(escape_room.enter(2), escape_room.Room)
    assert isinstance(escape_room.enter(3), escape_room.ClosedDoor)


def test_a_teacher_opens_any_door():
    assert escape_room.enter(6, unlocked=True).number == 6


@pytest.mark.parametrize("number", [0, 7, "2", None])
def test_there_is_no_other_room(number):
    with pytest.raises(ValueError, match="rooms 1 to 6"):
        escape_room.enter(number)


def test_no_closed_room_is_told_in_the_lesson():
    """The learner's notebook shows no line of a program: they come through the doors alone."""
    text = "\n".join(cell.source for cell in build.learner(SOURCE).cells)
    for number in NUMBERS:
        for line in map(str.strip, escape_room.read(number).source.splitlines()):
            if len(line) > 30 and not line.startswith(("import", "from")):
                assert line not in text, line


# Lines that are replaced ------------------------------------------------------------------------

TEXT = """def f(x):
    for i in range(3):
        x += 1
    y = x
    x += 1
    return y
"""
ROOM = escape_room.Room(1, TEXT)


def test_a_line_is_replaced_in_its_place():
    assert "    y = 2 * x\n" in ROOM.mend({"y = x": "y = 2 * x"}).source
    assert ROOM.source == TEXT


def test_several_lines_are_replaced_by_several():
    mended = ROOM.mend({"y = x\nx += 1": "if x:\n    y = 1\nx += 2"}).source
    assert mended.splitlines()[3:6] == ["    if x:", "        y = 1", "    x += 2"]
    assert mended.splitlines()[2] == "        x += 1"


def test_lines_pasted_with_their_spaces_are_found():
    pasted = "    for i in range(3):\n        x += 1\n"
    assert ROOM.mend({pasted: "x += 3"}).source.splitlines()[1] == "    x += 3"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"x += 1": "x += 2"}, "stands there 2 times"),
        ({"y = z": "y = 1"}, "No line reads 'y = z'. There is 'y = x'."),
        ({"nothing like it at all": ""}, "No line reads"),
        ({"": "x"}, "empty"),
    ],
)
def test_a_line_that_is_not_there_once_is_refused(change, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        ROOM.mend(change)


@pytest.mark.parametrize("change", [None, {}, "y = x", {"y = x": 3}, {3: "y"}, ["y = x"]])
def test_a_change_is_a_dict_of_texts(change):
    with pytest.raises(TypeError, match="change"):
        ROOM.mend(change)


# Scores -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outputs", "labels", "expected"),
    [
        ([[0.9], [0.2]], [[1.0], [0.0]], 1.0),
        ([0.9, 0.2], [[1.0], [0.0]], 1.0),
        ([[0.9], [np.nan]], [[1.0], [0.0]], 0.0),
        ([[0.9]], [[1.0], [0.0]], 0.0),
        (None, [[1.0], [0.0]], 0.0),
        ([[0.6, 0.3, 0.1]] * 2, [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]], 0.5),
        ([[1.0, 2.0, 3.0]], [[1.0, 2.0, 3.0]], 1.0),
        ([[2.0, 2.0, 2.0]], [[1.0, 2.0, 3.0]], 0.0),
    ],
)
def test_the_score_of_answers(outputs, labels, expected):
    assert escape_room.room.score(outputs, labels) == expected


def test_answers_that_are_no_numbers_are_the_reason():
    def answers(X, Y, asked, seed):
        return [np.array([[np.nan]]) if seed % 2 else np.array([[0.5]]) for _ in asked]

    found = escape_room.success(answers, 6, starts=4, seed=0)
    assert (found.learned, found.lost) == (0, 2)
    assert repr(found).startswith("0 of 4 starts learn; in 2 of them answers")
    assert "no numbers (nan or infinite)" in repr(found)
    right = escape_room.success(lambda X, Y, asked, seed: [[0.5]] * len(asked), 6, 2, seed=0)
    assert repr(right) == "0 of 2 starts learn"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("RATE, EPOCHS = -0.5, 600", "RATE is -0.5: a rate is positive, for example 0.5."),
        ("RATE, EPOCHS = 0, 600", "RATE is 0: a rate is positive"),
        ("RATE, EPOCHS = '0.5', 600", "RATE is '0.5': a rate is positive"),
        ("RATE, EPOCHS = 0.5, -1", "EPOCHS is -1: their number is positive, for example 600."),
    ],
)
def test_a_setting_that_is_no_positive_number_is_told_by_its_name(line, said):
    room = escape_room.read(1).mend({"RATE, EPOCHS = 0.5, 600": line})
    for what in (lambda: room.parts, room.success):
        with pytest.raises(ValueError, match=re.escape(said)):
            what()


def test_every_cause_has_an_experiment():
    for slug, shows in escape_room.CAUSES.items():
        assert shows.endswith("?")
        assert slug in repr(escape_room.causes())
    held = [group for n in NUMBERS for group in getattr(check, f"room_{n}").held]
    assert set().union(*held) <= set(escape_room.CAUSES)
