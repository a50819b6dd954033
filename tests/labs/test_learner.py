"""The learner's function in a lab: stopped when it does not come to an end, and quiet."""

import _thread
import sys
import time

import numpy as np
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


def no_threads(*_arguments):
    raise RuntimeError("can't start new thread")


@pytest.mark.parametrize("function", [forever, stubborn, sleeps])
@pytest.mark.parametrize("threads", [True, False])
def test_what_never_ends_is_stopped(function, threads, monkeypatch):
    if not threads:
        monkeypatch.setattr(_thread, "start_new_thread", no_threads)
    before = sys.gettrace(), sys.getprofile(), time.sleep, sys.stdout
    train = learner.Function("train", function, len)
    with pytest.raises(TimeoutError, match="train took longer"):
        learner.guarded("train", train.apart(), 0.2)
    assert (sys.gettrace(), sys.getprofile(), time.sleep, sys.stdout) == before


def test_an_error_of_the_learner_comes_through():
    with pytest.raises(ValueError):
        learner.guarded("train", lambda: int("one"))


def test_what_it_prints_is_dropped_and_numpy_does_not_warn(capsys):
    def train():
        print("epoch 1")
        sys.stderr.write("epoch 2")
        return np.exp(np.array([1000.0]))

    assert learner.Function("train", train, len)() == np.inf
    assert capsys.readouterr() == ("", "")


def test_a_helper_that_is_defined_anew_is_the_one_that_runs():
    cells = {}
    exec("def helper():\n    return 1\ndef train():\n    return helper()", cells)
    train = learner.Function("train", cells["train"], len)
    assert train() == 1
    exec("def helper():\n    return 2", cells)
    assert train() == 2


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
