"""What is said where faults come one after the other, and where a search or its noise begins."""

from types import SimpleNamespace

import numpy as np
import pytest

from nn_helpers import case, check, evolution, network, training
from nn_helpers.network import Params

# An update with two faults --------------------------------------------------------------------------


def as_posted(params, x, y, learning_rate):
    W1, b1, W2, b2 = (p.copy() for p in params)
    _, A1, _, A2 = network.forward(params, x)
    delta2 = A2 - y
    W2 -= learning_rate * delta2 @ A1.T
    b2 -= learning_rate * delta2
    delta1 = W2.T @ delta2 * A1 * (1 - A1)
    W1 -= learning_rate * delta1 @ x.T
    for k in range(len(y)):
        share = W2[k : k + 1].T * delta2[k] * A1 * (1 - A1)
    b1 -= learning_rate * share
    return Params(W1, b1, W2, b2)


def blame_moved_up(params, x, y, learning_rate):
    """The fourth line stands first, as it should; the loop comes as late as before."""
    return as_posted(params, x, y, learning_rate)._replace(
        W1=training.sgd_step(params, x, y, learning_rate).W1
    )


def loop_moved_up(params, x, y, learning_rate):
    """The loop reads the old W2; the line of the blame still reads the new one."""
    leaked = case.case_update(params, x, y, learning_rate, ("leaked-index",))
    return as_posted(params, x, y, learning_rate)._replace(b1=leaked.b1)


def nothing_stale(params, x, y, learning_rate):
    return case.case_update(params, x, y, learning_rate, ("leaked-index",))


def nothing_leaked(params, x, y, learning_rate):
    return case.case_update(params, x, y, learning_rate, ("stale-weights",))


@pytest.mark.parametrize("function", [as_posted, blame_moved_up, loop_moved_up])
def test_of_two_faults_one_is_named_at_a_time(function):
    report = check.sgd_step.report(function)
    assert report.mistake in ("stale-weights", "leaked-index")
    assert "It is not the only fault." in report.message
    assert ("after its update" in report.message) != ("last output" in report.message)


def test_the_posted_update_is_told_what_is_stale_first():
    assert check.sgd_step.report(as_posted).mistake == "stale-weights"


@pytest.mark.parametrize(
    ("function", "name"), [(nothing_stale, "leaked-index"), (nothing_leaked, "stale-weights")]
)
def test_the_last_fault_is_the_only_one(function, name):
    report = check.sgd_step.report(function)
    assert report.mistake == name
    assert "not the only" not in report.message


# One noise for all pairs ----------------------------------------------------------------------------


def draws_once(divide=2, first=1):
    """Return an estimate for which e is drawn before the loop."""

    def es_gradient(f, params, rng, sigma, pairs):
        e = Params(*(rng.standard_normal(p.shape) for p in params))
        total = [0.0 * p for p in params]
        for _ in range(pairs):
            up, down = (
                f(Params(*(p + s * first * sigma * n for p, n in zip(params, e, strict=True))))
                for s in (1, -1)
            )
            slope = first * (up - down) / (divide * sigma)
            total = [t + slope * n for t, n in zip(total, e, strict=True)]
        return Params(*(t / pairs for t in total))

    return es_gradient


def turned_each_time(f, params, rng, sigma, pairs):
    """One e, of which every second pair takes the opposite."""
    once = [rng.standard_normal(p.shape) for p in params]
    signs = (sign for sign in [1, -1] * pairs for _ in params)
    shapes = {p.shape: e for p, e in zip(params, once, strict=True)}
    turning = SimpleNamespace(standard_normal=lambda shape: next(signs) * shapes[tuple(shape)])
    return evolution.es_gradient(f, params, turning, sigma, pairs)


@pytest.mark.parametrize("function", [draws_once(), draws_once(first=-1), draws_once(divide=1)])
def test_one_noise_for_all_pairs_is_said(function):
    report = check.es_gradient.report(function)
    assert report.mistake is None
    assert "11 of 11 numbers are the same in every pair." in report.message
    assert "Print what two pairs draw" in report.lines[-1]


def test_one_noise_that_is_turned_round_is_refused():
    assert check.es_gradient.report(turned_each_time).status == "wrong"


