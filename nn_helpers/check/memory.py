"""Does a result hang on more than the arguments? Called again, reads_globals, what it reacts to."""

import numpy as np

from nn_helpers.check import compare, words
from nn_helpers.check.call import LEFTOVERS, Probe, same_bits
from nn_helpers.check.describe import listed
from nn_helpers.check.naming import Finding
from nn_helpers.sandbox.isolate import data_read, isolated, other_data


def elsewhere(exercise, attempt, calls):
    """Return the ``Finding`` of a result that hangs on more than the arguments, or None."""
    others = [again(attempt, call, stir=11) for call in calls]
    if not all(map(_agree, calls, others)):
        return _why_they_differ(exercise, attempt, calls, others)
    return reads_globals(exercise, attempt, calls)


def again(attempt, call, stir):
    """Return the same call by a fresh copy, with other leftovers and in another random state."""
    return attempt.call(call.probe, LEFTOVERS[1], isolated(attempt.original), stir)


def _agree(call, other):
    if call.parts is None or other.parts is None:
        return call.error == other.error
    return same_bits(call.parts, other.parts)


def _why_they_differ(exercise, attempt, calls, others):
    differing = [(a, b) for a, b in zip(calls, others, strict=True) if not _agree(a, b)]
    if any(leftover(a, LEFTOVERS[0]) or leftover(b, LEFTOVERS[1]) for a, b in differing):
        return _found("uninitialised-output", "Some numbers are what happened to lie in memory.")
    third = [again(attempt, call, stir=12) for call, _ in differing]
    said = "The result hangs on what was called before."
    if not all(_agree(b, c) for (_, b), c in zip(differing, third, strict=True)):
        said = "The same call gives another result each time, by chance or by earlier calls."
    elif all(map(exercise.fits, others)):
        said = "The first call is right. Later ones use what an earlier call has left behind."
    return _found("two-answers", said)


def leftover(call, number):
    return call.parts is not None and any(
        np.isclose(part, number, rtol=1e-9).any() for part in call.parts.values()
    )


def _found(slug, sentence):
    return Finding(slug, sentence, words.question("", slug))


def reads_globals(exercise, attempt, calls):
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


def ignored(exercise, attempt, calls):
    """Return the names of the arguments to which the result does not react, on two probes.

    It has to react to one of the others; what reacts to nothing says nothing about any of them.
    """
    shown = [call for call in calls if call.shaped and call.probe.given][:2]
    if len(shown) < 2:
        return []
    still, reacts = None, set()
    for call in shown:
        here = set()
        for name, other in changes(call.given):
            if name in reacts or (still is not None and name not in still):
                continue
            expected = exercise.expected(other)
            if compare.same(expected, call.expected):
                continue
            changed = attempt.call(Probe(other, expected))
            same = changed.parts is not None and same_bits(changed.parts, call.parts)
            (here if same else reacts).add(name)
        still = here if still is None else still & here
    return sorted(still - reacts) if reacts else []


def changes(given):
    """Yield (name, changed arguments) for every number-like argument."""
    rng = np.random.default_rng(99)
    for name, value in given.items():
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            for field, part in zip(value._fields, value, strict=True):
                moved = part + rng.uniform(0.3, 0.9, np.shape(part))
                yield f"{name}.{field}", {**given, name: value._replace(**{field: moved})}
        elif isinstance(value, np.ndarray):
            yield name, {**given, name: other_values(name, value, rng)}
        elif isinstance(value, float):
            yield name, {**given, name: 0.7 * value}


def other_values(name, array, rng):
    """Return other values of the same kind: labels swapped, whole numbers in another order."""
    if name in ("Y", "y"):
        return 1 - array
    if array.dtype.kind in "iu":  # they may be places in another array
        return array[..., ::-1]
    return array + rng.uniform(0.05, 0.09, array.shape)
