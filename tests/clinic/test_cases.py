"""Are the clinic's cases fit to be judged by? Every one builds, runs, and has a known label."""

import copy
import importlib
import io
import warnings
from collections import Counter
from contextlib import redirect_stdout

import numpy as np
import pytest
from clinic.cases import SLUGS, VERDICTS

BATCHES = ("batch_1", "batch_2", "batch_3", "batch_4", "batch_5", "batch_6")
CASES = [case for name in BATCHES for case in importlib.import_module(f"clinic.{name}").CASES]
KEYS = {"X", "Y", "params", "predict", "cost", "gradients", "step", "train", "rate", "epochs"}


def each(cases):
    return pytest.mark.parametrize("case", cases, ids=lambda case: case.name)


@each(CASES)
def test_the_label_is_made_of_known_words(case):
    assert SLUGS.issuperset(set().union(*case.causes))
    assert all(case.causes)
    assert case.verdict in VERDICTS | {None}
    assert case.style
    assert case.note if case.healthy else case.title and case.site and case.build.__doc__


@each(CASES)
def test_the_program_can_be_called(case):
    program = case.build()
    assert program.keys() <= KEYS
    assert {"X", "Y", "params", "predict", "rate", "epochs"} <= program.keys()
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        if case.raises:
            answers = program["predict"](program["params"], program["X"])
            with pytest.raises(ValueError):
                program.pop(case.raises)(answers, program["Y"])
        call_every_function(**program)


def call_every_function(X, Y, params, predict, rate, **rest):
    fresh = lambda: copy.deepcopy(params)  # noqa: E731
    answers = predict(fresh(), X)
    assert np.size(answers) == np.size(Y)
    if "cost" in rest:
        assert np.ndim(rest["cost"](answers, Y)) == 0
    if "gradients" in rest:
        same_shapes(rest["gradients"](fresh(), X, Y), params)
    if "step" in rest:
        same_shapes(rest["step"](fresh(), X, Y, rate), params)
    if "train" in rest:
        done = rest["train"](fresh(), X, Y, rate, 2)
        trained, _ = done if isinstance(done, tuple) and isinstance(done[1], list) else (done, [])
        assert np.shape(predict(trained, X)) == np.shape(answers)


def same_shapes(found, params):
    assert [np.shape(a) for a in leaves(found)] == [np.shape(a) for a in leaves(params)]


def leaves(structure):
    """The arrays of a nested structure; a list of numbers inside it counts as an array."""
    if isinstance(structure, dict):
        parts = list(structure.values())
    elif hasattr(structure, "__dict__"):
        parts = [value for key, value in sorted(vars(structure).items()) if key != "answers"]
    elif isinstance(structure, (list, tuple)):
        parts = structure
    else:
        return [structure]
    return [leaf for part in parts for leaf in ([part] if is_numbers(part) else leaves(part))]


def is_numbers(part):
    """Whether this is a number or a list of numbers, however deep."""
    return all(map(is_numbers, part)) if isinstance(part, (list, tuple)) else np.isscalar(part)


@each(CASES)
def test_the_program_is_built_the_same_twice(case):
    first, second = (leaves(case.build()["params"]) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_no_name_is_used_twice():
    assert max(Counter(case.name for case in CASES).values()) == 1


@pytest.mark.parametrize("name", BATCHES)
def test_every_batch_is_large_and_mixed(name):
    cases = importlib.import_module(f"clinic.{name}").CASES
    broken = [case for case in cases if not case.healthy]
    assert len(broken) >= 18
    assert len(cases) - len(broken) >= 11
    assert len(set().union(*(slugs for case in broken for slugs in case.causes))) >= 15
    given = Counter(key for case in cases for key in case.build())
    assert all(given[key] < len(cases) for key in ("cost", "gradients", "step"))
