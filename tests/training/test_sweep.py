import _thread

import numpy as np
import pytest

from nn_helpers import bugs, data, network, training
from nn_helpers.training import sweep


@pytest.mark.parametrize("per_sample", [False, True])
@pytest.mark.parametrize("chosen", [(), ("stale-weights",), bugs.CASE_BUGS])
@pytest.mark.parametrize(("task", "hidden"), [(data.xor, 2), (data.xor_and_and, 3)])
def test_a_sweep_ends_where_single_runs_end(per_sample, chosen, task, hidden):
    X, Y = task()
    found = sweep.run([0.3, 1.0], [0.5, 2.0], [4, 7], 80, X, Y, per_sample, chosen, hidden)
    for at in np.ndindex(found.costs.shape):
        start = network.initialise(
            np.random.default_rng(found.seeds[at[2]]), found.scales[at[1]], 2, hidden, len(Y)
        )
        alone = training.record(start, X, Y, found.rates[at[0]], 80, per_sample, chosen)
        for swept, single in zip(found.params, alone.final, strict=True):
            np.testing.assert_allclose(swept[at], single, rtol=1e-12, atol=1e-12)
        assert found.costs[at] == pytest.approx(alone.costs[-1], rel=1e-12)
        assert found.solved[at] == network.solved(alone.final, X, Y)


def test_inputs_other_than_0_and_1_are_multiplied():
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(3, 5)), rng.integers(0, 2, (1, 5)).astype(float)
    found = sweep.run(0.5, 1.0, 2, 40, X, Y)
    start = network.initialise(np.random.default_rng(1), 1.0, inputs=3)
    alone = training.record(start, X, Y, 0.5, 40)
    assert found.costs[0, 0, 1] == pytest.approx(alone.costs[-1], rel=1e-12)


def test_the_numbers_do_not_depend_on_the_workers_or_the_blocks(monkeypatch):
    monkeypatch.setattr(sweep, "BLOCK", 16)
    settings = {"rates": 1.0, "scales": [0.5, 2.0], "seeds": 40, "epochs": 50}
    one, three = sweep.run(**settings, workers=1), sweep.run(**settings, workers=3)
    np.testing.assert_array_equal(one.costs, three.costs)
    monkeypatch.setattr(sweep, "BLOCK", 1000)
    np.testing.assert_array_equal(one.costs, sweep.run(**settings).costs)


def test_where_no_thread_can_start_it_runs_all_the_same(monkeypatch):
    def no_threads(*_arguments):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(sweep, "BLOCK", 4)
    expected = sweep.run(1.0, 1.0, 10, 20, workers=1).costs
    monkeypatch.setattr(_thread, "start_new_thread", no_threads)
    np.testing.assert_array_equal(sweep.run(1.0, 1.0, 10, 20, workers=2).costs, expected)


def test_progress_is_reported_up_to_the_end(monkeypatch):
    monkeypatch.setattr(sweep, "BLOCK", 8)
    seen = []
    sweep.run(1.0, 1.0, 20, 5, progress=lambda *numbers: seen.append(numbers))
    assert seen[-1] == (20, 20)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_a_hundred_thousand_networks_need_bounded_memory():
    import tracemalloc

    tracemalloc.start()
    sweep.run(np.linspace(0.1, 1, 10), np.linspace(0.1, 2, 10), 1000, 1)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100e6


@pytest.mark.filterwarnings("error")
def test_diverged_networks_count_as_unsolved_and_warn_nobody():
    found = sweep.run([1e200, np.inf], 4.0, 3, 5)
    assert not found.solved[1].any()


def test_census_and_confused_tell_where_runs_end():
    found = sweep.run(1.0, 2.0, 300, 4000)
    census = sweep.census(found)
    assert sum(census.values()) == 300
    assert census["0"] == found.solved.sum()
    assert 0.6 < census["0"] / 300 < 0.76
    assert 0.2 < census["2 ln 2"] / 300 < 0.38
    assert census["4 ln 2"] == 0
    lumps = sweep.confused(found)
    assert lumps[()] == census["0"]
    assert sum(n for samples, n in lumps.items() if len(samples) == 2) == census["2 ln 2"]


def test_half_a_data_set_is_refused():
    with pytest.raises(ValueError, match="both X and Y"):
        sweep.run(1, 1, 2, 2, X=np.ones((2, 4)))
    with pytest.raises(ValueError, match="Unknown bugs"):
        sweep.run(1, 1, 2, 2, bugs=("none",))
