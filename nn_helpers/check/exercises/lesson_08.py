"""The exercises of lesson 08: perturb; hill_climb by RULES: anchor, returned, listed; its moves."""

from dataclasses import replace

import numpy as np

from nn_helpers import bugs, evolution
from nn_helpers.bugs.evolution import RULES
from nn_helpers.check import compare, noise, words
from nn_helpers.check.call import Probe
from nn_helpers.check.exercises.drawing import Drawing
from nn_helpers.check.exercises.kinds import Random
from nn_helpers.check.naming import Finding
from nn_helpers.check.probes import Asked, Seeded, a_network
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


class Trace:
    """What one search did: the distinct points as they came, the start first, and their costs."""

    def __init__(self, call, best):
        asked, start, self.width = call.own["f"], to_vector(START), call.given["width"]
        self.call, self.listed = call, call.parts["costs"]
        self.best = to_vector(call.parts[name] for name in START._fields)
        self.asked = asked.moves(START) + start
        # The start may be asked about at any time, and anything again: only a new candidate can tell
        # where it came from.
        points = [start]
        for point in self.asked:
            if np.abs(np.array(points) - point).max(axis=1).min() > 1e-12:
                points.append(point)
        self.points, self.costs = np.array(points), [asked.cost([point]) for point in points]
        self.start_asked = bool((np.abs(self.asked - start).max(axis=1) < 1e-12).any())
        known = np.minimum.accumulate(self.costs)
        self.known = known[len(known) - len(self.listed) :]  # the lowest after each turn
        self.cost = asked.cost([self.best])
        self.right = {  # which of the rules of a right search hold
            "returned": bool(np.isclose(self.cost, known[-1])),
            "anchor": self.starts(RULES["anchor"]),
            "listed": compare.close(self.listed, self.known),
        }
        # Whether what came back are arrays that f was asked about at several points: that went on moving.
        held = {id(array) for array in best if isinstance(array, np.ndarray)}
        calls = zip(asked.points, asked.given, strict=True)
        moving = {point.tobytes() for point, arrays in calls if held & set(map(id, arrays))}
        self.moving = len(moving) > 1

    def moves(self, anchor):
        """Return how far each candidate lies from where a rule starts it."""
        places = [anchor(costs=self.costs[:i]) for i in range(1, len(self.points))]
        return self.points[1:] - self.points[places]

    def starts(self, anchor):
        """Return whether every candidate could start where a rule says."""
        return bool(np.abs(self.moves(anchor)).max(initial=0) <= self.width * (1 + 1e-9))

    def follows(self, bug):
        """Return whether the rules of a slip explain all that was seen.

        The last candidate may have been a turn later, and the start be in the list or before it.
        """
        rules = {**RULES, **bug.stages}
        at, costs = rules["returned"](costs=self.costs), self.costs
        away = np.abs(self.points - self.best).max(axis=1)
        made = np.array([rules["listed"](costs=costs[: i + 1]) for i in range(len(costs))])
        turns = len(self.listed)
        return (
            (
                away.min() > 1e-9
                if at == len(costs)
                else np.allclose(self.best, self.points[at], 1e-9)
            )
            and any(compare.close(self.listed, part) for part in (made[:turns], made[-turns:]))
            and self.starts(rules["anchor"])
        )

    def seen(self):
        """Return what is seen of a search that does not follow the rules, in one or two sentences."""
        said = []
        if not self.right["anchor"]:
            far = np.abs(self.moves(RULES["anchor"])).max()
            said.append(f"A candidate lies {far:.3g} from the best so far; width is {self.width}.")
        if not self.right["returned"]:
            lowest = min(self.costs)
            said.append(f"The lowest cost was {lowest:.4g}; what came back costs {self.cost:.4g}.")
        if not self.right["listed"] and len(self.known) == len(self.listed):
            at = int(np.argmax(~np.isclose(self.listed, self.known)))
            entry, wanted = self.listed[at], self.known[at]
            said.append(f"Entry costs[{at}] is {entry:.4g}, expected {wanted:.4g}.")
        return " ".join(said[:2])


