"""The exercises of lesson 04: numerical_gradients, by_the_points that it asks, relative_error."""

import numpy as np

from nn_helpers import bugs, gradcheck
from nn_helpers.check import compare, words
from nn_helpers.check.call import Probe
from nn_helpers.check.judge import Exercise
from nn_helpers.check.naming import NOTHING, Finding
from nn_helpers.check.probes import Asked, a_network, cubic, fixed, slope_of_cubic
from nn_helpers.evolution import to_vector
from nn_helpers.network import Params

ONE_POINT = "The function f was asked about one point alone, the parameters as they came."


class NumericalGradients(Exercise):
    """Central differences, judged by their values at a small and at a large h."""

    changing = "not-restored"

    def accepts(self, call):
        if super().accepts(call):
            return True
        # More accurate than asked for: the points half as far apart, or a better formula.
        exact, h = slope_of_cubic(call.given["params"]), call.given["h"]
        better = ({n: g + off * h**2 for n, g in exact.items()} for off in (0.1, 0.0))
        far = np.abs(points(call)).max(initial=0) > 0.4 * h
        return far and any(compare.same(call.parts, parts) for parts in better)

    def right_but(self, attempt, calls):
        """Without h it should work as with h=1e-5."""
        super().right_but(attempt, calls)
        probe = self.probed()[0]
        call = attempt.call(Probe({n: probe.given[n] for n in ("f", "params")}, probe.expected))
        size = np.abs(points(call)).max(initial=0)
        if not call.parts or not 4e-6 < size < 1.1e-5:
            found = call.outcome.said or f"The numbers moved by {size:.2g}."
            self.refuse("other-arguments", "Called numerical_gradients(f, params), without h.", found,
                        cause="Without h it should work as with h=1e-5.")  # fmt: skip

    def remarks(self, attempt):
        """Say what comes of arrays of whole numbers, where that is wrong; for floats it is right."""
        given = self.probed()[1].given
        whole = Params(*(np.rint(2 * p).astype(int) for p in given["params"]))
        given = {**given, "params": whole}
        fine = self.fits(attempt.call(Probe(given, self.expected(given))))
        return super().remarks(attempt) + ([] if fine else [words.REMARKS["whole-numbers"]])

    def observed(self, calls):
        """Return the ``Finding`` of points that explain by themselves what came back, or None."""
        found = self.otherwise(None, calls)
        return found if found.slug or found.cause == ONE_POINT else None

    def otherwise(self, attempt, calls):
        """Say at which points f was asked, where these explain what came back."""
        made = [call for call in calls if call.parts is not None and call.own["f"].points]
        made.sort(key=self.fits)  # what is said is said of a wrong call
        sizes = [np.abs(points(call)).max() for call in made]
        proven = len(made) == len(calls) and all(map(follow, made))
        if proven and sizes[0] > 1e-9 and np.ptp(sizes) < 1e-3 * sizes[0]:
            told = f"The numbers move by {sizes[0]:.2g} in every call, whatever h is."
            return Finding("h-ignored", told)
        found = next(filter(None, (by_the_points(call, proven) for call in made)), None)
        return found or (super().otherwise(attempt, calls) if attempt else NOTHING)


def points(call):
    """Return where f was asked, as moves away from the parameters: (times, numbers)."""
    return call.own["f"].moves(call.given["params"])


def follow(call):
    """Return whether the slopes are those of two points each, asked one after the other."""
    costs, found = np.array(call.own["f"].costs), to_vector(call.parts.values())
    if costs.size != 2 * found.size:
        return False
    steps = (call.given["h"], np.abs(points(call)).max())
    slopes = [(costs[::2] - costs[1::2]) / (2 * step) for step in steps if step]
    return any(compare.close(found, sign * slope) for slope in slopes for sign in (1, -1))


