"""The exercises of lesson 04: numerical_gradients, by_the_points that it asks, relative_error."""

from dataclasses import replace

import numpy as np

from nn_helpers import bugs, gradcheck
from nn_helpers.check import compare, words
from nn_helpers.check.call import Probe
from nn_helpers.check.compare import RESULT
from nn_helpers.check.describe import listed
from nn_helpers.check.judge import Exercise
from nn_helpers.check.naming import Finding
from nn_helpers.check.probes import Cubic, a_network, fixed
from nn_helpers.evolution import to_vector
from nn_helpers.network import Params
from nn_helpers.sandbox.isolate import helpers_of


class NumericalGradients(Exercise):
    """Central differences, judged by their values at a small and at a large h."""

    changing = "not-restored"

    def expected(self, given):
        return super().expected({**given, "f": Cubic()})

    def accepts(self, call):
        if super().accepts(call):
            return True
        # More accurate than asked for: the points half as far apart, or a better formula.
        exact, h, moves = Cubic.slope(call.given["params"]), call.given["h"], points(call)
        if not moves.size or np.abs(moves).max() <= 0.4 * h:
            return False
        better = ({n: g + off * h**2 for n, g in exact.items()} for off in (0.1, 0.0))
        return any(compare.same(call.parts, parts) for parts in better)

    def right_but(self, attempt, calls):
        return super().right_but(attempt, calls) or self.other_default(attempt)

    def remarks(self, attempt):
        """Say what comes of arrays of whole numbers, where that is wrong; for floats it is right."""
        given = self.probed()[1].given
        whole = Params(*(np.rint(2 * p).astype(int) for p in given["params"]))
        given = {**given, "params": whole}
        call = attempt.call(Probe(given, self.expected(given)))
        remark = "whole-numbers-fail" if call.parts is None else "whole-numbers"
        return super().remarks(attempt) + ([] if self.fits(call) else [words.REMARKS[remark]])

    def other_default(self, attempt):
        """Return a report when h is not 1e-5 unless it is given."""
        probe = self.probed()[0]
        call = attempt.call(Probe({n: probe.given[n] for n in ("f", "params")}, probe.expected))
        moves = points(call)
        size = np.abs(moves).max() if call.parts and moves.size else None
        if size is not None and 4e-6 < size < 1.1e-5:
            return None
        what = f"The numbers moved by {size:.2g}." if size is not None else call.outcome.said
        return self.wrong(
            "other-arguments", "Called numerical_gradients(f, params), without h.", what,
            cause="Without h it should work as with h=1e-5.",
        )  # fmt: skip

    def finding(self, attempt, calls):
        found = super().finding(attempt, calls)
        if found.slug == "not-restored" and not any(call.changed for call in calls):
            # Copies stay moved, which the parameters do not show.
            return replace(found, question=words.stage(self.family, "stays-moved"))
        if any(call.own["f"].asked for call in calls) or all(call.error for call in calls):
            return found
        others = sorted(helpers_of(attempt.original))
        instead = f" It calls {listed(others)} of the notebook." if others else ""
        asked = words.stage(self.family, "f-not-asked")
        return Finding(found.slug, f"The function f was never asked for a cost.{instead}", asked)

    def observed(self, calls):
        """Return the name that the points show by themselves, if they do."""
        found = self.one_size(calls) or self.seen_of_points(calls)
        return found if found and (found.slug or "one point alone" in found.cause) else None

    def one_size(self, calls):
        """Return the ``Finding`` of moves that have one size in every call, where that explains all."""
        asked = [points(call) for call in calls if call.shaped]
        sizes = [np.abs(moves).max() for moves in asked if moves.size]
        if len(sizes) < len(calls) or sizes[0] < 1e-9 or np.ptp(sizes) > 1e-3 * sizes[0]:
            return None
        made = [(call.parts, self.expected({**call.given, "h": sizes[0]})) for call in calls]
        if not all(compare.same(*pair) for pair in made):
            return None
        told = f"The numbers move by {sizes[0]:.2g} in every call, whatever h is."
        asked = words.question(self.family, "h-ignored")
        return Finding("h-ignored", words.likely("h-ignored", told), asked)

    def otherwise(self, attempt, calls):
        """Say at which points f was asked, where these explain what came back."""
        return self.seen_of_points(calls) or super().otherwise(attempt, calls)

    def seen_of_points(self, calls):
        for call in calls:
            if call.parts is None:
                continue
            slug, said, *asked = by_the_points(points(call), call)
            if said:
                asked = asked or [words.question(self.family, slug) if slug
                                  else words.stage(self.family, "W1")]  # fmt: skip
                return Finding(slug, words.likely(slug, said), asked[0])
        return None


