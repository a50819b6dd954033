"""The course's own function handed in as an answer: it is right, it is said, and replaces nothing."""

import functools

import pytest

from nn_helpers import check, network, own_functions, saved_work
from nn_helpers.own_functions.watched import Watched


def step(params, grads, learning_rate):
    return network.Params(*(p - learning_rate * g for p, g in zip(params, grads, strict=True)))


def wrapped(params, grads, learning_rate):
    """A wrapper, with words of its own."""
    return network.step(params, grads, learning_rate)


def lengthened(params, grads, learning_rate):
    made = network.step(params, grads, learning_rate)
    return network.Params(*made)


@pytest.mark.parametrize("courses", [network.step, wrapped])
def test_an_earlier_answer_is_kept(courses):
    assert len(check.step(step).lines) == 1
    mine = saved_work.read()["answers"]["step"]
    said = check.step(courses)
    assert said.passed
    assert said.lines[-1].endswith("Your earlier answer is kept.")
    assert saved_work.read()["answers"]["step"] == mine
    assert own_functions.function("step").own


@pytest.mark.parametrize("courses", [network.step, wrapped])
def test_where_there_is_no_earlier_one_it_is_said_as_well(courses):
    for _ in range(2):
        said = check.step(courses)
        assert said.passed
        assert said.lines[-1].endswith("Lessons will not call it yours.")
    assert not own_functions.function("step").own
    assert check.step(step).lines == check.step(step).lines[:1]
    assert "zip" in saved_work.read()["answers"]["step"]


@pytest.mark.parametrize(
    "own",
    [step, lengthened, functools.partial(step), Watched("step", step, network.step)],
)
def test_of_an_answer_of_ones_own_nothing_is_said(own):
    assert len(check.step(own).lines) == 1


def moved(p, g, rate):
    return p - rate * g


def with_a_helper(params, grads, learning_rate):
    return network.Params(*(moved(p, g, learning_rate) for p, g in zip(params, grads, strict=True)))


def test_a_helper_that_is_not_kept_is_said():
    said = check.step(with_a_helper)
    assert said.passed
    assert "it calls moved, and that is not kept" in said.lines[-1]
    assert not own_functions.function("step").own


def hidden_delta(W2, delta2, A1):
    return W2.T @ delta2 * A1 * (1 - A1)


def gradients(params, X, Y):
    _, A1, _, A2 = network.forward(params, X)
    deltas = hidden_delta(params.W2, A2 - Y, A1), A2 - Y
    sums = [d.sum(axis=1, keepdims=True) for d in deltas]
    return network.Params(deltas[0] @ X.T, sums[0], deltas[1] @ A1.T, sums[1])


def test_a_helper_that_is_an_exercise_itself_is_kept():
    assert check.hidden_delta(hidden_delta).passed
    assert len(check.gradients(gradients).lines) == 1
    assert own_functions.function("gradients").own


def test_a_check_without_a_function_of_the_course_keeps_what_passed():
    assert len(check.which_loop("A").lines) == 1
    assert saved_work.read()["answers"]["which_loop"] == "A"
