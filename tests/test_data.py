"""The data sets: labels by the definition of each task, fresh arrays, and refusals that say why."""

import numpy as np
import pytest

from nn_helpers import data


def columns(X):
    return [tuple(int(v) for v in column) for column in X.T]


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (data.xor, lambda a, b: (a != b,)),
        (data.three_positives, lambda a, b: (not (a and b),)),
        (data.xor_and_and, lambda a, b: (a != b, a and b)),
    ],
)
def test_the_labels_follow_the_rule(make, rule):
    X, Y = make()
    assert columns(X) == list(data.CORNERS)
    assert columns(Y) == [tuple(map(int, rule(a, b))) for a, b in columns(X)]
    assert X.dtype == Y.dtype == float


def test_names_and_corners_are_in_one_order():
    assert [f"{a}{b}" for a, b in data.CORNERS] == list(data.CORNER_NAMES)


def test_every_call_gives_arrays_of_its_own():
    X, Y = data.xor()
    X[:], Y[:] = 7, 7
    assert data.xor()[0].max() == data.xor()[1].max() == 1


@pytest.mark.parametrize("labels", [(), (0, 1, 1), (0, 1, 1, 2), (0, 1, 1, 0, 0), (0, 1, "1", 0)])
def test_a_gate_takes_four_labels_of_0_or_1(labels):
    with pytest.raises(ValueError, match="needs four, each 0 or 1") as error:
        data.logic_gate(*labels)
    assert str(labels) in str(error.value)


def test_a_plateau_is_what_the_best_common_answer_costs():
    """XOR's four labels, some of them forced to share one answer: their mean is the cheapest."""
    labels = np.array([0, 1, 1, 0])
    shared = {"0": [], "2 ln 2": [0, 1], "ln 3 + 2 ln 1.5": [0, 1, 2], "4 ln 2": [0, 1, 2, 3]}
    assert set(shared) == set(data.PLATEAUS)
    for name, together in shared.items():
        y = labels[together]
        answers = np.linspace(0.001, 0.999, 9981)[:, np.newaxis]
        costs = -np.where(y, np.log(answers), np.log(1 - answers)).sum(axis=1)
        assert data.PLATEAUS[name] == pytest.approx(costs.min(), abs=1e-5)


def test_the_spirals_wind_round_each_other():
    X, Y = data.two_spirals(np.random.default_rng(0), samples_per_arm=200, turns=1.5, noise=0)
    first, second = X[:, Y[0] == 0], X[:, Y[0] == 1]
    np.testing.assert_array_equal(first, -second)
    turned = np.unwrap(np.arctan2(first[1], first[0]))
    assert (np.diff(turned) > 0).all()
    reach = np.hypot(*first)
    assert (np.diff(reach) > 0).all()
    assert reach.max() < 1
    np.testing.assert_allclose(turned - turned[0], 2 * np.pi * 1.5 * (reach - reach[0]))


def test_the_noise_of_the_spirals_comes_from_the_generator():
    made = [data.two_spirals(np.random.default_rng(seed), 500, noise=0.1)[0] for seed in (1, 1, 2)]
    np.testing.assert_array_equal(made[0], made[1])
    clean, _ = data.two_spirals(np.random.default_rng(1), 500, noise=0)
    assert not np.array_equal(made[0], made[2])
    assert np.std(made[0] - clean) == pytest.approx(0.1, rel=0.1)


def test_one_hot_has_its_1_in_the_row_of_the_label():
    labels = np.random.default_rng(0).integers(0, 5, 30)
    found = data.one_hot(labels, 6)
    assert found.shape == (6, 30)
    np.testing.assert_array_equal(found.argmax(axis=0), labels)
    np.testing.assert_array_equal(found.sum(axis=0), 1)


def test_digits_are_grey_values_with_one_label_each():
    pytest.importorskip("sklearn")
    X, Y = data.digits()
    assert (X.shape, Y.shape) == ((64, 1797), (10, 1797))
    assert (X.min(), X.max()) == (0, 1)
    np.testing.assert_array_equal(Y.sum(axis=0), 1)
    assert Y.sum(axis=1).min() > 150  # every digit is there
