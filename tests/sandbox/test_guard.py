"""Calls that hang, meddle, or hide."""

import builtins
import gc
import io
import os
import random
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pytest

from nn_helpers import check
from nn_helpers.check import call
from nn_helpers.sandbox import guard, stand_ins
from nn_helpers.sandbox.isolate import data_read, helpers_of, isolated


def test_an_iterator_that_runs_dry_is_told_as_it_is():
    assert guard.run(lambda: next(iter([]))).error == "StopIteration"


def meddles():
    np.seterr(all="raise")
    np.set_printoptions(precision=1)
    np.random.seed(1)
    random.seed(1)
    warnings.simplefilter("error")
    sys.setrecursionlimit(5000)
    os.chdir(os.sep)
    builtins.input = sys.stdout = sys.stdin = None


def test_everything_is_put_back():
    def state():
        return (np.geterr(), np.get_printoptions()["precision"], np.random.get_state()[1].tolist(),
                random.getstate(), list(warnings.filters), sys.getrecursionlimit(), Path.cwd(),
                builtins.input, sys.stdout, sys.stdin)  # fmt: skip

    before = state()
    outcome = guard.run(isolated(meddles))
    assert not outcome.error, outcome.said
    assert state() == before
    assert outcome.global_random


def test_global_randomness_is_noticed():
    assert guard.run(np.random.rand).global_random
    assert guard.run(random.random).global_random
    assert not guard.run(lambda: np.random.default_rng(0).random()).global_random


def test_an_endless_print_needs_no_memory():
    outcome = guard.run(isolated(lambda: [print("x" * 1000) for _ in range(1000)]))
    assert outcome.printed.startswith("xxx")
    assert len(outcome.printed) <= 2 * guard.PRINTED


def prints_in_every_way():
    import sys as system
    from sys import stdout

    print("one", end=" ")
    sys.stdout.write("two ")
    system.stderr.write("three ")
    stdout.write("four ")
    builtins.print("five", file=sys.stderr, end=" ")
    exec("print('six', end=' ')")
    helper()


def helper():
    print("seven")


def test_each_way_to_print_is_caught_and_the_streams_stay(capsys):
    streams = sys.stdout, sys.stderr, builtins.print
    outcome = guard.run(isolated(prints_in_every_way))
    assert outcome.printed == "one two three four five six seven\n", outcome.said
    assert (sys.stdout, sys.stderr, builtins.print) == streams
    assert capsys.readouterr() == ("", "")


def test_an_isolated_function_that_nobody_guards_prints_as_always(capsys):
    isolated(helper)()
    assert capsys.readouterr().out == "seven\n"


def test_what_numpy_would_warn_of_is_told_without_a_warning():
    outcome = guard.run(lambda: np.exp(np.array([1000.0])) * 0)
    assert outcome.warned == [
        "overflow encountered in exp", "invalid value encountered in multiply"
    ]  # fmt: skip


def test_an_endless_loop_in_an_exercise_is_named_after_one_wait(monkeypatch):
    monkeypatch.setattr(guard, "SECONDS", 0.2)
    monkeypatch.setattr(call.Attempt.__init__, "__defaults__", (0.2,))

    def step(params, grads, learning_rate):
        while learning_rate > 0:
            pass

    begin = time.monotonic()
    report = check.step.report(step)
    assert report.mistake == "endless-loop"
    assert "still running after 0.2 seconds" in report.message
    assert time.monotonic() - begin < 3


# Names of the notebook ----------------------------------------------------------------------------


def notebook(code, **names):
    """Run code as a cell of a notebook that holds some names."""
    namespace = {"np": np, **names}
    exec(code, namespace)
    return namespace


READS_X = """
def predict(params, samples):
    W1, b1, W2, b2 = params
    s = lambda z: 1 / (1 + np.exp(-z))
    return s(W2 @ s(W1 @ np.resize(X, samples.shape) + b1) + b2)
"""


def test_data_of_the_notebook_behind_a_name_is_noticed():
    cells = notebook(READS_X, X=np.ones((3, 5)) * 0.3)
    before = cells["X"].copy()
    report = check.predict.report(cells["predict"])
    assert report.mistake == "reads-global"
    assert "changes with X" in report.message
    np.testing.assert_array_equal(cells["X"], before)


def test_data_behind_a_helper_is_noticed():
    cells = notebook(
        "def middle(params):\n    return 1 / (1 + np.exp(-(params[0] @ x + params[1])))\n"
        "def predict(params, X):\n    A1 = middle(params)\n"
        "    one = 1 / (1 + np.exp(-(params[2] @ A1 + params[3])))\n"
        "    return np.hstack([one] * X.shape[1])\n",
        x=np.array([[0.3], [0.4], [0.1]]),
    )
    report = check.predict.report(cells["predict"])
    assert report.mistake == "reads-global"
    assert "changes with x" in report.message