def by_the_points(call, proven):
    """Return the ``Finding`` of one call's points, or None; with a name where it is ``proven``."""
    moves, h, stage = points(call), call.given["h"], "two-names-for-one"
    places, size = moves + to_vector(call.given["params"]), np.abs(moves).max()
    moved = np.count_nonzero(np.abs(moves) > h / 2, axis=1)
    pairs = np.array_equal(moves[: len(moves) // 2 * 2 : 2], moves[1::2])
    slug = None
    if np.abs(places - places.round()).max() < 1.1 * h:
        slug, proven, stage = "integer-parameters", True, ""
        said = "All points that f was asked about lie around whole numbers."
    elif size == 0 or (pairs and size < 5e-16):  # what h added and subtracted again may leave
        said = ONE_POINT
    elif pairs and not to_vector(call.parts.values()).any():
        slug, proven = "not-restored" if call.changed else "zero", True
        said = "The two points that you compare are one and the same: each nudge moves both."
    elif size < 1e-9 < h:
        slug, proven, stage = "step-too-small", True, ""
        said = f"The numbers moved by {size:.2g} at most; h is {h:g}."
    elif moved.max() > 1:
        said = f"In one of the points {moved.max()} numbers were moved; one at a time is wanted."
        stays = moved[0] <= 1 and np.diff(moved).max() <= 1
        whole = moved.max() >= max(p.size for p in call.given["params"])
        slug = "all-at-once" if whole else "several-at-once"
        slug = "not-restored" if stays or call.changed else slug
        stage = "stays-moved" if stays and not call.changed else ""
        proven |= moved.min() == len(moves.T) and size < 1.1 * h
    else:
        last, count = np.flatnonzero(np.abs(moves).max(axis=0) > size / 2)[-1] + 1, len(moves.T)
        said, stage = f"Of {count} numbers, the last that is moved is number {last}.", "ends-early"
        if last == count:
            return None
    named, asked = slug if proven else None, words.stage("numerical_gradients", stage)
    asked = asked if stage else words.question("numerical_gradients", slug)
    return Finding(named, said, asked)


NONE = np.zeros((1, 1))  # a number that is 0 has a slope as well
numerical_gradients = NumericalGradients(
    "numerical_gradients(f, params, h=1e-5)",
    """Return the slope of f by every number in params, measured by central differences.

    f takes a Params and returns a float. Each number alone is moved by h to both sides. params
    stays as it is. The result has the shapes of params:
    (W1, b1, W2, b2).""",
    gradcheck.numerical_gradients,
    [
        lambda rng: {"f": Asked(cubic), "params": a_network(rng, 2, 3, 2), "h": 1e-5},
        lambda rng: {
            "f": Asked(cubic),
            "params": a_network(rng, 2, 2, 1)._replace(b2=NONE),
            "h": 0.25,
        },
    ],
    "params",
)


relative_error = Exercise(
    "relative_error(a, b)",
    """Return norm(a - b) / (norm(a) + norm(b)), one float between 0 and 1; 0 for two zeros.

    a and b are arrays of one shape. The norm is the square root of the sum of all squares.""",
    gradcheck.relative_error,
    [
        fixed(a=[1.0, 0.5, -2.0], b=[1.1, 0.1, -2.5]),
        lambda rng: {"a": 1e-7 * rng.normal(size=(2, 3)), "b": 1e-7 * rng.normal(size=(2, 3))},
        fixed(a=[0.0] * 3, b=[0.0] * 3),
        fixed(a=[0.0] * 2, b=[3.0, 4.0]),
        fixed(a=[3.0, 1.0], b=[-3.0, -1.0]),
        lambda rng: {"a": rng.normal(size=(2, 2)) + 3, "b": rng.normal(size=(2, 2)) + 3},
    ],
    "number",
    edges=(2, 3, 4),
)
relative_error.fails_tell = True  # two zeros divided by each other are an error in Python
# What stands in the lesson, to be repaired: another size below the line, and nothing for two zeros.
relative_error.as_given = bugs.Bug(
    "relative_error", "norm-of-the-sum",
    lambda a, b: float(np.linalg.norm(a - b) / np.linalg.norm(a + b)), "As it was handed out.",
)  # fmt: skip
