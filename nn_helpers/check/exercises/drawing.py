"""The exercises with randomness in them. No random sequence is compared with a stored one.

Draws are judged as a crowd: where they lie, how far they spread, whether they are equal. Searches
are judged by what they ask: they get a cost function that keeps a list, and the right answer follows
from their own candidates.
"""

import numpy as np

from nn_helpers import evolution, network
from nn_helpers.check import compare, words
from nn_helpers.check.compare import constant_ratio
from nn_helpers.check.judge import (
    LEFTOVERS,
    NOT_STARTED,
    Exercise,
    changed_parts,
    leave_in_memory,
    own_copy,
)
from nn_helpers.check.probes import a_network, to_vector
from nn_helpers.network import Params
from nn_helpers.sandbox import guard
from nn_helpers.sandbox.stubs import gap_left

# How far the largest distance between the draws and an even spread may be (Kolmogorov-Smirnov), in
# units of 1/sqrt(n). Even draws exceed 2.3 once in twenty thousand; the generator is seeded here.
UNEVEN = 2.3


class Mistake(Exception):
    """A wrong answer whose reason is found."""

    def __init__(self, slug, *lines, error=""):
        self.slug, self.lines, self.error = slug, lines, error


class Random(Exercise):
    """What all exercises with randomness share: how they are called, and what ends them early."""

    def judge(self, attempt):
        try:
            return self.examine(attempt) or self.right()
        except NotImplementedError:
            return self.untouched()
        except Mistake as mistake:
            ask = None if mistake.slug else words.after_error(mistake.error)
            return self.wrong(mistake.slug, *mistake.lines, question=ask)

    def run(self, attempt, said, action, **arguments):
        """Return what ``action`` returns; it gets copies of the arguments. Raises ``Mistake``."""
        own = {name: own_copy(value) for name, value in arguments.items()}
        leave_in_memory(LEFTOVERS[0], arguments)
        outcome = guard.run(lambda: action(**own), attempt.left())
        if outcome.error == "OutOfTime":
            raise guard.Stopped(outcome, said)
        if outcome.error in NOT_STARTED or (
            outcome.error == "Nothing" and gap_left(attempt.original)
        ):
            raise NotImplementedError
        changed = [c for n, was in arguments.items() for c in changed_parts(n, was, own[n])]
        lost = f"The call has changed {', '.join(changed)}." if changed else ""
        if outcome.error:
            stubs = self.not_written_yet(attempt, outcome.error)
            slug = "changes-arguments" if changed else outcome.slug
            if outcome.error in ("NameError", "UnboundLocalError"):
                slug = slug or "name-missing"
            raise Mistake(slug, said, outcome.said, *stubs, lost, error=outcome.error)
        if changed:
            raise Mistake("changes-arguments", said, lost)
        if outcome.global_random:
            raise Mistake("global-random", said, "The noise comes from a global generator.")
        return outcome.value

    def called(self, given):
        return given if isinstance(given, str) else super().called(given)


def groups(params):
    """Return where the numbers of each array stand when all are put in one row."""
    ends = np.cumsum([np.size(part) for part in params])
    return {
        name: slice(int(end - np.size(part)), int(end))
        for (name, part), end in zip(params._asdict().items(), ends, strict=True)
    }


# Draws --------------------------------------------------------------------------------------------


