"""The line-up of lesson 04: six gradients, one right; say what is wrong with the others.

A verdict is compared with what the suspect does, not with a list alone: the feedback sets the
measured slopes of the suspect beside those that the claimed mistake would give.
"""

import numpy as np

from nn_helpers import bugs, network
from nn_helpers.check.exercises.kinds import Value
from nn_helpers.data import xor_and_and

RIGHT = "right"
# Who is who. One suspect hides its mistake wherever the network has one output.
LINE_UP = {
    "A": "mean-not-sum",
    "B": "hidden-slope-forgotten",
    "C": "leaked-index",
    "D": "output-slope-extra",
    "E": RIGHT,
    "F": "input-of-wrong-layer",
}
# Two of these are nobody's, so that the last suspect is not found by counting.
VERDICTS = tuple(sorted({*LINE_UP.values(), "sign-flipped", "bias-not-summed"} - {RIGHT}))


def gradients_named(verdict):
    """Return the right gradients, or the wrong ones with this name."""
    return network.gradients if verdict == RIGHT else bugs.find("gradients", verdict).function


def anonymous(letter, function):
    """Return the function behind a name that tells nothing."""

    def suspect(params, X, Y):
        return function(params, X, Y)

    suspect.__name__ = suspect.__qualname__ = f"suspect_{letter}"
    return suspect


def evidence(function):
    """Return what a gradient is, array by array, as multiples of the right one.

    Measured on a network with two outputs, where nothing hides.

    >>> evidence(network.gradients)["b1"]
    'agrees'
    >>> evidence(gradients_named("mean-not-sum"))["b1"]
    '0.25 times the right slope'
    """
    params = network.initialise(np.random.default_rng(1), scale=1, outputs=2)
    right, given = network.gradients(params, *xor_and_and()), function(params, *xor_and_and())
    return {
        name: _factor(np.asarray(g) / r)
        for name, g, r in zip(right._fields, given, right, strict=True)
    }


def _factor(ratios):
    low, high = np.min(ratios), np.max(ratios)
    if np.allclose(ratios, 1):
        return "agrees"
    if np.isclose(low, high):
        return f"{low:.2f} times the right slope"
    return f"{low:.2f} to {high:.2f} times the right slopes"


def in_words(function):
    """Return the evidence in one line."""
    return "; ".join(f"{name} {what}" for name, what in evidence(function).items())


class FindTheGradient(Value):
    """Judges verdicts on six gradients: a dict from each letter to "right" or a mistake's name.

    Attributes
    ----------
    suspects : dict of letter to ``gradients(params, X, Y)``
    verdicts : the names of mistakes that may be claimed, besides "right"
    """

    verdicts = VERDICTS

    def __init__(self):
        super().__init__(
            "find_the_gradient",
            'A dict that gives each letter "right" or the name of its mistake.',
            (
                "Which arrays agree with central differences, and which do not? That is where to "
                "look.",
                "Where an array is wrong: is it wrong by one factor everywhere, or by a different "
                "one for each number?",
                "Two look right? Ask both at a network with two outputs: interrogate(suspects, "
                "two_outputs, X2, Y2).",
            ),
            "All six hold. Which arrays disagree says where, and by what factor says what.",
        )
        self.suspects = {
            letter: anonymous(letter, gradients_named(who)) for letter, who in LINE_UP.items()
        }

    def judge(self, answer):
        trouble = self._trouble(answer)
        if trouble:
            return self.wrong("other-form", trouble)
        held = [letter for letter, who in LINE_UP.items() if answer[letter] == who]
        if len(held) == len(LINE_UP):
            return self.right()
        first = next(letter for letter in LINE_UP if letter not in held)
        return self._contradicted(first, answer[first], len(held))

    def _trouble(self, answer):
        """Return what keeps the answer from being judged, or an empty text."""
        letters = ", ".join(LINE_UP)
        if not isinstance(answer, dict) or set(answer) != set(LINE_UP):
            return f"{self.name} is to be a dict with the keys {letters}."
        for letter, verdict in answer.items():
            if verdict is ...:
                return f"{letter} has no verdict yet."
            if verdict not in (RIGHT, *VERDICTS):
                known = ", ".join(f'"{name}"' for name in (RIGHT, *VERDICTS))
                return f"{letter} has the verdict {verdict!r}; expected one of {known}."
        return ""

    def _contradicted(self, letter, verdict, held):
        """Return the report that sets a claim that does not hold beside the evidence."""
        return self.wrong(
            f"{letter}-is-not-{verdict}",
            f"{held} of {len(LINE_UP)} verdicts hold. The first that does not: {letter}.",
            f'On a network with two outputs, "{verdict}" gives: '
            f"{in_words(gradients_named(verdict))}.",
            f"{letter} gives: {in_words(self.suspects[letter])}.",
            "Which of the names fits what it gives?",
        )


find_the_gradient = FindTheGradient()
