import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nn_helpers import check, own_functions, quiz, saved_work

# A file as the course wrote it at commit dffa020: before the lessons were renumbered, when a lesson
# called ``many.starts`` for what is ``many_runs.starts`` today.
FILE_OF_BEFORE = Path(__file__).with_name("of_dffa020.jsonl")


@pytest.fixture
def work_of_before(monkeypatch, tmp_path):
    shutil.copy(FILE_OF_BEFORE, tmp_path / "before.jsonl")
    monkeypatch.setenv("NN_HELPERS_SAVED", str(tmp_path / "before.jsonl"))


@pytest.mark.usefixtures("work_of_before")
def test_work_that_was_saved_before_is_read_as_before():
    passed = {"sigmoid", "forward", "initialise", "perturb", "which_loop"}
    assert check.progress().passed == passed
    for name in passed - {"which_loop"}:
        assert own_functions.function(name).own, own_functions.function(name)
    assert "import many_runs as many" in own_functions.program(
        own_functions.functions("initialise", "forward")
    )
    suspects = quiz.hypotheses()
    assert [name for name, box in suspects.boxes.items() if box.value] == ["order", "rate"]


def test_a_notebook_of_before_asks_its_questions_by_their_old_names():
    assert quiz.ask("09.left_out").prompt == quiz.ask("10.left_out").prompt
    assert quiz.ask("11.order").prompt == quiz.ask("12.order").prompt


def test_what_was_saved_comes_back():
    assert saved_work.read() == {}
    assert saved_work.update("passed", "sigmoid", True)
    assert saved_work.update("passed", "forward", False)
    assert saved_work.update("passed", "forward", True)
    assert saved_work.read() == {"passed": {"sigmoid": True, "forward": True}}


def test_saving_the_same_again_does_not_grow_the_file():
    for _ in range(3):
        saved_work.update("passed", "sigmoid", True)
    assert saved_work.path().read_text().count("sigmoid") == 1


@pytest.mark.parametrize("damage", [b'["passed", "sig', b"\xff\xfe\x00", b"[1, 2]\n{}\n[[], 1, 2]"])
def test_a_damaged_file_costs_the_damaged_lines_alone(damage):
    saved_work.update("passed", "sigmoid", True)
    with saved_work.path().open("ab") as file:
        file.write(damage)
    saved_work.update("passed", "forward", True)
    assert saved_work.read()["passed"] == {"sigmoid": True, "forward": True}


def test_many_writers_at_once_lose_nothing():
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: saved_work.update("runs", str(i), "x" * 200), range(200)))
    assert len(saved_work.read()["runs"]) == 200


def test_a_folder_that_cannot_be_written_is_reported_not_raised(monkeypatch, tmp_path):
    monkeypatch.setenv("NN_HELPERS_SAVED", str(tmp_path / "missing" / "saved.jsonl"))
    assert not saved_work.update("passed", "sigmoid", True)
    assert saved_work.read() == {}


def test_without_the_variable_the_file_lies_beside_the_notebook(monkeypatch, tmp_path):
    monkeypatch.delenv("NN_HELPERS_SAVED")
    monkeypatch.chdir(tmp_path)
    saved_work.update("passed", "sigmoid", True)
    assert os.listdir(tmp_path) == [saved_work.FILE_NAME]


def test_what_json_cannot_hold_is_an_error():
    with pytest.raises(TypeError):
        saved_work.update("passed", "sigmoid", {1, 2})
    assert json.dumps(saved_work.read()) == "{}"
