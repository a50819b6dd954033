"""Every exercise against right answers, known mistakes in two hands, and hostile input; with a score."""

import builtins
import itertools
import os
import random
import signal
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pytest
import right_answers
import wrong_answers

from nn_helpers import bugs, check, saved_work
from nn_helpers.check import words
from nn_helpers.check.call import Attempt
from nn_helpers.check.judge import Exercise
from nn_helpers.check.progress import LESSONS
from nn_helpers.network import Params

EXERCISES = {name: e for name, e in vars(check).items() if isinstance(e, Exercise)}
ZOO = [(bug.exercise, bug.slug, bug.function) for bug in bugs.zoo()]
WRONG = ZOO + wrong_answers.ANSWERS


def test_the_score(usual_report, capsys):
    """Right answers pass, wrong ones are refused, and nearly all mistakes are named."""
    accepted = sum(usual_report(name, f).passed for name, f in right_answers.ANSWERS)
    reports = [(slug, usual_report(name, f)) for name, slug, f in WRONG]
    rejected = sum(not report.passed for _, report in reports)
    named = sum(report.mistake == slug for slug, report in reports)
    with capsys.disabled():
        print(
            f"\nwrong rejected {rejected}/{len(WRONG)}, "
            f"right accepted {accepted}/{len(right_answers.ANSWERS)}, named {named}/{len(WRONG)}"
        )
    assert accepted == len(right_answers.ANSWERS)
    assert rejected == len(WRONG)
    assert named >= 0.95 * len(WRONG)


@pytest.mark.parametrize(
    ("name", "function"), right_answers.ANSWERS, ids=lambda v: getattr(v, "__name__", v)
)
def test_a_right_answer_passes(name, function, usual_report):
    report = usual_report(name, function)
    assert report.passed, report
    assert report.mistake is None


@pytest.mark.parametrize(
    ("name", "slug", "function"),
    wrong_answers.ANSWERS,
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_mistake_is_refused_and_gets_its_name_or_none(name, slug, function, usual_report):
    report = usual_report(name, function)
    assert report.status == "wrong"
    assert report.mistake in (slug, None), report
    assert report.lines[-1].endswith("?") or "?" in report.lines[-1]


def test_every_exercise_has_mistakes_by_two_hands():
    own = {exercise for exercise, _, _ in wrong_answers.ANSWERS}
    assert {bug.exercise for bug in bugs.zoo()} - {"repaired", "hidden_delta"} <= own


def test_every_exercise_has_four_right_answers():
    counted = {name: sum(n == name for n, _ in right_answers.ANSWERS) for name in EXERCISES}
    assert min(counted.values()) >= 4, counted


# Hostile input ------------------------------------------------------------------------------------


def raises(*_):
    return [1, 2][7]


def exits(*_):
    sys.exit(3)


def recurses(*arguments):
    return recurses(*arguments)


def prints(*_):
    print("0.5")


def nans(*_):
    return Params(*(np.full((2, 2), np.nan) for _ in range(4)))


def text(*_):
    return "0.5"


def nothing(*_):
    value = 3
    value += 1


def itself(*_):
    return itself


def asks(*_):
    return input("how much? ")


def spoils(*_):
    np.seterr(all="raise")
    warnings.simplefilter("error")
    np.random.seed(1)
    return 7


def meddles(*_):
    os.chdir(os.sep)
    sys.setrecursionlimit(4321)
    sys.settrace(lambda *_: None)
    sys.stdout = None
    random.seed(1)
    np.set_printoptions(precision=1)
    return 7


def never_the_same(*_):
    return next(COUNT)


def draws(*_):
    return np.random.rand(2, 2)


def one_long_sleep(*_):
    time.sleep(30)


def forever(*_):
    while True:
        pass


class Odd:
    def __eq__(self, other):
        raise RuntimeError("no comparing")

    __hash__ = None

    def __repr__(self):
        raise RuntimeError("no text")

    def __array__(self, *_arguments, **_options):
        raise RuntimeError("no numbers")


def odd(*_):
    return Odd()


def huge(*_):
    return np.zeros((3, 3, 3, 3))


def too_few():
    return 1


HOSTILE = [
    raises,
    exits,
    recurses,
    prints,
    nans,
    text,
    nothing,
    itself,
    asks,
    spoils,
    odd,
    huge,
    too_few,
    meddles,
    never_the_same,
    draws,
]
ENDLESS = [one_long_sleep, forever]
COUNT = itertools.count(2)
NO_FUNCTIONS = [3, "sigmoid", [1, 2], np.zeros(3), Odd()]


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=list(EXERCISES))
@pytest.mark.parametrize("function", HOSTILE, ids=lambda f: f.__name__)
def test_hostile_functions_are_refused_and_leave_nothing_behind(exercise, function):
    before = kernel()
    report = exercise.report(function)
    assert report.status == "wrong"
    assert "check itself failed" not in report.message
    assert kernel() == before


