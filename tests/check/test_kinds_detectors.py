"""Tests that learners write of somebody else's function: which of them are refused, and why."""

import numpy as np
import pytest

from nn_helpers import check, network


def always_true(update, params, x, y):
    return True


def always_false(update, params, x, y):
    return False


def looks_at_one_array(update, params, x, y):
    full, half = update(params, x, y, 1.0), update(params, x, y, 0.5)
    return np.allclose(full.W2 - params.W2, 2 * (half.W2 - params.W2))


def rates_too_small_to_see_it(update, params, x, y):
    full, half = update(params, x, y, 1e-6), update(params, x, y, 5e-7)
    pairs = zip(params, full, half, strict=True)
    return all(np.allclose(f - p, 2 * (h - p)) for p, f, h in pairs)


def compares_places_not_steps(update, params, x, y):
    full, half = update(params, x, y, 1.0), update(params, x, y, 0.5)
    return all(np.allclose(f, 2 * h) for f, h in zip(full, half, strict=True))


def compares_with_the_gradient(update, params, x, y):
    right = network.step(params, network.gradients(params, x, y), 1.0)
    return all(np.allclose(a, b) for a, b in zip(update(params, x, y, 1.0), right, strict=True))


def tolerates_too_much(update, params, x, y):
    full, half = update(params, x, y, 1.0), update(params, x, y, 0.5)
    pairs = zip(params, full, half, strict=True)
    return all(np.allclose(f - p, 2 * (h - p), atol=0.1) for p, f, h in pairs)


def compares_to_the_last_digit(update, params, x, y):
    full, half = update(params, x, y, 1.0), update(params, x, y, 0.5)
    pairs = zip(params, full, half, strict=True)
    return all(np.array_equal(f - p, 2 * (h - p)) for p, f, h in pairs)


def compares_all_to_the_last_digit(update, params, x, y):
    for p, f, h in zip(params, update(params, x, y, 0.8), update(params, x, y, 0.4), strict=True):
        if ((f - p) != 2 * (h - p)).any():
            return False
    return True


def stops_after_the_first(update, params, x, y):
    for p, f, h in zip(params[2:], *(update(params, x, y, r)[2:] for r in (1, 0.5)), strict=True):
        return np.allclose(f - p, 2 * (h - p))
    return True


REFUSED = {
    compares_to_the_last_digit: "the right update",
    stops_after_the_first: "stale",
    always_true: "returned True, expected False",
    always_false: "returned False, expected True",
    looks_at_one_array: "stale",
    rates_too_small_to_see_it: "stale",
    compares_places_not_steps: "the right update",
    compares_with_the_gradient: "half the gradient",
    tolerates_too_much: "stale",
}


@pytest.mark.parametrize("function", REFUSED, ids=lambda function: function.__name__)
def test_a_test_that_misses_or_blames_is_refused_with_the_case(function):
    report = check.linear_in_rate(function)
    assert report.status == "wrong"
    assert REFUSED[function] in report.message
    assert "?" in report.lines[-1]


def test_what_is_no_verdict_or_changes_the_arguments_is_said():
    def numbers(update, params, x, y):
        return np.array([1.0, 2.0])

    def in_place(update, params, x, y):
        params.W1[:] = 0
        pairs = [(update(params, x, y, r), r) for r in (0.5, 1.0)]
        return all(
            np.allclose((a - p) / pairs[0][1], (b - p) / pairs[1][1])
            for p, a, b in zip(params, pairs[0][0], pairs[1][0], strict=True)
        )

    assert "expected True" in check.linear_in_rate(numbers).message
    assert check.linear_in_rate(in_place).status == "wrong"


def test_an_update_may_be_called_by_the_names_of_its_arguments():
    def by_name(update, params, x, y):
        steps = [update(params=params, x=x, y=y, learning_rate=rate) for rate in (1.0, 0.5)]
        return all(np.allclose(f - p, 2 * (h - p)) for p, f, h in zip(params, *steps, strict=True))

    assert check.linear_in_rate(by_name).passed


def test_a_predict_may_be_called_by_the_names_of_its_arguments():
    def by_name(predict, params):
        X = np.array([[3.0, -2.0], [0.5, -4.0]])
        both = predict(params=params, X=X)
        return np.allclose(both, predict(params=params, X=X[:, ::-1])) or not np.allclose(
            both[:, ::-1], predict(params=params, X=X[:, ::-1])
        )

    assert check.ignores_its_input(by_name).passed


