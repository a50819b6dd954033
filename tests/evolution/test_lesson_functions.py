"""perturb, hill_climb and es_gradient, as the lessons write them."""

from itertools import pairwise

import numpy as np
import pytest

from nn_helpers import data, evolution, network
from nn_helpers.network import Params

X, Y = data.xor()
ZERO = Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))


def xor_cost(params):
    return network.cost(network.predict(params, X), Y)


def bowl(params):
    return float(sum(np.sum((p - 1) ** 2) for p in params))


def test_perturb_moves_every_number_on_its_own():
    moved = evolution.perturb(ZERO, np.random.default_rng(0), 0.12)
    numbers = evolution.to_vector(moved)
    assert len(set(numbers)) == 9
    assert np.abs(numbers).max() < 0.12
    assert not evolution.to_vector(ZERO).any()


def test_hill_climb_returns_the_parameters_of_its_best_cost():
    best, costs = evolution.hill_climb(xor_cost, ZERO, np.random.default_rng(1), 0.5, 300)
    assert len(costs) == 300
    assert costs[0] == xor_cost(ZERO)
    assert (np.diff(costs) <= 0).all()
    assert xor_cost(best) == costs[-1]


def test_hill_climb_tries_neighbours_of_the_best():
    tried = []

    def cost(params):
        tried.append(evolution.to_vector(params))
        return xor_cost(params)

    evolution.hill_climb(cost, ZERO, np.random.default_rng(1), 0.3, 200)
    best = tried[0]
    for earlier, candidate in pairwise(tried):
        lower = xor_cost(evolution.from_vector(earlier, ZERO)) < xor_cost(
            evolution.from_vector(best, ZERO)
        )
        best = earlier if lower else best
        assert np.abs(candidate - best).max() < 0.3


def test_a_cost_of_nan_is_never_the_best():
    best, costs = evolution.hill_climb(
        lambda p: np.nan if p.W1[0, 0] > 0 else bowl(p), ZERO, np.random.default_rng(0), 0.3, 50
    )
    assert np.isfinite(costs).all()
    assert best.W1[0, 0] <= 0


def test_the_es_gradient_comes_close_to_the_gradient():
    start = network.initialise(np.random.default_rng(3), 1.0)
    exact = evolution.to_vector(network.gradients(start, X, Y))
    for pairs, least in ((10, 0.3), (3000, 0.98)):
        found = evolution.es_gradient(xor_cost, start, np.random.default_rng(0), 0.05, pairs)
        found = evolution.to_vector(found)
        cosine = found @ exact / np.linalg.norm(found) / np.linalg.norm(exact)
        assert cosine > least
    assert np.linalg.norm(found) == pytest.approx(np.linalg.norm(exact), rel=0.1)
