"""The line-up of lesson 04: six gradients, one right; say what is wrong with the others.

A verdict is compared with what the suspect does, not with a list alone: the feedback sets the
measured slopes of the suspect beside those that the claimed mistake would give.
"""

import numpy as np

from nn_helpers import bugs, network
from nn_helpers.check.exercises.kinds import Claims
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


def in_words(function):
    """Return what a gradient is, array by array, as multiples of the right one.

    Measured on a network with two outputs, where nothing hides.

    >>> in_words(gradients_named("mean-not-sum"))[:36]
    'W1 0.25 times the right slope; b1 0.'
    """
    params, said = network.initialise(np.random.default_rng(1), scale=1, outputs=2), []
    right, given = network.gradients(params, *xor_and_and()), function(params, *xor_and_and())
    for name, ratios in zip(right._fields, map(np.divide, given, right), strict=True):
        low, high = np.min(ratios), np.max(ratios)
        factor = f"{low:.2f} to {high:.2f} times the right slopes"
        if np.isclose(low, high):
            factor = "agrees" if np.isclose(low, 1) else f"{low:.2f} times the right slope"
        said.append(f"{name} {factor}")
    return "; ".join(said)


class FindTheGradient(Claims):
    """Judges verdicts on six gradients: a dict from each letter to "right" or a mistake's name.

    Attributes
    ----------
    suspects : dict of letter to ``gradients(params, X, Y)``
    verdicts : the names of mistakes that may be claimed, besides "right"
    """

    verdicts = VERDICTS

    def __init__(self):
        super().__init__(
            "find_the_gradient", 'A dict that gives each letter "right" or the name of its mistake.',
            "verdict", LINE_UP, (RIGHT, *VERDICTS),
        )  # fmt: skip
        self.suspects = {
            letter: anonymous(letter, gradients_named(who)) for letter, who in LINE_UP.items()
        }

    def evidence(self, key, claim):
        return (
            f'On a network with two outputs, "{claim}" gives: {in_words(gradients_named(claim))}.',
            f"{key} gives: {in_words(self.suspects[key])}.",
            "Which of the names fits what it gives?",
        )


find_the_gradient = FindTheGradient()