class Drawing(Random):
    """Judges ``initialise`` and ``perturb`` by many draws at two widths."""

    TIMES = 150
    WIDE, NARROW = 4.0, 0.5

    def __init__(self, signature, contract, reference, start, width, names):
        super().__init__(signature, contract, reference, [], "params")
        self.start, self.width, self.names = start, width, names

    def draws(self, attempt, width, seed=5, times=TIMES):
        """Return what was drawn, (times, numbers), as far as it is new."""
        rng = self.generator(seed)
        said = f"Called {self.name} {times} times with {self.width}={width:g}."

        def draw(**params):
            # Every draw starts from the same numbers, or a change in place would go unnoticed.
            results = []
            for _ in range(times):
                results.append(compare.read(attempt.own(*params.values(), rng, width), "params"))
                if any(changed_parts("params", self.start, p) for p in params.values()):
                    break
            return results

        arguments = {"params": self.start} if self.perturbs else {}
        results = self.run(attempt, said, draw, **arguments)
        for name, wanted in self.start._asdict().items():
            if results[0][name].shape != wanted.shape:
                found = compare.beside(name, results[0][name], wanted)
                raise Mistake("other-shape", said, found)
        rows = np.array([to_vector(parts.values()) for parts in results])
        if not np.isfinite(rows).all():
            raise Mistake("not-finite", said, "Not all numbers are finite.")
        return rows - to_vector(self.start) if self.perturbs else rows

    @property
    def perturbs(self):
        return self.name == "perturb"

    def examine(self, attempt):
        wide = self.draws(attempt, self.WIDE)
        self.follows_the_generator(attempt, wide)
        narrow = self.draws(attempt, self.NARROW)
        low, high, reach = wide.min(), wide.max(), np.abs(narrow).max()
        said = f"Called {self.name} {self.TIMES} times with {self.width}=4, and again with 0.5."
        seen = f"With 4 the numbers lie between {low:.3g} and {high:.3g}."
        both = f"{seen} With 0.5 they reach {reach:.3g}."
        equal, one_sided, ignored, half = self.names
        if self.perturbs:
            self.replaces(said, wide)
        self.all_equal(said, wide, equal)
        if reach > 0.6 * max(-low, high):
            raise Mistake(ignored, said, both)
        if low >= 0 or high <= 0:
            raise Mistake(one_sided, said, seen)
        spread, largest = wide.std() / self.WIDE, max(-low, high) / self.WIDE
        if largest > 1 + 1e-9:
            bell = abs(spread - 1) < 0.15 and abs(np.mean(np.abs(wide) < 4 * spread) - 0.683) < 0.05
            raise Mistake(
                "normal-instead" if bell or largest > 2.5 else "noise-too-wide",
                said, f"{seen} None may lie beyond 4.",
            )  # fmt: skip
        if largest < 0.6:
            slug = half if abs(largest - 0.5) < 0.02 else "noise-too-narrow"
            raise Mistake(slug, said, f"{seen} They should reach up to 4.")
        self.even(said, wide, seen)

    def replaces(self, said, wide):
        """Raise when the old parameters are not in the result, or scale the noise."""
        start = to_vector(self.start)
        result = wide + start
        if np.abs(result).max() <= self.WIDE * 1.01:
            raise Mistake("noise-returned", said, "The old parameters are not in the result.")
        relative = wide / start
        if np.abs(relative).max() > self.WIDE * 0.9 and np.abs(wide).max() > 2 * self.WIDE:
            raise Mistake("noise-multiplied", said,
                          "Large numbers move far and small ones hardly.")  # fmt: skip

    def all_equal(self, said, wide, equal):
        first = wide[0]
        if np.ptp(wide) > 0 and not np.mod(wide, 1).any():
            raise Mistake("integer-result", said, "All numbers are whole.")
        if np.ptp(wide, axis=0).max() < 1e-12 and np.ptp(first) > 1e-9:
            raise Mistake("global-random", said, "Every call draws the same numbers.")
        parts = groups(self.start)
        still = [name for name, at in parts.items() if not np.abs(wide[:, at]).any()]
        if still and len(still) < 4:
            slug = "biases-forgotten" if self.perturbs else "biases-zero"
            what = "Never moved" if self.perturbs else "Zero in every draw"
            slug = slug if all(name[0] == "b" for name in still) else "part-missing"
            raise Mistake(slug, said, f"{what}: {' and '.join(still)}.")
        same = [name for name, at in parts.items() if at.stop - at.start > 1
                and np.ptp(wide[:, at], axis=1).max() < 1e-9]  # fmt: skip
        if same:
            raise Mistake(equal, said, f"All numbers of {same[0]} are equal.")
        if any(np.unique(row.round(12)).size < row.size for row in wide[:5]):
            raise Mistake(equal, said, "Some numbers of one draw are equal.")

    def even(self, said, wide, seen):
        """Raise when the numbers are not spread evenly, in each array."""
        for name, at in groups(self.start).items():
            numbers = np.sort(wide[:, at].ravel()) / self.WIDE
            steps = np.arange(len(numbers) + 1) / len(numbers)
            evenly = (numbers + 1) / 2
            gap = max(np.max(steps[1:] - evenly), np.max(evenly - steps[:-1]))
            if gap * np.sqrt(len(numbers)) > UNEVEN:
                raise Mistake(
                    "uneven-draws", said, f"{seen} Those of {name} are not spread evenly."
                )

    def follows_the_generator(self, attempt, wide):
        again = self.draws(attempt, self.WIDE)
        other = self.draws(attempt, self.WIDE, seed=6)
        said = f"Called {self.name} with two generators, one of them twice."
        if np.ptp(wide) > 1e-9 and not np.array_equal(wide, again):
            raise Mistake("global-random", said, "The draws do not follow the one handed in.")
        if np.ptp(wide, axis=0).max() > 1e-9 and np.array_equal(wide, other):
            raise Mistake("global-random", said, "The draws are the same with either.")


