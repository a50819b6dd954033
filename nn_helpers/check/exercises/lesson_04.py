"""The exercises of lesson 04: numerical gradients and the relative error."""

import numpy as np

from nn_helpers import gradcheck, network
from nn_helpers.check import compare
from nn_helpers.check.diagnose.relative import relative_parts
from nn_helpers.check.judge import Exercise
from nn_helpers.check.probes import Cubic, a_network
from nn_helpers.evolution import to_vector


class NumericalGradients(Exercise):
    """Central differences, judged by their values at a small and at a large h."""

    changing = "not-restored"

    def expected(self, given):
        return super().expected({**given, "f": Cubic()})

    def accepts(self, parts, expected, given):
        if super().accepts(parts, expected, given):
            return True
        # More accurate than asked for: the points half as far apart, or a better formula.
        exact, h = Cubic.slope(given["params"]), given["h"]
        asked = np.array(given["f"].asked)
        moved = np.abs(asked - to_vector(given["params"])).max() if len(asked) else 0.0
        return moved > 0.4 * h and any(
            compare.same(parts, {n: g + off * h**2 for n, g in exact.items()}) for off in (0.1, 0.0)
        )

    def right_but(self, attempt, seen, arguments):
        return super().right_but(attempt, seen, arguments) or self.other_default(attempt)

    def other_default(self, attempt):
        """Return a report when h is not 1e-5 unless it is given."""
        params, f = self.arguments()[0]["params"], Cubic()
        s = attempt.see({"f": f, "params": params})
        size = np.abs(np.array(f.asked) - to_vector(params)).max() if s.parts and f.asked else None
        if size is not None and 4e-6 < size < 1.1e-5:
            return None
        what = f"The numbers moved by {size:.2g}." if size is not None else s.outcome.said
        return self.wrong(
            "other-arguments", "Called numerical_gradients(f, params), without h.", what,
            "Without h it should work as with h=1e-5.",
        )  # fmt: skip

    def name_of(self, attempt, seen, expected, arguments):
        mistake, sentence = super().name_of(attempt, seen, expected, arguments)
        if mistake in (None, "argument-ignored", "bias-forgotten", "constant-factor"):
            return self.by_the_points(attempt, arguments) or (mistake, sentence)
        return mistake, sentence

    def by_the_points(self, attempt, arguments):
        """Name a mistake from the points at which the cost was asked for."""
        for given in arguments:
            f = Cubic()
            s = attempt.see({**given, "f": f})
            if s.parts is None or not f.asked:
                continue  # nothing to see
            at = to_vector(given["params"])
            moves = np.array(f.asked) - at
            size, h = np.abs(moves).max(), given["h"]
            moved = np.count_nonzero(np.abs(moves) > h / 2, axis=1)
            if not np.mod(f.asked, 1).any():
                return "integer-parameters", "All points that f was asked about are whole numbers."
            if size == 0:
                return self.lost_in_rounding(attempt, given)
            if size < 1e-9:
                return "step-too-small", f"The numbers moved by {size:.2g} at most."
            if moved[:2].max() > 1:
                return "all-at-once", "Several numbers moved at the same time."
            if moved.max() > 1:
                return "not-restored", "Numbers measured earlier are still moved later on."
            if not 0.4 * h < size < 1.1 * h:
                return "h-ignored", f"The numbers moved by {size:.2g}; h is {h:g}."
        return None

    @staticmethod
    def lost_in_rounding(attempt, given):
        """Name moves that do not show: there are none, or 0 alone is so small that they would."""
        f = Cubic()
        attempt.see(
            {**given, "f": f, "params": network.Params(*(0.0 * p for p in given["params"]))}
        )
        size = np.abs(f.asked).max(initial=0.0)
        if size:
            return "step-too-small", f"Moved by {size:.2g}, a number is still the same number."
        return "nothing-moves", "Each time f was asked about the same point."


numerical_gradients = NumericalGradients(
    "numerical_gradients(f, params, h=1e-5)",
    """
    Return the slope of f by every number in params, measured by central differences.

    f takes a Params and returns a float. Each number alone is moved by h to both sides. params
    stays as it is. The result has the shapes of params:
    (W1, b1, W2, b2).
    """,
    gradcheck.numerical_gradients,
    [
        lambda rng: {"f": Cubic(), "params": a_network(rng, 2, 3, 2), "h": 1e-5},
        lambda rng: {"f": Cubic(), "params": a_network(rng, 2, 2, 1), "h": 0.25},
    ],
    "params",
)


relative_error = Exercise(
    "relative_error(a, b)",
    """
    Return norm(a - b) / (norm(a) + norm(b)), one float between 0 and 1; 0 for two zeros.

    a and b are arrays of one shape. The norm is the square root of the sum of all squares.
    """,
    gradcheck.relative_error,
    [
        lambda rng: {"a": np.array([1.0, -2.0, 0.5]), "b": np.array([1.1, -2.5, 0.1])},
        lambda rng: {"a": 1e-7 * rng.normal(size=(2, 3)), "b": 1e-7 * rng.normal(size=(2, 3))},
        lambda rng: {"a": np.zeros(3), "b": np.zeros(3)},
        lambda rng: {"a": np.zeros(2), "b": np.array([3.0, 4.0])},
        lambda rng: {"a": np.array([3.0, 1.0]), "b": np.array([-3.0, -1.0])},
    ],
    "number",
    diagnose=relative_parts,
)
