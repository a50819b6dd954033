"""The exercises of lesson 08: perturb; hill_climb by RULES: anchor, returned, listed; its moves."""

import numpy as np

from nn_helpers import bugs, evolution
from nn_helpers.bugs.evolution import RULES
from nn_helpers.check import compare, noise, words
from nn_helpers.check.exercises.drawing import Drawing
from nn_helpers.check.exercises.kinds import Mistake, Random
from nn_helpers.check.naming import Finding
from nn_helpers.check.probes import Asked, a_network
from nn_helpers.evolution import to_vector

# Far from 0 and near it, so that noise that grows with the number, or is cut off, shows.
AROUND = a_network(np.random.default_rng(3), 3, 4, 2)
perturb = Drawing(
    "perturb(params, rng, width)",
    """Return new parameters: to every number its own draw from uniform(-width, width) is added.

    rng is a numpy.random.Generator, and the only source of randomness. params stays as it is, and
    may be of any size.""",
    evolution.perturb,
    AROUND._replace(W1=AROUND.W1 + 20, b2=AROUND.b2 - 9),
    "width",
)


def bumpy(arrays):
    """A bowl with ripples, so that a search sometimes finds something better and sometimes not."""
    v = to_vector(arrays)
    return float(np.sum((v - 0.7) ** 2) + 0.5 * np.sum(np.sin(5 * v)))


def pit(arrays):
    """A cost that is lowest at the start of the search: nothing better can be found."""
    return float(np.sum((to_vector(arrays) - to_vector(START)) ** 2)) + 1.5


START = a_network(np.random.default_rng(8), 3, 2, 1)
START = START._replace(W2=START.W2 + 12)  # where noise that is cut off shows


def moved_in_place(asked, best):
    """Return whether arrays that came back are some that f was asked about at several points."""
    held = {id(array) for array in best if isinstance(array, np.ndarray)}
    calls = zip(asked.points, asked.given, strict=True)
    return len({point.tobytes() for point, arrays in calls if held & set(map(id, arrays))}) > 1


class Trace:
    """What one search did: the distinct points as they came, the start first, and their costs."""

    def __init__(self, asked, best, costs, width, moving):
        start = to_vector(START)
        self.best, self.listed, self.width = best, costs, width
        self.cost = cost = lambda point: asked.cost([point])
        self.moving = moving  # whether what came back are arrays that went on moving
        self.asked = np.array(asked.points).reshape(-1, start.size)
        # The start may be asked about at any time, and anything again: only a new candidate can tell
        # where it came from.
        points = [start]
        for point in self.asked:
            if np.abs(np.array(points) - point).max(axis=1).min() > 1e-12:
                points.append(point)
        self.points, self.costs = np.array(points), [cost(point) for point in points]
        self.start_asked = bool((np.abs(self.asked - start).max(axis=1) < 1e-12).any())
        known = np.minimum.accumulate(self.costs)
        self.known = known[len(known) - len(costs) :]  # the lowest after each turn
        self.right = {  # which of the rules of a right search hold
            "returned": bool(np.isclose(cost(best), min(self.costs))),
            "anchor": self.starts(RULES["anchor"]),
            "listed": compare.close(costs, self.known),
        }

    def moves(self, anchor):
        """Return how far each candidate lies from where a rule starts it."""
        places = [anchor(costs=self.costs[:i]) for i in range(1, len(self.points))]
        return self.points[1:] - self.points[places]

    def starts(self, anchor):
        """Return whether every candidate could start where a rule says."""
        return bool(np.abs(self.moves(anchor)).max(initial=0) <= self.width * (1 + 1e-9))

    def returns(self, returned):
        """Return whether a rule gives what came back; the last candidate may have been a turn later."""
        at = returned(costs=self.costs)
        if at < len(self.costs):
            return np.allclose(self.best, self.points[at], rtol=1e-9)
        return np.abs(self.points - self.best).max(axis=1).min() > 1e-9  # it was never asked about

    def lists(self, listed):
        """Return whether a rule gives the list of costs, with the start in it or before it."""
        made = np.array([listed(costs=self.costs[: i + 1]) for i in range(len(self.costs))])
        turns = len(self.listed)
        return compare.close(self.listed, made[:turns]) or compare.close(self.listed, made[-turns:])

    def follows(self, bug):
        """Return whether the rules of a slip explain all that was seen."""
        rules = {**RULES, **bug.stages}
        followed = self.starts(rules["anchor"]) and self.returns(rules["returned"])
        return followed and self.lists(rules["listed"])


