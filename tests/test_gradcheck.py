import numpy as np
import pytest

from nn_helpers import data, network
from nn_helpers.gradcheck import numerical_gradients, relative_error
from nn_helpers.network import Params

PARAMS = network.initialise(np.random.default_rng(1), 2.0)
X, Y = data.xor()


def xor_cost(params):
    return network.cost(network.predict(params, X), Y)


def test_every_number_is_moved_alone_and_by_h_to_both_sides():
    seen = []
    numerical_gradients(lambda p: seen.append(p) or 0.0, PARAMS, h=0.25)
    moves = [
        np.concatenate([np.ravel(a - b) for a, b in zip(p, PARAMS, strict=True)]) for p in seen
    ]
    assert len(moves) == 18
    assert sorted(np.flatnonzero(m)[0] for m in moves) == sorted([*range(9), *range(9)])
    np.testing.assert_allclose(np.abs(moves).sum(axis=1), 0.25)


def test_the_parameters_stay_as_they_are():
    before = [p.copy() for p in PARAMS]
    numerical_gradients(xor_cost, PARAMS)
    for was, now in zip(before, PARAMS, strict=True):
        np.testing.assert_array_equal(was, now)


def test_integer_parameters_are_not_rounded():
    whole = Params(*(np.ones(p.shape, dtype=int) for p in PARAMS))
    slopes = numerical_gradients(lambda p: float(np.sum(np.asarray(p.W1) ** 2)), whole)
    np.testing.assert_allclose(slopes.W1, 2.0, rtol=1e-6)


def test_the_error_has_its_lowest_point_between_rounding_and_curvature():
    exact = network.gradients(PARAMS, X, Y)
    errors = {h: relative_error(exact, numerical_gradients(xor_cost, PARAMS, h))
              for h in (1e-1, 1e-3, 1e-5, 1e-8, 1e-12)}  # fmt: skip
    assert min(errors, key=errors.get) == 1e-5
    assert errors[1e-1] > errors[1e-3] > errors[1e-5] < errors[1e-8] < errors[1e-12]


@pytest.mark.parametrize("h", [0, -1e-5, float("nan")])
def test_an_impossible_h_is_refused(h):
    with pytest.raises(ValueError, match="small positive number"):
        numerical_gradients(xor_cost, PARAMS, h)


@pytest.mark.parametrize(
    ("a", "b", "error"),
    [
        ([1.0, 2.0], [1.0, 2.0], 0.0),
        ([1.0, 2.0], [-1.0, -2.0], 1.0),
        ([0.0], [0.0], 0.0),
        ([2.0], [1.0], 1 / 3),
        (PARAMS, PARAMS, 0.0),
        (3.0, 3.0, 0.0),
    ],
)
def test_relative_error(a, b, error):
    assert relative_error(a, b) == pytest.approx(error)


def test_relative_error_does_not_depend_on_the_scale():
    a, b = np.array([1.0, 2.0]), np.array([1.1, 1.9])
    assert relative_error(1e-9 * a, 1e-9 * b) == pytest.approx(relative_error(a, b))


def test_different_sizes_are_refused():
    with pytest.raises(ValueError, match="a has 2 numbers and b has 3"):
        relative_error([1.0, 2.0], [1.0, 2.0, 3.0])
