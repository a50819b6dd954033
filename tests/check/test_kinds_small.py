"""Small things of the first lessons: what was handed out, two formulas swapped, verdicts left out."""

import numpy as np
import pytest

from nn_helpers import check, network
from nn_helpers.course import build
from nn_helpers.network import Params


def as_in_the_lesson(rng, scale):
    w = rng.uniform(0, scale)
    return Params(
        W1=np.full((2, 2), w), b1=np.full((2, 1), w), W2=np.full((1, 2), w), b2=np.full((1, 1), w)
    )


def test_a_start_as_it_was_handed_out_is_said_to_be_that():
    report = check.initialise.report(as_in_the_lesson)
    assert report.mistake is None
    assert "It still does what it did when it was handed to you." in report.message
    assert "two rows of W1" in report.message


def test_a_start_that_was_half_repaired_keeps_its_name():
    def both_sides(rng, scale):
        return as_in_the_lesson(rng, scale)._replace(W1=np.full((2, 2), rng.uniform(-scale, scale)))

    def one_draw(rng, scale):
        w = rng.uniform(-scale, scale)
        return Params(*(np.full(shape, w) for shape in ((2, 2), (2, 1), (1, 2), (1, 1))))

    assert check.initialise.report(one_draw).mistake == "all-equal"
    assert "handed to you" not in check.initialise.report(both_sides).message


def handed_out(number, name):
    """The function to repair, as it stands in the learner's notebook of a lesson."""
    (source,) = build.chosen([number])
    (cell,) = (c for c in build.learner(source).cells if c.id == f"exercise-{name}")
    known = {"np": np, "network": network}
    exec(cell.source, known)
    return known[name]


@pytest.mark.parametrize(("number", "name"), [("03", "step"), ("04", "relative_error")])
def test_what_was_handed_out_is_said_to_be_that(number, name):
    exercise = getattr(check, name)
    report = exercise.report(handed_out(number, name))
    assert report.status == "wrong"
    assert report.mistake is None
    assert "It still does what it did when it was handed to you." in report.message
    assert exercise.hints[0] in report.message


def step_in_place(params, grads, learning_rate):
    for p, g in zip(params, grads, strict=True):
        p -= learning_rate * g
    return params


def step_uphill(params, grads, learning_rate):
    return Params(*(p + learning_rate * g for p, g in zip(params, grads, strict=True)))


def error_of_zeros(a, b):
    return float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b)))


def error_by_the_sum(a, b):
    size = np.linalg.norm(a + b)
    return float(np.linalg.norm(a - b) / size) if size > 0 else 0.0


@pytest.mark.parametrize(
    ("name", "function", "slug"),
    [
        ("step", step_in_place, "changes-arguments"),
        ("step", step_uphill, "uphill"),
        ("relative_error", error_of_zeros, "zero-over-zero"),
        ("relative_error", error_by_the_sum, "norm-of-the-sum"),
    ],
)
def test_half_a_repair_is_named_by_the_other_half(name, function, slug):
    report = getattr(check, name).report(function)
    assert report.mistake == slug
    assert "handed to you" not in report.message


def swapped(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, e / (1 + e), 1 / (1 + e))


def other_sign(z):
    return 1 / (1 + np.exp(np.asarray(z, dtype=float)))


@pytest.mark.parametrize("function", [swapped, other_sign])
def test_what_is_said_of_swapped_answers_is_true_of_both_ways(function):
    report = check.sigmoid.report(function)
    assert report.mistake == "sign-flipped"
    assert "The answers of z and -z have changed places" in report.message
    assert "which of your two formulas" in report.message


def test_verdicts_that_are_missing_or_not_asked_for_are_named():
    verdicts = {letter: "right" for letter in "ABCDE"}

    def told(answer):
        return check.find_the_gradient.report(answer).message

    wanted = "expected a dict with the keys A, B, C, D, E, F."
    assert f"F is missing; {wanted}" in told(verdicts)
    assert f"F is missing; {wanted}" in told({**verdicts, "G": "right"})
    assert f"In find_the_gradient 'G' should not be; {wanted}" in told(
        {**verdicts, "F": "right", "G": "right"}
    )
    assert "B, C, D, E and F are missing;" in told({"A": "right"})
    assert f"find_the_gradient is a list; {wanted}" in told(["right"])