class HillClimb(Random):
    """Judges a search by the candidates that it asks about.

    The start may be asked about before the first turn or as the candidate of the first turn, and the
    best may be asked about again at any time.
    """

    TURNS, WIDTH = 80, 0.4

    def examine(self, attempt):
        said = f"Called hill_climb(f, start, rng, width={self.WIDTH}, turns={self.TURNS})."
        traces = [self.search(attempt, said, bumpy, 1), self.search(attempt, said, pit, 2)]
        if not all(trace.start_asked for trace in traces):
            raise Mistake(None, said, "It never asks what the start costs.", cause="The start is tried "
                          "first. A candidate takes its place when its cost is lower.",
                          question=words.stage(self.name, "start"))  # fmt: skip
        self.follows_the_generator(
            lambda seed, stir: self.search(attempt, said, bumpy, seed, stir).asked
        )
        wrong = [trace for trace in traces if not all(trace.right.values())]
        if wrong:
            self.broken(said, traces, wrong[0])
        for trace in traces:
            self.counted(said, trace)
            self.noise(said, trace)

    def search(self, attempt, said, cost, seed, stir=None):
        """Run one search and return its ``Trace``. Raises ``Mistake`` for what cannot be judged."""
        asked, rng = Asked(cost), self.generator(seed)

        def search(start):
            found = attempt.own(asked, start, rng, self.WIDTH, self.TURNS)
            best, costs = compare.with_costs(found, ("best", "costs"))
            return attempt.read(best), compare.as_array(costs, "costs"), moved_in_place(asked, best)

        best, costs, moving = self.run(attempt, said, search, stir, start=START)
        self.shapes(said, best, START)
        if costs.shape != (self.TURNS,):
            found = f"The list of costs has shape {costs.shape}, expected ({self.TURNS},)."
            raise Mistake("off-by-one" if abs(costs.size - self.TURNS) == 1 else None, said, found,
                          cause="The list needs one entry a turn.",
                          question="How many entries has your list after one turn, and after two?")  # fmt: skip
        return Trace(asked, to_vector(best.values()), costs, self.WIDTH, moving)

    def broken(self, said, traces, wrong):
        """Raise the one slip of the catalogue whose rules explain all that was seen, or none."""

        def fits(bug):  # and every rule that it replaces is seen to be broken
            broken = any(not any(t.right[rule] for rule in bug.stages) for t in traces)
            return broken and all(t.follows(bug) for t in traces)

        known = any(map(fits, bugs.family(self.name)))
        if wrong.moving and known:
            raise Mistake("aliased-best", said, self.seen(wrong), cause=words.likely(
                "aliased-best", "What came back are the arrays that went on moving."),
                question=words.stage(self.name, "moving"))  # fmt: skip
        rule = next(rule for rule, holds in wrong.right.items() if not holds)
        if rule == "listed" and not known:
            self.counted(said, wrong)  # there may be too few entries, or too many, to be known
        self.name_it(fits, said, self.seen(wrong), words.stage(self.name, rule))

    def seen(self, trace):
        """Return what is seen of a search that does not follow the rules, in one or two sentences."""
        right, said = trace.right, []
        if not right["anchor"]:
            far = np.abs(trace.moves(RULES["anchor"])).max()
            said.append(f"A candidate lies {far:.3g} from the best so far; width is {self.WIDTH}.")
        if not right["returned"]:
            said.append(f"The lowest cost was {min(trace.costs):.4g}; what came back costs "
                        f"{trace.cost(trace.best):.4g}.")  # fmt: skip
        if not right["listed"] and len(trace.known) == len(trace.listed):
            at = int(np.argmax(~np.isclose(trace.listed, trace.known)))
            entry, wanted = trace.listed[at], trace.known[at]
            said.append(f"Entry costs[{at}] is {entry:.4g}, expected {wanted:.4g}.")
        return " ".join(said[:2])

    def counted(self, said, trace):
        """Raise when more or fewer candidates than turns were tried."""
        if len(trace.points) not in (self.TURNS, self.TURNS + 1):
            near = abs(len(trace.points) - self.TURNS) < 3 and trace.right["listed"]
            raise Mistake("off-by-one" if near else None, said,
                          f"It tried {len(trace.points) - 1} new points in {self.TURNS} turns.",
                          question=words.stage(self.name, "turns"))  # fmt: skip

    def noise(self, said, trace):
        """Raise when the noise is not uniform(-width, width), one draw for each number and turn."""
        moves = trace.moves(RULES["anchor"])
        seen = noise.seen(moves, self.WIDTH, noise.groups(START), f"width={self.WIDTH}", row="turn")
        late = np.abs(moves[-len(moves) // 4 :]).max()
        if late < 0.8 * np.abs(moves).max():
            told = f"In the last turns the numbers move by {late:.3g} at most"
            told = f"{told}; width is {self.WIDTH}."
            seen = Finding(None, told, words.stage(self.name, "width"))
        if seen:
            raise Mistake(seen.slug, said, seen.cause, cause="The noise is not the one that is wanted.",
                          question=seen.question)  # fmt: skip


hill_climb = HillClimb(
    "hill_climb(f, start, rng, width, turns)",
    """Search for parameters of a low cost by trying, and return (best, costs).

    f takes a Params and returns a float. The start is tried first. Every further candidate is the
    best so far plus uniform(-width, width) on every number, from rng; it becomes the best when its
    cost is lower. costs holds turns numbers: costs[i] is the lowest cost known after turn i. The
    start may count as the candidate of the first turn, or be tried before it. It stays as it is.""",
    evolution.hill_climb,
    [],
    "params",
)
