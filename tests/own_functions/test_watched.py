"""A learner's function in a lesson: slow, failing or odd, it makes way for the course's, in words."""

import re
import time

import numpy as np
import pytest

from nn_helpers import evolution, network, own_functions, threads, training
from nn_helpers.data import xor
from nn_helpers.own_functions import watched as watching
from nn_helpers.own_functions.watched import Watched

NET = network.initialise(np.random.default_rng(0), scale=1)
X, Y = xor()


@pytest.fixture(autouse=True)
def nobody_else_works_here(monkeypatch):
    """Times are those of a machine that is not busy: else seconds count for less."""
    monkeypatch.setattr(threads, "slowdown", lambda: 1.0)


@pytest.mark.parametrize("calls", [1, 30])
def test_one_that_is_slow_is_stopped_in_one_call_or_in_many(capsys, calls):
    slow = Watched("cost", lambda A, Y: _wait(0.3 * 2 / calls), network.cost, 0.2)
    for _ in range(calls):
        found = slow(np.full((1, 4), 0.5), Y)
        assert found in (0.0, network.cost(np.full((1, 4), 0.5), Y))
    assert not slow.own
    said = capsys.readouterr().out
    if calls == 1:
        assert "(it took longer than 0.2 seconds)" in said
    else:  # nobody reads it as the time of one call
        assert re.search(r"\(\d+ calls one after another took over 0.2 seconds together\)", said)


def _wait(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass
    return 0.0


class Clock:
    """A clock that moves when it is told to."""

    now = 0.0

    def monotonic(self):
        return self.now


def test_a_function_that_rests_gains_its_time_again(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(watching, "time", clock)

    def cost(_answers, _labels):
        clock.now += 4
        return 0.0

    watched = Watched("cost", cost, network.cost, 10)
    left = []
    for rest in (0, 0, 7, 100):
        watched(np.full((1, 4), 0.5), Y)
        left.append(watched.seconds_left)
        clock.now += rest
    assert left[:2] == [6, 2]
    assert left[2] == pytest.approx(0.001)
    assert left[3] == pytest.approx(3.001)
    watched(np.full((1, 4), 0.5), Y)
    assert watched.seconds_left == 6  # no more than it had at first
    assert watched.own


def test_where_somebody_else_watches_the_clock_there_is_no_second_watch(monkeypatch):
    watched = Watched("cost", lambda A, Y: 0.5, network.cost)
    calls, run = [], watching.limit.run
    monkeypatch.setattr(watching.limit, "_watch", lambda limit, s: calls.append(s) or True)
    assert watched(np.zeros((1, 4)), Y) == 0.5
    assert len(calls) == 1
    assert run(lambda: [watched(np.zeros((1, 4)), Y) for _ in range(100)], 9) == [0.5] * 100
    assert len(calls) == 2


def test_a_result_of_another_kind_is_no_result(capsys):
    watched = Watched("gradients", lambda *_: None, network.gradients)
    assert np.array_equal(watched(NET, X, Y).W1, network.gradients(NET, X, Y).W1)
    assert "The course's takes over" in capsys.readouterr().out


def test_where_one_fails_the_courses_finds_arguments_and_generator_as_they_were():
    def perturb(params, rng, width):
        params.W1[0, 0] = 7
        rng.uniform(size=100)
        raise ValueError("no")

    given, rng = network.Params(*map(np.copy, NET)), np.random.default_rng(3)
    watched = Watched("perturb", perturb, evolution.perturb)
    found = watched(given, rng, 0.1)
    expected = evolution.perturb(NET, np.random.default_rng(3), 0.1)
    assert all(np.array_equal(*pair) for pair in zip(found, expected, strict=True))


def test_every_function_of_the_course_passes_through_unchanged():
    assert set(watching.RESULTS) == set(own_functions.COURSE)
    train = Watched("train", training.train, None)
    params, costs = train(NET, X, Y, 1, 50)
    expected = training.train(NET, X, Y, 1, 50)
    assert isinstance(params, network.Params)
    assert np.array_equal(params.W1, expected[0].W1)
    assert np.array_equal(costs, expected[1])
