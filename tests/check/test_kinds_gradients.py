"""Gradients: hidden slopes that are wrong together, and products that fit square arrays alone."""

import numpy as np
import pytest

from nn_helpers import bugs, check, network
from nn_helpers.network import Params


def with_delta(delta):
    """Return ``gradients`` with a hidden delta of its own."""

    def gradients(params, X, Y):
        _, A1, _, A2 = network.forward(params, X)
        d2 = A2 - Y
        d1 = delta(params.W2, d2, A1, X)
        sums = [d.sum(axis=1, keepdims=True) for d in (d1, d2)]
        return Params(d1 @ X.T, sums[0], d2 @ A1.T, sums[1])

    return gradients


DELTAS = {
    "W2 on the other side": lambda W2, d2, A1, _X: (d2 @ W2) * A1 * (1 - A1),
    "the slope of X": lambda W2, d2, _A1, X: (W2.T @ d2) * X * (1 - X),
    "the slope inside": lambda W2, d2, A1, _X: W2.T @ (d2 * A1 * (1 - A1)),
    "a root": lambda W2, d2, A1, _X: (W2.T @ d2) * np.sqrt(A1 * (1 - A1)),
}


@pytest.mark.parametrize("delta", DELTAS.values(), ids=DELTAS)
def test_where_the_hidden_slopes_are_wrong_their_delta_is_asked_about(delta):
    report = check.gradients.report(with_delta(delta))
    assert report.mistake is None, report
    assert "computes the hidden delta that they share" in report.message


def test_a_bias_that_is_wrong_alone_is_asked_about_as_before():
    def gradients(params, X, Y):
        right = network.gradients(params, X, Y)
        return right._replace(b1=right.b1 + 0.1)

    assert "Each slope of b1" in check.gradients.report(gradients).message


@pytest.mark.parametrize(
    ("first", "second"), [(True, False), (False, True), (True, True)], ids=["W1", "W2", "both"]
)
def test_a_forgotten_transpose_has_its_name(first, second):
    def gradients(params, X, Y):
        _, A1, _, A2 = network.forward(params, X)
        d2 = A2 - Y
        d1 = params.W2.T @ d2 * A1 * (1 - A1)
        return Params(
            d1 @ (X if first else X.T),
            d1.sum(axis=1, keepdims=True),
            d2 @ (A1 if second else A1.T),
            d2.sum(axis=1, keepdims=True),
        )

    report = check.gradients.report(gradients)
    assert report.mistake == "transpose-forgotten", report
    assert "where is .T?" in report.message


@pytest.mark.parametrize("exercise", ["forward", "hidden_delta", "gradients", "sgd_step"])
def test_the_question_about_a_transposed_array_fits_every_array(exercise):
    named = "weights-transposed", "reshaped"
    wrong = [bug for bug in bugs.family(exercise) if bug.slug in named]
    assert wrong
    for bug in wrong:
        assert "W1" not in getattr(check, exercise).report(bug.function).lines[-1]
