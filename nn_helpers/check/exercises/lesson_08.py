"""The exercises of lesson 08: perturb, and hill climbing judged by the candidates it asks about."""

import numpy as np

from nn_helpers import evolution
from nn_helpers.check import compare
from nn_helpers.check.exercises.drawing import Drawing, groups
from nn_helpers.check.exercises.kinds import Mistake, Random
from nn_helpers.check.probes import a_network
from nn_helpers.evolution import to_vector
from nn_helpers.network import Params

perturb = Drawing(
    "perturb(params, rng, width)",
    """
    Return new parameters: to every number its own draw from uniform(-width, width) is added.

    rng is a numpy.random.Generator, and the only source of randomness. params stays as it is, and
    may be of any size.
    """,
    evolution.perturb,
    Params(*(p + 20 for p in a_network(np.random.default_rng(3), 3, 4, 2))),
    "width",
    ("same-noise-everywhere", "one-sided-noise", "width-ignored", "half-range"),
)


class Asked:
    """A cost function that keeps what it was asked."""

    __name__ = "f"

    def __init__(self, cost):
        self.cost, self.points, self.costs = cost, [], []

    def __call__(self, params):
        arrays = [np.array(p, dtype=float) for p in params]
        self.points.append(to_vector(arrays))
        self.costs.append(self.cost(self.points[-1]))
        return self.costs[-1]


def bumpy(v):
    """A bowl with ripples, so that a search sometimes finds something better and sometimes not."""
    return float(np.sum((v - 0.7) ** 2) + 0.5 * np.sum(np.sin(5 * v)))


def pit(v):
    """A cost that is lowest at the start of the search: nothing better can be found."""
    return float(np.sum((v - to_vector(START)) ** 2)) + 1.5


START = a_network(np.random.default_rng(8), 3, 2, 1)


