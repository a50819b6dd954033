"""Whether names, sentences and questions fit other answers of the kinds that the sixth set led astray."""

import copy
import math

import numpy as np
import pytest

from nn_helpers import check, network
from nn_helpers.network import Params, sigmoid

# Names ----------------------------------------------------------------------------------------------


def slopes(params, X, Y, back=lambda W2: W2.T, total=lambda d: d.sum(axis=1, keepdims=True)):
    _, A1, _, A2 = network.forward(params, X)
    delta2 = A2 - Y
    delta1 = back(params[2]) @ delta2 * A1 * (1 - A1)
    return Params(delta1 @ X.T, total(delta1), delta2 @ A1.T, total(delta2))


def one_update(params, x, y, learning_rate):
    wrong = slopes(params, x, y, back=lambda W2: W2.ravel().reshape(-1, len(W2)))
    return Params(*(p - learning_rate * g for p, g in zip(params, wrong, strict=True)))


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("gradients", lambda *g: slopes(*g, back=lambda W2: W2.reshape(W2.shape[1], -1))),
        ("sgd_step", one_update),
        ("hidden_delta", lambda W2, d, A1: np.resize(W2, (len(A1), len(W2))) @ d * A1 * (1 - A1)),
    ],
)
def test_a_reshape_is_not_called_a_matrix_that_is_transposed(name, answer):
    report = getattr(check, name).report(answer)
    assert report.mistake == "reshaped"
    assert "[0, 1]" in report.lines[-1]


@pytest.mark.parametrize(
    "total",
    [lambda d: np.mean(d, axis=1)[:, None], lambda d: d @ np.ones((d.shape[1], 1)) / d.shape[1]],
)
def test_a_mean_over_the_samples_is_not_called_a_sum_that_is_missing(total):
    report = check.gradients.report(lambda *given: slopes(*given, total=total))
    assert report.mistake == "mean-not-sum"
    assert "biases" in report.message


@pytest.mark.parametrize("name", ["initialise", "perturb"])
@pytest.mark.parametrize(("kept", "mistake"), [(True, "two-answers"), (False, "own-generator")])
def test_noise_that_is_kept_is_told_from_a_generator_of_its_own(name, kept, mistake):
    first = {}

    def unit_noise(rng, shapes):
        rng = copy.deepcopy(rng)
        noise = [rng.uniform(-1, 1, shape) for shape in shapes]
        return first.setdefault("noise", noise) if kept else noise

    def perturb(params, rng, width):
        noise = unit_noise(rng, [np.shape(p) for p in params])
        return Params(*(p + width * n for p, n in zip(params, noise, strict=True)))

    def initialise(rng, scale):
        return Params(*(scale * n for n in unit_noise(rng, ((2, 2), (2, 1), (1, 2), (1, 1)))))

    answers = {"perturb": perturb, "initialise": initialise}
    assert getattr(check, name).report(answers[name]).mistake == mistake


@pytest.mark.parametrize("key", [lambda r, g, i: (r, g), lambda r, g, i: (g, i), lambda r, g, i: r])
def test_numbers_kept_from_an_earlier_call_are_not_called_a_part_left_out_of_the_seed(key):
    def candidate_noise(root, generation, i, size, table={}):  # noqa: B006
        drawn = np.random.default_rng([root, generation, i]).standard_normal(size)
        return table.setdefault(key(root, generation, i), drawn).copy()

    assert check.candidate_noise.report(candidate_noise).mistake == "two-answers"


@pytest.mark.parametrize("edge", [-30, -100, -745])
def test_answers_cut_by_the_type_of_the_first_are_named(edge):
    report = check.sigmoid.report(
        np.vectorize(lambda z: 0 if z < edge else math.exp(min(z, 0)) / (1 + math.exp(-abs(z))))
    )
    assert report.mistake == "integer-result"
    assert "The first number" in report.message


def two_layers(params, X, first=np.matmul, second=np.matmul):
    W1, b1, W2, b2 = params
    Z1 = first(W1, X) + b1
    Z2 = second(W2, sigmoid(Z1)) + b2
    return Z1, sigmoid(Z1), Z2, sigmoid(Z2)


@pytest.mark.parametrize(
    ("swapped", "words"), [("first", "Z1 is made of X @ W1"), ("second", "Z2 is made of A1 @ W2")]
)
def test_factors_that_changed_places_have_a_cause(swapped, words):
    turned = {swapped: lambda W, signal: signal @ W}
    for exercise, last in (("forward", slice(None)), ("predict", 3)):
        report = getattr(check, exercise).report(
            lambda p, X, at=last: two_layers(p, X, **turned)[at]
        )
        assert report.mistake == "factors-swapped"
        assert words in report.message


@pytest.mark.parametrize("least", [1e-12, 1e-200])
@pytest.mark.parametrize("says", [lambda p: p, lambda p: 1 - p])
def test_a_cost_without_labels_is_named(least, says):
    report = check.cost.report(lambda Y_hat, Y: -np.log(np.maximum(says(Y_hat), least)).sum())
    assert report.mistake == "labels-forgotten"


