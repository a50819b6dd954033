"""Kinds of exercise beside functions: Value, Claims, Detector (its cases), Random."""

import numpy as np

from nn_helpers import bugs
from nn_helpers.check import compare, words
from nn_helpers.check.base import Check
from nn_helpers.check.call import Probe
from nn_helpers.check.compare import RESULT
from nn_helpers.check.describe import listed
from nn_helpers.check.judge import Exercise
from nn_helpers.check.report import PASSED, WRONG, Refused, Report


class Value(Check):
    """A check of an answer that is a value. Calling it with the answer gives a ``Report``."""

    def __repr__(self):
        return f"check.{self.name}({self.name}) says whether it is right. {self.__doc__}"

    def report(self, answer):
        """Judge an answer, without any effect."""
        if self.untouched(answer):
            return self.not_attempted(f"Give {self.name} a value")
        try:
            return self.judge(answer)
        except Refused as refused:
            return refused.args[0]

    def untouched(self, answer):
        """Whether the answer is still the gap that the learner was given, or a dict of gaps."""
        parts = answer.values() if isinstance(answer, dict) and answer else (answer,)
        gaps = [gap for p in parts for gap in (p if isinstance(p, list) and p else [p])]
        return all(gap is Ellipsis or gap is None for gap in gaps)

    def check_keys(self, answer, keys, noun):
        """Refuse an answer that is no dict with these keys, or in which one has no value yet."""
        found = f"{self.name} is {compare.kind(answer)}"
        if isinstance(answer, dict):
            missing = [str(key) for key in keys if key not in answer]
            other = [repr(key) for key in answer if key not in keys]
            for key, value in () if missing or other else answer.items():
                if value is ... or value is None:
                    self.refuse("other-form", f"{key} has no {noun} yet.")
            if not missing and not other:
                return
            found = f"In {self.name} {listed(other)} should not be"
            if missing:
                found = f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} missing"
        self.refuse("other-form", f"{found}; expected a dict with the keys {', '.join(keys)}.")

    def right(self, *lines):
        return Report(self.name, PASSED, None, (*lines, words.RIGHT[self.name]))

    def wrong(self, mistake, *lines):
        return Report(self.name, WRONG, mistake, tuple(line for line in lines if line))


class Claims(Value):
    """Judges a dict of claims. The first that does not hold is answered with evidence.

    ``noun`` is what a claim is called, ``truth`` says what holds by key, ``allowed`` what may be
    claimed. A kind of claims gives the lines of its ``evidence``.
    """

    def __init__(self, name, contract, noun, truth, allowed):
        super().__init__(name, contract)
        self.noun, self.truth, self.allowed = noun, truth, allowed

    def judge(self, answer):
        self.check_keys(answer, self.truth, self.noun)
        for key, claim in answer.items():
            if not any(type(claim) is type(known) and claim == known for known in self.allowed):
                known = ", ".join(f'"{x}"' if isinstance(x, str) else str(x) for x in self.allowed)
                told = f"{key} has the {self.noun} {claim!r}; expected one of {known}."
                self.refuse("other-form", told)
        failing = [key for key in self.truth if not self.holds(key, answer[key])]
        if not failing:
            return self.right(*self.proof(answer))
        first, count = failing[0], len(self.truth)
        return self.wrong(
            f"{first}-is-not-{answer[first]}".replace(" ", "-"),
            f"Right: {count - len(failing)} of {count} {self.noun}s. The first that is not: {first}.",
            *self.evidence(first, answer[first]),
        )

    def holds(self, key, claim):
        """Return whether a claim is true."""
        return self.truth[key] == claim

    def proof(self, _answer):
        """Return the lines that are said when all claims hold."""
        return ()


class Detector(Exercise):
    """The learner writes a test of somebody else's function; it is tried on right and broken ones.

    ``cases()`` yields what each case is in words, the arguments, the answer that is expected, and the
    stage of the words that asks about another answer; ``cases(seed)`` the same on other numbers. Only
    verdicts are judged, never how it asks.
    """

    def __init__(self, signature, contract, cases):
        super().__init__(signature, contract, None, [], "number")
        self.cases = cases

    def judge(self, attempt):
        for what, given, expected, stage in self.cases():
            call = self.gate(attempt, attempt.call(Probe(given, {})))
            came, asked = call.parts[RESULT], words.about("verdict", self.name)
            if came.ndim:
                came = f"an array of shape {came.shape}"
            elif came in (0, 1):
                came, asked = bool(came), words.stage(self.name, stage)
            if came is not expected:
                told = f"It returned {came}, expected {expected}."
                self.refuse(None, f"Called {self.name} with {what}.", told, question=asked)
        return self.right(attempt)


class Random(Exercise):
    """What exercises with randomness share: whether they follow the generator, and a name."""

    def name_it(self, fits, said, seen, question):
        """Refuse with the one name whose slips fit, or without a name."""
        fitting = [bug for bug in bugs.family(self.name) if fits(bug)]
        if len({bug.slug for bug in fitting}) == 1:
            self.refuse(fitting[0].slug, said, seen, cause=fitting[0].how)
        self.refuse(None, said, seen, cause=words.UNKNOWN, question=question)

    def follows_the_generator(self, draw):
        """Refuse when ``draw(seed, stir)`` does not follow the generator handed in alone."""
        said = f"Called {self.name} with two generators, one of them twice."
        one, again, other = draw(3, 21), draw(3, 22), draw(4, 21)
        told = "Two different generators give the same numbers"
        if not np.array_equal(one, again):
            told = "The same generator gives other numbers each time"
            # Do they repeat with the state of the global generators?
            if np.array_equal(draw(3, 21), draw(3, 21)):
                self.refuse("global-random", said, f"{told}: they come from a global one.")
        elif not np.array_equal(one, other) or not np.ptp(one, axis=0).any():
            return
        self.refuse("own-generator", said, f"{told}. The numbers come from elsewhere.")
