"""The judge of one submission after the other: what a student's process sends cannot fill its memory."""

import subprocess
import sys

import pytest

from nn_helpers.course.grading import slot

JOB = {"seconds": 20, "megabytes": 300}


class TooMuch:
    """A student's process whose answers do not fit into memory."""

    def __init__(self):
        self.channel, self.ended = self, False

    def send(self, _message):
        return

    def receive(self):
        raise MemoryError

    def end(self):
        self.ended = True
        return slot.Ended()


def test_too_much_from_a_student_is_the_students_fault(monkeypatch):
    there = TooMuch()
    monkeypatch.setattr(slot, "visit", lambda *_: there)
    for told, ended in (
        slot.ask(JOB, {"name": "step"}, 0, {}),
        slot.confirm(JOB, {"name": "step"}, 0, {}, seed=1),
    ):
        assert told is None
        assert there.ended
        assert slot.how_it_ended(ended, JOB)[:2] == ("stopped", "out-of-memory")


def test_a_process_that_the_system_has_ended_is_tried_again():
    """Once, and what ends itself does so again."""
    ended = [(None, slot.Ended(code=-9)), ({"status": "passed"}, slot.Ended())]
    assert slot.insisted(lambda: ended.pop(0), JOB)[0] == {"status": "passed"}
    ends = [(None, slot.Ended(code=-9))] * 3
    assert slot.insisted(lambda: ends.pop(0), JOB)[0] is None
    assert len(ends) == 1
    late = [(None, slot.Ended(time=True, code=-9))]
    assert slot.insisted(lambda: late.pop(0), JOB)[1].time


@pytest.mark.skipif(sys.platform != "linux", reason="needs the limit of address space of Linux")
def test_a_judge_has_a_limit_of_memory():
    code = (
        "from nn_helpers.course.grading import limits\n"
        "limits.limit_memory(100)\n"
        "bytearray(50 << 20)\n"
        "try:\n    bytearray(150 << 20)\n"
        "except MemoryError:\n    print('enough')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "enough\n"


@pytest.mark.parametrize(
    ("mistake", "kept"),
    [
        ("uphill", "uphill"),
        ("a-and-b", "a-and-b"),
        ("<b>", ""),
        ("\ud800", ""),
        ("x" * 61, ""),
        (7, "7"),
    ],
)
def test_a_name_that_no_check_gives_is_not_kept(mistake, kept):
    told = {"status": "wrong", "mistake": mistake, "lines": ["a\ud800b", 5]}
    assert slot.said(told) == ("wrong", kept, "a?b\n5")
    assert slot.said({**told, "status": "not attempted"})[2] == slot.NOTHING_WRITTEN