def kernel():
    """All that a check must leave as it was."""
    return (
        np.geterr(), np.random.get_state()[1].tolist(), random.getstate(), list(warnings.filters),
        np.get_printoptions(), Path.cwd(), sys.getrecursionlimit(), sys.gettrace(), sys.getprofile(),
        sys.stdout, sys.stderr, builtins.input, signal.getsignal(signal.SIGALRM), time.sleep,
        sys.exc_info(),
    )  # fmt: skip


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=list(EXERCISES))
@pytest.mark.parametrize("function", ENDLESS, ids=lambda f: f.__name__)
def test_what_never_ends_is_said_so_by_every_exercise(exercise, function, monkeypatch):
    monkeypatch.setattr(Attempt.__init__, "__defaults__", (0.1,))
    before, began = kernel(), time.monotonic()
    report = exercise.report(function)
    assert report.mistake == "endless-loop", report
    assert time.monotonic() - began < 2
    assert kernel() == before


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=list(EXERCISES))
@pytest.mark.parametrize("thing", NO_FUNCTIONS, ids=lambda t: type(t).__name__)
def test_what_is_no_function_is_said_so(exercise, thing):
    report = exercise(thing)
    assert report.status == "wrong"
    assert "not a function" in report.message


def test_an_error_is_shown_with_the_learners_own_line():
    report = check.step.report(raises)
    assert "IndexError: list index out of range" in report.message
    assert "return [1, 2][7]" in report.message


def test_printing_in_place_of_returning_is_said():
    assert "Is there a return? It prints instead" in check.step.report(prints).message


def test_a_name_that_is_nowhere_is_explained():
    def step(params, grads, learning_rate):
        return rate * params[0]  # noqa: F821

    message = check.step.report(step).message
    assert "NameError: name 'rate' is not defined" in message
    assert "not among the arguments" in message


def test_interrupting_is_left_to_the_learner():
    def interrupted(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check.step.report(interrupted)


# Three states -------------------------------------------------------------------------------------


def stub_ellipsis(params, grads, learning_rate):
    """Return the parameters after one step downhill."""
    ...


def stub_pass(params, grads, learning_rate):
    pass


def stub_documented(params, grads, learning_rate):
    """Return the parameters after one step downhill."""


def stub_returns_none(params, grads, learning_rate):
    """Return the parameters after one step downhill."""
    return ...


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=list(EXERCISES))
@pytest.mark.parametrize(
    "stub", [stub_ellipsis, stub_pass, stub_documented, stub_returns_none, ..., None]
)
def test_a_stub_is_not_attempted(exercise, stub):
    assert exercise.report(stub).status == "not attempted"


@pytest.mark.parametrize("name", sorted(set(EXERCISES) - {"wire_xor"}))
def test_not_implemented_is_not_attempted(name):
    def stub(*_):
        raise NotImplementedError

    assert EXERCISES[name].report(stub).status == "not attempted"


def test_a_started_function_is_no_stub():
    def step(params, grads, learning_rate):
        params = [p - learning_rate * g for p, g in zip(params, grads, strict=True)]

    assert check.step.report(step).status == "wrong"


# Words and time -----------------------------------------------------------------------------------


CHECKS = [name for names in LESSONS.values() for name in names]


@pytest.mark.parametrize("name", CHECKS)
def test_hints_are_a_question_a_pointer_and_code_with_one_gap(name):
    exercise = getattr(check, name)
    exercise._hints_given = 0
    given = [exercise.hint() for _ in range(5)]
    question, pointer, code = exercise.hints
    assert question.endswith("?")
    assert not pointer.rstrip().endswith("?")
    assert code.count("...") == 1
    assert "..." not in question + pointer
    assert len(set(given)) == 3
    assert given[-1] == given[2]
    assert repr(given[0]).startswith("Hint 1 of 3: ")
    assert repr(given[2]) == f"Hint 3 of 3:\n{code}"


def test_every_slug_has_a_question():
    assert all(words.question(bug.exercise, bug.slug) for bug in bugs.zoo())


@pytest.mark.parametrize(
    ("name", "slug", "function"), WRONG[::9], ids=lambda v: v if isinstance(v, str) else ""
)
def test_messages_are_short_and_safe_to_show(name, slug, function, usual_report):
    report = usual_report(name, function)
    assert len(" ".join(report.lines).split()) <= 90
    page = report._repr_html_()
    assert 'role="status"' in page
    assert "<script" not in page
    assert "color:" not in page.replace("currentColor", "")
    assert "Not yet" in page


def test_inside_pytest_a_failed_check_raises_its_feedback_alone(monkeypatch):
    monkeypatch.delenv("NN_HELPERS_CHECK_RETURNS")
    with pytest.raises(AssertionError, match="Not yet: step") as caught:
        check.step(raises)
    assert caught.value._render_traceback_()[0] == "Not yet: step"
    monkeypatch.delenv("PYTEST_VERSION")
    assert check.step(raises).status == "wrong"


def test_what_was_passed_is_remembered_with_its_code():
    assert "Passed: 0 of" in repr(check.progress())
    check.step(right_answers.step_copy)
    assert "[x] step" in repr(check.progress())
    assert "def step_copy" in saved_work.read()["answers"]["step"]
    check.gradients(raises)
    assert "[ ] gradients" in repr(check.progress())


def test_a_gap_that_is_not_filled_is_not_attempted():
    def hidden_delta(W2, delta2, A1):
        """Return the derivative of the cost by Z1, shape (hidden, m)."""
        blame = W2.T @ delta2
        ...  # your code here

    assert check.hidden_delta.report(hidden_delta).status == "not attempted"


def test_a_matrix_product_in_place_of_entry_by_entry_is_named():
    report = check.hidden_delta.report(lambda W2, delta2, A1: W2.T @ delta2 @ (A1 * (1 - A1)))
    assert report.mistake == "matrix-product"
