"""What is cut off at a large number is seen: gradients, steps, weights, sums before the sigmoid."""

import functools

import numpy as np
import pytest

from nn_helpers import check, evolution, network, training
from nn_helpers.network import Params


def cut(parts, most):
    return Params(*(np.clip(p, -most, most) for p in parts))


def result_of(exercise, most, *arguments):
    return cut(getattr(check, exercise).reference(*arguments), most)


def blame(most, *arguments):
    return np.clip(network.hidden_delta(*arguments), -most, most)


def step(most, params, grads, rate):
    return network.step(params, cut(grads, most), rate)


def sgd_step(most, params, x, y, rate):
    return step(most, params, network.gradients(params, x, y), rate)


def train(most, params, X, Y, rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(network.cost(network.predict(params, X), Y))
        params = sgd_step(most, params, X, Y, rate)
    return params, costs


def weights_after_the_step(most, *arguments):
    return cut(training.sgd_step(*arguments), most)


@pytest.mark.parametrize("most", [1, 5, 10])
@pytest.mark.parametrize(("exercise", "function"), [
    ("gradients", functools.partial(result_of, "gradients")), ("hidden_delta", blame),
    ("numerical_gradients", functools.partial(result_of, "numerical_gradients")),
    ("step", step), ("sgd_step", sgd_step), ("sgd_step", weights_after_the_step), ("train", train),
])  # fmt: skip
def test_what_is_cut_off_is_named(exercise, function, most):
    report = getattr(check, exercise).report(functools.partial(function, most))
    assert report.mistake == "clipped", report
    assert f"cut off at {most} to both sides" in report.message
    assert "Does your result grow with them?" in report.lines[-1]


def predict(most, params, X):
    W1, b1, W2, b2 = params
    hidden = network.sigmoid(np.clip(W1 @ X + b1, -most, most))
    return network.sigmoid(np.clip(W2 @ hidden + b2, -most, most))


def within_walls(most, f, start, rng, width, turns):
    best, lowest, costs = start, f(start), []
    for _ in range(turns):
        other = cut(evolution.perturb(best, rng, width), most)
        if f(other) < lowest:
            best, lowest = other, f(other)
        costs.append(lowest)
    return best, costs


@pytest.mark.parametrize("most", [1, 5, 8])
@pytest.mark.parametrize(
    ("exercise", "function"), [("predict", predict), ("hill_climb", within_walls)]
)
def test_what_is_cut_off_on_the_way_is_refused(exercise, function, most):
    report = getattr(check, exercise).report(functools.partial(function, most))
    assert report.status == "wrong"
    assert report.mistake is None


def test_an_estimate_that_is_cut_off_is_asked_about_its_right_numbers():
    report = check.es_gradient.report(functools.partial(result_of, "es_gradient", 5))
    assert report.mistake is None
    assert "Which numbers of the estimate are right" in report.lines[-1]
