"""The exercises of lesson 02: the cost, and the cost to repair."""

import numpy as np

from nn_helpers import network
from nn_helpers.check import compare
from nn_helpers.check.compare import RESULT
from nn_helpers.check.diagnose import patterns
from nn_helpers.check.diagnose.cost import cost_parts
from nn_helpers.check.judge import Exercise


class Cost(Exercise):
    """The cost, which is bound at 0 and 1 to one thing alone: it must be finite."""

    def accepts(self, parts, expected, given):
        found = parts[RESULT]
        if self.is_hopeless(given):  # how a cost is kept finite is free, but it stays a high one
            return found.shape == () and 10 < found < np.inf
        if ((given["Y_hat"] == 0) | (given["Y_hat"] == 1)).any():
            return found.shape == () and abs(found - expected[RESULT]) < 1e-4
        return super().accepts(parts, expected, given)

    @staticmethod
    def is_hopeless(given):
        return bool((np.abs(given["Y_hat"] - given["Y"]) == 1).any())

    def name_of(self, attempt, seen, expected, arguments):
        exact = ["Y_hat" in g and ((g["Y_hat"] == 0) | (g["Y_hat"] == 1)).any() for g in arguments]
        others = [
            s.parts is not None and self.accepts(s.parts, e, g)
            for s, e, g, skip in zip(seen, expected, arguments, exact, strict=True)
            if not skip
        ]
        broken = [
            s.error in ("ValueError", "ZeroDivisionError")
            or (s.parts is not None and not np.isfinite(s.parts[RESULT]).all())
            for s, skip in zip(seen, exact, strict=True)
            if skip
        ]
        if all(others) and any(broken):
            return "log-of-zero", "An answer of exactly 0 or 1 is too much for it."
        if all(others):
            return "protection-too-strong", ""
        found = super().name_of(attempt, seen, expected, arguments)
        usual = [
            [x for x, skip in zip(xs, exact, strict=True) if not skip] for xs in (seen, expected)
        ]
        if found[0] in (None, "accuracy-instead"):  # whole numbers both
            found = patterns.rounding(*usual) or found
        if found[0] is None:
            found = patterns.factor(*usual) or found
        if found[0] is None and self.only_near_the_ends(seen, expected, arguments):
            return "protection-too-strong", ""
        values = [s.parts[RESULT] if s.parts else None for s in seen]
        if found[0] in (None, "not-summed", "other-shape") and all(
            v is not None and v.size == 1 and v.ndim and compare.close(v.ravel()[0], e[RESULT])
            for v, e, skip in zip(values, expected, exact, strict=True)
            if not skip
        ):
            return "number-in-an-array", "The value is right, but it is packed in an array."
        return found

    def only_near_the_ends(self, seen, expected, arguments):
        """Return whether costs are too low, by more the surer the answers are."""
        off = {True: [0.0], False: [0.0]}
        for s, e, given in zip(seen, expected, arguments, strict=True):
            if s.parts is None or s.parts[RESULT].shape != ():
                return False
            sure = bool(np.abs(given["Y_hat"] - 0.5).max() > 0.45)
            off[sure].append(float(e[RESULT] - s.parts[RESULT]))
        lost, lost_between = max(off[True]), max(off[False])
        return min(off[True] + off[False]) > -1e-9 and lost > max(1e-5, 3 * lost_between)


cost = Cost(
    "cost(Y_hat, Y)",
    """
    Return the cross-entropy of predictions and labels, summed over all samples and outputs.

    Y_hat and Y are (outputs, m); Y holds 0 and 1. Each answer costs -log of the probability that it
    gave to the true label, in natural logarithms. The result is one float. It is finite even where
    Y_hat is exactly 0 or 1.
    """,
    network.cost,
    [
        lambda rng: {
            "Y_hat": np.array([[0.9, 0.2, 0.7, 0.4, 0.6]]),
            "Y": np.array([[1.0, 0, 1, 1, 0]]),
        },
        lambda rng: {
            "Y_hat": rng.uniform(0.1, 0.9, (2, 3)),
            "Y": np.array([[1.0, 0, 0], [0, 0, 1]]),
        },
        lambda rng: {"Y_hat": np.array([[0.8]]), "Y": np.array([[0.0]])},
        lambda rng: {
            "Y_hat": np.array([[0.9999, 0.0003, 0.3]]),
            "Y": np.array([[1.0, 0, 0]]),
        },
        lambda rng: {"Y_hat": np.array([[1.0, 0.0, 0.7]]), "Y": np.array([[1.0, 0, 0]])},
        lambda rng: {"Y_hat": np.array([[0.0, 0.6]]), "Y": np.array([[1.0, 1]])},
        lambda rng: {"Y_hat": np.array([[1.0, 0.6]]), "Y": np.array([[0.0, 1]])},
    ],
    "number",
    diagnose=cost_parts,
)


repaired_cost = cost.of("repaired_cost")
