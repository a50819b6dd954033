"""The public border: what fits comes back as floats; each error says what was given and expected."""

import numpy as np
import pytest

from nn_helpers.network import Params
from nn_helpers.validation import as_floats, check_labels, check_network

# 3 inputs, 2 hidden units, 1 output
GOOD = Params(np.ones((2, 3)), np.ones((2, 1)), np.ones((1, 2)), np.ones((1, 1)))
X, Y = np.ones((3, 4)), np.ones((1, 4))


def test_float_arrays_are_handed_on_and_not_copied():
    assert as_floats("X", X) is X
    for given, back in zip(GOOD, check_network(GOOD, X), strict=True):
        assert given is back
    assert check_labels(Y, Y)[1] is Y


@pytest.mark.parametrize("values", [[[1, 2]], np.array([[1, 2]]), ((1, 2),), np.float32([[1, 2]])])
def test_whatever_can_be_read_as_numbers_becomes_float64(values):
    found = as_floats("X", values)
    assert found.dtype == np.float64
    assert found.tolist() == [[1.0, 2.0]]


@pytest.mark.parametrize(
    ("values", "kind"), [("no", "str"), ([[1], [1, 2]], "list"), ({}, "dict"), (len, "builtin")]
)
def test_what_is_no_numbers_is_named(values, kind):
    with pytest.raises(TypeError, match=f"W1 is {kind}.* cannot be read as numbers"):
        as_floats("W1", values)


@pytest.mark.parametrize(
    "wrong",
    [
        {"b1": np.ones(2)},
        {"b1": np.ones((1, 2))},
        {"b1": np.ones((3, 1))},
        {"W2": np.ones((2, 1))},
        {"W2": np.ones(2)},
        {"b2": np.ones((2, 1))},
        {"b2": np.float64(1)},
        {"W1": np.ones(3)},
    ],
)
def test_parameters_that_do_not_fit_show_all_their_shapes(wrong):
    params = GOOD._replace(**wrong)
    with pytest.raises(ValueError, match="do not fit together") as error:
        check_network(params, X)
    for name, value in params._asdict().items():
        assert f"{name} {np.shape(value)}" in str(error.value)
    assert "Expected W1 (hidden, inputs), b1 (hidden, 1)" in str(error.value)


@pytest.mark.parametrize("params", [GOOD[:3], (*GOOD, 1), 7, None, ()])
def test_four_arrays_are_asked_for(params):
    with pytest.raises(TypeError, match="expected four arrays") as error:
        check_network(params, X)
    assert type(params).__name__ in str(error.value)


@pytest.mark.parametrize(
    ("samples", "advice"),
    [
        (X.T, "If your samples are rows, hand in X.T."),
        (np.ones(3), "One sample is a column: X[:, np.newaxis]."),
        (np.ones(5), "A flat list of numbers becomes one row with X[np.newaxis, :]."),
        (np.ones((2, 4)), ""),
        (np.ones((3, 4, 1)), ""),
    ],
)
def test_samples_that_do_not_fit_say_what_to_do(samples, advice):
    with pytest.raises(ValueError, match=r"this network expects \(3, m\)") as error:
        check_network(GOOD, samples)
    assert f"X has shape {samples.shape}" in str(error.value)
    assert str(error.value).endswith(advice or "samples are columns.")


def test_a_nan_among_the_samples_is_found():
    samples = X.copy()
    samples[1, 2:] = np.nan
    with pytest.raises(ValueError, match="first in row 1, column 2"):
        check_network(GOOD, samples)


@pytest.mark.parametrize("labels", [np.ones(4), np.ones((4, 1)), np.ones((2, 4)), np.ones((1, 3))])
def test_labels_are_never_stretched_to_fit(labels):
    with pytest.raises(ValueError, match="one column a sample") as error:
        check_labels(Y, labels)
    assert f"Y has shape {labels.shape}, but the predictions have shape (1, 4)" in str(error.value)


@pytest.mark.parametrize("labels", [[[-1, 1]], [[0, 2]], [[np.nan, 1]]])
def test_labels_outside_0_to_1_are_refused(labels):
    with pytest.raises(ValueError, match="labels are 0 or 1") as error:
        check_labels(np.full((1, 2), 0.5), labels)
    assert f"Y holds {np.min(labels):g} to {np.max(labels):g}" in str(error.value)


def test_predictions_may_be_anything():
    check_labels([[np.nan, np.inf, -3, 9]], [[0, 1, 0.5, 1]])
