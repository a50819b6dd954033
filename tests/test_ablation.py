"""The trial: the posted program with its bugs as switches, and every combination of repairs."""

from itertools import combinations

import numpy as np
import pytest

from nn_helpers import ablation, bugs, case, data, network, training
from nn_helpers.training import sweep

X, Y = data.xor()


@pytest.fixture(scope="module")
def tried():
    return ablation.run(seeds=[3, 8, 11], epochs=(20, 400))


@pytest.mark.parametrize("in_update", [(), ("stale-weights",), ("leaked-index",), bugs.CASE_BUGS])
def test_the_program_trains_like_the_posted_one(in_update):
    X2, Y2 = data.xor_and_and()
    start = network.initialise(np.random.default_rng(1), 1, outputs=2)
    params, answers = case.program(start, X2, Y2, 0.7, 30, in_update)
    alone = training.record(start, X2, Y2, 0.7, 30, per_sample=True, bugs=in_update)
    for mine, theirs in zip(params, alone.final, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-12)
    np.testing.assert_allclose(answers, network.predict(params, X2))
    _, last = case.program(start, X2, Y2, 0.7, 30, (*in_update, "reads-global"))
    np.testing.assert_allclose(last, answers[:, [-1]] @ np.ones((1, 4)))


def test_the_case_prints_what_lesson_00_shows():
    _, answers = case.program(case.start(), X, Y, 0.01, 50, tuple(case.BUGS))
    assert answers.round(6).tolist() == [[0.512613] * 4]


def test_unknown_names_are_refused():
    with pytest.raises(ValueError, match="Unknown bugs"):
        case.program(case.start(), X, Y, 1, 1, ("stale",))
    for repairs in ("rate", 3, None):
        with pytest.raises(ValueError, match="no collection of repairs"):
            ablation.check_repairs(repairs)
    with pytest.raises(ValueError, match="no repair 'x'"):
        ablation.check_repairs(["rate", "x"])


@pytest.mark.parametrize("count", range(7))
def test_every_combination_is_what_single_runs_give(tried, count):
    for repairs in combinations(ablation.REPAIRS, count):
        at = tuple(int(name in repairs) for name in ablation.REPAIRS)
        rate, scale = ablation.RATE_REPAIR[at[3]], ablation.SCALE_REPAIR[at[4]]
        epochs = (20, 400)[at[5]]
        left = tuple(bug for bug, repair in case.BUGS.items() if repair not in repairs)
        in_update = tuple(bug for bug in left if bug in bugs.CASE_BUGS)
        for i, seed in enumerate((3, 8, 11)):
            start = network.initialise(np.random.default_rng(seed), scale)
            run = training.record(start, X, Y, rate, 400, per_sample=True, bugs=in_update)
            end = run.at(epochs)
            answers = case.printed(network.predict(end, X), "predict" not in repairs)
            assert tried.learned[at][i] == network.solved(end, X, Y)
            assert tried.seen[at][i] == np.all(np.abs(answers - Y) < 0.5)
            assert tried.equal[at][i] == (np.ptp(answers) == 0)
            assert tried.alike[at][i] == (np.ptp(answers) < 0.01)
            printed = run.printed_costs
            assert tried.rises[at][i] == (printed[-1] - printed.min() > 1e-6)


def test_shares_are_read_off_in_four_ways(tried):
    assert tried.alone()["rate"] == tried.share(["rate"])
    assert tried.left_out("seen")["rate"] == tried.share(set(ablation.REPAIRS) - {"rate"}, "seen")
    every = tried.combinations()
    assert len(every) == len({names for names, _ in every}) == 64
    assert [len(names) for names, _ in every] == sorted(len(names) for names, _ in every)
    assert all(share == tried.share(names) for names, share in every)


@pytest.mark.parametrize("per_sample", [True, False])
def test_printed_costs_are_those_of_single_runs(per_sample):
    X2, Y2 = data.xor_and_and()
    settings = dict(per_sample=per_sample, bugs=bugs.CASE_BUGS)
    found = sweep.run([0.01, 0.5], [0.12, 1], [4, 7], 200, X2, Y2, watch=True, **settings).printed
    assert found.shape == (200, 2, 2, 2)
    for r, s, n in np.ndindex(2, 2, 2):
        start = network.initialise(np.random.default_rng((4, 7)[n]), (0.12, 1)[s], outputs=2)
        alone = training.record(start, X2, Y2, (0.01, 0.5)[r], 200, **settings)
        np.testing.assert_allclose(found[:, r, s, n], alone.printed_costs, rtol=1e-11)


def test_printed_costs_do_not_depend_on_the_blocks(monkeypatch):
    whole = sweep.run(0.5, [0.1, 1], 20, 30, watch=True)
    monkeypatch.setattr(sweep, "BLOCK", 16)
    np.testing.assert_array_equal(
        sweep.run(0.5, [0.1, 1], 20, 30, watch=True).printed, whole.printed
    )
    assert sweep.run(0.5, 1, 2, 3).printed is None


@pytest.mark.filterwarnings("error")
def test_printed_costs_of_diverged_runs_are_finite_and_silent():
    assert np.isfinite(sweep.run(1e6, 4, 3, 5, watch=True).printed).all()
