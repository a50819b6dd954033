"""A network as a vector and back; the costs of many vectors are those of the networks one by one."""

import numpy as np
import pytest

from nn_helpers import data, evolution, network
from nn_helpers.network import Params

X, Y = data.xor()
ZERO = Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))


def xor_cost(params):
    return network.cost(network.predict(params, X), Y)


def same(a, b):
    return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


def test_a_vector_and_its_params_are_the_same_numbers():
    params = network.initialise(np.random.default_rng(0), 1.0, 3, 4, 2)
    assert same(evolution.from_vector(evolution.to_vector(params), params), params)


def test_many_costs_are_the_costs_one_by_one():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(50, 9))
    alone = [xor_cost(evolution.from_vector(v, ZERO)) for v in vectors]
    np.testing.assert_allclose(evolution.many_costs(vectors, X, Y), alone, rtol=1e-12)
    with pytest.raises(ValueError, match=r"has 9 numbers"):
        evolution.many_costs(np.zeros((3, 8)), X, Y)


@pytest.mark.parametrize("size", [8, 10])
def test_a_vector_of_another_length_is_refused(size):
    with pytest.raises(ValueError, match=r"reshape|\(10,\); these shapes take \(9,\)"):
        evolution.from_vector(np.zeros(size), ZERO)


def test_the_angle_between_two_gradients():
    a = network.initialise(np.random.default_rng(0), 1.0)
    opposite = Params(*(-3 * p for p in a))
    assert evolution.angle(a, opposite) == pytest.approx(180, abs=1e-5)
    assert evolution.angle(evolution.to_vector(a), a) == pytest.approx(0, abs=1e-5)
    assert evolution.angle([1, 0], [0, 2]) == 90
    assert np.isnan(evolution.angle(ZERO, a))


def test_right_networks_have_every_answer_on_its_side():
    vectors = np.random.default_rng(0).uniform(-50, 50, (3000, 9))
    alone = [network.solved(evolution.from_vector(v, ZERO), X, Y) for v in vectors]
    assert 0 < sum(alone) < 30
    np.testing.assert_array_equal(evolution.many_right(vectors, X, Y), alone)
