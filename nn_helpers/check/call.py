"""Attempt calls a learner's function on Probes, LEFTOVERS in memory; Call: what it did and changed."""

import random
import time
from dataclasses import dataclass, field

import numpy as np

from nn_helpers.check import compare
from nn_helpers.sandbox import guard
from nn_helpers.sandbox.isolate import isolated, own_argument
from nn_helpers.sandbox.stubs import gap_left

LEFTOVERS = (7.25e77, -3.5e61)  # what a probe leaves in free memory, for np.empty to show
NOT_STARTED = ("NotWritten", "NotImplementedError")


@dataclass(eq=False)
class Probe:
    """The arguments of a call and the right result, with what the known slips make of them."""

    given: dict
    expected: dict
    edge: bool = False  # a case so special that a right result there says little
    known: dict = field(default_factory=dict)


@dataclass(eq=False)
class Call:
    """What one call did: its outcome, the names of what it changed, the arguments as it left them."""

    probe: Probe
    outcome: guard.Outcome
    own: dict
    changed: list

    def __post_init__(self):
        self.given, self.expected = self.probe.given, self.probe.expected
        self.error = self.outcome.error
        self.parts = None if self.error else self.outcome.value

    @property
    def misshapen(self):
        """The names of parts that came back in another shape than was expected."""
        return [n for n, part in self.expected.items() if np.shape(self.parts[n]) != np.shape(part)]

    @property
    def shaped(self):
        """Whether all parts came back in the expected shapes."""
        return self.parts is not None and not self.misshapen

    def right_in(self, part):
        """Whether one part came back as it was expected."""
        return self.parts is not None and compare.close(self.parts[part], self.expected[part])

    def agrees(self, other):
        """Whether another call gave the same to the last digit, or the same error."""
        if self.parts is None or other.parts is None:
            return self.error == other.error
        return all(np.array_equal(part, other.parts[name], equal_nan=True)
                   for name, part in self.parts.items())  # fmt: skip


class Attempt:
    """A learner's function under examination: an isolated copy, and the time that is left."""

    def __init__(self, exercise, function, seconds=guard.SECONDS):
        self.exercise, self.original = exercise, function
        self.own = isolated(function)
        self.seconds = seconds  # that its calls may still take; what the check itself takes is free
        self.calls = 0
        self.returned = None  # what came back last

    def left(self):
        """Return how many seconds the calls may still take."""
        return max(self.seconds, 0.05)

    def call(self, probe, leftover=LEFTOVERS[0], function=None, stir=None):
        """Return what a call on a probe did; see ``act`` for what it raises."""
        function = function or self.own
        return Call(probe, *self.act(lambda **own: self.read(function(*own.values())),
                                     probe.given, leftover, stir))  # fmt: skip

    def read(self, value):
        """Return the parts of what came back, see ``compare.read``."""
        self.returned = value
        return compare.read(value, self.exercise.form)

    def act(self, action, given, leftover=LEFTOVERS[0], stir=None):
        """Return the outcome of an action on copies of arguments, these, and what it changed of them.

        ``stir`` puts the global random generators into another state first. An answer is refused when
        the time of the check is over, or when the first call of all does not find anything written.
        """
        own = {name: own_copy(value) for name, value in given.items()}

        def stirred():
            if stir:
                np.random.seed(stir)
                random.seed(stir)
            return action(**own)

        leave_in_memory(leftover, given)
        began = time.monotonic()
        outcome = guard.run(stirred, self.left())
        self.seconds -= time.monotonic() - began
        self.calls += 1
        if outcome.error == "OutOfTime":
            self.exercise.refuse("endless-loop", self.exercise.called(given), outcome.said)
        nothing = outcome.error == "Nothing" and gap_left(self.original)
        if self.calls == 1 and (outcome.error in NOT_STARTED or nothing):
            self.exercise.not_started()
        changed = [part for n, was in given.items() for part in changed_parts(n, was, own[n])]
        return outcome, own, changed


def own_copy(value):
    """Return a copy of an argument; a cost function that nobody has asked yet."""
    return value.fresh() if hasattr(value, "fresh") else own_argument(value)


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
    parts = [v if isinstance(v, tuple) else (v,) for v in given.values()]
    arrays = [array for part in parts for array in part if isinstance(array, np.ndarray)]
    samples = {a.shape[-1] for a in arrays if a.ndim}
    for size in {1} | {a.size for a in arrays} | {k * m for k in (1, 2, 3, 4) for m in samples}:
        held = [np.full(size, number) for _ in range(8)]
        del held
