"""Where a check raises what it found: inside pytest and nbgrader, and no setting of a student stops it."""

import re
import sys
from html.parser import HTMLParser
from types import SimpleNamespace

import numpy as np
import pytest

from nn_helpers import check, network
from nn_helpers.check.progress import LESSONS


def wrong_step(params, grads, learning_rate):
    return params


@pytest.mark.parametrize("variable", ["PYTEST_VERSION", "NBGRADER_EXECUTION"])
def test_a_check_that_is_not_passed_raises_where_homework_is_graded(variable, monkeypatch):
    monkeypatch.delenv("NN_HELPERS_CHECK_RETURNS")
    monkeypatch.delenv("PYTEST_VERSION")
    assert check.step(wrong_step).status == "wrong"
    monkeypatch.setenv(variable, "autograde")
    with pytest.raises(AssertionError, match="Not yet: step"):
        check.step(wrong_step)


def test_homework_cannot_switch_the_raising_off(monkeypatch):
    """The tests' own switch is not heard in a kernel, where a student could set it."""
    assert check.step(wrong_step).status == "wrong"
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=object))
    with pytest.raises(AssertionError, match="Not yet: step"):
        check.step(wrong_step)


def one_sided(f, params, h=1e-5):
    slopes = network.Params(*(np.zeros(np.shape(p)) for p in params))
    for which, array in enumerate(slopes):
        for place in np.ndindex(array.shape):
            moved = [np.array(p, dtype=float) for p in params]
            moved[which][place] += h
            array[place] = (f(network.Params(*moved)) - f(params)) / h
    return slopes


def rate_a_little_large(params, grads, learning_rate):
    return network.step(params, grads, 1.001 * learning_rate)


@pytest.mark.parametrize(
    ("exercise", "function", "digits"),
    [("numerical_gradients", one_sided, 8), ("step", rate_a_little_large, 4)],
)
def test_numbers_have_as_many_digits_as_tell_them_apart(exercise, function, digits):
    detail = getattr(check, exercise).report(function).detail
    array = r"(.*(?:\n {11}.*)*)"
    tables = re.findall(rf": wrong.*\n  yours +{array}\n  expected +{array}", detail)
    assert tables
    for table in tables:
        yours, expected = (re.findall(r"-?\d+\.\d*", part) for part in table)
        assert yours != expected, table
        assert max(len(n.partition(".")[2]) for n in yours + expected) == digits


class Folds(HTMLParser):
    """Notes how deep each text stands in folds, and whether any fold is open at first."""

    def __init__(self, page):
        super().__init__()
        self.depth, self.texts, self.opened = 0, [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.depth += tag == "details"
        self.opened |= tag == "details" and "open" in dict(attrs)

    def handle_endtag(self, tag):
        self.depth -= tag == "details"

    def handle_data(self, data):
        self.texts.append((self.depth, data))


@pytest.mark.parametrize("name", [n for names in LESSONS.values() for n in names])
def test_the_hints_stand_folded_under_a_report_one_inside_the_other(name):
    exercise = getattr(check, name)
    folds = Folds(exercise()._repr_html_())
    assert folds.depth == 0
    assert not folds.opened
    assert next(text for depth, text in folds.texts if not depth).startswith("○ Not attempted")
    for number, hint in enumerate(exercise.hints, start=1):
        assert (number, f"Hint {number}") in folds.texts
        assert (number, hint) in folds.texts
    assert "<code>" in exercise()._repr_html_()


def test_hints_are_not_part_of_the_text_and_end_with_the_exercise():
    """Plain text would show them at once; who has passed needs none."""
    report = check.step(wrong_step)
    assert all(hint not in report.message for hint in check.step.hints)
    assert "Hint 1" in report._repr_html_()
    assert "Hint" not in check.step(network.step)._repr_html_()
