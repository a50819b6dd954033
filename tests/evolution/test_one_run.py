"""One run of each strategy: its record, its workers, its budget, and the generator that it uses."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial

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