# Of predict functions: many honest ways to ask ---------------------------------------------------------

PAIR = np.array([[3.0, -2.0], [0.5, -4.0]])
CORNERS = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])


def two_tables(predict, params):
    return bool(np.allclose(predict(params, PAIR), predict(params, PAIR + 1)))


def one_sample_at_a_time(predict, params):
    answers = [predict(params, PAIR[:, [i]]).item() for i in (0, 1)]
    return abs(answers[0] - answers[1]) < 1e-9


def the_corners_to_two_digits(predict, params):
    return np.array_equal(predict(params, CORNERS).round(2), predict(params, 1 - CORNERS).round(2))


def one_sample_changed(predict, params):
    other = PAIR.copy()
    other[:, 0] = 7
    return np.allclose(predict(params, PAIR)[:, 0], predict(params, other)[:, 0])


def another_order(predict, params):
    answers, turned = predict(params, PAIR), predict(params, PAIR[:, ::-1])
    return np.allclose(answers[:, 0], answers[:, 1]) or not np.allclose(answers[:, ::-1], turned)


def zeros_and_ones(predict, params):
    return (predict(params, np.zeros((2, 3))) == predict(params, np.ones((2, 3)))).all()


@pytest.mark.parametrize(
    "function",
    [two_tables, one_sample_at_a_time, the_corners_to_two_digits, one_sample_changed, another_order,
     zeros_and_ones],
)  # fmt: skip
def test_it_is_free_how_a_predict_is_asked(function):
    assert check.ignores_its_input(function).passed


def answers_differ(predict, params):
    return np.ptp(predict(params, PAIR)) < 1e-9


def turned_round(predict, params):
    return not two_tables(predict, params)


def labels_of_the_corners(predict, params):
    return len(set((predict(params, CORNERS) > 0.5).ravel())) == 1


def another_order_alone(predict, params):
    return not np.allclose(predict(params, PAIR)[:, ::-1], predict(params, PAIR[:, ::-1]))


def never(predict, params):
    return False


ASKED = {
    answers_differ: ("leftover X of many", "when X changes"),
    turned_round: ("a right predict", "must differ when predict is right"),
    labels_of_the_corners: ("leftover X of many", "when X changes"),
    another_order_alone: ("leftover x each time", "one answer to everything"),
    never: ("leftover x each time", "one answer to everything"),
}


@pytest.mark.parametrize("function", ASKED, ids=lambda function: function.__name__)
def test_the_question_is_about_the_predict_that_was_misjudged(function):
    case, question = ASKED[function]
    report = check.ignores_its_input(function)
    assert report.status == "wrong"
    assert case in report.message
    assert question in report.lines[-1]


@pytest.mark.parametrize(
    ("function", "question"),
    [(compares_places_not_steps, "How do they go together"), (always_true, "not tiny"),
     (always_false, "two sides that your line compares"),
     (compares_to_the_last_digit, "could rounding alone"),
     (compares_all_to_the_last_digit, "could rounding alone"),
     (tolerates_too_much, "how far off does your line allow"),
     (looks_at_one_array, "each of the four arrays"), (stops_after_the_first, "each of the four"),
     (rates_too_small_to_see_it, "at two rates that are not tiny")],
)  # fmt: skip
def test_the_question_is_about_the_update_that_was_misjudged(function, question):
    assert question in check.linear_in_rate(function).lines[-1]


def test_a_comparison_in_an_array_is_told_from_a_list_of_them():
    def equal(predict, params):
        return predict(params, PAIR[:, :1]) == predict(params, PAIR[:, 1:])

    report = check.ignores_its_input(equal)
    assert "an array of shape (1, 1), expected False" in report.message
    assert "bool(...)" in report.lines[-1]


def test_dividing_two_zeros_is_asked_about():
    def divides(update, params, x, y):
        full, half = update(params, x, y, 1.0), update(params, x, y, 0.5)
        pairs = zip(params, full, half, strict=True)
        return all(np.allclose((f - p) / (h - p), 2) for p, f, h in pairs)

    assert "two zeros" in check.linear_in_rate(divides).lines[-1]


def test_what_is_no_verdict_is_asked_about_as_such():
    for detector in (check.linear_in_rate, check.ignores_its_input):
        report = detector(lambda *given: np.array([True, False]))
        assert "an array of shape (2,)" in report.message
        assert "type(...)" in report.lines[-1]
