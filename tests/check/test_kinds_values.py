"""The checks of settings and of a choice: right, wrong, malformed, and not attempted."""

import copy

import numpy as np
import pytest

from nn_helpers import check, saved_work
from nn_helpers.check.exercises.kinds import Value

GOOD = {"learning_rate": 1.2, "init_scale": 0.3, "epochs": 3000}
VALUES = [value for value in vars(check).values() if isinstance(value, Value)]


@pytest.mark.parametrize("settings", [GOOD, {**GOOD, "init_scale": 0.5}, {**GOOD, "epochs": 2000}])
def test_settings_that_learn_nearly_always_pass(settings):
    report = check.settings(settings)
    assert report.passed
    assert "seeds 1000 to 1499" in report.message


@pytest.mark.parametrize(
    ("settings", "mistake", "words"),
    [
        (dict(learning_rate=0.01, init_scale=0.12, epochs=50), "most-at-4-ln-2", "500 at 4 ln 2"),
        (dict(learning_rate=1, init_scale=2, epochs=3000), "most-at-2-ln-2", "at 2 ln 2"),
        (
            dict(learning_rate=3, init_scale=0.5, epochs=1000),
            "most-at-ln-3-+-2-ln-1.5",
            "at ln 3 + 2 ln 1.5",
        ),
        (dict(learning_rate=30, init_scale=0.5, epochs=1000), "most-at-elsewhere", "no plateau"),
    ],
)
def test_settings_that_do_not_are_told_where_their_runs_end(settings, mistake, words):
    report = check.settings(settings)
    assert report.status == "wrong"
    assert report.mistake == mistake
    assert words in report.message
    assert "?" in report.lines[-1]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ((1, 0.5, 2000), "expected a dict"),
        ({"learning_rate": 1}, "expected a dict"),
        ({**GOOD, "learning_rate": "1"}, "learning_rate is '1'"),
        ({**GOOD, "learning_rate": ...}, "has no value yet"),
        ({**GOOD, "init_scale": -1}, "above 0"),
        ({**GOOD, "init_scale": np.nan}, "above 0"),
        ({**GOOD, "epochs": True}, "above 0"),
        ({**GOOD, "epochs": 10.5}, "whole number"),
        ({**GOOD, "epochs": 10**9}, "at most 3000"),
        (print, "expected a dict"),
    ],
)
def test_malformed_settings_are_told_what_is_expected(settings, words):
    report = check.settings(settings)
    assert report.status == "wrong"
    assert words in report.message


def test_the_right_loop_passes_and_each_other_letter_has_its_own_reply():
    assert check.which_loop("A").passed
    assert check.which_loop(" a").passed
    replies = {letter: check.which_loop(letter) for letter in "BC"}
    assert all(reply.status == "wrong" for reply in replies.values())
    assert len({reply.message for reply in replies.values()}) == 2
    for answer in ("D", "", 1, ["A"], print):
        assert 'expected "A" or "B" or "C"' in check.which_loop(answer).message


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.name)
def test_every_value_has_its_words(value):
    value = copy.copy(value)  # another test may have asked for hints
    value._hints_given = 0
    assert value(...).status == value(None).status == value().status == "not attempted"
    given = [value.hint() for _ in range(5)]
    assert len(set(given)) == len(value.hints) == 3
    assert value.name in repr(value)


def test_what_was_passed_is_remembered():
    check.settings(GOOD)
    assert saved_work.read()["answers"]["settings"] == GOOD
    assert "[x] settings" in repr(check.progress())
