"""The learner's function in a lab: stopped when it does not come to an end, and nothing left behind."""

import signal
import sys
import time

import pytest

from nn_helpers.labs import learner


def forever():
    while True:
        pass


def stubborn():
    while True:
        try:
            while True:
                pass
        except:  # noqa: E722
            pass


def sleeps():
    time.sleep(20)


@pytest.mark.parametrize("function", [forever, stubborn, sleeps])
@pytest.mark.parametrize("alarm", [True, False])
def test_what_never_ends_is_stopped(function, alarm, monkeypatch):
    if not alarm:
        monkeypatch.delattr(signal, "setitimer")
        if function is stubborn:
            pytest.skip("without an alarm a try inside an endless try is not left")
    before = sys.gettrace(), sys.getprofile(), time.sleep
    began = time.monotonic()
    with pytest.raises(TimeoutError, match="train took longer"), learner.guarded("train", 0.2):
        function()
    assert time.monotonic() - began < 5
    assert (sys.gettrace(), sys.getprofile(), time.sleep) == before


def test_an_error_of_the_learner_comes_through():
    with pytest.raises(ValueError), learner.guarded("train"):
        int("one")


def test_a_stub_is_not_the_learners_own_yet():
    def train(params, X, Y, learning_rate, epochs):
        """Return what training gives."""
        ...

    def begun(params, X, Y, learning_rate, epochs):
        params = list(params)
        ...  # your code here

    assert not learner.Function("train", train, len).own
    assert not learner.Function("train", begun, len).own
    assert learner.Function("train", lambda *_: 3, len).own
