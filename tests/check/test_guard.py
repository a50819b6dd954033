"""Calls that hang, meddle, or hide."""

import signal
import sys
import time

import numpy as np
import pytest

from nn_helpers import check
from nn_helpers.check import guard
from nn_helpers.check.guard import call


def forever():
    while True:
        pass


def forever_shy():
    while True:
        try:
            time.sleep(0.001)
        except Exception:
            continue


def forever_stubborn():
    while True:
        try:
            sum(range(100))
        except:  # noqa: E722
            pass


def sleeps():
    time.sleep(30)


@pytest.mark.parametrize("function", [forever, forever_shy, forever_stubborn, sleeps])
def test_what_never_ends_is_ended(function):
    outcome = call(function, {}, seconds=0.2)
    assert outcome.error_type == "OutOfTime"


@pytest.mark.parametrize("function", [forever, forever_shy])
def test_tracing_ends_it_where_there_is_no_alarm(function, monkeypatch):
    monkeypatch.delattr(signal, "setitimer")
    assert sys.gettrace() is None
    outcome = call(function, {}, seconds=0.2)
    assert outcome.error_type == "OutOfTime"
    assert sys.gettrace() is None


def test_a_bare_except_is_refused_where_nothing_could_end_it(monkeypatch):
    monkeypatch.delattr(signal, "setitimer")
    outcome = call(forever_stubborn, {}, seconds=0.2)
    assert "write except Exception" in outcome.error


def test_the_alarm_is_put_back():
    before = signal.getsignal(signal.SIGALRM)
    call(forever, {}, seconds=0.1)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_changed_arguments_are_named_and_the_callers_own_are_safe():
    mine = np.ones(3)

    def meddles(a, b):
        a[0] = 7
        return b

    outcome = call(meddles, {"a": mine, "b": (mine, 2)})
    assert outcome.changed == ["a"]
    assert mine.tolist() == [1, 1, 1]


def test_global_randomness_is_noticed_and_undone():
    before = np.random.get_state()[1].copy()
    assert call(lambda: np.random.rand(), {}).used_global_random
    assert call(lambda: np.random.seed(3), {}).used_global_random
    assert not call(lambda: np.random.default_rng(0).random(), {}).used_global_random
    assert (np.random.get_state()[1] == before).all()


def test_an_endless_loop_in_an_exercise_is_named_after_one_wait(monkeypatch):
    monkeypatch.setattr(guard.call, "__defaults__", (0.2,))

    def step(params, grads, learning_rate):
        while learning_rate > 0:
            pass

    report = check.step.report(step)
    assert report.mistake == "endless-loop"
    assert "still running after 0.2 seconds" in report.message


def test_data_of_the_notebook_behind_a_name_is_noticed():
    namespace = {"np": np, "X": np.ones((3, 5)) * 0.3}
    exec(
        "def predict(params, samples):\n"
        "    W1, b1, W2, b2 = params\n"
        "    s = lambda z: 1 / (1 + np.exp(-z))\n"
        "    return s(W2 @ s(W1 @ np.resize(X, samples.shape) + b1) + b2)\n",
        namespace,
    )
    before = namespace["X"].copy()
    assert check.predict.report(namespace["predict"]).mistake == "reads-global"
    np.testing.assert_array_equal(namespace["X"], before)


def test_constants_and_helpers_of_the_notebook_are_welcome():
    namespace = {"np": np, "TINY": 1e-300}
    exec(
        "def safe_log(p):\n    return np.log(np.maximum(p, TINY))\n"
        "def cost(Y_hat, Y):\n"
        "    return -np.sum(Y * safe_log(Y_hat) + (1 - Y) * safe_log(1 - Y_hat))\n",
        namespace,
    )
    assert check.cost.report(namespace["cost"]).passed
