"""The numbers that stand in the prose and the questions of lesson 06, computed anew."""

import numpy as np

from nn_helpers import bugs, case, data, network, training
from nn_helpers.training import sweep

X, Y = data.xor()


def test_the_new_weights_differ_by_3_to_5_percent():
    start = case.start()
    moves = [training.sgd_step(start, X[:, [s]], Y[:, [s]], 0.01).W2 - start.W2 for s in range(4)]
    shares = np.abs(np.array(moves) / start.W2)
    assert 0.025 < shares.min() < shares.max() < 0.055


def test_the_extra_is_squared_and_never_negative():
    rng = np.random.default_rng(0)
    for _ in range(50):
        params, rate = network.initialise(rng, 3), rng.uniform(0.01, 3)
        x, y = rng.integers(0, 2, (2, 1)).astype(float), rng.integers(0, 2, (1, 1)).astype(float)
        _, z, _, answer = network.forward(params, x)
        stale = bugs.case_update(params, x, y, rate, ("stale-weights",))
        right = bugs.case_update(params, x, y, rate)
        extra = rate**2 * (answer - y) ** 2 * z**2 * (1 - z)
        assert np.allclose(stale.b1 - right.b1, extra, rtol=1e-6, atol=1e-12)
        assert np.allclose(stale.W1 - right.W1, extra @ x.T, rtol=1e-6, atol=1e-12)
        assert (extra >= 0).all()


def test_the_leaked_index_costs_nothing_then_a_few_percent_then_about_eleven():
    X2, Y2 = data.xor_and_and()
    options = {"epochs": 2000, "X": X2, "Y": Y2, "per_sample": True}
    right = sweep.run(0.5, [0.5, 2, 3], 1000, **options).success[0]
    leaked = sweep.run(0.5, [0.5, 2, 3], 1000, **options, bugs=("leaked-index",)).success[0]
    lost = 100 * (right - leaked)
    assert abs(lost[0]) < 0.5
    assert 1.5 < lost[1] < 5
    assert 10 < lost[2] < 13


def test_the_cell_where_the_bug_helps():
    settings = (0.5, [0.12, 0.5], 500, 2000)
    right = sweep.run(*settings, per_sample=True).success[0]
    stale = sweep.run(*settings, per_sample=True, bugs=("stale-weights",)).success[0]
    assert stale[0] > 2 * right[0]
    assert 1.6 < right[1] / stale[1] < 2.2  # "about twice as many"


def test_the_lab_has_settings_where_only_the_stale_and_where_only_the_right_update_solves():
    options = {"epochs": 1000, "per_sample": True}  # the lab of the lesson, its third task
    right = sweep.run(0.3, [0.1, 1], 100, **options).solved
    stale = sweep.run(0.3, [0.1, 1], 100, **options, bugs=("stale-weights",)).solved
    assert (stale & ~right)[0, 0].mean() > 0.4
    assert (right & ~stale)[0, 1].mean() > 0.2


def test_from_tiny_starts_right_runs_rest_on_the_second_plateau_and_stale_ones_pass_it():
    second, shares = "ln 3 + 2 ln 1.5", {}
    for name, found in (("right", ()), ("stale", ("stale-weights",))):
        result = sweep.run(0.5, [0.12], 300, 2000, per_sample=True, bugs=found)
        shares[name] = {place: np.ravel(n)[0] / 300 for place, n in sweep.census(result).items()}
    right, stale = shares["right"], shares["stale"]
    assert right["4 ln 2"] < 0.03  # "all leave the first plateau"
    assert right[second] > 0.6 and right["0"] > 0.1
    assert stale[second] < 0.05 and stale["0"] > 0.6


def test_at_larger_rates_the_bug_costs_everything():
    stale = sweep.run(5, [0.12, 0.5, 1], 500, 2000, per_sample=True, bugs=("stale-weights",))
    assert not stale.solved.any()


def test_in_some_seeds_the_right_part_pulls_a_bias_below_zero():
    ends = [
        training.record(
            network.initialise(np.random.default_rng(seed), 0.12),
            X,
            Y,
            1,
            2000,
            per_sample=True,
            bugs=("stale-weights",),
            every=2000,
        ).final.b1
        for seed in range(12)
    ]
    below = sum(bool((b1 < 0).any()) for b1 in ends)
    assert 0 < below < 6


def test_at_rate_1_the_extra_is_larger_than_the_right_step():
    start, x, y = case.start(), X[:, [1]], Y[:, [1]]
    right = bugs.case_update(start, x, y, 1.0).b1 - start.b1
    extra = bugs.case_update(start, x, y, 1.0, ("stale-weights",)).b1 - start.b1 - right
    assert (np.abs(extra) > np.abs(right)).all()


def test_the_true_cost_rises_at_rate_1_alone_and_the_printed_one_at_all():
    def run(rate):
        bug = ("stale-weights",)
        return training.record(case.start(), X, Y, rate, 3000, per_sample=True, bugs=bug)

    for rate in (0.01, 0.1):
        costs, printed = run(rate).costs, run(rate).printed_costs
        lowest = int(printed.argmin())
        assert printed[-1] > printed[lowest] + 1e-5
        assert costs[-1] < costs[lowest + 1]  # "does not rise here, nor at rate 0.01"
        assert costs[lowest + 1 :].max() < costs[lowest + 1] + 1e-4
    assert run(1).costs[-1] > run(1).costs[0] + 0.1


def test_the_case_does_not_go_blind_at_the_posted_rate():
    bug = ("stale-weights", "leaked-index")
    run = training.record(case.start(), X, Y, 0.01, 5000, per_sample=True, bugs=bug)
    hidden = network.forward(run.final, X)[1]
    assert 0.49 < hidden.min() < hidden.max() < 0.54


def test_the_printed_sum_exceeds_the_true_cost_by_the_swing_of_the_answers():
    for rate in (0.01, 0.1):
        run = training.record(
            case.start(), X, Y, rate, 3000, per_sample=True, bugs=("stale-weights",)
        )
        on_top = run.printed_costs[-1] - run.costs[-1]
        hidden = network.forward(run.final, X)[1].mean(axis=1)
        swing = 0.5 * rate * (1 + np.sum(hidden**2))
        assert np.isclose(on_top, swing, rtol=0.1)
