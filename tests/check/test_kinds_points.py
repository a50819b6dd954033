"""numerical_gradients: what is asked of copies that stay moved, of one array with two names."""

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


def of_numbers_above_or_below_0(f, params, h=1e-5):
    right = check.numerical_gradients.reference(f, params, h)
    return Params(*(slopes * (p != 0) for slopes, p in zip(right, params, strict=True)))


def test_a_number_that_is_0_has_a_slope_as_well():
    report = check.numerical_gradients.report(of_numbers_above_or_below_0)
    assert report.status == "wrong"
    assert "Entry b2[0, 0] is 0" in report.message