def points(call):
    """Return where f was asked, as moves away from the parameters: (times, numbers)."""
    at = to_vector(call.given["params"])
    return np.array(call.own["f"].asked).reshape(-1, at.size) - at


ROUNDING = 5e-16  # what h added and subtracted again may leave of numbers below 2


def at_one_point(moves):
    """Return whether f was asked where it all began, but for what + h - h leaves in both of a pair."""
    paired = np.array_equal(moves[: len(moves) // 2 * 2 : 2], moves[1::2])
    return np.abs(moves).max() < (ROUNDING if paired else 0) or not moves.any()


def by_the_points(moves, call):
    """Return a name that the points show, or None, what is seen of them, and a question of its own."""
    name, h = "numerical_gradients", call.given["h"]
    if not len(moves):
        return None, "The function f was never asked for a cost."
    size, moved = np.abs(moves).max(), np.count_nonzero(np.abs(moves) > h / 2, axis=1)
    if not np.mod(moves + to_vector(call.given["params"]), 1).any():
        return "integer-parameters", "All points that f was asked about are whole numbers."
    if at_one_point(moves):
        said = "The function f was asked about one point alone, the parameters as they came."
        return None, said, words.stage(name, "two-names-for-one")
    if size < 1e-9 < h:
        return "step-too-small", f"The numbers moved by {size:.2g} at most; h is {h:g}."
    if np.abs(moves).min() > h / 2 and size < 1.1 * h:
        return "all-at-once", "All numbers moved at the same time."
    if moved.max() > 1:
        said = f"In one of the points {moved.max()} numbers were moved; one at a time is wanted."
        if not call.changed and moved[0] <= 1 and np.diff(moved).max() <= 1:
            return None, said, words.stage(name, "stays-moved")
        return None, said, words.question(name, "not-restored" if call.changed else "all-at-once")
    if not (moves.max() > size / 10 and moves.min() < -size / 10):
        side = "above" if moves.max() > 0 else "below"
        return None, f"The function f was asked on one side of p alone, {side} it."
    wrong_size = not 0.4 * h < size < 1.1 * h
    return None, f"The numbers moved by up to {size:.3g}; h is {h:g}." if wrong_size else ""


NONE = np.zeros((1, 1))  # a number that is 0 has a slope as well
numerical_gradients = NumericalGradients(
    "numerical_gradients(f, params, h=1e-5)",
    """Return the slope of f by every number in params, measured by central differences.

    f takes a Params and returns a float. Each number alone is moved by h to both sides. params
    stays as it is. The result has the shapes of params:
    (W1, b1, W2, b2).""",
    gradcheck.numerical_gradients,
    [
        lambda rng: {"f": Cubic(), "params": a_network(rng, 2, 3, 2), "h": 1e-5},
        lambda rng: {"f": Cubic(), "params": a_network(rng, 2, 2, 1)._replace(b2=NONE), "h": 0.25},
    ],
    "params",
)


class RelativeError(Exercise):
    """The relative error. What a wrong formula makes of one zero alone is chance, and names nothing."""

    fails_tell = True  # two zeros divided by each other are an error in Python
    # What stands in the lesson, to be repaired: another size below the line, and nothing for two zeros.
    as_given = bugs.Bug(
        "relative_error", "norm-of-the-sum",
        lambda a, b: float(np.linalg.norm(a - b) / np.linalg.norm(a + b)), "As it was handed out.",
    )  # fmt: skip

    def alike(self, call, parts):
        zeros = [not np.any(call.given[name]) for name in ("a", "b")]
        if zeros == [True, False] and call.parts is not None and parts is not None:
            return call.parts[RESULT].shape == parts[RESULT].shape
        return super().alike(call, parts)


relative_error = RelativeError(
    "relative_error(a, b)",
    """Return norm(a - b) / (norm(a) + norm(b)), one float between 0 and 1; 0 for two zeros.

    a and b are arrays of one shape. The norm is the square root of the sum of all squares.""",
    gradcheck.relative_error,
    [
        fixed(a=[1.0, -2.0, 0.5], b=[1.1, -2.5, 0.1]),
        lambda rng: {"a": 1e-7 * rng.normal(size=(2, 3)), "b": 1e-7 * rng.normal(size=(2, 3))},
        fixed(a=[0.0] * 3, b=[0.0] * 3),
        fixed(a=[0.0] * 2, b=[3.0, 4.0]),
        fixed(a=[3.0, 1.0], b=[-3.0, -1.0]),
        lambda rng: {"a": rng.normal(size=(2, 2)) + 3, "b": rng.normal(size=(2, 2)) + 3},
    ],
    "number",
    edges=(2, 3, 4),
)
