"""Call a learner's function once: copies of its arguments, what came back, what it changed."""

import copy
import time
from dataclasses import dataclass

import numpy as np

from nn_helpers.check import compare
from nn_helpers.sandbox import guard
from nn_helpers.sandbox.isolate import isolated

LEFTOVERS = (7.25e77, -3.5e61)  # what a probe leaves in free memory, for np.empty to show


@dataclass
class Seen:
    """What one call of a function did: its outcome, the parts of its result, what it changed."""

    outcome: guard.Outcome
    changed: list

    @property
    def error(self):
        return self.outcome.error

    @property
    def parts(self):
        return None if self.outcome.error else self.outcome.value


class Attempt:
    """A learner's function under examination: an isolated copy, and the time that is left."""

    def __init__(self, exercise, function, seconds=guard.SECONDS):
        self.exercise, self.original = exercise, function
        self.own = isolated(function)
        self.end = time.monotonic() + seconds

    def left(self):
        """Return how many seconds the check may still take."""
        return max(self.end - time.monotonic(), 0.05)

    def see(self, given, leftover=LEFTOVERS[0], function=None):
        """Return what a call did. Raises ``guard.Stopped`` when the time of the check is over."""
        seen = see(function or self.own, given, self.exercise.form, leftover, self.left())
        if seen.error == "OutOfTime":
            raise guard.Stopped(seen.outcome, given)
        return seen


def see(function, given, form, leftover=LEFTOVERS[0], seconds=guard.SECONDS):
    """Call a function with copies of its arguments, and return what it did."""
    own = {name: own_copy(value) for name, value in given.items()}
    leave_in_memory(leftover, given)
    outcome = guard.run(lambda: compare.read(function(*own.values()), form), seconds)
    changed = [part for name, was in given.items() for part in changed_parts(name, was, own[name])]
    return Seen(outcome, changed)


def own_copy(value):
    """Return a copy of an argument: arrays inside tuples too, but not functions."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(own_copy, value))
    return value if callable(value) else copy.deepcopy(value)


def changed_parts(name, was, now):
    """Return the names of what is not what it was."""
    if isinstance(was, np.ndarray):
        # Putting a number back by adding and subtracting leaves it a rounding error away, but for 0.
        fine = was.shape == now.shape and np.allclose(was, now, rtol=1e-12, atol=0)
        return [] if fine else [name]
    if isinstance(was, tuple) and hasattr(was, "_fields"):
        pairs = zip(was._fields, was, now, strict=True)
        return [part for field, a, b in pairs for part in changed_parts(f"{name}.{field}", a, b)]
    return []


def leave_in_memory(number, given):
    """Fill memory of likely sizes with a number and free it, so that np.empty shows what it is."""
    arrays = [v for v in given.values() if isinstance(v, np.ndarray)]
    for value in given.values():
        arrays += list(value) if isinstance(value, tuple) else []
    samples = {a.shape[-1] for a in arrays if a.ndim}
    for size in {1} | {a.size for a in arrays} | {k * m for k in (1, 2, 3, 4) for m in samples}:
        held = [np.full(size, number) for _ in range(8)]
        del held


def leftover(parts, number):
    return any(np.isclose(part, number, rtol=1e-9).any() for part in parts.values())


def same_bits(a, b):
    """Return whether two results agree to the last digit."""
    return all(np.array_equal(a[name], b[name], equal_nan=True) for name in a)
