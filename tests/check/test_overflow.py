"""The sigmoid check where numpy raises no floating-point flags, as in a browser: same verdicts."""

import math
from functools import partial

import held_out_a
import held_out_b
import held_out_c
import numpy as np
import pytest
import right_answers
import strangers_1
import strangers_2
import third_hand
import wrong_answers
from numpy import exp

from nn_helpers import bugs, check
from nn_helpers.check import overflow
from nn_helpers.sandbox import guard


@pytest.fixture
def no_flags(monkeypatch):
    """No flag is ever raised: nothing is logged, and an errstate of "raise" raises nothing."""
    monkeypatch.setattr(overflow, "flags_work", lambda: False)
    monkeypatch.setattr(guard._Warned, "write", lambda self, text: None)


def naive(z):
    return 1 / (1 + np.exp(-z))


def naive_of_an_array(z):
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


def naive_by_name(z):
    return 1 / (1 + exp(-z))


def naive_by_an_import(z):
    import numpy
    from numpy import exp as e

    return numpy.divide(1, 1 + e(-z))


def naive_one_by_one(z):
    flat = [1 / (1 + np.exp(-number)) for number in np.ravel(z)]
    return np.reshape(flat, np.shape(z))


def naive_place_by_place(z):
    z = np.asarray(z, dtype=float)
    out = np.empty_like(z)
    for at in np.ndindex(z.shape):
        out[at] = 1 / (1 + np.e ** -z[at])
    return out


def naive_by_power(z):
    return 1 / (1 + np.power(math.e, np.negative(z)))


def naive_by_operator(z):
    return 1 / (1 + np.e ** np.where(np.isnan(z), 0, -np.asarray(z, dtype=float)))


def naive_in_place(z):
    out = np.array(z, dtype=float)
    np.negative(out, out=out)
    np.exp(out, out=out)
    out += 1
    return 1 / out


def naive_by_vectorize(z):
    return np.vectorize(lambda number: 1 / (1 + np.exp(-number)))(z)


def naive_on_both_sides(z):
    z = np.asarray(z, dtype=float)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (np.exp(z) + 1))


def helper(z):
    return np.exp(-z)


def naive_by_a_helper(z):
    return 1 / (1 + helper(z))


def of_two(z, steep):
    return 1 / (1 + np.exp(-steep * np.asarray(z)))


NAIVE = [
    naive, naive_of_an_array, naive_by_name, naive_by_an_import, naive_one_by_one,
    naive_place_by_place, naive_by_power, naive_by_operator, naive_in_place, naive_by_vectorize,
    naive_on_both_sides, naive_by_a_helper, np.vectorize(naive), partial(of_two, steep=1.0),
]  # fmt: skip


@pytest.mark.parametrize("function", NAIVE, ids=lambda f: getattr(f, "__name__", type(f).__name__))
def test_an_overflow_is_refused_with_flags_and_without(function, request):
    assert check.sigmoid.report(function).status == "wrong"
    request.getfixturevalue("no_flags")
    report = check.sigmoid.report(function)
    assert report.mistake == "overflow", report


def told_to_be_silent(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


def infinite_by_intent(z):
    z = np.asarray(z, dtype=float)
    return np.where(
        z > 700, 1.0, 1 / (1 + np.exp(np.where(z > 700, -np.inf, -np.maximum(z, -700))))
    )


def by_tanh(z):
    return (1 + np.tanh(np.asarray(z) / 2)) / 2


def by_logaddexp(z):
    return np.exp(-np.logaddexp(0, -np.asarray(z, dtype=float)))


def place_by_place(z):
    z = np.asarray(z, dtype=float)
    out = np.zeros(z.shape)
    for at, number in np.ndenumerate(z):
        e = np.exp(-abs(number))
        out[at] = 1 / (1 + e) if number >= 0 else e / (1 + e)
    return out


def by_masks(z):
    z = np.atleast_1d(np.array(z, dtype=float))
    out, up = np.empty_like(z), z >= 0
    out[up] = 1 / (1 + np.exp(-z[up]))
    out[~up] = np.exp(z[~up]) / (1 + np.exp(z[~up]))
    return out


SILENT = [told_to_be_silent, by_tanh, by_logaddexp, place_by_place]


@pytest.mark.parametrize("function", SILENT, ids=lambda f: f.__name__)
def test_what_is_silent_passes_without_flags_as_well(function, no_flags):
    report = check.sigmoid.report(function)
    assert report.passed, report


@pytest.mark.parametrize("function", [by_masks, infinite_by_intent], ids=lambda f: f.__name__)
def test_nothing_is_noted_where_nothing_overflows(function):
    assert overflow.overflows(function, [-1000.0, -720.0, 0.0, 30.0, 1000.0]) == []


OLD = (held_out_a, held_out_b, held_out_c, third_hand)
ANSWERS = [
    *(bug.function for bug in bugs.family("sigmoid")),
    *(f for name, f in right_answers.ANSWERS if name == "sigmoid"),
    *(f for name, _, f in wrong_answers.ANSWERS if name == "sigmoid"),
    *(f for answers in OLD for name, f in answers.RIGHT if name == "sigmoid"),
    *(f for answers in OLD for name, _, f in answers.WRONG if name == "sigmoid"),
    *(a.fn for a in (*strangers_1.ANSWERS, *strangers_2.ANSWERS) if a.exercise == "sigmoid"),
]


def test_every_answer_gets_the_verdict_that_it_gets_with_flags(request):
    usual = [(f, check.sigmoid.report(f)) for f in ANSWERS]
    request.getfixturevalue("no_flags")
    for function, report in usual:
        other = check.sigmoid.report(function)
        assert (other.status, other.mistake) == (report.status, report.mistake), function
