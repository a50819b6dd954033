"""Whether what is said and asked fits the answer at hand, where another answer had its words first."""

import copy
from functools import partial

import numpy as np
import pytest

from nn_helpers import check, evolution, network, training
from nn_helpers.network import Params, sigmoid

# Sentences ------------------------------------------------------------------------------------------


def probability(Y_hat, Y):
    return np.where(Y == 1, Y_hat, 1 - Y_hat)


def one_class_divided(Y_hat, Y, least, count):
    return -np.sum(Y * np.log(np.maximum(Y_hat, least))) / count(Y)


@pytest.mark.parametrize("least", [1e-8, 1e-15, 1e-200])
@pytest.mark.parametrize("count", [np.size, lambda Y: 2])
def test_how_a_hopeless_cost_is_kept_finite_is_no_further_fault(least, count):
    report = check.cost.report(partial(one_class_divided, least=least, count=count))
    assert "Likely cause: negative-class-forgotten. " in report.message
    assert " And mean-not-sum: " in report.message or " And half: " in report.message
    assert "More is wrong" not in report.message


@pytest.mark.parametrize("leave_out", [np.nansum, lambda terms: terms[~np.isnan(terms)].sum()])
def test_a_hopeless_cost_of_inf_is_not_said_of_right_answers(leave_out):
    report = check.cost.report(
        lambda Y_hat, Y: -leave_out(Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat))
    )
    assert report.mistake == "log-of-zero"
    assert "A hopeless answer" in report.message
    assert "and what when it is wrong?" in report.lines[-1]


def of_a_squared_error(params, X, Y, factor):
    _, A1, _, A2 = network.forward(params, X)
    delta2 = factor(Y) * (A2 - Y) * A2 * (1 - A2)
    delta1 = params[2].T @ delta2 * A1 * (1 - A1)
    return Params(delta1 @ X.T, delta1.sum(1)[:, None], delta2 @ A1.T, delta2.sum(1)[:, None])


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        (lambda Y: 1, "as for a squared error"),
        (lambda Y: 2, "as for a squared error, with its factor 2."),
        (lambda Y: 2 / Y.size, "as for the mean squared error."),
    ],
)
def test_the_slope_of_a_squared_error_is_not_said_to_be_twice_itself(factor, words):
    report = check.gradients.report(partial(of_a_squared_error, factor=factor))
    assert report.mistake == "output-slope-extra"
    assert words in report.message


def moves_a_share(share):
    def perturb(params, rng, width):
        def moved(p):
            return p + rng.uniform(-width, width, p.shape) * (rng.random(p.shape) < share)

        return Params(*map(moved, params))

    return perturb


@pytest.mark.parametrize("share", [0.3, 0.8])
def test_a_share_of_many_calls_is_not_said_of_one(share):
    assert "On average" in check.perturb.report(moves_a_share(share)).message


def mirrored(rng, scale):
    made = network.initialise(rng, scale)
    return made._replace(W2=-made.b1.T)


def thrown_both_ways(params, rng, width):
    noise = [rng.uniform(-width, width, p.shape) for p in params]
    noise[2].flat[0] = -noise[0].flat[0]
    return Params(*(p + e for p, e in zip(params, noise, strict=True)))


@pytest.mark.parametrize(
    ("exercise", "function"), [("initialise", mirrored), ("perturb", thrown_both_ways)]
)
def test_a_draw_that_is_used_again_with_the_other_sign_is_seen(exercise, function):
    assert "equal or opposite" in getattr(check, exercise).report(function).message


# Detectors ------------------------------------------------------------------------------------------


def from_another_place(update, params, x, y):
    first = update(params, x, y, 0.5)
    then = update(first, x, y, 1.0)
    return all(np.allclose(t - f, 2 * (f - p)) for p, f, t in zip(params, first, then, strict=True))


def of_another_sample(update, params, x, y):
    whole, half = update(params, 2 * x, y, 1.0), update(params, x, y, 0.5)
    return all(np.allclose(w - p, 2 * (h - p)) for p, w, h in zip(params, whole, half, strict=True))


@pytest.mark.parametrize("function", [from_another_place, of_another_sample])
def test_steps_of_two_gradients_are_not_told_of_rounding(function):
    report = check.linear_in_rate(function)
    assert report.status == "wrong"
    assert "sixteenth" not in report.message


def straight(update, params, x, y):
    ends = [update(params, x, y, rate) for rate in (0.2, 0.6, 1.0)]
    return all(np.allclose(a + c, 2 * b) for a, b, c in zip(*ends, strict=True))


