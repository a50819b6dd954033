"""Probes of a seed that is chosen at grading: no table of answers knows them, and right answers pass."""

import numpy as np
import pytest
from classroom import solved, source

from nn_helpers import check, network
from nn_helpers.course.grading import probes

DETECTORS = {"linear_in_rate": "06_stale_weights", "ignores_its_input": "07_stale_variable"}


def table(name):
    """A test that knows the cases of the lesson by what their functions return, and nothing else."""

    def seen(function, *given):
        more = (0.7,) if name == "linear_in_rate" else ()
        given = given if more else (*given, np.arange(6.0).reshape(2, 3))
        return tuple(np.round(np.concatenate([np.ravel(a) for a in function(*given, *more)]), 9))

    known = {
        seen(*given.values()): expected for _, given, expected, _ in getattr(check, name).cases()
    }

    def detector(*given):
        return known.get(seen(*given), False)

    return detector


@pytest.mark.parametrize("name", DETECTORS)
def test_a_table_of_the_lessons_cases_does_not_pass_at_grading(name):
    assert getattr(check, name).report(table(name)).passed
    assert not any(probes.seeded(name, seed).report(table(name)).passed for seed in (5, 6))


@pytest.mark.parametrize("name", DETECTORS)
def test_a_right_test_passes_whatever_the_seed(name):
    space = {"np": np, "network": network}
    exec(source(solved(DETECTORS[name]), name), space)
    for seed in range(30):
        assert probes.seeded(name, seed).report(space[name]).passed, seed
