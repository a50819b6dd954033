"""Searches whose best moves along, or that ask once more; flat noise in place of normal; ten classes."""

import numpy as np
import pytest

from nn_helpers import check, evolution
from nn_helpers.network import Params


def moves_then_asks(f, start, rng, width, turns):
    current = Params(*(p.copy() for p in start))
    best, lowest, costs = current, f(current), []
    for _ in range(turns):
        for p in current:
            p += rng.uniform(-width, width, p.shape)
        now = f(current)
        if now < lowest:
            best, lowest = current, now
        costs.append(lowest)
    return best, costs


def asks_then_moves(f, start, rng, width, turns):
    current = [p.copy() for p in start]
    best, lowest, costs = current, np.inf, []
    for _ in range(turns):
        now = f(Params(*current))
        if now < lowest:
            best, lowest = current, now
        costs.append(lowest)
        for p in current:
            p += rng.uniform(-width, width, p.shape)
    return Params(*best), costs


@pytest.mark.parametrize("function", [moves_then_asks, asks_then_moves])
def test_a_best_that_is_moved_in_place_is_named(function):
    report = check.hill_climb.report(function)
    assert report.mistake == "aliased-best", report
    assert "Print `best is current`" in report.message


def takes_every_candidate(f, start, rng, width, turns):
    best, costs, lowest = start, [], np.inf
    for _ in range(turns):
        lowest = min(lowest, f(best))
        costs.append(lowest)
        best = evolution.perturb(best, rng, width)
    return best, costs


def test_a_search_that_makes_new_arrays_is_not_told_of_one():
    report = check.hill_climb.report(takes_every_candidate)
    assert not report.passed
    assert "best is current" not in report.message


def start_before_the_first_turn(f, start, rng, width, turns):
    best, lowest, costs = start, f(start), []
    for _ in range(turns):
        other = evolution.perturb(best, rng, width)
        if f(other) < lowest:
            best, lowest = other, f(other)
        costs.append(lowest)
    return best, costs


def test_one_evaluation_more_passes():
    assert check.hill_climb.report(start_before_the_first_turn).passed


def low_from(first):
    """Return a search that asks about the start and then forgets what that cost."""

    def search(f, start, rng, width, turns):
        f(start)
        best, lowest, costs = start, first, []
        for _ in range(turns):
            other = evolution.perturb(best, rng, width)
            cost = f(other)
            if cost < lowest:
                best, lowest = other, cost
            costs.append(lowest)
        return best, costs

    return search


@pytest.mark.parametrize("first", [np.inf, 1e9])
def test_a_start_whose_cost_is_not_kept_is_named(first):
    report = check.hill_climb.report(low_from(first))
    assert report.mistake == "accepts-worse", report
    assert "The cost of the start is not kept" in report.message


def draws_again(f, start, rng, width, turns):
    best, lowest, costs = start, f(start), []
    for _ in range(turns):
        if f(evolution.perturb(best, rng, width)) < lowest:
            best = evolution.perturb(best, rng, width)
            lowest = f(best)
        costs.append(lowest)
    return best, costs


def keeps_a_neighbour(f, start, rng, width, turns):
    best, lowest, costs = start, f(start), []
    for _ in range(turns):
        other = evolution.perturb(best, rng, width)
        if f(other) < lowest:
            lowest = f(other)
            best = evolution.perturb(other, rng, width)
        costs.append(lowest)
    return best, costs


@pytest.mark.parametrize("function", [draws_again, keeps_a_neighbour])
def test_a_best_that_is_not_what_was_tried_is_asked_for_its_cost(function):
    report = check.hill_climb.report(function)
    assert report.status == "wrong"
    assert "Compute the cost of what you return." in report.lines[-1], report


@pytest.mark.parametrize("power", [0.5, 2])
def test_a_factor_that_goes_with_the_pairs_is_asked_about_with_several(power):
    def es_gradient(f, params, rng, sigma, pairs):
        right = evolution.es_gradient(f, params, rng, sigma, pairs)
        return Params(*(p * pairs ** (1 - power) for p in right))

    assert "then pairs=4" in check.es_gradient.report(es_gradient).lines[-1]


def with_noise(draw):
    def es_gradient(f, params, rng, sigma, pairs):
        total = Params(*(0.0 * p for p in params))
        for _ in range(pairs):
            e = draw(params, rng, sigma)
            up, down = (
                f(Params(*(p + s * sigma * n for p, n in zip(params, e, strict=True))))
                for s in (1, -1)
            )
            slope = (up - down) / (2 * sigma * pairs)
            total = Params(*(t + slope * n for t, n in zip(total, e, strict=True)))
        return total

    return es_gradient


def of_perturb(params, rng, _sigma):
    return evolution.perturb(Params(*(0.0 * p for p in params)), rng, 1.0)


def narrow(params, rng, _sigma):
    return Params(*(0.5 * rng.standard_normal(p.shape) for p in params))


def test_flat_noise_is_told_from_noise_of_another_width():
    report = check.es_gradient.report(with_noise(of_perturb))
    assert "flat noise, as perturb throws it, not normal" in report.message
    assert "expected 0.3" in report.message
    told = check.es_gradient.report(with_noise(narrow)).message
    assert "expected 0.3" in told
    assert "flat" not in told


@pytest.mark.parametrize("rows", [10, 4])
def test_a_number_of_classes_that_is_fixed_has_its_name(rows):
    report = check.one_hot.report(lambda labels, classes: np.eye(rows)[np.asarray(labels)].T)
    assert report.mistake == "classes-ignored", report

    def filled(labels, classes):
        columns = np.zeros((rows, len(labels)))
        for sample, label in enumerate(labels):
            columns[label, sample] = 1
        return columns

    assert check.one_hot.report(filled).mistake == "classes-ignored"