# Sentences and questions ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "repeat",
    [lambda n, size: n[0] + 0 * n, lambda n, size: np.sort(n[: 1 + size // 2].repeat(2))[:size]],
)
def test_numbers_that_come_again_in_one_candidate_are_not_said_of_another(repeat):
    report = check.candidate_noise.report(
        lambda root, generation, i, size: repeat(
            np.random.default_rng([root, generation, i]).standard_normal(size), size
        )
    )
    assert "in one candidate or in several" in report.message
    assert "part of the seed" not in report.message


@pytest.mark.parametrize("log_of", [lambda Y_hat, Y: Y, lambda Y_hat, Y: Y * Y_hat])
def test_a_result_that_is_endless_is_asked_what_goes_into_the_logarithm(log_of):
    report = check.cost.report(lambda Y_hat, Y: -np.sum(Y_hat * np.log(log_of(Y_hat, Y))))
    assert report.mistake is None
    assert "inf or nan" in report.lines[-1]


@pytest.mark.parametrize("kept", [1e-250, 1e-25])
def test_labels_in_the_logarithm_are_named_however_they_are_kept_from_0(kept):
    def exchanged(Y_hat, Y):
        return -np.sum(Y_hat * np.log(Y + kept) + (1 - Y_hat) * np.log(1 - Y + kept))

    report = check.cost.report(exchanged)
    assert report.mistake in ("arguments-swapped", None)
    assert report.mistake or "0.8 with label 1" in report.lines[-1]


@pytest.mark.parametrize("exercise", ["cost", "predict"])
def test_a_loop_over_four_samples_is_said_to_be_right_for_four(exercise):
    def cost(Y_hat, Y):
        given = np.clip(np.where(Y == 1, Y_hat, 1 - Y_hat), 1e-15, 1)
        return -sum(math.log(given[0, i]) for i in range(4))

    def predict(params, X):
        return np.hstack([network.predict(params, X[:, [i]]) for i in range(4)])

    report = getattr(check, exercise).report({"cost": cost, "predict": predict}[exercise])
    assert "It is right for" in report.message


def outputs_as_rows(params, X):
    Z1, A1, Z2, A2 = network.forward(params, X)
    return Z1, A1, Z2.T, A2.T


def samples_multiplied_away(params, X):
    W1, b1, W2, b2 = params
    return sigmoid(W2 @ sigmoid(W1 @ X + b1) @ X.T + b2)


@pytest.mark.parametrize(
    ("exercise", "answer", "words"),
    [
        ("forward", outputs_as_rows, "The part Z2 has shape (5, 2), expected shape (2, 5)."),
        ("predict", samples_multiplied_away, "The result has shape (2, 4), expected shape (2, 5)."),
    ],
)
def test_a_shape_that_is_wrong_elsewhere_is_told_beside_square_arrays(exercise, answer, words):
    report = getattr(check, exercise).report(answer)
    assert report.mistake is None
    assert words in report.message
    assert "shapes" in report.lines[-1]


def test_a_function_of_math_is_asked_about_one_number():
    report = check.forward.report(
        lambda params, X: (params[0] @ X, 1 / (1 + math.exp(-(params[0] @ X))), 0, 0)
    )
    assert "In line" in report.message
    assert "takes one number alone" in report.lines[-1]


def test_an_error_raised_inside_numpy_shows_the_own_line():
    report = check.initialise.report(
        lambda rng, scale: Params(
            *(rng.uniform(scale, -2, size=n) for n in ((2, 2), (2, 1), (1, 2), (1, 1)))
        )
    )
    assert "In line" in report.message
    assert "shape and the numbers" in report.lines[-1]


@pytest.mark.parametrize(
    ("votes", "corner"), [((20, -20, 10), "00"), ((20, -20, -50), "01"), ((20, 20, -10), "11")]
)
@pytest.mark.parametrize("steep", [1, 4])
def test_right_lines_and_a_wrong_vote_are_asked_about_the_vote(votes, corner, steep):
    v, w, b2 = votes
    report = check.wire_xor.report(
        lambda: Params(
            np.full((2, 2), 20.0 * steep),
            np.array([[-10.0], [-30.0]]) * steep,
            np.array([[v, w]]),
            np.array([[b2]]),
        )
    )
    assert f"sum up for {corner}" in report.lines[-1]


@pytest.mark.parametrize("hidden", [[[-10.0], [-10.0]], [[-30.0], [-50.0]]])
def test_the_vote_is_not_asked_about_where_a_line_is_wrong(hidden):
    report = check.wire_xor.report(
        lambda: (np.full((2, 2), 20.0), np.array(hidden), np.array([[20.0, -20.0]]), [[-10.0]])
    )
    assert "hidden lines lie well" not in report.message


@pytest.mark.parametrize(
    ("negative", "kept"),
    [
        (lambda e: 1 - 1 / (1 + e), False),
        (lambda e: 1.0 - np.reciprocal(1 + e), False),
        (lambda e: e / (1 + e), True),
    ],
)
def test_a_sigmoid_that_is_0_long_before_it_must_be_passes_with_a_word(negative, kept):
    def answer(z):
        e = np.exp(-np.abs(z))
        return np.where(np.asarray(z) < 0, negative(e), 1 / (1 + e))

    report = check.sigmoid.report(answer)
    assert report.passed
    assert ("One thing to know" in report.message) is not kept
