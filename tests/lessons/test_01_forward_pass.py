"""The numbers that stand in the prose and the questions of lesson 01, computed anew."""

import numpy as np
import pytest

from nn_helpers import bugs, case, check, data, describe, labs, network, plots, training
from nn_helpers.sandbox import stubs

X, Y = data.xor()


def test_the_four_answers_of_the_posted_forward_pass():
    run = training.record(
        case.start(), X, Y, case.LEARNING_RATE, 50, per_sample=True, bugs=bugs.CASE_BUGS
    )
    answers = network.predict(run.final, X)[0]
    assert len(set(answers.round(6))) == 4
    assert round(answers[-1], 6) == 0.512613  # "the last of them was printed four times"
    assert np.ptp(answers) < 0.001
    moved = [np.abs(new - old).max() for old, new in zip(case.start(), run.final, strict=True)]
    assert max(moved) < 0.04  # "none of the nine moved by more than 0.04"
    Z1, _, Z2, _ = network.forward(run.final, X)
    assert max(np.abs(Z1).max(), np.abs(Z2).max()) < 1  # "far from an overflow"


def test_the_two_halves_of_the_sigmoid_overflow_on_opposite_sides():
    with np.errstate(over="raise"), pytest.raises(FloatingPointError):
        1 / (1 + np.power(np.e, 1000.0))
    assert np.isfinite(np.exp(709.0))
    with np.errstate(all="ignore"):
        assert np.isinf(np.exp(710.0))
        assert 1 / (1 + np.power(np.e, 1000.0)) == 0  # "by luck its answer is right"
        assert np.isnan(np.exp(1000.0) / (1 + np.exp(1000.0)))


def test_no_line_is_enough_for_xor_and_three_right_is_the_best():
    lines = np.random.default_rng(0).normal(size=(20_000, 3))
    says_1 = lines[:, :2] @ X + lines[:, [2]] > 0
    assert np.sum(says_1 == (Y == 1), axis=1).max() == 3


def test_the_shape_errors():
    """A transposed weight matrix fits and is wrong; with two samples all three mistakes do."""
    W1, b1 = np.array([[1.0, -2.0], [2.0, 1.0]]), np.array([[0.5], [-1.0]])
    assert (W1.T @ X).shape == (2, 4)
    for mistaken in (lambda: W1 @ X.T + b1, lambda: W1 @ X + b1.ravel()):
        with pytest.raises(ValueError, match=r"size 4|broadcast"):
            mistaken()
    two = X[:, 2:]
    for wrong in (W1 @ two.T + b1, W1 @ two + b1.ravel(), W1.T @ two + b1):
        assert wrong.shape == (2, 2)
        assert not np.allclose(wrong, W1 @ two + b1)


def test_the_numbers_wired_by_the_course_solve_xor():
    assert check.wire_xor(check.wire_xor.reference).passed


def test_the_lines_of_the_hidden_units_run_where_they_are_undecided():
    _, ax = plots.figure()
    ax.set(xlim=(-0.4, 1.4), ylim=(-0.4, 1.4))
    wired = check.wire_xor.reference()
    drawing = plots.hidden_lines(ax, wired)
    for unit in range(2):
        line, name = drawing.artists[unit], drawing.artists[2 + unit]
        z = wired.W1[unit] @ line.get_data() + wired.b1[unit]
        assert np.allclose(z, 0)
        assert wired.W1[unit] @ name.get_data() + wired.b1[unit] > 0  # the side of the yes
    drawing.update(wired._replace(W1=np.zeros((2, 2))))
    assert not any(artist.get_visible() for artist in drawing.artists)


def test_the_sentences():
    z = np.linspace(-1, 1, 5)
    assert "rises all the way" in describe.squashing(z, network.sigmoid(z))
    assert "does not always rise" in describe.squashing(z, -z)
    assert "nowhere" in describe.vote([0, 1], [0.2, 0.3])
    assert "from 0 to 0 and from 2 to 2" in describe.vote([0, 1, 2], [0.9, 0.1, 0.9])


def half_written(params, X):
    """Return something."""
    np.exp(X)
    ...  # your code here


def written_after_all(params, X):
    """Return something."""
    e = np.exp(X)
    ...  # your code here
    return e


def test_a_stub_with_given_lines_is_still_a_stub_for_the_labs():
    assert stubs.unwritten(half_written)
    assert not stubs.unwritten(written_after_all)
    assert labs.wire(forward=half_written).error == ""
