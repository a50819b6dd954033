"""Does a result hang on more than the arguments? On earlier calls (again), chance, reads_globals."""

import numpy as np

from nn_helpers.check import compare
from nn_helpers.check.call import LEFTOVERS
from nn_helpers.check.describe import listed
from nn_helpers.check.naming import Finding
from nn_helpers.sandbox.isolate import data_read, isolated, other_data


def elsewhere(attempt, calls):
    """Return the ``Finding`` of a result that hangs on more than the arguments, or None."""
    pairs = [(call, again(attempt, call, stir=11)) for call in calls]
    differing = [pair for pair in pairs if not pair[0].agrees(pair[1])]
    if not differing:
        return reads_globals(attempt, calls)
    for call, leftover in (
        both for pair in differing for both in zip(pair, LEFTOVERS, strict=True)
    ):
        if any(np.isclose(part, leftover, rtol=1e-9).any() for part in (call.parts or {}).values()):
            told = "Some numbers are what happened to lie in memory."
            return Finding("uninitialised-output", told)
    said = "Not the arguments alone count: another result each time, or one of an earlier call."
    return Finding("two-answers", said)


def again(attempt, call, stir):
    """Return the same call by a fresh copy, with other leftovers and in another random state."""
    return attempt.call(call.probe, LEFTOVERS[1], isolated(attempt.original), stir)


def reads_globals(attempt, calls):
    """Return the ``Finding`` of variables of the notebook that the result depends on, or None."""
    shown = [call for call in calls if call.parts is not None][:2]

    def matters(name):
        other = isolated(attempt.original, lambda n, v: other_data(v) if n == name else None)
        made = [(call.parts, attempt.call(call.probe, function=other).parts) for call in shown]
        return any(parts is not None and not compare.same(parts, was) for was, parts in made)

    found = [name for name in data_read(attempt.original) if matters(name)]
    if not found or all(name.isupper() and len(name) > 1 for name in found):
        return None  # a constant of the notebook is part of the formula
    return Finding("reads-global", f"The result changes with {listed(found)} of the notebook.")
