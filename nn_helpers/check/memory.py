"""Does a result hang on more than the arguments? On earlier calls (again), chance, reads_globals."""

import numpy as np

from nn_helpers.check import compare, words
from nn_helpers.check.call import LEFTOVERS, same_bits
from nn_helpers.check.describe import listed
from nn_helpers.check.naming import Finding
from nn_helpers.sandbox.isolate import data_read, isolated, other_data


def elsewhere(attempt, calls):
    """Return the ``Finding`` of a result that hangs on more than the arguments, or None."""
    pairs = [(call, again(attempt, call, stir=11)) for call in calls]
    differing = [pair for pair in pairs if not _agree(*pair)]
    if not differing:
        return reads_globals(attempt, calls)
    if any(leftover(a, LEFTOVERS[0]) or leftover(b, LEFTOVERS[1]) for a, b in differing):
        return _found("uninitialised-output", "Some numbers are what happened to lie in memory.")
    said = "Not the arguments alone count: another result each time, or one of an earlier call."
    return _found("two-answers", said)


def again(attempt, call, stir):
    """Return the same call by a fresh copy, with other leftovers and in another random state."""
    return attempt.call(call.probe, LEFTOVERS[1], isolated(attempt.original), stir)


def _agree(call, other):
    if call.parts is None or other.parts is None:
        return call.error == other.error
    return same_bits(call.parts, other.parts)


def leftover(call, number):
    return call.parts is not None and any(
        np.isclose(part, number, rtol=1e-9).any() for part in call.parts.values()
    )


def _found(slug, sentence):
    return Finding(slug, sentence, words.question("", slug))


def reads_globals(attempt, calls):
    """Return the ``Finding`` of variables of the notebook that the result depends on, or None."""
    shown = [call for call in calls if call.parts is not None][:2]

    def matters(name):
        def exchange(n, value):
            return other_data(n, value) if n == name else None

        other = isolated(attempt.original, exchange)
        again = ((call, attempt.call(call.probe, function=other)) for call in shown)
        return any(
            c.parts is not None and not compare.same(c.parts, call.parts) for call, c in again
        )

    found = [name for name in data_read(attempt.original) if matters(name)]
    if not found or all(name.isupper() and len(name) > 1 for name in found):
        return None  # a constant of the notebook is part of the formula
    return _found("reads-global", f"The result changes with {listed(found)} of the notebook.")