class HillClimb(Random):
    """Judges a search by the candidates that it asks about.

    The start may be asked about before the first turn or as the candidate of the first turn, and the
    best may be asked about again at any time.
    """

    TURNS, WIDTH = 80, 0.4

    def examine(self, attempt):
        self.search(attempt, bumpy, 1)
        self.search(attempt, pit, 2)
        self.follows_the_generator(attempt)

    def search(self, attempt, cost, seed):
        """Run one search and raise ``Mistake`` when something is wrong with it."""
        asked, rng = Asked(cost), self.generator(seed)
        said = f"Called hill_climb(f, start, rng, width={self.WIDTH}, turns={self.TURNS})."

        def search(start):
            found = attempt.own(asked, start, rng, self.WIDTH, self.TURNS)
            best, costs = compare.with_costs(found, "best")
            costs = compare.as_array(costs, "costs")
            return compare.read(best, "params"), costs, len(asked.costs)

        best, costs, count = self.run(attempt, said, search, start=START)
        for name, wanted in START._asdict().items():
            if best[name].shape != wanted.shape:
                raise Mistake("other-shape", said, compare.beside(name, best[name], wanted))
        if costs.shape != (self.TURNS,):
            slug = "off-by-one" if abs(costs.size - self.TURNS) == 1 else "wrong-length"
            raise Mistake(
                slug, said, f"The list of costs has shape {costs.shape}, expected ({self.TURNS},)."
            )
        if not count:
            raise Mistake("never-asked", said, "It never asked f for a cost.")
        if np.isposinf(costs).all():
            raise Mistake("stale-best-cost", said, "Every entry of costs is inf.")
        if np.all(costs == costs[0]) and costs[0] < min(asked.costs):
            found = f"Every entry of costs is {costs[0]:.4g}; no candidate was ever as low."
            raise Mistake(None, said, found, "With what does the best cost begin?")
        if not np.isfinite(costs).all():
            raise Mistake("not-finite", said, "Not all costs on the list are finite.")
        points, asks = np.array(asked.points), np.array(asked.costs)
        self.judge_search(said, points, asks, to_vector(best.values()), costs, cost)
        return points

    def judge_search(self, said, points, asks, best, costs, cost):
        """Raise the mistake that the candidates show."""
        start = to_vector(START)
        returned, lowest = cost(best), asks.min()
        if not any(np.allclose(p, start) for p in points):
            self.kept(said, points, asks, returned, costs)
            raise Mistake("start-not-tried", said, "It never asks what the start costs.")
        points, asks = self.tried(points, asks, start)
        if len(points) < 2:
            raise Mistake("nothing-moves", said, "It asks about the same point each time.")
        self.uphill(said, points, asks, costs)
        if np.ptp(costs) < 1e-12 and lowest < costs[0] - 1e-9:
            raise Mistake("stale-best-cost", said, f"Every entry of costs is {costs[0]:.4g}.")
        self.kept(said, points, asks, returned, costs)
        self.noise(said, points, asks)
        if not np.isclose(returned, lowest):
            raise Mistake("forgets-best", said,
                          f"The lowest cost was {lowest:.4g}; what came back costs {returned:.4g}.")  # fmt: skip
        known = np.minimum.accumulate(asks)
        right = known[len(known) - self.TURNS :]  # the start as the first candidate, or before it
        if len(known) not in (self.TURNS, self.TURNS + 1):
            raise Mistake("off-by-one", said,
                          f"It tried {len(points)} points in {self.TURNS} turns.")  # fmt: skip
        if not compare.close(costs, right):
            self.wrong_list(said, costs, right, asks)

    @staticmethod
    def tried(points, asks, start):
        """Return the distinct points and their costs: the start, then the candidates as they came.

        The start may be asked about at any time, and anything may be asked about again: only a new
        candidate can tell where it came from.
        """
        distinct, kept = [start], [int(np.argmax(np.abs(points - start).max(axis=1) < 1e-9))]
        for i, point in enumerate(points):
            if np.abs(np.array(distinct) - point).max(axis=1).min() > 1e-12:
                distinct.append(point)
                kept.append(i)
        return np.array(distinct), asks[kept]

    def uphill(self, said, points, asks, costs):
        """Raise when the list rises, or when the highest is what candidates start from."""
        rising = np.all(np.diff(costs) >= -1e-12) and np.ptp(costs) > 1e-9
        highest = points[[int(np.argmax(asks[:i])) for i in range(1, len(points))]]
        near = np.abs(points[1:] - highest).max(axis=1).max() <= self.WIDTH * (1 + 1e-9)
        if rising or (near and asks[-1] > asks[0] and np.ptp(highest, axis=0).any()):
            raise Mistake("uphill", said, "The costs rise: the higher one wins.")

    def kept(self, said, points, asks, returned, costs):
        """Raise when candidates do not start at the best known so far."""
        width = self.WIDTH * (1 + 1e-9)
        anchors = points[[int(np.argmin(asks[:i])) for i in range(1, len(points))]]
        from_best = np.abs(points[1:] - anchors).max(axis=1)
        if from_best.max() <= width:
            return
        from_any = [np.abs(points[:i] - points[i]).max(axis=1).min() for i in range(1, len(points))]
        if max(from_any) > width:
            return  # the noise itself is too large; said later
        if np.abs(points[1:] - points[0]).max() <= width:
            slug = "walks-from-start" if np.isclose(returned, asks.min()) else "forgets-best"
            raise Mistake(slug, said, self.far(from_best))
        from_last = np.abs(np.diff(points, axis=0)).max(axis=1)
        best_returned = np.isclose(returned, asks.min())
        if from_last.max() > width:
            raise Mistake("accepts-worse", said, self.far(from_best))
        if best_returned:
            raise Mistake("walks-from-last", said, self.far(from_best))
        if np.all(np.diff(costs) <= 1e-12):
            raise Mistake("aliased-best", said,
                          f"The list ends at {costs[-1]:.4g}; what came back costs {returned:.4g}.")  # fmt: skip
        raise Mistake("accepts-worse", said, "The costs on the list go up as well as down.")

    def far(self, distance):
        return f"A candidate lies {distance.max():.3g} from the best so far; width is {self.WIDTH}."

    def noise(self, said, points, asks):
        """Raise when the noise is not uniform(-width, width), one draw for each number and turn."""
        moves = points[1:] - points[[int(np.argmin(asks[:i])) for i in range(1, len(points))]]
        largest = np.abs(moves).max() / self.WIDTH
        seen = f"The numbers move by {moves.min():.3g} to {moves.max():.3g}; width is {self.WIDTH}."
        if np.ptp(moves, axis=1).max() < 1e-9:
            raise Mistake("same-noise-everywhere", said, "All numbers move by the same amount.")
        if np.ptp(moves, axis=0).max() < 1e-9:
            raise Mistake("same-noise-each-turn", said, "Every turn adds the same noise.")
        if moves.min() >= 0 or moves.max() <= 0:
            raise Mistake("one-sided-noise", said, seen)
        if largest > 1 + 1e-9:
            bell = largest > 2 and abs(moves.std() / self.WIDTH - 1) < 0.2
            slug = "normal-instead" if bell else "width-ignored"
            raise Mistake(slug, said, seen)
        if largest < 0.8:
            raise Mistake(
                "half-range" if abs(largest - 0.5) < 0.03 else "width-ignored", said, seen
            )
        still = [n for n, at in groups(START).items() if not moves[:, at].any()]
        if still:
            slug = "biases-forgotten" if all(n[0] == "b" for n in still) else "nothing-moves"
            raise Mistake(slug, said, f"Never moved: {' and '.join(still)}.")

    def wrong_list(self, said, costs, right, asks):
        """Raise when the list of costs is not the lowest known after each turn."""
        at = int(np.argmax(~np.isclose(costs, right)))
        found = f"Entry costs[{at}] is {costs[at]:.4g}, expected {right[at]:.4g}."
        for tried in (asks[: self.TURNS], asks[1 : self.TURNS + 1]):
            if compare.close(costs, tried):
                raise Mistake("lists-candidates", said, found,
                              "It lists what each candidate costs, not the best.")  # fmt: skip
        late = compare.close(costs[1:], right[:-1])
        raise Mistake("off-by-one" if late else "wrong-list", said, found)

    def follows_the_generator(self, attempt):
        one, again = (self.search(attempt, bumpy, 3) for _ in range(2))
        other = self.search(attempt, bumpy, 4)
        said = "Called hill_climb with two generators, one of them twice."
        if one.shape != again.shape or not np.array_equal(one, again):
            raise Mistake("global-random", said, "The noise does not follow the one handed in.")
        if one.shape == other.shape and np.array_equal(one, other):
            raise Mistake("global-random", said, "The noise is the same with either.")


hill_climb = HillClimb(
    "hill_climb(f, start, rng, width, turns)",
    """
    Search for parameters of a low cost by trying, and return (best, costs).

    f takes a Params and returns a float. The start is tried first. Every further candidate is the
    best so far plus uniform(-width, width) on every number, from rng; it becomes the best when its
    cost is lower. costs holds turns numbers: costs[i] is the lowest cost known after turn i. The
    start may count as the candidate of the first turn, or be tried before it. It stays as it is.
    """,
    evolution.hill_climb,
    [],
    "params",
)
