"""The facts of the case. Every number that the lessons tell about it is measured here."""

import numpy as np
import pytest

from nn_helpers import bugs, case, data, evolution, network, training
from nn_helpers.network import Params
from nn_helpers.training import sweep

X, Y = data.xor()
POSTED = {"per_sample": True, "bugs": bugs.CASE_BUGS}


def run(epochs, rate=case.LEARNING_RATE, chosen=bugs.CASE_BUGS, task=data.xor):
    return training.record(case.start(), *task(), rate, epochs, per_sample=True, bugs=chosen)


@pytest.fixture(scope="module")
def posted():
    return run(5000)


@pytest.fixture(scope="module")
def repaired():
    return run(5000, chosen=())


def test_the_posted_run_to_six_digits(posted):
    printed = posted.printed_costs
    assert round(printed[0], 6) == 2.785973
    assert round(printed[49], 6) == 2.781518
    last_sample = network.predict(posted.at(50), X[:, [3]])
    assert round(float(last_sample[0, 0]), 6) == 0.512613


def test_the_printed_cost_turns_with_the_bug_and_not_without(posted, repaired):
    lowest = int(np.argmin(posted.printed_costs))
    assert lowest == 297  # counted from 0
    assert round(posted.printed_costs[lowest], 6) == 2.780238
    assert round(posted.printed_costs[-1], 6) == 2.780337
    assert (np.diff(repaired.printed_costs) < 0).all()


def test_at_rate_0_1_the_bug_decides_whether_it_falls():
    buggy, right = run(3000, 0.1), run(3000, 0.1, chosen=())
    assert np.argmin(buggy.printed_costs) == 14
    assert round(buggy.printed_costs[14], 4) == 2.8507
    assert round(buggy.printed_costs[3000 - 1], 4) == 2.9081
    assert round(right.printed_costs[3000 - 1], 4) == 2.0102


def test_the_printed_cost_is_not_the_cost(posted, repaired):
    assert round(repaired.printed_costs[1000 - 1], 6) == 2.780202
    assert round(repaired.costs[1000], 6) == 2.772589
    assert round(posted.printed_costs[1000 - 1], 6) == 2.780252
    assert round(posted.costs[1000], 6) == 2.772589


def test_the_ratchet_term_by_term():
    """Stale minus right is rate^2 d^2 z^2 (1 - z), times x for weights: never negative."""
    rng = np.random.default_rng(0)
    for _ in range(200):
        params = network.initialise(rng, 3.0)
        x, y = X[:, [rng.integers(4)]], np.array([[float(rng.integers(2))]])
        rate = rng.uniform(0.01, 5)
        stale = bugs.case_update(params, x, y, rate, ("stale-weights",))
        right = bugs.case_update(params, x, y, rate)
        _, z, _, y_hat = network.forward(params, x)
        extra = rate**2 * (y_hat - y) ** 2 * z**2 * (1 - z)
        np.testing.assert_allclose(stale.b1 - right.b1, extra, atol=1e-12)
        np.testing.assert_allclose(stale.W1 - right.W1, extra @ x.T, atol=1e-12)
        assert (extra >= 0).all()


def test_the_ratchet_makes_the_network_blind():
    buggy, right = run(3000, 1.0), run(3000, 1.0, chosen=())
    np.testing.assert_allclose(buggy.final.b1.ravel(), [6.5, 6.6], atol=0.06)
    np.testing.assert_allclose(right.final.b1.ravel(), [0.3, 0.6], atol=0.06)
    assert network.forward(buggy.final, X)[1].min() > 0.9975
    assert network.forward(right.final, X)[1].min() < 0.01


def test_with_one_output_the_leaked_index_hides():
    assert all(map(np.array_equal, run(20).final, run(20, chosen=("stale-weights",)).final))
    start = case.start(outputs=2)
    two = data.xor_and_and()
    leaked = training.record(start, *two, 0.1, 5, per_sample=True, bugs=("leaked-index",))
    right = training.record(start, *two, 0.1, 5, per_sample=True)
    assert np.abs(leaked.final.b1 - right.final.b1).max() > 1e-4


