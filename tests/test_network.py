"""The network against definitions: loops, central differences, and what must hold everywhere."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_helpers import network
from nn_helpers.gradcheck import numerical_gradients, relative_error
from nn_helpers.network import Params

sizes = st.integers(1, 5)


@st.composite
def problems(draw, scale=2.0):
    """A random network with data: any number of inputs, hidden units, outputs and samples."""
    inputs, hidden, outputs, m = draw(sizes), draw(sizes), draw(sizes), draw(sizes)
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    params = network.initialise(rng, scale, inputs, hidden, outputs)
    return params, rng.normal(size=(inputs, m)), rng.integers(0, 2, (outputs, m)).astype(float)


@pytest.fixture(autouse=True)
def no_warnings():
    with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
        warnings.simplefilter("error")
        yield


@settings(deadline=None)
@given(problems())
def test_gradients_agree_with_central_differences(problem):
    params, X, Y = problem
    measured = numerical_gradients(lambda p: network.cost(network.predict(p, X), Y), params, h=3e-5)
    assert relative_error(network.gradients(params, X, Y), measured) < 1e-8


@settings(deadline=None)
@given(problems())
def test_forward_is_the_formula_written_as_loops(problem):
    (W1, b1, W2, b2), X, _ = problem
    A2 = network.predict((W1, b1, W2, b2), X)
    for s in range(X.shape[1]):
        hidden = [
            1 / (1 + math.exp(-sum(w * x for w, x in zip(row, X[:, s], strict=True)) - b))
            for row, (b,) in zip(W1, b1, strict=True)
        ]
        for k, (row, (b,)) in enumerate(zip(W2, b2, strict=True)):
            z = sum(w * h for w, h in zip(row, hidden, strict=True)) + b
            assert A2[k, s] == pytest.approx(1 / (1 + math.exp(-z)), rel=1e-12)


@settings(deadline=None)
@given(problems())
def test_samples_do_not_know_of_each_other(problem):
    params, X, Y = problem
    order = np.arange(X.shape[1])[::-1]
    together = network.predict(params, X)
    np.testing.assert_allclose(network.predict(params, X[:, order]), together[:, order], rtol=1e-12)
    each = [network.gradients(params, X[:, [s]], Y[:, [s]]) for s in range(X.shape[1])]
    for whole, parts in zip(network.gradients(params, X, Y), zip(*each, strict=True), strict=True):
        np.testing.assert_allclose(whole, sum(parts), atol=1e-12)


@settings(deadline=None)
@given(problems(scale=1000.0))
def test_huge_weights_give_numbers_and_no_warning(problem):
    params, X, Y = problem
    for values in (*network.forward(params, X), *network.gradients(params, X, Y)):
        assert np.isfinite(values).all()
    assert math.isfinite(network.cost(network.predict(params, X), Y))


@settings(deadline=None)
@given(problems())
def test_no_argument_is_changed(problem):
    params, X, Y = problem
    before = [a.copy() for a in (*params, X, Y)]
    grads = network.gradients(params, X, Y)
    network.step(params, grads, 0.5)
    network.cost(network.predict(params, X), Y)
    for was, now in zip(before, (*params, X, Y), strict=True):
        np.testing.assert_array_equal(was, now)


@pytest.mark.parametrize("z", [-1000.0, -40.0, -1.0, 0.0, 1.0, 40.0, 1000.0])
def test_sigmoid_is_exact_to_the_last_digits(z):
    right = 1 / (1 + math.exp(-z)) if z > -700 else 0.0
    assert float(network.sigmoid(z)) == pytest.approx(right, rel=1e-15, abs=1e-300)


def test_sigmoid_takes_numbers_integers_and_arrays_of_any_shape():
    assert network.sigmoid(0) == 0.5
    assert network.sigmoid(np.array([[0, 2]], dtype=np.int8)).shape == (1, 2)
    assert network.sigmoid([[[1.0]]]).shape == (1, 1, 1)


@pytest.mark.parametrize(
    ("Y_hat", "cost"), [([0, 1, 1, 0], 0.0), ([1, 1, 1, 0], -math.log(network.SMALLEST))]
)
def test_cost_is_finite_where_an_output_is_exactly_0_or_1(Y_hat, cost):
    assert network.cost([Y_hat], [[0, 1, 1, 0]]) == pytest.approx(cost)


def test_cost_of_a_nan_is_nan():
    assert math.isnan(network.cost([[np.nan]], [[1]]))


def test_the_plateaus_are_what_confusing_samples_costs():
    Y = [[0, 1, 1, 0]]
    assert network.cost([[0.5] * 4], Y) == pytest.approx(4 * math.log(2))
    assert network.cost([[0, 1, 0.5, 0.5]], Y) == pytest.approx(2 * math.log(2))
    assert network.cost([[0, 2 / 3, 2 / 3, 2 / 3]], Y) == pytest.approx(
        math.log(3) + 2 * math.log(1.5)
    )


def test_initialise_draws_inside_the_scale_and_stretches_one_draw():
    one, two = (network.initialise(np.random.default_rng(3), s, 3, 4, 2) for s in (1.0, 2.5))
    assert [p.shape for p in one] == [(4, 3), (4, 1), (2, 4), (2, 1)]
    for a, b in zip(one, two, strict=True):
        assert np.abs(a).max() < 1
        np.testing.assert_allclose(2.5 * a, b)


def test_solved_wants_every_answer_on_the_right_side():
    zeros = Params(*map(np.zeros, ((2, 2), (2, 1), (1, 2), (1, 1))))
    assert not network.solved(zeros, np.zeros((2, 1)), np.array([[0.0]]))  # exactly 0.5


# The public border --------------------------------------------------------------------------------

GOOD = Params(np.ones((2, 3)), np.ones((2, 1)), np.ones((1, 2)), np.ones((1, 1)))
X, Y = np.ones((3, 4)), np.ones((1, 4))


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: network.forward(GOOD, X.T), ValueError, r"\(4, 3\).*\(3, m\).*hand in X\.T"),
        (lambda: network.forward(GOOD, np.ones(3)), ValueError, r"X\[:, np\.newaxis\]"),
        (lambda: network.forward(GOOD[:3], X), TypeError, "four arrays"),
        (lambda: network.forward(7, X), TypeError, "int, expected four arrays"),
        (lambda: network.forward(GOOD._replace(b1=np.ones(2)), X), ValueError, r"b1 \(2,\)"),
        (lambda: network.forward(GOOD._replace(W2=np.ones((2, 1))), X), ValueError, r"W2 \(2, 1\)"),
        (lambda: network.forward(GOOD._replace(W1="no"), X), TypeError, "W1 is str"),
        (lambda: network.gradients(GOOD, X, Y[0]), ValueError, r"Y has shape \(4,\).*np\.newaxis"),
        (lambda: network.gradients(GOOD, X, Y.T), ValueError, r"\(4, 1\).*hand in Y\.T"),
        (lambda: network.cost(np.ones((1, 4)), np.ones(4)), ValueError, r"\(4,\)"),
        (lambda: network.cost(np.ones((2, 4)), np.ones((1, 4))), ValueError, r"\(1, 4\)"),
        (lambda: network.forward(GOOD, X * np.nan), ValueError, "nan, first in row 0, column 0"),
        (lambda: network.forward(GOOD, X.astype(str) + "a"), TypeError, "X is ndarray"),
        (lambda: network.gradients(GOOD, X, 2 * Y - 3), ValueError, r"-1 to -1.*labels are 0 or 1"),
        (lambda: network.cost(Y, Y * np.nan), ValueError, "Y holds nan"),
    ],
)
def test_what_does_not_fit_is_refused_with_both_shapes(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_integers_and_lists_are_welcome():
    params = [[[1, 2]], [[0]], [[3]], [[-1]]]
    np.testing.assert_array_equal(
        network.predict(params, [[1, 0], [0, 1]]),
        network.predict([np.array(p, dtype=float) for p in params], np.eye(2)),
    )