def no_curvature(update, params, x, y):
    rates = np.array([0.5, 1.0, 1.5, 2.0])
    ends = [np.concatenate([p.ravel() for p in update(params, x, y, rate)]) for rate in rates]
    return bool(np.abs(np.polyfit(rates, ends, 2)[0]).max() < 1e-9)


@pytest.mark.parametrize("function", [straight, no_curvature])
def test_a_step_that_never_looks_at_the_rate_is_not_proportional_to_it(function):
    report = check.linear_in_rate(function)
    assert report.status == "wrong"
    assert "whatever the rate" in report.message
    assert "at two rates" in report.lines[-1]


# Names ----------------------------------------------------------------------------------------------


def rows_together(f, params, h=1e-5):
    def at(name, row, move):
        array = np.array(getattr(params, name), dtype=float)
        array[row] = array[row] + move
        return f(params._replace(**{name: array}))

    slopes = {n: np.zeros(p.shape) for n, p in params._asdict().items()}
    for name, slope in slopes.items():
        for row in range(len(slope)):
            slope[row, :] = (at(name, row, h) - at(name, row, -h)) / 2 / h
    return Params(**slopes)


def each_with_its_row(f, params, h=1e-5):
    """Every number has points of its own, in which its whole row moves."""
    slopes = {n: np.zeros(p.shape) for n, p in params._asdict().items()}
    for name, slope in slopes.items():
        for row, column in np.ndindex(slope.shape):
            ends = [np.array(getattr(params, name), dtype=float) for _ in range(2)]
            ends[0][row] += h
            ends[1][row] -= h
            up, down = (f(params._replace(**{name: end})) for end in ends)
            slope[row, column] = (up - down) / (2 * h)
    return Params(**slopes)


@pytest.mark.parametrize("function", [rows_together, each_with_its_row])
def test_a_row_is_not_all(function):
    assert check.numerical_gradients.report(function).mistake == "several-at-once"


@pytest.mark.parametrize("name", Params._fields)
def test_one_array_is_not_all_weights_or_biases(name):
    for exercise, right in (("step", network.step), ("sgd_step", training.sgd_step)):
        report = getattr(check, exercise).report(partial(stays, name, right))
        assert report.mistake == "array-forgotten"
        assert f"Of the four, {name} stays" in report.message
        assert "never moves?" in report.lines[-1]


def stays(name, right, params, *others):
    return right(params, *others)._replace(**{name: np.copy(getattr(params, name))})


def test_a_column_of_zeros_is_not_said_to_be_of_np_empty():
    assert "The last column is never filled" in check.predict.report(ends_early).message


def keeps_the_cheapest(params, X, Y, learning_rate, epochs):
    costs, seen = [], [params]
    for _ in range(epochs):
        costs.append(network.cost(network.predict(params, X), Y))
        params = network.step(params, network.gradients(params, X, Y), learning_rate)
        seen.append(params)
    return seen[int(np.argmin(costs))], costs


def of_the_last_entry(a, b):
    a, b = np.ravel(a)[-1], np.ravel(b)[-1]
    return float(abs(a - b) / (abs(a) + abs(b))) if a or b else 0.0


@pytest.mark.parametrize(
    ("exercise", "function"),
    [("train", keeps_the_cheapest), ("relative_error", of_the_last_entry)],
)
def test_what_another_slip_does_on_some_numbers_is_not_named_after_it(exercise, function):
    report = getattr(check, exercise).report(function)
    assert report.status == "wrong"
    assert report.mistake is None


def test_a_rate_of_few_digits_is_seen():
    def step(params, grads, learning_rate):
        return network.step(params, grads, int(10 * learning_rate) / 10)

    assert check.step.report(step).status == "wrong"


def one_candidate_for_ever(f, start, rng, width, turns):
    trial = Params(*(np.array(p, dtype=float) for p in start))
    best, lowest, costs = start, f(start), []
    for _ in range(turns):
        for new, old in zip(trial, best, strict=True):
            new[...] = old + rng.uniform(-width, width, old.shape)
        if f(trial) < lowest:
            best, lowest = trial, f(trial)
        costs.append(lowest)
    return best, costs


def test_a_best_that_becomes_the_candidate_is_named():
    assert check.hill_climb.report(one_candidate_for_ever).mistake == "aliased-best"


def takes_all_after_the_first_success(f, start, rng, width, turns):
    at, begin = start, f(start)
    seen = [begin]
    for _ in range(turns):
        trial = evolution.perturb(at, rng, width)
        seen.append(f(trial))
        at = trial if min(seen) < begin else start
    return at, list(np.minimum.accumulate(seen)[1:])