initialise = Drawing(
    "initialise(rng, scale)",
    """
    Return the parameters of a 2-2-1 network, each number drawn uniformly from (-scale, scale).

    rng is a numpy.random.Generator, and the only source of randomness. W1 is (2, 2), b1 (2, 1),
    W2 (1, 2), b2 (1, 1).
    """,
    network.initialise,
    Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1))),
    "scale",
    ("all-equal", "one-sided-range", "scale-ignored", "half-range"),
)
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


# Searches -----------------------------------------------------------------------------------------


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


class EsGradient(Random):
    """Judges an estimate by the points that it asks about, and recomputes it from them."""

    def examine(self, attempt):
        self.estimate(attempt, 0.3, 7, 1)
        self.estimate(attempt, 0.8, 40, 2)
        one, again = (self.estimate(attempt, 0.3, 7, 3) for _ in range(2))
        other = self.estimate(attempt, 0.3, 7, 4)
        said = "Called es_gradient with two generators, one of them twice."
        if not np.array_equal(one, again):
            raise Mistake("global-random", said, "The noise does not follow the one handed in.")
        if np.array_equal(one, other):
            raise Mistake("global-random", said, "The noise is the same with either.")

    def estimate(self, attempt, sigma, pairs, seed):
        asked, rng = Asked(bumpy), self.generator(seed)
        said = f"Called es_gradient(f, params, rng, sigma={sigma}, pairs={pairs})."
        parts = self.run(
            attempt,
            said,
            lambda params: compare.read(attempt.own(asked, params, rng, sigma, pairs), "params"),
            params=START,
        )
        for name, wanted in START._asdict().items():
            if parts[name].shape != wanted.shape:
                raise Mistake("other-shape", said, compare.beside(name, parts[name], wanted))
        found, at = to_vector(parts.values()), to_vector(START)
        moves = np.array(asked.points).reshape(-1, at.size) - at
        asks = np.array(asked.costs)
        away = np.abs(moves).max(axis=1) > 1e-12  # asking about the middle does no harm
        noise, ups, downs = self.pair_up(said, moves[away], asks[away], pairs, sigma, asks[~away])
        self.judge_noise(said, noise, sigma)
        right = ((ups - downs)[:, np.newaxis] * noise).mean(axis=0) / (2 * sigma)
        self.judge_estimate(said, found, right, sigma, pairs, noise, ups, downs)
        return np.array(asked.points)

    def pair_up(self, said, moves, asks, pairs, sigma, middle):
        """Return each pair's noise and its two costs."""
        if len(moves) < 2:
            raise Mistake(
                "wrong-pairs",
                said,
                f"It asked for {len(moves)} costs; {pairs} pairs need {2 * pairs}.",
            )
        distance = np.abs(moves[:, np.newaxis] + moves[np.newaxis]).max(axis=2)
        first = []
        free = set(range(len(moves)))
        for i in range(len(moves)):
            if i in free:
                others = [j for j in free if j != i and distance[i, j] < 1e-9]
                if not others:
                    one = "with the middle" if len(middle) else "with another point"
                    raise Mistake(
                        "not-antithetic", said,
                        f"A point has no partner on the opposite side; it is compared {one}.",
                    )  # fmt: skip
                first.append((i, min(others)))
                free -= {i, min(others)}
        if len(first) != pairs:
            raise Mistake(
                "wrong-pairs", said, f"It asked about {len(first)} pairs, expected {pairs}."
            )
        one, two = map(list, zip(*first, strict=True))
        return moves[one] / sigma, asks[one], asks[two]

    def judge_noise(self, said, noise, sigma):
        if len(noise) > 1 and np.linalg.matrix_rank(noise, tol=1e-9) == 1:
            raise Mistake("same-noise-everywhere", said, "All pairs lie along one direction.")
        if np.ptp(noise, axis=1).max() < 1e-9:
            raise Mistake("same-noise-everywhere", said, "All numbers move by the same amount.")
        spread = noise.std()
        seen = (
            f"The numbers move by {spread * sigma:.3g} (one standard deviation); sigma is {sigma}."
        )
        if not 0.75 < spread < 1.3:
            if abs(spread * sigma - 1) < 0.2:
                raise Mistake("sigma-forgotten", said, seen, "The noise is not scaled by sigma.")
            wrong = "noise-too-wide" if spread > 1 else "noise-too-narrow"
            raise Mistake("sigma-twice" if abs(spread / sigma - 1) < 0.2 else wrong, said, seen)
        if noise.size > 300 and (np.abs(noise).max() < 2 or spread < 0.85):
            raise Mistake("not-gaussian", said,
                          f"{seen} The largest is {np.abs(noise).max() * sigma:.3g}.")  # fmt: skip

    def judge_estimate(self, said, found, right, sigma, pairs, noise, ups, downs):
        if compare.close(found, right):
            return
        ratio = constant_ratio(found, right)
        names = (
            ("sign-flipped", -1), ("sigma-forgotten", sigma), ("sigma-twice", 1 / sigma),
            ("mean-not-sum", pairs), ("mean-not-sum", 2 * pairs), ("mean-not-sum", 1 / pairs),
            ("factor-two", 2), ("factor-two", 0.5), ("sigma-forgotten", 2 * sigma),
            ("sigma-forgotten", sigma**2), ("sigma-forgotten", sigma / 2),
        )  # fmt: skip
        if ratio is not None:
            for slug, value in names:
                if np.isclose(ratio, value, rtol=1e-6):
                    raise Mistake(
                        slug, said, f"The estimate is {ratio:.4g} times the expected one."
                    )
            raise Mistake("sign-flipped" if ratio < 0 else "constant-factor", said,
                          f"The estimate is {ratio:.4g} times the expected one.")  # fmt: skip
        for slug, other in (
            ("not-antithetic", ups[:, np.newaxis] * noise),
            ("not-antithetic", -downs[:, np.newaxis] * noise),
            ("not-antithetic", (ups + downs)[:, np.newaxis] * noise),
            ("last-pair-only", (ups - downs)[-1:, np.newaxis] * noise[-1:] / 2),
        ):
            made = constant_ratio(found, other.mean(axis=0))
            if made is not None:
                pair = "The two costs of a pair are not subtracted from each other."
                rest = "Not all costs it asked for count."
                raise Mistake(slug, said, pair if slug == "not-antithetic" else rest)
        at = int(np.argmax(~np.isclose(found, right)))
        raise Mistake("other-estimate", said, f"From the same points, number {at} is {right[at]:.5g}; "
                      f"yours is {found[at]:.5g}.")  # fmt: skip


es_gradient = EsGradient(
    "es_gradient(f, params, rng, sigma, pairs)",
    """
    Return an estimate of the gradient of f, smoothed by Gaussian noise of standard deviation sigma.

    For each pair draw e, one standard normal number for every parameter, from rng. The estimate is
    the mean over the pairs of (f(params + sigma e) - f(params - sigma e)) / (2 sigma) * e. It has
    the shapes of params, which stays as it is. Source: T. Salimans et al. (2017), "Evolution
    strategies as a scalable alternative to reinforcement learning", section 2.
    """,
    evolution.es_gradient,
    [],
    "params",
)