class HillClimb(Random):
    """Judges a search by the candidates that it asks about.

    The start may be asked about before the first turn or as the candidate of the first turn, and the
    best may be asked about again at any time.
    """

    TURNS, WIDTH = 80, 0.4

    def judge(self, attempt):
        traces = [self.search(attempt, 1), self.search(attempt, 2, pit)]
        said = self.called(traces[0].call.given)
        if not all(trace.start_asked for trace in traces):
            self.refuse(None, said, "It never asks what the start costs.", cause="The start is tried "
                        "first. A candidate takes its place when its cost is lower.",
                        question=words.stage(self.name, "start"))  # fmt: skip
        self.follows_the_generator(lambda seed, stir: self.search(attempt, seed, stir=stir).asked)
        wrong = [trace for trace in traces if not all(trace.right.values())]
        if wrong:
            self.broken(said, traces, wrong[0])
        for trace in traces:
            self.counted(said, trace)
            self.noise(said, trace)
        report, asked = self.right(attempt), len(traces[0].asked)
        if asked <= self.TURNS:
            return report
        more = words.REMARKS["asked-more"].format(asked=asked, turns=self.TURNS)
        return replace(report, lines=(*report.lines, more))

    def search(self, attempt, seed, cost=bumpy, stir=None):
        """Run one search and return its ``Trace``."""
        given = {"f": Asked(cost), "start": START, "rng": Seeded(self.seed, seed)}
        probe = Probe({**given, "width": self.WIDTH, "turns": self.TURNS},
                      {**START._asdict(), "costs": np.zeros(self.TURNS)})  # fmt: skip
        call = attempt.call(probe, stir=stir)
        count = self.TURNS if call.parts is None else call.parts["costs"].size
        if abs(count - self.TURNS) == 1:
            found = f"The list of costs has {count} entries, expected {self.TURNS}."
            self.refuse("off-by-one", self.called(probe.given), found, cause="The list needs one entry "
                        "a turn.", question="How many entries has it after one, and after two?")  # fmt: skip
        return Trace(self.gate(attempt, call), attempt.returned[0])

    def broken(self, said, traces, wrong):
        """Refuse with the one slip of the catalogue whose rules explain all that was seen, or none."""

        def fits(bug):  # and every rule that it replaces is seen to be broken
            broken = any(not any(t.right[rule] for rule in bug.stages) for t in traces)
            return broken and all(t.follows(bug) for t in traces)

        known = any(map(fits, bugs.family(self.name)))
        if wrong.moving and known:
            self.refuse("aliased-best", said, wrong.seen(), cause="What came back are the arrays "
                        "that went on moving.", question=words.stage(self.name, "moving"))  # fmt: skip
        rule = next(rule for rule, holds in wrong.right.items() if not holds)
        if rule == "listed" and not known:
            self.counted(said, wrong)  # there may be too few entries, or too many, to be known
        self.name_it(fits, said, wrong.seen(), words.stage(self.name, rule))

    def counted(self, said, trace):
        """Refuse when more or fewer candidates than turns were tried."""
        if len(trace.points) not in (self.TURNS, self.TURNS + 1):
            near = abs(len(trace.points) - self.TURNS) < 3 and trace.right["listed"]
            found = f"It tried {len(trace.points) - 1} new points in {self.TURNS} turns."
            question = words.stage(self.name, "turns")
            self.refuse("off-by-one" if near else None, said, found, question=question)

    def noise(self, said, trace):
        """Refuse when the noise is not uniform(-width, width), one draw for each number and turn."""
        moves = trace.moves(RULES["anchor"])
        seen = noise.seen(moves, self.WIDTH, noise.groups(START), f"width={self.WIDTH}", row="turn")
        late = np.abs(moves[-len(moves) // 4 :]).max()
        if late < 0.8 * np.abs(moves).max():
            told = f"In the last turns the numbers move by {late:.3g} at most"
            told = f"{told}; width is {self.WIDTH}."
            seen = Finding(None, told, words.stage(self.name, "width"))
        if seen:
            self.refuse(seen.slug, said, seen.cause, cause="The noise is not the one that is wanted.",
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
    "searched",
)
