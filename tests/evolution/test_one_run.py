from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from itertools import pairwise

import numpy as np
import pytest

from nn_helpers import data, evolution, network
from nn_helpers.network import Params

X, Y = data.xor()
ZERO = Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))
STRATEGIES = (
    evolution.climb,
    evolution.guess,
    evolution.one_plus_one,
    evolution.mu_lambda,
    evolution.es_descent,
    evolution.cma_es,
)


def xor_cost(params):
    return network.cost(network.predict(params, X), Y)


def bowl(params):
    return float(sum(np.sum((p - 1) ** 2) for p in params))


def same(a, b):
    return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


def test_a_vector_and_its_params_are_the_same_numbers():
    params = network.initialise(np.random.default_rng(0), 1.0, 3, 4, 2)
    assert same(evolution.from_vector(evolution.to_vector(params), params), params)


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


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_every_strategy_keeps_the_same_kind_of_record(strategy):
    found = strategy(bowl, ZERO, 5, 200)
    assert 190 <= found.evaluations <= 200
    assert (np.diff(found.costs) <= 0).all()
    assert bowl(found.best) == pytest.approx(found.cost)
    assert found.cost < bowl(ZERO) or strategy is evolution.guess
    assert found.reached(found.cost) is None
    assert found.costs[found.reached(found.cost + 1e-9) - 1] == pytest.approx(found.cost)


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_the_workers_do_not_change_the_result(strategy):
    here = strategy(bowl, ZERO, 5, 60)
    with ThreadPoolExecutor(3) as pool:
        assert same(here.best, strategy(bowl, ZERO, 5, 60, map=pool.map).best)
    other = strategy(bowl, ZERO, 6, 60)
    assert not same(here.best, other.best)


def test_candidates_can_go_to_other_processes():
    with ProcessPoolExecutor(2) as pool:
        there = evolution.mu_lambda(xor_cost, ZERO, 5, 40, map=pool.map)
    assert same(there.best, evolution.mu_lambda(xor_cost, ZERO, 5, 40).best)


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_numpys_global_generator_is_left_alone(strategy):
    np.random.seed(0)
    before = np.random.get_state()[1].copy()
    strategy(bowl, ZERO, 1, 40)
    np.testing.assert_array_equal(np.random.get_state()[1], before)


def test_on_a_bowl_the_step_of_the_one_fifth_rule_shrinks_with_the_distance():
    found = evolution.one_plus_one(bowl, ZERO, 0, 1500, sigma=0.01)
    assert found.cost < 1e-12
    assert found.steps.max() > 0.1
    assert found.steps[-1] < 1e-4


def test_ranks_share_a_place_when_equal():
    assert evolution.ranks(np.array([3.0, 1.0, np.inf])).tolist() == [0.0, -0.5, 0.5]
    assert evolution.ranks(np.array([2.0, 2.0, 2.0])).tolist() == [0.0, 0.0, 0.0]


def test_restarts_charge_every_evaluation_and_stop_when_solved():
    found = evolution.with_restarts(
        evolution.climb, xor_cost, ZERO, 3, budget=20_000, every=2500, target=0.1
    )
    assert found.cost < 0.1
    assert found.evaluations == found.reached(0.1)
    tired = evolution.with_restarts(
        evolution.climb, xor_cost, ZERO, 3, budget=25, every=10, target=0.0
    )
    assert tired.evaluations == 25


def test_many_costs_are_the_costs_one_by_one():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(50, 9))
    alone = [xor_cost(evolution.from_vector(v, ZERO)) for v in vectors]
    np.testing.assert_allclose(evolution.many_costs(vectors, X, Y), alone, rtol=1e-12)
    with pytest.raises(ValueError, match=r"has 9 numbers"):
        evolution.many_costs(np.zeros((3, 8)), X, Y)


def test_a_budget_that_is_too_small_is_refused():
    with pytest.raises(ValueError, match="needs 10 or more"):
        evolution.mu_lambda(bowl, ZERO, 0, 5)
    with pytest.raises(ValueError, match="between 1 and lambda"):
        evolution.mu_lambda(bowl, ZERO, 0, 50, mu=11)


def test_without_cma_the_error_says_how_to_get_it(monkeypatch):
    import builtins

    real = builtins.__import__

    def missing(name, *args, **kwargs):
        if name == "cma":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ImportError, match="pip install cma"):
        evolution.cma_es(bowl, ZERO, 0, 50)


def test_partial_costs_work_as_well():
    found = evolution.climb(partial(lambda p, by: by * bowl(p), by=2), ZERO, 0, 20)
    assert found.evaluations == 20
