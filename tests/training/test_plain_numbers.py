"""The loop in plain numbers does what the arrays do, for the networks that it takes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_helpers import bugs, data, network, training
from nn_helpers.training import plain_numbers

X, Y = data.xor()
START = network.initialise(np.random.default_rng(2), 1.0)
SAMPLES = [(x1, x2, int(y)) for (x1, x2), y in zip(X.T, Y[0], strict=True)]


def assert_same(a, b, tolerance=1e-12):
    for left, right in zip(a, b, strict=True):
        np.testing.assert_allclose(left, right, rtol=tolerance, atol=tolerance)


def numbers(params):
    return [float(n) for p in params for n in np.ravel(p)]


@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 1000),
    scale=st.sampled_from([0.12, 1.0, 4.0]),
    rate=st.sampled_from([0.01, 0.3, 1.0]),
    per_sample=st.booleans(),
    chosen=st.sets(st.sampled_from(bugs.CASE_BUGS)),
    every=st.integers(1, 9),
)
def test_the_plain_numbers_and_the_arrays_train_alike(seed, scale, rate, per_sample, chosen, every):
    start = network.initialise(np.random.default_rng(seed), scale)
    fast = training.record(start, X, Y, rate, 60, per_sample, tuple(chosen), every)
    kept, costs, printed = training.run._train_any_shape(
        start, X, Y, rate, 60, per_sample, chosen, every
    )
    assert_same(fast.params, kept, 1e-9)  # rounding grows on the way
    assert_same([fast.costs, fast.printed_costs], [costs, printed], 1e-9)


def test_it_takes_2_2_1_networks_with_labels_of_0_and_1():
    assert plain_numbers.fits(START, Y)
    assert not plain_numbers.fits(START, Y + 0.5)
    assert not plain_numbers.fits(START, Y * np.nan)
    for shape in ({"inputs": 3}, {"hidden": 3}, {"outputs": 2}):
        rng = np.random.default_rng(0)
        assert not plain_numbers.fits(network.initialise(rng, 1.0, **shape), Y)


@pytest.mark.parametrize("scale", [0.1, 1.0, 30.0, 1000.0])
def test_the_cost_is_the_cost_of_the_arrays(scale):
    params = network.initialise(np.random.default_rng(5), scale)
    expected = network.cost(network.predict(params, X), Y)
    assert plain_numbers.cost(numbers(params), SAMPLES) == pytest.approx(expected, rel=1e-12)


def test_rows_of_nine_numbers_are_params_one_after_the_other():
    params = [network.initialise(np.random.default_rng(seed), 1.0) for seed in range(3)]
    found = plain_numbers.as_params([numbers(p) for p in params])
    assert_same(found, (np.stack(parts) for parts in zip(*params, strict=True)), 0)


def test_one_update_is_one_step_and_the_cost_is_from_before_it():
    costs = []
    end = plain_numbers.updates(numbers(START), [SAMPLES], 0.7, False, 1, costs)
    step = network.step(START, network.gradients(START, X, Y), 0.7)
    assert_same([end], [numbers(step)])
    assert costs == [pytest.approx(network.cost(network.predict(START, X), Y), rel=1e-12)]


def test_a_stale_update_goes_another_way():
    right, stale = (
        plain_numbers.updates(numbers(START), [SAMPLES], 0.7, is_stale, 1, [])
        for is_stale in (False, True)
    )
    assert right[6:] == stale[6:]  # the output layer is updated first
    assert not np.allclose(right[:6], stale[:6])