def test_a_generator_of_the_notebook_is_noticed():
    cells = notebook(
        "def perturb(params, random_generator, width):\n"
        "    return [p + rng.uniform(-width, width, p.shape) for p in params]\n",
        rng=np.random.default_rng(3),
    )
    before = cells["rng"].bit_generator.state
    assert check.perturb.report(cells["perturb"]).mistake == "own-generator"
    assert cells["rng"].bit_generator.state == before


def test_constants_and_helpers_of_the_notebook_are_welcome():
    cells = notebook(
        "def safe_log(p):\n    return np.log(np.maximum(p, TINY))\n"
        "def cost(Y_hat, Y):\n"
        "    return -np.sum(Y * safe_log(Y_hat) + (ONE - Y) * safe_log(ONE - Y_hat))\n",
        TINY=1e-300,
        ONE=1,
    )
    assert check.cost.report(cells["cost"]).passed


def test_a_function_cannot_reach_the_notebook():
    cells = notebook(
        "def step(params, grads, learning_rate):\n"
        "    global count\n"
        "    count += 1\n"
        "    seen.append(count)\n"
        "    store[0] = count\n"
        "    return [p - learning_rate * g for p, g in zip(params, grads)]\n",
        count=0,
        seen=[],
        store=np.zeros(1),
    )
    assert check.step.report(cells["step"]).passed
    assert (cells["count"], cells["seen"], cells["store"][0]) == (0, [], 0)


def test_exit_of_the_notebook_is_disarmed():
    cells = notebook("def step(params, grads, learning_rate):\n    exit()\n", exit=pytest.fail)
    assert "ended the program" in check.step.report(cells["step"]).message


def test_a_helper_that_is_not_written_yet_is_said():
    cells = notebook(
        "def forward(params, X):\n    ...\n"
        "def predict(params, X):\n    Z1, A1, Z2, A2 = forward(params, X)\n    return A2\n"
    )
    assert "It calls forward, not written yet." in check.predict.report(cells["predict"]).message


def test_what_is_read_and_used_is_found():
    cells = notebook(READS_X + "\ndef f(p, X):\n    return predict(p, X) * rate\n", X=[1.0], rate=2)
    assert data_read(cells["f"]) == ["X", "rate"]
    assert set(helpers_of(cells["f"])) == {"predict"}


def test_methods_partials_closures_and_callable_objects_are_copied():
    import functools

    memory = []

    def keeps(a, b=2):
        memory.append(a)
        return a * b

    class Counter:
        def __init__(self):
            self.calls = 0

        def __call__(self, a):
            self.calls += 1
            return a

        def method(self, a):
            self.calls += 10
            return a

    counter = Counter()
    assert isolated(keeps)(3) == 6
    assert isolated(functools.partial(keeps, b=4))(3) == 12
    assert isolated(counter)(3) == 3
    assert isolated(counter.method)(3) == 3
    assert (memory, counter.calls) == ([], 0)


# Memory -------------------------------------------------------------------------------------------


def test_memory_that_nobody_filled_is_recognised():
    def predict(params, X):
        W1, b1, W2, b2 = params
        out = np.empty((len(W2), X.shape[1]))
        for i in range(X.shape[1] - 1):
            a = 1 / (1 + np.exp(-(W1 @ X[:, [i]] + b1)))
            out[:, [i]] = 1 / (1 + np.exp(-(W2 @ a + b2)))
        return out

    assert check.predict.report(predict).mistake == "uninitialised-output"


def test_sums_that_begin_in_unfilled_memory_are_recognised():
    def gradients(params, X, Y):
        W1, b1, W2, b2 = params
        A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
        d2 = 1 / (1 + np.exp(-(W2 @ A1 + b2))) - Y
        d1 = W2.T @ d2 * A1 * (1 - A1)
        db1 = np.empty(b1.shape)
        for i in range(X.shape[1]):
            db1 += d1[:, [i]]
        return d1 @ X.T, db1, d2 @ A1.T, d2.sum(1, keepdims=True)

    assert check.gradients.report(gradients).mistake == "uninitialised-output"


def test_a_stand_in_that_is_collected_leaves_the_real_stream_alone(monkeypatch):
    """Collection comes at any moment, also while a kernel's stream writes: it would wait for itself."""
    flushed = []
    real = io.StringIO()
    monkeypatch.setattr(real, "flush", lambda: flushed.append("flushed"))
    monkeypatch.setattr(sys, "stdout", real)
    monkeypatch.setattr(sys, "stderr", real)
    alone = stand_ins.StandIns()
    alone.print("here", flush=True)
    assert real.getvalue() == "here\n" and flushed == ["flushed"]
    del alone
    gc.collect()
    assert flushed == ["flushed"]
