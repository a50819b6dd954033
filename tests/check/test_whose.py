"""The course's own function handed in as an answer: it is right, it is said, and replaces nothing."""

import functools

import pytest

from nn_helpers import check, network, own_functions, saved_work
from nn_helpers.own_in_lessons import Watched


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


def test_a_check_without_a_function_of_the_course_keeps_what_passed():
    assert len(check.which_loop("A").lines) == 1
    assert saved_work.read()["answers"]["which_loop"] == "A"
