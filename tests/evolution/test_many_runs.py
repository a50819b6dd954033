"""Many runs at once do what one run does, and their evaluations are counted to the last one."""

import numpy as np
import pytest

from nn_helpers import data, evolution, network, training
from nn_helpers.evolution import many_runs

X, Y = data.xor()
XOR = many_runs.costs_of(X, Y)
ZERO = network.Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))
SEARCHES = (
    many_runs.climb,
    many_runs.guess,
    many_runs.one_plus_one,
    many_runs.mu_lambda,
    many_runs.es_descent,
)


def bowl(vectors):
    return np.sum((vectors - 1) ** 2, axis=1)


def asking(f):
    """Return ``f`` with a list of the costs that it was asked for, a row a call."""
    given = []

    def asked(vectors):
        given.append(f(vectors))
        return given[-1]

    return asked, given


@pytest.mark.parametrize("search", SEARCHES)
def test_what_is_reported_is_what_was_asked(search):
    f, given = asking(bowl)
    target = 3.0
    runs = search(f, np.zeros((7, 4)), np.random.default_rng(0), 200, target=target)
    asked = np.concatenate([np.reshape(costs, (7, -1)) for costs in given], axis=1)
    assert asked.shape == (7, 200)
    np.testing.assert_array_equal(runs.costs, asked.min(axis=1))
    np.testing.assert_allclose(bowl(runs.best), runs.costs)
    below = asked < target
    first = np.where(below.any(axis=1), below.argmax(axis=1) + 1, np.inf)
    np.testing.assert_array_equal(runs.solved_at, first)


@pytest.mark.parametrize("search", SEARCHES)
def test_runs_are_independent_and_repeatable(search):
    first, again, other = (
        search(bowl, np.zeros((5, 4)), np.random.default_rng(seed), 200).best for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)
    assert len(np.unique(first[:, 0])) == 5


@pytest.mark.parametrize(
    ("crowd", "alone", "options"),
    [
        (many_runs.climb, evolution.climb, {"width": 0.3}),
        (many_runs.guess, evolution.guess, {"width": 2.0}),
        (many_runs.one_plus_one, evolution.one_plus_one, {"sigma": 0.3}),
        (many_runs.mu_lambda, evolution.mu_lambda, {"sigma": 0.3}),
        (many_runs.es_descent, evolution.es_descent, {"sigma": 0.3}),
    ],
)
def test_a_crowd_does_as_well_as_runs_one_by_one(crowd, alone, options):
    like = network.Params(np.zeros(4), *np.empty((3, 0)))
    found = crowd(bowl, np.zeros((300, 4)), np.random.default_rng(0), 300, **options)
    single = [
        alone(lambda p: float(bowl(p.W1[np.newaxis])[0]), like, seed, 300, **options).cost
        for seed in range(60)
    ]
    spread = np.std(np.log(single)) * np.sqrt(1 / 60 + 1 / 300)
    assert abs(np.mean(np.log(found.costs)) - np.mean(np.log(single))) < 4 * spread


def test_backprop_is_the_course_s_training_counted_in_evaluations():
    starts = many_runs.starts(6, np.random.default_rng(3), 0.5)
    runs = many_runs.backprop(starts, X, Y, budget=1000, learning_rate=1)
    for start, solved_at, cost in zip(starts, runs.solved_at, runs.costs, strict=True):
        params = evolution.from_vector(start, ZERO)
        costs = training.record(params, X, Y, 1, int(1000 / evolution.GRADIENT_COST)).costs
        below = np.flatnonzero(costs < many_runs.TARGET)
        assert solved_at == (below[0] * evolution.GRADIENT_COST if len(below) else np.inf)
        assert cost == pytest.approx(costs.min(), rel=1e-9)


def test_a_nan_is_never_the_best():
    def f(vectors):
        return np.where(vectors[:, 0] > 0, np.nan, bowl(vectors))

    for search in SEARCHES:
        runs = search(f, np.full((5, 3), -0.1), np.random.default_rng(0), 100)
        assert np.isfinite(runs.costs).all()
        assert (runs.best[:, 0] <= 0).all()


def test_success_median_and_expected_time():
    runs = many_runs.Runs(
        np.array([100.0, 300.0, np.inf, np.inf]), np.zeros(4), np.zeros((4, 1)), 1000
    )
    assert (runs.success, runs.median, runs.expected) == (0.5, 200.0, 1200.0)
    assert runs.share([50, 100, 1000]).tolist() == [0.0, 0.25, 0.5]
    none = many_runs.Runs(np.full(3, np.inf), np.zeros(3), np.zeros((3, 1)), 10)
    assert none.success == 0
    assert np.isnan(none.median)
    assert none.expected == np.inf


def test_restarts_charge_what_failed():
    budgets = []

    def search(start, budget):
        budgets.append((len(start), budget))
        solved_at = np.full(len(start), np.inf)
        solved_at[0] = 7  # one run a round is solved
        return many_runs.Runs(solved_at, np.arange(len(start), dtype=float), start, budget)

    runs = many_runs.with_restarts(search, np.zeros((3, 2)), budget=250, every=100)
    assert budgets == [(3, 100), (2, 100), (1, 50)]
    assert runs.solved_at.tolist() == [7, 107, 207]
    assert runs.budget == 250


def test_estimates_point_the_same_way_as_the_gradient():
    place = np.array([0.3, -0.2, 0.5])
    exact = 2 * (place - 1)
    for kind, limit in (("pairs", 10), ("ranks", 15), ("singles", 40)):
        found = many_runs.estimates(bowl, place, np.random.default_rng(0), 0.1, 1000, 20, kind)
        assert found.shape == (20, 3)
        assert np.mean([evolution.angle(row, exact) for row in found]) < limit
    pairs = many_runs.estimates(bowl, place, np.random.default_rng(0), 0.1, 1000, 20)
    np.testing.assert_allclose(pairs.mean(axis=0), exact, rtol=0.1)


def test_cma_es_many_times():
    pytest.importorskip("cma")
    runs = many_runs.cma_es(bowl, np.zeros((4, 5)), np.random.default_rng(0), 600, target=1e-6)
    assert runs.success == 1
    assert runs.median < 600
    np.testing.assert_allclose(bowl(runs.best), runs.costs)
