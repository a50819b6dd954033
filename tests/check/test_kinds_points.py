"""numerical_gradients: what is asked of copies that stay moved, of one array with two names."""

from functools import partial

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


# Where the nudge moves what it is compared with ------------------------------------------------------


def a_list_of_the_same_arrays(f, params, h=1e-5):
    def slope(name, at):
        moved = dict(params._asdict())
        moved[name][at] += h
        return (f(Params(**moved)) - f(params)) / h

    return collected(params, slope)


def down_from_the_same_arrays(f, params, h=1e-5):
    def slope(name, at):
        low = Params(*params)
        getattr(low, name)[at] -= h
        return (f(params) - f(low)) / h

    return collected(params, slope)


@pytest.mark.parametrize("function", [a_list_of_the_same_arrays, down_from_the_same_arrays])
def test_a_nudge_that_moves_params_itself_is_no_result_that_is_not_filled(function):
    report = check.numerical_gradients.report(function)
    assert report.mistake == "not-restored", report
    assert "each nudge moves both" in report.message
    assert "Print params before and after one nudge" in report.lines[-1]


def put_back_but_shared(f, params, h=1e-5):
    def slope(name, at):
        getattr(params, name)[at] += h
        difference = f(Params(*params)) - f(params)
        getattr(params, name)[at] -= h
        return difference / h

    return collected(params, slope)


def never_lowered(f, params, h=1e-5):
    def slope(name, at):
        moved = getattr(params, name).copy()
        moved[at] += h
        high, low = (params._replace(**{name: moved}) for _ in range(2))
        return (f(high) - f(low)) / (2 * h)

    return collected(params, slope)


@pytest.mark.parametrize("function", [put_back_but_shared, never_lowered])
def test_one_point_twice_is_said_where_all_is_zero(function):
    report = check.numerical_gradients.report(function)
    assert report.mistake == "zero"
    assert "one and the same: each nudge moves both" in report.message
    assert "two names for one" in report.lines[-1]


def ending(f, params, h=1e-5, *, after):
    """Return central differences; ``return`` stands in a loop, ``after`` so many numbers or arrays."""
    out = Params(*map(np.zeros_like, params))
    for which, slopes in enumerate(out):
        for number, at in enumerate(np.ndindex(slopes.shape), 1):
            high, low = ([p.copy() for p in params] for _ in range(2))
            high[which][at] += h
            low[which][at] -= h
            slopes[at] = (f(Params(*high)) - f(Params(*low))) / (2 * h)
            if after == ("numbers", number):
                return out
        if after == ("arrays", which + 1):
            return out
    return out


@pytest.mark.parametrize("after", [("numbers", 1), ("numbers", 3), ("arrays", 1), ("arrays", 2)])
def test_a_return_inside_of_a_loop_is_asked_about(after):
    report = check.numerical_gradients.report(partial(ending, after=after))
    assert report.status == "wrong"
    assert "the last that is moved is number " in report.message
    assert report.lines[-1] == "How often does each of your loops turn before return is reached?"


def back_at_the_start(f, params, h=1e-5):
    def slope(name, at):
        moved = Params(*map(np.copy, params))
        getattr(moved, name)[at] += h
        up = f(moved)
        getattr(moved, name)[at] -= h
        return (up - f(moved)) / (2 * h)

    return collected(params, slope)


def below_and_back(f, params, h=1e-5):
    def slope(name, at):
        moved = Params(*map(np.copy, params))
        getattr(moved, name)[at] -= h
        down = f(moved)
        getattr(moved, name)[at] += h
        return (f(moved) - down) / (2 * h)

    return collected(params, slope)


@pytest.mark.parametrize("function", [back_at_the_start, below_and_back])
def test_of_a_way_back_to_the_start_the_distance_of_the_points_is_asked(function):
    report = check.numerical_gradients.report(function)
    assert report.mistake == "one-sided"
    assert "how far apart are they?" in report.lines[-1]