def test_new_arrays_after_the_first_success_are_not_told_of_one():
    report = check.hill_climb.report(takes_all_after_the_first_success)
    assert report.mistake == "accepts-worse"
    assert "best is current" not in report.message


# Questions ------------------------------------------------------------------------------------------


def ends_early(params, X):
    made = 0 * network.predict(params, X)
    for i in range(X.shape[1] - 1):
        made[:, i] = network.predict(params, X[:, i : i + 1])[:, 0]
    return made


def begins_late(params, X):
    made = network.predict(params, X)
    made[:, :2] = 0.5
    return made


def never_below(params, X):
    return np.maximum(network.predict(params, X), 0.4)


def minus_forgotten_inside(Y_hat, Y):
    return float(-np.sum(np.where(Y == 1, np.log(np.maximum(Y_hat, 1e-99)), np.log(1 + Y_hat))))


def of_a_curve(curve, slope):
    """Return the gradients of a network whose hidden units have this curve."""

    def gradients(params, X, Y):
        Z1 = params[0] @ X + params[1]
        A1 = curve(Z1)
        delta2 = sigmoid(params[2] @ A1 + params[3]) - Y
        delta1 = params[2].T @ delta2 * slope(Z1)
        return Params(delta1 @ X.T, delta1.sum(1)[:, None], delta2 @ A1.T, delta2.sum(1)[:, None])

    return gradients


def softsign(Z):
    return Z / (1 + np.abs(Z))


soft = of_a_curve(softsign, lambda Z: 1 / (1 + np.abs(Z)) ** 2)


