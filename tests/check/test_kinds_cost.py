"""The cost of many answers: a product of probabilities is 0 for a computer long before there are 2000."""

import functools
import math

import numpy as np
import pytest

from nn_helpers import bugs, check


def probability(Y_hat, Y):
    return np.where(Y == 1, Y_hat, 1 - Y_hat)


def largest(Y_hat, Y):
    return -np.log(np.maximum(probability(Y_hat, Y).prod(), 1e-300))


def added(Y_hat, Y):
    return float(-np.log(np.prod(Y_hat**Y * (1 - Y_hat) ** (1 - Y)) + 1e-300))


def smallest(Y_hat, Y):
    return -math.log(max(math.prod(probability(Y_hat, Y).ravel().tolist()), 5e-324))


def each_kept_above_0(Y_hat, Y):
    with np.errstate(all="ignore"):
        return -np.log(np.prod(np.maximum(probability(Y_hat, Y), 1e-12)))


def unprotected(Y_hat, Y):
    with np.errstate(all="ignore"):
        return -np.log(np.prod(probability(Y_hat, Y)))


def in_a_loop(Y_hat, Y):
    product = 1.0
    for p in probability(Y_hat, Y).flat:
        product *= p
    return -math.log(product)  # of 0 it raises an error


def each_hardly_above_0(Y_hat, Y):
    with np.errstate(all="ignore"):
        return -np.log(np.maximum(probability(Y_hat, Y), 1e-300).prod())  # of two of these: 0


def one_product_a_label(Y_hat, Y):
    says_1 = np.maximum(Y_hat[Y == 1], 1e-300).prod()
    says_0 = np.maximum(1 - Y_hat[Y == 0], 1e-300).prod()
    with np.errstate(all="ignore"):
        return -np.log(says_1) - np.log(says_0)


def one_product_a_label_kept_above_0(Y_hat, Y):
    says_1, says_0 = Y_hat[Y == 1].prod(), (1 - Y_hat[Y == 0]).prod()
    return -math.log(max(says_1, 1e-300)) - math.log(max(says_0, 1e-300))


@pytest.mark.parametrize(
    "function",
    [
        largest,
        added,
        smallest,
        each_kept_above_0,
        each_hardly_above_0,
        one_product_a_label,
        one_product_a_label_kept_above_0,
    ],
)
@pytest.mark.parametrize("exercise", ["cost", "repaired_cost"])
def test_a_product_of_probabilities_is_named(exercise, function):
    report = getattr(check, exercise).report(function)
    assert report.mistake == "product-first", report
    assert "0.5 to the power 2000" in report.message


@pytest.mark.parametrize("function", [unprotected, in_a_loop])
def test_a_product_that_is_not_protected_is_told_of_that_first(function):
    assert check.cost.report(function).mistake == "log-of-zero"


def each_term_cut_off(Y_hat, Y):
    with np.errstate(all="ignore"):
        return -np.nan_to_num(Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat)).sum()


def test_a_sum_that_overflows_is_no_product():
    report = check.cost.report(each_term_cut_off)
    assert report.mistake == "log-of-zero"
    assert "multiplied" not in report.message


def every_answer_meets_every_label(Y_hat, Y):
    answers, labels = Y_hat.ravel().tolist(), Y.ravel().tolist()
    return -sum(math.log(max(a if y else 1 - a, 1e-300)) for a in answers for y in labels)


def test_a_slow_mistake_meets_few_answers_first():
    assert check.cost.report(every_answer_meets_every_label).mistake == "broadcast-to-matrix"


def of_each_sample(Y_hat, Y):
    return -np.log(np.maximum(np.prod(probability(Y_hat, Y), axis=0), 1e-300)).sum()


def by_exponents(Y_hat, Y):
    return -sum(math.log(max(p, 1e-300)) for p in probability(Y_hat, Y).ravel())


@pytest.mark.parametrize("function", [of_each_sample, by_exponents])
def test_a_sum_of_logarithms_is_right_for_many_answers(function):
    assert check.cost.report(function).passed


@pytest.mark.parametrize("slug", ["log-of-zero", "mean-not-sum", "protection-too-strong"])
def test_other_slips_keep_their_names(slug):
    assert check.cost.report(bugs.find("cost", slug).function).mistake == slug


def latest(Y_hat, Y):
    total = 0.0
    for p in probability(Y_hat, Y).ravel():
        total = -math.log(max(p, 1e-300))
    return total


def largest_alone(Y_hat, Y):
    return max(-math.log(max(p, 1e-300)) for p in probability(Y_hat, Y).ravel())


@pytest.mark.parametrize("exercise", ["cost", "repaired_cost"])
@pytest.mark.parametrize("function", [latest, largest_alone])
def test_a_cost_that_is_right_for_one_answer_is_asked_about_two(exercise, function):
    report = getattr(check, exercise).report(function)
    assert report.mistake is None
    assert "It is right for" in report.message
    assert "then two of them" in report.lines[-1], report


def within(least, Y_hat, Y):
    return -np.log(probability(np.clip(Y_hat, least, 1 - least), Y)).sum()


@pytest.mark.parametrize("least", [0.05, 0.01, 0.001])
def test_a_cost_that_is_clipped_is_asked_about_an_answer_that_is_clipped(least):
    report = check.cost.report(functools.partial(within, least))
    assert report.mistake == "protection-too-strong"
    assert f"is kept from {least} to 1 - {least}, and that shows" in report.message
    assert "and that of 0.001?" in report.lines[-1]


def mean_over_outputs(Y_hat, Y):
    return -np.log(np.maximum(probability(Y_hat, Y), 1e-300)).mean(axis=0).sum()


def test_a_mean_over_the_outputs_is_asked_about_outputs():
    report = check.cost.report(mean_over_outputs)
    assert report.mistake == "mean-not-sum"
    assert "every output twice" in report.lines[-1]
