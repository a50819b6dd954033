"""Training and its record: what is measured when, in which order samples are taken, what is kept."""

import numpy as np
import pytest

from nn_helpers import bugs, data, network, training

X, Y = data.xor()
START = network.initialise(np.random.default_rng(2), 1.0)


def assert_same(a, b, tolerance=1e-12):
    for left, right in zip(a, b, strict=True):
        np.testing.assert_allclose(left, right, rtol=tolerance, atol=tolerance)


def test_train_measures_before_it_moves():
    params, costs = training.train(START, X, Y, 0.5, 3)
    assert len(costs) == 3
    assert costs[0] == network.cost(network.predict(START, X), Y)
    by_hand = START
    for _ in range(3):
        by_hand = network.step(by_hand, network.gradients(by_hand, X, Y), 0.5)
    assert_same(params, by_hand)


@pytest.mark.parametrize("per_sample", [False, True])
@pytest.mark.parametrize("bug", [(), ("stale-weights",), ("leaked-index",)])
@pytest.mark.parametrize(("inputs", "hidden", "outputs", "m"), [(2, 3, 1, 4), (3, 2, 2, 5)])
def test_other_shapes_train_too(per_sample, bug, inputs, hidden, outputs, m):
    rng = np.random.default_rng(0)
    start = network.initialise(rng, 1.0, inputs, hidden, outputs)
    inputs, labels = rng.normal(size=(inputs, m)), rng.integers(0, 2, (outputs, m)).astype(float)
    history = training.record(start, inputs, labels, 0.2, 20, per_sample, bug)
    by_hand = start
    for _ in range(20):
        for batch in [[s] for s in range(m)] if per_sample else [list(range(m))]:
            by_hand = bugs.case_update(by_hand, inputs[:, batch], labels[:, batch], 0.2, bug)
    assert_same(history.final, by_hand)


def test_without_a_bug_the_update_is_the_step():
    assert_same(
        bugs.case_update(START, X, Y, 0.7),
        network.step(START, network.gradients(START, X, Y), 0.7),
    )
    one = X[:, [1]], Y[:, [1]]
    assert_same(training.sgd_step(START, *one, 0.7), bugs.case_update(START, *one, 0.7))


def test_a_history_holds_start_end_and_every_so_many_epochs():
    history = training.record(START, X, Y, 0.5, 10, every=4)
    assert history.epochs.tolist() == [0, 4, 8, 10]
    assert len(history.costs) == 11
    assert len(history.printed_costs) == 10
    assert_same(history.at(0), START)
    assert_same(history.at(7), history.at(4))
    assert_same(history.final, history.at(10))
    assert history.costs[4] == pytest.approx(network.cost(network.predict(history.at(4), X), Y))


def test_in_full_batch_training_the_printed_cost_is_the_cost():
    history = training.record(START, X, Y, 0.5, 10)
    np.testing.assert_array_equal(history.printed_costs, history.costs[:-1])


def test_with_updates_in_between_the_printed_cost_belongs_to_no_weights():
    history = training.record(START, X, Y, 0.5, 10, per_sample=True)
    assert np.abs(history.printed_costs - history.costs[:-1]).min() > 1e-6


@pytest.mark.parametrize("hidden", [2, 3])
@pytest.mark.filterwarnings("error")
def test_diverging_is_a_state_and_not_an_error(hidden):
    broken = network.initialise(np.random.default_rng(0), 1.0, hidden=hidden)._replace(
        b2=np.array([[np.nan]])
    )
    history = training.record(broken, X, Y, 1.0, 5)
    assert history.diverged_at == 0
    assert training.record(START, X, Y, 1e300, 5).diverged_at is None  # huge, and still numbers


def test_bad_arguments_are_refused():
    with pytest.raises(ValueError, match="stale-weight"):
        training.record(START, X, Y, 1, 5, bugs=("stale-weight",))
    with pytest.raises(ValueError, match="give a tuple"):
        training.record(START, X, Y, 1, 5, bugs="stale-weights")
    with pytest.raises(ValueError, match="samples are columns"):
        training.record(START, X.T, Y, 1, 5)
    with pytest.raises(ValueError, match="one column a sample"):
        training.record(START, X, Y[0], 1, 5)


def test_the_start_is_not_changed():
    before = [p.copy() for p in START]
    training.record(START, X, Y, 1.0, 5, per_sample=True)
    assert_same(before, START, 0)
