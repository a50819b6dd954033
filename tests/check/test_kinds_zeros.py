"""Samples whose inputs are all 0, as XOR has one; and what holds for some numbers by luck alone."""

import numpy as np
import pytest

from nn_helpers import check, network, training
from nn_helpers.network import Params


def of_lit_samples(function):
    """Return a function of samples that leaves out those whose inputs are all 0."""

    def skips(params, X, Y, *more):
        lit = X.any(axis=0)
        return function(params, X[:, lit], Y[:, lit], *more)

    return skips


def zero_in_zero_out(params, X):
    return network.predict(params, X) * X.any(axis=0)


def layers_of_lit_samples(params, X):
    W1, b1, W2, b2 = params
    Z1 = (W1 @ X + b1) * X.any(axis=0)
    A1 = network.sigmoid(Z1)
    Z2 = W2 @ A1 + b2
    return Z1, A1, Z2, network.sigmoid(Z2)


def needs_a_signal(params, x, y, learning_rate):
    return training.sgd_step(params, x, y, learning_rate) if np.any(x) else params


def needs_a_label(params, x, y, learning_rate):
    return training.sgd_step(params, x, y, learning_rate) if np.any(y) else params


def blame_by_inputs(params, X, Y):
    return Params(*(g * bool(np.any(X)) for g in network.gradients(params, X, Y)))


@pytest.mark.parametrize(
    ("exercise", "function"),
    [("gradients", of_lit_samples(network.gradients)), ("gradients", blame_by_inputs),
     ("train", of_lit_samples(training.train)), ("predict", zero_in_zero_out),
     ("forward", layers_of_lit_samples), ("sgd_step", needs_a_signal),
     ("sgd_step", needs_a_label)],
)  # fmt: skip
def test_a_sample_of_zeros_that_is_left_out_is_seen(exercise, function):
    report = getattr(check, exercise).report(function)
    assert report.status == "wrong"
    assert report.mistake is None
    assert "[[0.], [0.]" in report.lines[0]
    assert "are 0" in report.lines[-1] or "is 0" in report.lines[-1], report


def learns_other_labels(seed):
    def train(params, X, Y, learning_rate, epochs):
        order = np.random.default_rng(seed).permutation(X.shape[1])
        return training.train(params, X[:, order], Y, learning_rate, epochs)

    return train


@pytest.mark.parametrize("seed", range(6))
def test_a_first_epoch_that_is_right_by_luck_is_not_said_to_be(seed):
    """Of three samples one order in six is the old one, of four labels with one 0 one in four fits."""
    report = check.train.report(learns_other_labels(seed))
    assert report.status == "wrong"
    assert "One epoch alone is right" not in report.message, report


def test_other_numbers_of_the_same_shapes_decide_what_is_right_elsewhere():
    """Rounded numbers of one output and one sample are near enough once; see the next test as well."""
    report = check.train.report(learns_other_labels(0))
    assert "It is right for" not in report.message, report


def in_half_precision(function):
    def halved(*arguments):
        few = [type(a)(*map(np.float16, a)) if isinstance(a, Params) else np.float16(a)
               for a in arguments]  # fmt: skip
        return function(*few)

    return halved


@pytest.mark.parametrize("exercise", ["sigmoid", "forward", "predict", "hidden_delta", "gradients"])
def test_results_of_few_digits_are_asked_about_their_type(exercise):
    checked = getattr(check, exercise)
    report = checked.report(in_half_precision(checked.reference))
    assert report.status == "wrong"
    assert report.mistake is None
    assert "off by more than 0.2 % of the largest" in report.message
    assert "keeps few digits: a type" in report.lines[-1]
    assert "It is right for" not in report.message


def test_one_epoch_that_is_wrong_is_said_beside_a_sample_of_zeros():
    """That sample is right when the inputs are centred: it says nothing of the others."""

    def centred(params, X, Y, learning_rate, epochs):
        X = X - X.mean(axis=1, keepdims=True)
        return training.train(params, X, Y, learning_rate, epochs)

    assert "One epoch alone is wrong already." in check.train.report(centred).message
