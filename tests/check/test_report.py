"""Where a check raises what it found: inside pytest and nbgrader, and no setting of a student stops it."""

import sys
from types import SimpleNamespace

import pytest

from nn_helpers import check


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
