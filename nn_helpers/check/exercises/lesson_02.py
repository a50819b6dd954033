"""The exercises of lesson 02: the cost, of sure, hopeless and many samples; the repaired_cost."""

import numpy as np

from nn_helpers import bugs, network
from nn_helpers.check import naming
from nn_helpers.check.compare import RESULT
from nn_helpers.check.judge import Exercise
from nn_helpers.check.probes import drawn, fixed

MANY = 800  # answers, half of each label; already 0.05 to the power of 250 is 0 for a computer


class Cost(Exercise):
    """The cost, which is bound at 0 and 1 to one thing alone: it must be finite."""

    family = "cost"
    fails_tell = True  # math.log fails for 0, which no other argument makes it do

    def accepts(self, call):
        found = call.parts[RESULT]
        if hopeless(call.given):  # how a cost is kept finite is free, but it stays a high one
            return found.shape == () and 10 < found < np.inf
        if sure(call.given):
            return found.shape == () and abs(found - call.expected[RESULT]) < 1e-4
        return super().accepts(call)

    def otherwise(self, attempt, calls):
        few = [call for call in calls if not many(call.given)]
        return naming.known(self, few) or super().otherwise(attempt, calls)

    def alike(self, call, parts):
        """At 0 and 1 how a cost is kept finite is free: there, all high costs are alike, or all low.

        So it is for many answers, where a product of all is 0: there, all costs too low are alike.
        """
        if not sure(call.given) and not many(call.given):
            return super().alike(call, parts)
        finite = [p is not None and bool(np.isfinite(p[RESULT]).all()) for p in (call.parts, parts)]
        if finite != [True, True]:
            return finite[0] == finite[1]
        one, two = (each[RESULT] for each in (call.parts, parts))
        if one.shape == two.shape == () and many(call.given):
            right = 0.9 * call.expected[RESULT]
            return bool(0 < one < right and 0 < two < right) or super().alike(call, parts)
        one, two = np.clip(one, -4, 4), np.clip(two, -4, 4)
        return one.shape == two.shape and np.allclose(one, two, atol=1e-6)

    def beside(self, name, call):
        if hopeless(call.given) and call.parts[RESULT].shape == ():
            return f"The result is {call.parts[RESULT]:.6g}, expected a high cost that is finite."
        return super().beside(name, call)


def sure(given):
    """Return whether some answer is exactly 0 or 1."""
    return bool(((given["Y_hat"] == 0) | (given["Y_hat"] == 1)).any())


def many(given):
    """Return whether the answers are so many that the product of all probabilities is 0."""
    return given["Y"].size >= MANY


def hopeless(given):
    """Return whether some answer is sure and wrong."""
    return bool((np.abs(given["Y_hat"] - given["Y"]) == 1).any())


CONTRACT = """Return the cross-entropy of predictions and labels, summed over all samples and outputs.

    Y_hat and Y are (outputs, m); Y holds 0 and 1. Each answer costs -log of the probability that it
    gave to the true label, in natural logarithms. The result is one float. It is finite even where
    Y_hat is exactly 0 or 1."""
PROBES = [
    fixed(Y_hat=[[0.9, 0.2, 0.7, 0.4, 0.6]], Y=[[1.0, 0, 1, 1, 0]]),
    lambda rng: {**drawn(0.1, 0.9, Y_hat=(2, 3))(rng), "Y": np.array([[1.0, 0, 0], [0, 0, 1]])},
    fixed(Y_hat=[[0.8]], Y=[[0.0]]),
    fixed(Y_hat=[[0.9999, 0.0003, 0.3]], Y=[[1.0, 0, 0]]),
    fixed(Y_hat=[[1.0, 0.0, 0.7]], Y=[[1.0, 0, 0]]),
    fixed(Y_hat=[[0.0, 0.6]], Y=[[1.0, 1]]),
    fixed(Y_hat=[[1.0, 0.6]], Y=[[0.0, 1]]),
    fixed(Y_hat=[[1.0, 0.0, 1.0]], Y=[[0.0, 1, 0]]),
    fixed(Y_hat=[[0.35, 0.8, 0.15, 0.55]], Y=[[0.0, 1, 1, 0]]),
    fixed(Y_hat=[[0.05, 0.95] * (MANY // 2)], Y=[[1.0, 0] * (MANY // 2)]),
]
cost, repaired_cost = (
    Cost(f"{name}(Y_hat, Y)", CONTRACT, network.cost, PROBES, "number", edges=(4, 5, 6, 7, 9))
    for name in ("cost", "repaired_cost")
)
repaired_cost.as_given = bugs.find("cost", "precedence")
