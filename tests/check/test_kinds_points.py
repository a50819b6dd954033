"""numerical_gradients: what is asked of copies that stay moved, of one array with two names, of another f."""

import functools

import numpy as np
import pytest

from nn_helpers import check, data, network
from nn_helpers.network import Params

X, Y = data.xor()


def cost_of(params):
    return network.cost(network.predict(params, X[:, :2]), Y[:, :2])


def collected(params, slope):
    return Params(
        *(
            np.array([slope(name, at) for at in np.ndindex(p.shape)]).reshape(p.shape)
            for name, p in params._asdict().items()
        )
    )


def one_copy_an_array(f, params, h=1e-5):
    moved = {name: p.copy() for name, p in params._asdict().items()}

    def slope(name, at):
        moved[name][at] += h
        up = f(params._replace(**{name: moved[name]}))
        moved[name][at] -= 2 * h
        return (up - f(params._replace(**{name: moved[name]}))) / (2 * h)

    return collected(params, slope)


def two_copies_an_array(f, params, h=1e-5):
    ups, downs = ({name: p.copy() for name, p in params._asdict().items()} for _ in range(2))

    def slope(name, at):
        ups[name][at] += h
        downs[name][at] -= h
        high, low = (params._replace(**{name: side[name]}) for side in (ups, downs))
        return (f(high) - f(low)) / (2 * h)

    return collected(params, slope)


def one_copy_of_all(f, params, h=1e-5):
    moved = Params(*map(np.copy, params))

    def slope(name, at):
        getattr(moved, name)[at] += h
        up = f(moved)
        getattr(moved, name)[at] -= 2 * h
        return (up - f(moved)) / (2 * h)

    return collected(params, slope)


def two_copies_of_all(f, params, h=1e-5):
    up, down = Params(*map(np.copy, params)), Params(*map(np.copy, params))

    def slope(name, at):
        getattr(up, name)[at] += h
        getattr(down, name)[at] -= h
        return (f(up) - f(down)) / (2 * h)

    return collected(params, slope)


@pytest.mark.parametrize(
    "function", [one_copy_an_array, two_copies_an_array, one_copy_of_all, two_copies_of_all]
)
def test_copies_that_stay_moved_are_asked_about(function):
    report = check.numerical_gradients.report(function)
    assert report.mistake == "not-restored", report
    assert "Each number stays moved while the next is measured" in report.message
    assert "before and after the call" not in report.message


def stays_moved_and_not_halved(f, params, h=1e-5):
    return Params(*(2.5 * g for g in two_copies_an_array(f, params, h)))


def test_it_is_asked_without_a_name_where_more_is_wrong():
    report = check.numerical_gradients.report(stays_moved_and_not_halved)
    assert report.mistake is None
    assert "Each number stays moved" in report.message


def moved_where_it_is(f, params, h=1e-5):
    def slope(name, at):
        getattr(params, name)[at] += h
        up = f(params)
        getattr(params, name)[at] -= 2 * h
        return (up - f(params)) / (2 * h)

    return collected(params, slope)


def test_of_the_parameters_themselves_it_is_asked_as_before():
    report = check.numerical_gradients.report(moved_where_it_is)
    assert report.mistake == "not-restored"
    assert "Are the parameters the same before and after the call?" in report.message


def two_names(f, params, h=1e-5):
    up = params
    down = params

    def slope(name, at):
        getattr(up, name)[at] += h
        getattr(down, name)[at] -= h
        return (f(up) - f(down)) / (2 * h)

    return collected(params, slope)


def two_names_for_a_copy(f, params, h=1e-5):
    def slope(name, at):
        up = down = getattr(params, name).copy()
        up[at] += h
        down[at] -= h
        high, low = (params._replace(**{name: side}) for side in (up, down))
        return (f(high) - f(low)) / (2 * h)

    return collected(params, slope)


@pytest.mark.parametrize("function", [two_names, two_names_for_a_copy])
def test_two_names_for_one_array_are_asked_about(function):
    report = check.numerical_gradients.report(function)
    assert report.mistake is None, report
    assert "two arrays, or two names for one?" in report.message


def of_another_cost(f, params, h=1e-5):
    def slope(name, at):
        up, down = getattr(params, name).copy(), getattr(params, name).copy()
        up[at] += h
        down[at] -= h
        high, low = (params._replace(**{name: side}) for side in (up, down))
        return (cost_of(high) - cost_of(low)) / (2 * h)

    return collected(params, slope)


def test_an_f_that_is_never_asked_is_said():
    report = check.numerical_gradients.report(of_another_cost)
    assert not report.passed
    assert "The function f was never asked for a cost. " in report.message
    assert "cost_of" in report.message
    assert "the f that was handed in" in report.message
    assert "Rename" not in report.message


def from_points(weights, f, params, h=1e-5):
    """Return slopes of f by the costs at multiples of h: (multiple, weight)."""

    def cost(name, at, by):
        moved = getattr(params, name).copy()
        moved[at] += by * h
        return f(params._replace(**{name: moved}))

    def slope(name, at):
        return sum(weight * cost(name, at, by) for by, weight in weights) / h

    return collected(params, slope)


ABOVE = (0, -1.5), (1, 2), (2, -0.5)
BELOW = (0, 1.5), (-1, -2), (-2, 0.5)


@pytest.mark.parametrize(("weights", "side"), [(ABOVE, "above"), (BELOW, "below")])
def test_three_points_on_one_side_are_told_as_one_side(weights, side):
    report = check.numerical_gradients.report(functools.partial(from_points, weights))
    assert report.status == "wrong"
    assert f"asked on one side of p alone, {side} it" in report.message, report


UNEVEN = (1, 1 / 1.3), (-0.3, -1 / 1.3)


@pytest.mark.parametrize("weights", [UNEVEN, ((2, 0.25), (-2, -0.25))])
def test_points_on_both_sides_are_not_told_as_one_side(weights):
    report = check.numerical_gradients.report(functools.partial(from_points, weights))
    assert report.status == "wrong"
    assert "one side" not in report.message


def of_numbers_above_or_below_0(f, params, h=1e-5):
    right = check.numerical_gradients.reference(f, params, h)
    return Params(*(slopes * (p != 0) for slopes, p in zip(right, params, strict=True)))


def test_a_number_that_is_0_has_a_slope_as_well():
    report = check.numerical_gradients.report(of_numbers_above_or_below_0)
    assert report.status == "wrong"
    assert "Entry b2[0, 0] is 0" in report.message