def test_where_all_numbers_have_one_draw_as_well_it_has_no_name():
    def one_number(f, params, rng, sigma, pairs):
        once = rng.standard_normal()
        flat = SimpleNamespace(standard_normal=lambda shape: np.full(shape, once))
        return evolution.es_gradient(f, params, flat, sigma, pairs)

    report = check.es_gradient.report(one_number)
    assert report.mistake is None
    assert "the same in every pair" in report.message


def test_noise_within_a_call_is_told_by_pairs_and_turns():
    def weights_alone(f, params, rng, sigma, pairs):
        still = SimpleNamespace(
            standard_normal=lambda shape: rng.standard_normal(shape) * (shape[-1] > 1)
        )
        return evolution.es_gradient(f, params, still, sigma, pairs)

    assert "in every pair" in check.es_gradient.report(weights_alone).message


# Where a search begins ------------------------------------------------------------------------------


def climbing(first, ask_first=False):
    """Return a search that knows the cost of the start, or of a candidate, or of nothing at first."""

    def hill_climb(f, start, rng, width, turns):
        best, costs = start, []
        low = f(start) if first == "start" else np.inf
        for turn in range(turns):
            counts = first == "start is the first candidate" and turn == 0
            trial = start if counts else evolution.perturb(best, rng, width)
            now = f(trial)
            if ask_first:  # the candidate is asked about before the best is
                low = f(best)
            if now < low:
                best, low = trial, now
            costs.append(low)
        return best, np.array(costs)

    return hill_climb


@pytest.mark.parametrize(
    "function",
    [climbing("start"), climbing("start is the first candidate"), climbing("", ask_first=True),
     climbing("start", ask_first=True)],
    ids=["before", "as the first candidate", "after the candidate", "twice"],
)  # fmt: skip
def test_the_start_may_be_tried_before_or_as_a_candidate(function):
    assert check.hill_climb.report(function).passed


def test_a_search_that_never_asks_about_its_start_is_told_so():
    report = check.hill_climb.report(climbing("nothing"))
    assert report.mistake is None
    assert "It never asks what the start costs." in report.message
    assert "The start is tried first." in report.message
    assert "none of the mistakes" not in report.message.lower()


def test_a_start_that_is_asked_about_late_is_refused():
    def at_the_end(f, start, rng, width, turns):
        best, costs = climbing("nothing")(f, start, rng, width, turns)
        return (start, costs) if f(start) < costs[-1] else (best, costs)

    assert check.hill_climb.report(at_the_end).status == "wrong"


def test_a_start_that_takes_two_turns_is_told_of_the_turn_that_tries_nothing():
    def twice(f, start, rng, width, turns):
        best, costs = climbing("start is the first candidate")(f, start, rng, width, turns - 1)
        return best, np.concatenate([[f(start)], costs])

    report = check.hill_climb.report(twice)
    assert report.status == "wrong"
    assert "78 new points in 80 turns" in report.message
    assert "nothing new" in report.lines[-1]


def test_one_noise_for_all_turns_is_told_of_the_turns_that_try_nothing():
    def once(f, start, rng, width, turns):
        e = [rng.uniform(-width, width, p.shape) for p in start]
        same = SimpleNamespace(
            uniform=lambda low, high, shape: e[[p.shape for p in start].index(shape)]
        )
        return climbing("start")(f, start, same, width, turns)

    report = check.hill_climb.report(once)
    assert report.status == "wrong"
    assert "nothing new" in report.lines[-1]


@pytest.mark.parametrize(("first", "times"), [("before", 81), ("again", 240), ("in turn", 80)])
def test_a_search_that_asks_more_than_once_a_turn_passes_and_hears_of_it(first, times):
    def hill_climb(f, start, rng, width, turns):
        best, costs = start, []
        known = f(start) if first == "before" else None
        for turn in range(turns):
            at_start = first == "in turn" and not turn
            tried = best if at_start else evolution.perturb(best, rng, width)
            cost = f(tried)
            if first == "again":
                known = f(best)
            if known is None or cost < known:
                best, known = tried, cost
            costs.append(f(best) if first == "again" else known)
        return best, costs

    report = check.hill_climb.report(hill_climb)
    assert report.passed
    assert (f"asked f {times} times" in report.message) == (times > 80)