def trains_another_network(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        A2 = sigmoid(params[2] @ softsign(params[0] @ X + params[1]) + params[3])
        costs.append(network.cost(A2, Y))
        params = network.step(params, soft(params, X, Y), learning_rate)
    return params, costs


def by_the_hidden_units(W2, delta2, A1):
    return network.hidden_delta(W2, delta2, A1) / len(A1)


def cut_to_length_2(params, X, Y):
    slopes = network.gradients(params, X, Y)
    length = np.linalg.norm(evolution.to_vector(slopes))
    return Params(*(g * min(1, 2 / length) for g in slopes))


def below_by_two_h(f, params, h=1e-5):
    here, slopes = f(params), {n: np.zeros(p.shape) for n, p in params._asdict().items()}
    for name, slope in slopes.items():
        for at in np.ndindex(slope.shape):
            array = np.array(getattr(params, name), dtype=float)
            array[at] -= h
            slope[at] = (here - f(params._replace(**{name: array}))) / (2 * h)
    return Params(**slopes)


def of_sizes(size):
    def relative_error(a, b):
        both = size(a) + size(b)
        return float(size(np.subtract(a, b)) / both) if both else 0.0

    return relative_error


def nuclear(a):
    return np.linalg.norm(a, "nuc") if np.ndim(a) == 2 else np.linalg.norm(a)


def by_the_smaller(a, b):
    size = max(np.linalg.norm(b), np.linalg.norm(a))
    return float(np.linalg.norm(np.subtract(b, a)) / size) if size else 0.0


def last_bias_twice(params, x, y, learning_rate):
    new = training.sgd_step(params, x, y, learning_rate)
    return new._replace(b1=2 * new.b1 - params[1])


def no_step_when_sure(params, x, y, learning_rate):
    sure = np.abs(network.predict(params, x) - y).max() < 0.5
    return training.sgd_step(params, x, y, 0 if sure else learning_rate)


def widens(f, start, rng, width, turns):
    best, lowest, costs = start, f(start), []
    for turn in range(turns):
        trial = evolution.perturb(best, rng, width * (1 + turn / 40))
        if f(trial) < lowest:
            best, lowest = trial, f(trial)
        costs.append(lowest)
    return best, costs


def last_label_forgotten(labels, classes):
    made = np.eye(classes)[:, labels]
    made[-1] = 0
    return made


def at_most_2(labels, classes):
    return np.eye(classes)[:, np.minimum(labels, 2)]


def packed(root, generation, i, size):
    return np.random.default_rng(100 * (1000 * root + 10 * generation) + 10 * i).normal(size=size)


def one_stream(root, generation, i, size):
    return np.random.default_rng(root).standard_normal(size * (generation + i + 1))[-size:]


KEPT = {}


def kept_by_place(root, generation, i, size):
    place = root, generation, i
    KEPT.setdefault(place, np.random.default_rng([7, *place]))
    return KEPT[place].standard_normal(size)


def of_a_copy(rng, scale):
    return network.initialise(copy.deepcopy(rng), scale)


def relu_inside(params, X):
    A1 = np.maximum(params[0] @ X + params[1], 0)
    return sigmoid(params[2] @ A1 + params[3])


@pytest.mark.parametrize(
    ("exercise", "function", "words"),
    [
        ("predict", ends_early, "Who wrote the last column"),
        ("predict", begins_late, "with a wrong answer"),
        ("predict", never_below, "and what is returned"),
        ("predict", relu_inside, "that your curve can have"),
        ("cost", minus_forgotten_inside, "with label 0"),
        ("gradients", soft, "beside that of forward"),
        ("train", trains_another_network, "that of the start"),
        ("hidden_delta", by_the_hidden_units, "counts, lengths"),
        ("gradients", cut_to_length_2, "counts, lengths"),
        ("numerical_gradients", below_by_two_h, "which two points"),
        ("relative_error", of_sizes(nuclear), "[[3, 0], [0, 4]]"),
        ("relative_error", by_the_smaller, "b = -a"),
        ("sgd_step", last_bias_twice, "How often does b1 move"),
        ("sgd_step", no_step_when_sure, "How often does b2 move"),
        ("hill_climb", widens, "how far away may it lie"),
        ("one_hot", last_label_forgotten, "a column that is wrong"),
        ("one_hot", at_most_2, "a column that is wrong"),
        ("candidate_noise", packed, "what do they become together"),
        ("candidate_noise", one_stream, "the place in its stream"),
        ("candidate_noise", kept_by_place, "where in it does it begin"),
        ("initialise", of_a_copy, "do the numbers go on?"),
    ],
)  # fmt: skip
def test_the_question_fits_the_fault(exercise, function, words):
    report = getattr(check, exercise).report(function)
    assert report.status == "wrong"
    assert words in report.lines[-1], report


# A list of costs that is too long or too short, and one step a sample -------------------------------


@pytest.mark.parametrize("count", [lambda X, epochs: 100, lambda X, epochs: 7 * epochs, len])
def test_a_loop_of_another_length_is_told_by_the_length_of_its_list(count):
    def train(params, X, Y, learning_rate, epochs):
        turns = count(X) if count is len else count(X, epochs)
        return training.train(params, X, Y, learning_rate, turns)

    report = check.train.report(train)
    assert report.mistake is None
    assert "was asked for, and the list of costs has " in report.message
    assert "One epoch alone" not in report.message
    assert "shapes" not in report.lines[-1]


def one_by_one(listing):
    def train(params, X, Y, learning_rate, epochs):
        costs = []
        for _ in range(epochs):
            heard = []
            for x, y in zip(X.T[:, :, None], Y.T[:, :, None], strict=True):
                heard.append(network.cost(network.predict(params, x), y))
                params = network.step(params, network.gradients(params, x, y), learning_rate)
            costs += listing(heard)
        return params, costs

    return train


@pytest.mark.parametrize(
    ("listing", "words"),
    [
        (list, "on the list what that sample alone has cost"),
        (lambda heard: [sum(heard)], "the sum of what each has cost"),
        (lambda heard: [sum(heard) / len(heard)], "the mean of what each has cost"),
    ],
)
def test_one_update_a_sample_is_named_whatever_is_listed(listing, words):
    report = check.train.report(one_by_one(listing))
    assert report.mistake == "per-sample", report
    assert words in report.message


@pytest.mark.parametrize(
    ("exercise", "order"),
    [("gradients", [2, 3, 0, 1]), ("forward", [3, 2, 1, 0]), ("step", [1, 0, 3, 2])],
)
def test_of_parts_in_another_order_the_docstring_is_asked(exercise, order):
    report = getattr(check, exercise).report(
        lambda *given: tuple(getattr(network, exercise)(*given)[i] for i in order)
    )
    assert report.mistake == "other-order", report
    assert "does the docstring name" in report.lines[-1]


@pytest.mark.parametrize("factor", [lambda X: X.shape[1], lambda X: 1 / (X.shape[1] + 3)])
def test_a_factor_that_differs_between_calls_is_not_called_one(factor):
    report = check.gradients.report(
        lambda params, X, Y: Params(*(g * factor(X) for g in network.gradients(params, X, Y)))
    )
    assert "one factor" not in report.message
    assert (
        "It is the right result times a number that differs from call to call: " in report.message
    )
