"""The kinds of false feedback that were seen once: each with several cases, of several exercises."""

import functools
import itertools
import time

import numpy as np
import pytest

from nn_helpers import bugs, check, network, training
from nn_helpers.check import judge, naming
from nn_helpers.check.call import Attempt
from nn_helpers.gradcheck import numerical_gradients
from nn_helpers.network import Params

# 1. Wrong answers that were accepted ----------------------------------------------------------------


def cost_cut_off_at_the_end(Y_hat, Y):
    terms = Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat)
    return -np.nan_to_num(terms, neginf=np.finfo(float).min).sum()


def divides_the_steps(update, params, x, y):
    full, half = update(params, x, y, 1.0), update(params, x, y, 0.5)
    pairs = zip(params, full, half, strict=True)
    return all(np.allclose((f - p) / (h - p), 2) for p, f, h in pairs)


def stops_when_the_cost_rises(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(network.cost(network.predict(params, X), Y))
        if len(costs) > 1 and costs[-1] > costs[-2]:
            break
        params = network.step(params, network.gradients(params, X, Y), learning_rate)
    return params, costs


def _moved(p, rng, width):
    return Params(*(v + rng.uniform(-width, width, v.shape) for v in p))


def climbs_with_a_shrinking_width(f, start, rng, width, turns):
    best, low, costs = start, f(start), []
    for turn in range(turns):
        other = _moved(best, rng, width * 0.95**turn)
        if f(other) < low:
            best, low = other, f(other)
        costs.append(low)
    return best, costs


def climbs_from_a_first_guess(f, start, rng, width, turns):
    best, costs = _moved(start, rng, width), []
    for _ in range(turns):
        other = _moved(best, rng, width)
        best = other if f(other) < f(best) else best
        costs.append(f(best))
    return best, costs


def one_noise_for_each_array(f, params, rng, sigma, pairs):
    total = [0.0 * p for p in params]
    for _ in range(pairs):
        e = [rng.standard_normal() for _ in params]
        up, down = (
            f(Params(*(p + s * sigma * n for p, n in zip(params, e, strict=True)))) for s in (1, -1)
        )
        total = [t + (up - down) / (2 * sigma * pairs) * n for t, n in zip(total, e, strict=True)]
    return Params(*total)


def seeds_written_one_behind_the_other(root, generation, i, size):
    return np.random.default_rng(int(f"{root}{generation}{i}")).standard_normal(size)


def noise_of_one_length(f, params, rng, sigma, pairs):
    total, size = [0.0 * p for p in params], sum(p.size for p in params)
    for _ in range(pairs):
        e = [rng.standard_normal(p.shape) for p in params]
        long = np.sqrt(sum(np.sum(n**2) for n in e) / size)
        up, down = (
            f(Params(*(p + s * sigma * n / long for p, n in zip(params, e, strict=True))))
            for s in (1, -1)
        )
        factor = (up - down) / (2 * sigma * pairs * long)
        total = [t + factor * n for t, n in zip(total, e, strict=True)]
    return Params(*total)


def sorted_numbers(rng, scale):
    shapes = (2, 2), (2, 1), (1, 2), (1, 1)
    return Params(
        *(np.sort(rng.uniform(-scale, scale, shape), axis=None).reshape(shape) for shape in shapes)
    )


def climbs_on_the_same_way(f, start, rng, width, turns):
    best, low, costs, won = start, f(start), [], False
    for _ in range(turns):
        if not won:
            way = [rng.uniform(-width, width, p.shape) for p in best]
        other = Params(*(p + e for p, e in zip(best, way, strict=True)))
        won = f(other) < low
        if won:
            best, low = other, f(other)
        costs.append(low)
    return best, costs


def one_stream_with_overlaps(root, generation, i, size):
    return np.random.default_rng([root, generation]).standard_normal(i + size)[i:]


def looks_at_three_arrays(update, params, x, y):
    full, half = update(params, x, y, 1.0), update(params, x, y, 0.5)
    trios = list(zip(params, full, half, strict=True))[:3]
    return all(np.allclose(f - p, 2 * (h - p)) for p, f, h in trios)


@pytest.mark.parametrize(
    ("exercise", "function"),
    [("es_gradient", noise_of_one_length), ("initialise", sorted_numbers),
     ("hill_climb", climbs_on_the_same_way), ("candidate_noise", one_stream_with_overlaps),
     ("linear_in_rate", looks_at_three_arrays),
     ("cost", cost_cut_off_at_the_end), ("linear_in_rate", divides_the_steps),
     ("train", stops_when_the_cost_rises), ("hill_climb", climbs_with_a_shrinking_width),
     ("hill_climb", climbs_from_a_first_guess), ("es_gradient", one_noise_for_each_array),
     ("candidate_noise", seeds_written_one_behind_the_other)],
)  # fmt: skip
def test_what_was_accepted_is_refused(exercise, function):
    assert getattr(check, exercise).report(function).status == "wrong"


# 2. Right answers that were refused -----------------------------------------------------------------


def seeded_first(function):
    def seeded(*arguments):
        np.random.seed(3)
        return function(*arguments)

    return seeded


@pytest.mark.parametrize("exercise", ["initialise", "perturb", "hill_climb", "es_gradient"])
def test_a_global_seed_that_nobody_draws_from_does_no_harm(exercise):
    checked = getattr(check, exercise)
    assert checked.report(seeded_first(checked.reference)).passed


@pytest.mark.parametrize("exercise", bugs.exercises())
def test_the_notebooks_error_state_breaks_no_check(exercise):
    checked = getattr(check, exercise)
    usual = [checked.report(bug.function).message for bug in bugs.zoo(exercise)[:3]]
    with np.errstate(all="raise"):
        assert checked.report(checked.reference).passed
        assert [checked.report(bug.function).message for bug in bugs.zoo(exercise)[:3]] == usual


# 3. A name from a heuristic -------------------------------------------------------------------------


def clipped(params, rng, width):
    return Params(*(np.clip(p + rng.uniform(-width, width, p.shape), -3, 3) for p in params))


def some_moved(share, params, rng, width):
    return Params(
        *(p + rng.uniform(-width, width, p.shape) * (rng.random(p.shape) < share) for p in params)
    )


def momentum_kept(params, grads, learning_rate, kept={}):  # noqa: B006
    size = params[0].shape
    kept[size] = [0.9 * k + g for k, g in zip(kept.get(size, [0] * 4), grads, strict=True)]
    return Params(*(p - learning_rate * k for p, k in zip(params, kept[size], strict=True)))


def mini_batch(params, X, Y):
    some = np.random.permutation(X.shape[1])[: max(1, X.shape[1] // 2)]
    return Params(*(2 * g for g in network.gradients(params, X[:, some], Y[:, some])))


def one_array(f, params, h=1e-5):
    out = Params(*(np.zeros(np.shape(p)) for p in params))
    for name, values in zip(Params._fields, params, strict=True):
        for at in np.ndindex(values.shape):
            plus = minus = np.array(values)
            plus[at] += h
            minus[at] -= h
            up, down = (f(Params(*params)._replace(**{name: v})) for v in (plus, minus))
            getattr(out, name)[at] = (up - down) / (2 * h)
    return out


def hidden_layer_stays(params, X, Y, learning_rate, epochs):
    end, costs = params, []
    for _ in range(epochs):
        costs.append(network.cost(network.predict(end, X), Y))
        moved = network.step(end, network.gradients(end, X, Y), learning_rate)
        end = Params(params[0], params[1], moved.W2, moved.b2)
    return end, costs


def highest_output(params, X):
    return network.predict(params, X).argmax(axis=0)


@pytest.mark.parametrize(
    ("exercise", "function", "names", "words"),
    [("perturb", clipped, {None}, "same in every call"),
     ("perturb", functools.partial(some_moved, 0.1), {None}, "of the numbers stay"),
     ("step", momentum_kept, {"two-answers"}, "earlier call"),
     ("gradients", mini_batch, {"two-answers"}, "another result each time"),
     ("numerical_gradients", one_array, {None}, "one point alone"),
     ("train", hidden_layer_stays, {"layer-forgotten"}, "hidden layer stays"),
     ("predict", highest_output, {"winner-only"}, "number of the highest output")],
)  # fmt: skip
def test_a_name_is_given_for_what_is_seen_alone(exercise, function, names, words):
    report = getattr(check, exercise).report(function)
    assert report.status == "wrong"
    assert report.mistake in names, report
    assert words in report.message, report


# 4. The sentence of another specimen ----------------------------------------------------------------


@pytest.mark.parametrize("exercise", ["forward", "train", "initialise", "perturb", "step"])
def test_the_sentence_is_that_of_the_slip_itself(exercise):
    for bug in bugs.family(exercise):
        report = getattr(check, exercise).report(bug.function)
        assert (
            bug.beside
            or bug.how in report.message
            or " Or: " in report.message
            or bug.slug == "changes-arguments"
        ), report


def test_no_question_speaks_of_what_an_exercise_does_not_have():
    foreign = {"relative_error": "cost", "hill_climb": "epoch", "one_hot": " X", "sigmoid": "Y"}
    for exercise, word in foreign.items():
        for bug in bugs.family(exercise):
            assert word not in getattr(check, exercise).report(bug.function).lines[-1], bug


# 5, 6, 7. Relations, places and right results that say nothing --------------------------------------


@pytest.mark.parametrize("by", [0.9149, 1.31, -0.4])
def test_of_one_number_no_relation_is_said(by):
    def odd(Y_hat, Y):
        right = network.cost(Y_hat, Y)
        return by * right if np.size(Y) == 5 else right + np.size(Y) ** 2 * by

    assert "times" not in check.cost.report(odd).message


def averaged_by_broadcasting(params, X, Y):
    _, A1, _, A2 = network.forward(params, X)
    delta2 = A2 - Y.mean(axis=1, keepdims=True)
    delta1 = params[2].T @ delta2 * A1 * (1 - A1)
    return (delta1 @ X.T, delta1.sum(axis=1, keepdims=True),
            delta2 @ A1.T, delta2.sum(axis=1, keepdims=True))  # fmt: skip


def test_what_is_right_by_luck_is_not_relied_on():
    report = check.gradients.report(averaged_by_broadcasting)
    assert report.status == "wrong"
    assert "rely" not in report.message


def near_zero_alone(z):
    return np.clip(0.5 + np.asarray(z) / 5, 0, 1)


def absolute_value(a, b):
    return float(np.abs(np.sum(np.abs(a) - np.abs(b))))


@pytest.mark.parametrize(("exercise", "function"), [
    ("sigmoid", near_zero_alone), ("relative_error", absolute_value),
])  # fmt: skip
def test_a_trivial_result_is_no_sign_of_being_right(exercise, function):
    assert "It is right for" not in getattr(check, exercise).report(function).message


# 8. Consistently another network --------------------------------------------------------------------


def by_differences(layers):
    """The slopes of the summed cross-entropy of another network, measured."""

    def gradients(params, X, Y):
        from nn_helpers.gradcheck import numerical_gradients

        return numerical_gradients(lambda p: network.cost(layers(p, X), Y), Params(*params))

    return gradients


def tanh_network(p, X):
    return network.sigmoid(p[2] @ np.tanh(p[0] @ X + p[1]) + p[3])


def thresholds(p, X):
    return network.sigmoid(p[2] @ network.sigmoid(p[0] @ X - p[1]) - p[3])


def relu_network(p, X):
    return network.sigmoid(p[2] @ np.maximum(p[0] @ X + p[1], 0) + p[3])


@pytest.mark.parametrize(("layers", "words"), [
    (tanh_network, "tanh"), (thresholds, "-1"), (relu_network, "max(z, 0)"),
])  # fmt: skip
def test_the_gradient_of_another_network_is_said_to_be_one(layers, words):
    report = check.gradients.report(by_differences(layers))
    assert report.mistake == "another-network", report
    assert words in report.message


# 9. Seen, and now used ------------------------------------------------------------------------------


def swapped(X, params):
    return network.forward(params, X)


def test_arguments_in_another_order_are_said():
    report = check.forward.report(swapped)
    assert report.mistake == "other-arguments"
    assert "order" in report.message


@pytest.mark.parametrize("how", ["start", "float32"])
def test_the_points_of_a_difference_are_told(how):
    known = [bug for bug in bugs.family("numerical_gradients") if how in bug.how]
    assert known
    for bug in known:
        assert check.numerical_gradients.report(bug.function).mistake == bug.slug


# 10. Half a repair ----------------------------------------------------------------------------------


def returns_in_the_loop(params, X, Y, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(network.cost(network.predict(params, X), Y))
        params = network.step(params, network.gradients(params, X, Y), learning_rate)
        break  # a return here
    return params, costs


def test_half_a_repair_has_its_own_words():
    assert "first turn of the loop" in check.train.report(returns_in_the_loop).message
    for name in ("b1", "W1"):
        half = [
            b for b in bugs.family("sgd_step") if b.how.startswith(f"The share of {name} uses W2")
        ]
        assert half[0].how in check.sgd_step.report(half[0].function).message


# 11. Feedback and its lesson ------------------------------------------------------------------------


def test_the_function_to_repair_is_not_named_as_long_as_it_is_as_given():
    report = check.repaired_cost.report(bugs.find("cost", "precedence").function)
    assert report.status == "wrong"
    assert report.mistake is None
    assert "precedence" not in report.message
    assert check.repaired_cost.report(bugs.find("cost", "sign-flipped").function).mistake


def test_a_plain_tuple_is_taken_as_params_and_said():
    def plain(params, grads, learning_rate):
        return tuple(network.step(params, grads, learning_rate))

    for function, check_of_it in (
        (plain, check.step),
        (lambda *a: list(training.train(*a)), check.train),
    ):
        said = check_of_it.report(function)
        assert said.passed
        assert ("plain tuple" in said.message) == (function is plain)
    listed = check.step.report(lambda *a: list(network.step(*a)))
    assert "A plain list came back." in listed.message
    assert (
        "plain tuple"
        in check.train.report(
            lambda *a: (tuple(training.train(*a)[0]), training.train(*a)[1])
        ).message
    )


def test_copies_that_keep_whole_numbers_pass_with_a_word():
    """For floats they are right, and floats are what nearly everybody hands in."""

    def as_they_are(f, params, h=1e-5):
        out = Params(*(np.zeros(p.shape) for p in params))
        for name, slopes in out._asdict().items():
            for at in np.ndindex(slopes.shape):
                up, down = (getattr(params, name).copy() for _ in range(2))
                up[at] += h
                down[at] -= h
                costs = [f(params._replace(**{name: moved})) for moved in (up, down)]
                slopes[at] = (costs[0] - costs[1]) / (2 * h)
        return out

    report = check.numerical_gradients.report(as_they_are)
    assert report.passed
    assert "whole numbers" in report.message
    assert "whole numbers" not in check.numerical_gradients.report(numerical_gradients).message

    def cut(f, params, h=1e-5):
        return as_they_are(f, Params(*(np.array(p, dtype=int) for p in params)), h)

    assert check.numerical_gradients.report(cut).status == "wrong"


def test_the_time_that_a_check_takes_for_itself_is_not_the_learners(monkeypatch):
    """On a slow machine a wrong answer that runs in no time was said to be an endless loop."""

    def slow(*_arguments):
        time.sleep(0.3)
        return []

    monkeypatch.setattr(Attempt.__init__, "__defaults__", (0.2,))
    monkeypatch.setattr(naming, "known", slow)
    report = check.gradients.report(lambda *a: Params(*(np.cos(g) for g in network.gradients(*a))))
    assert report.status == "wrong"
    assert report.mistake is None


# How often a function is called ---------------------------------------------------------------------


@pytest.mark.parametrize("slug", sorted({bug.slug for bug in bugs.zoo("gradients")}))
def test_a_wrong_gradient_is_called_forty_times_at_most(slug, monkeypatch):
    counted = itertools.count()
    once = Attempt.act
    monkeypatch.setattr(Attempt, "act", lambda *a, **k: (next(counted), once(*a, **k))[1])
    monkeypatch.setattr(judge, "STRICT", True)
    check.gradients.report(bugs.find("gradients", slug).function)
    check_of_an_unknown = next(counted)
    assert check_of_an_unknown <= 40
    check.gradients.report(
        lambda params, X, Y: Params(*(np.cos(g) for g in network.gradients(params, X, Y)))
    )
    assert next(counted) - check_of_an_unknown <= 41


def test_the_reference_of_training_is_the_pipeline():
    """The catalogue's update and the textbook's are one and the same."""
    given = check.sgd_step.probed()[0].given
    one, two = bugs.family("sgd_step").make()(*given.values()), training.sgd_step(*given.values())
    for a, b in zip(one, two, strict=True):
        np.testing.assert_allclose(a, b)


# Sentences that were true of something else, once more ----------------------------------------------


@pytest.mark.parametrize("size", [1e-4, 3e-5, 5e-4])
def test_a_step_of_ones_own_is_told_by_its_own_size(size):
    report = check.numerical_gradients.report(lambda f, p, h=1e-5: numerical_gradients(f, p, size))
    assert report.mistake == "h-ignored"
    assert f"by {size:.2g} in every call" in report.message
    assert "Or:" not in report.message


def test_two_slips_of_one_name_say_it_once():
    def forward(params, X):
        W1, b1, W2, b2 = params
        Z1 = W1 @ X + b1.sum()
        A1 = network.sigmoid(Z1)
        Z2 = W2 @ A1 + b2.sum()
        return Z1, A1, Z2, network.sigmoid(Z2)

    said = check.forward.report(forward).message
    assert said.count("one-bias-for-all") == 1
    assert "sum of b1" in said and "sum of b2" in said


def test_one_number_a_turn_is_told_as_such():
    def climbs_along_one_axis(f, start, rng, width, turns):
        best, low, costs = start, f(start), []
        for _ in range(turns):
            at = rng.integers(sum(p.size for p in best))
            flat = np.concatenate([np.ravel(p) for p in best])
            flat[at] += rng.uniform(-width, width)
            ends = np.cumsum([p.size for p in best])[:-1]
            parts = zip(np.split(flat, ends), best, strict=True)
            other = Params(*(part.reshape(p.shape) for part, p in parts))
            if f(other) < low:
                best, low = other, f(other)
            costs.append(low)
        return best, costs

    report = check.hill_climb.report(climbs_along_one_axis)
    assert report.mistake is None
    assert "% of the numbers stay" in report.message