def test_at_the_posted_settings_nobody_learns():
    for chosen in (bugs.CASE_BUGS, ()):
        runs = [
            training.record(case.start(seed), X, Y, 0.01, 50, per_sample=True, bugs=chosen)
            for seed in range(100)
        ]
        assert not any(network.solved(r.final, X, Y) for r in runs)


def test_three_positives_drift_to_their_share_and_then_are_learned():
    X3, Y3 = data.three_positives()
    ends = {
        n: network.predict(run(n, task=data.three_positives).final, X3) for n in (50, 500, 5000)
    }
    assert round(float(ends[50][0, 3]), 3) == 0.642  # the posted predict prints this four times
    assert round(float(ends[500][0, 3]), 3) == 0.743
    assert ends[500].round(3).tolist() == [[0.762, 0.755, 0.75, 0.743]]
    assert ends[5000].round(3).tolist() == [[0.997, 0.941, 0.941, 0.174]]
    assert Y3.mean() == 0.75


# rate: {scale: (with the bug, without)}; 500 seeds, one update a sample, 2000 epochs
RATES = {
    0.01: {0.12: (0, 0), 1: (0, 0), 4: (0.19, 0.19)},
    0.1: {0.5: (0.32, 0.36), 1: (0.65, 0.69), 2: (0.61, 0.63)},
    0.5: {0.12: (0.77, 0.25), 0.5: (0.40, 0.68), 2: (0.54, 0.63)},
    1: {0.12: (0.01, 0.17), 0.5: (0.22, 0.75), 4: (0.44, 0.53)},
    5: {0.12: (0, 0.84), 0.5: (0, 0.95), 4: (0.02, 0.47)},
}


@pytest.mark.parametrize("which", [0, 1], ids=["with the bug", "without"])
def test_rate_times_scale_decides(which):
    scales, seeds = [0.12, 0.5, 1, 2, 4], 120
    chosen = (("stale-weights",), ())[which]
    found = sweep.run(list(RATES), scales, seeds, 2000, per_sample=True, bugs=chosen).success
    for i, row in enumerate(RATES.values()):
        for scale, shares in row.items():
            share = shares[which]
            # Both numbers are samples: allow four standard errors of their difference.
            error = np.sqrt(max(share * (1 - share), 0.02) * (1 / seeds + 1 / 500))
            assert abs(found[i, scales.index(scale)] - share) < 4 * error, (i, scale)


def test_the_strategy_of_the_answer_solves_80_of_100():
    """Its noise is numpy's old generator, seeded with 0 to 99, as in a script of its time."""
    zero = Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))
    draws = [np.random.RandomState(seed).uniform(-0.12, 0.12, (2000, 9)) for seed in range(100)]
    noise = np.stack(draws, axis=1)
    best, lowest = np.zeros((100, 9)), np.full(100, np.inf)
    candidates = best.copy()
    for turn in range(2000):
        costs = evolution.many_costs(candidates, X, Y)
        better = costs < lowest
        best[better], lowest[better] = candidates[better], costs[better]
        candidates = best + noise[turn]
    assert sum(network.solved(evolution.from_vector(b, zero), X, Y) for b in best) == 80
    assert np.sum(lowest < 0.1) == 75
    # and the plain function goes the same way
    rng = np.random.RandomState(0)
    _, costs = evolution.hill_climb(
        lambda p: network.cost(network.predict(p, X), Y), zero, rng, 0.12, 2000
    )
    assert costs[-1] == pytest.approx(lowest[0], rel=1e-9)


def test_from_all_zeros_gradient_descent_cannot_tell_the_hidden_units_apart():
    zero = Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))
    history = training.record(zero, X, Y, 1.0, 500)
    assert np.array_equal(history.final.W1[0], history.final.W1[1])
    assert history.costs[-1] == pytest.approx(4 * np.log(2))
