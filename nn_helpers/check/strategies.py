"""The exercises with randomness in them. No random sequence is compared with a stored one.

Draws are judged as a crowd: where they lie, how far they spread, whether they are equal. Searches
are judged by what they ask: they get a cost function that keeps a list, and the right answer follows
from their own candidates.
"""

import numpy as np

from nn_helpers import evolution, network
from nn_helpers.check import compare
from nn_helpers.check.engine import Exercise
from nn_helpers.check.exercises import a_network
from nn_helpers.check.guard import call
from nn_helpers.evolution import to_vector


class Drawing(Exercise):
    """Judges ``initialise`` and ``perturb`` by many draws at two widths."""

    def __init__(self, name, contract, reference, start, words):
        super().__init__(name, contract, reference, [], "params")
        self.start, self.words = start, words

    def draws(self, function, width, seed=5, times=60):
        """Return the last outcome and what was drawn, (times, numbers), or a misfit's text."""
        rng = np.random.default_rng(seed)
        rows, outcome = [], None
        for _ in range(times):
            given = {**self.start(), "rng": rng} if self.start else {"rng": rng}
            given = {k: given[k] for k in ("params", "rng") if k in given}
            outcome = call(lambda *a: function(*a, rng, width),
                           {k: v for k, v in given.items() if k != "rng"})  # fmt: skip
            if outcome.error_type:
                return outcome, None, outcome.error
            try:
                parts = compare.parts_of(outcome.value, "params")
            except compare.Misfit as misfit:
                return outcome, None, str(misfit)
            shapes = [p.shape for p in self.shapes()]
            if [p.shape for p in parts.values()] != shapes:
                found = ", ".join(f"{n} {p.shape}" for n, p in parts.items())
                return outcome, None, f"The shapes are {found}; expected {shapes}."
            rows.append(np.concatenate([p.ravel() for p in parts.values()]))
            if outcome.changed or outcome.used_global_random:
                break
        base = to_vector(given["params"]) if self.start else 0.0
        return outcome, np.array(rows) - base, ""

    def shapes(self):
        return self.start()["params"] if self.start else a_network(np.random.default_rng(0))

    def judge(self, function):
        said = f"Called: {self.name} many times, with {self.words} 0.5 and 4."
        outcome, wide, misfit = self.draws(function, 4.0)
        if outcome.error_type == "NotImplementedError":
            return self.untouched()
        if misfit:
            return self.wrong("changes-arguments" if outcome.changed else None, said, misfit)
        if outcome.changed:
            return self.wrong("changes-arguments", said, "The parameters handed in have moved.")
        if outcome.used_global_random:
            return self.wrong("global-random", said,
                              "The numbers come from numpy's global generator.")  # fmt: skip
        _, narrow, misfit = self.draws(function, 0.5)
        if misfit or not np.isfinite(wide).all() or not np.isfinite(narrow).all():
            return self.wrong(None, said, misfit or "Not all numbers are finite.")
        mistake, seen = self.spread(wide, narrow)
        if mistake != "right":
            return self.wrong(mistake, said, seen)
        return self.same_seed(function, said) or self.right()

    def same_seed(self, function, said):
        _, first, _ = self.draws(function, 4.0, times=2)
        _, again, _ = self.draws(function, 4.0, times=2)
        _, other, _ = self.draws(function, 4.0, seed=6, times=2)
        if not np.array_equal(first, again) or np.array_equal(first, other):
            return self.wrong("global-random", said,
                              "The draws do not follow the generator that was handed in.")  # fmt: skip
        return None

    def spread(self, wide, narrow):
        """Return the mistake that the crowd of numbers shows ("right" for none), and what is seen."""
        equal, flat = self.equal
        largest, smallest = np.abs(wide).max(), wide.min()
        seen = f"With {self.words} 4 the numbers lie between {smallest:.3g} and {wide.max():.3g}."
        if self.start and np.allclose(
            wide.mean(), -to_vector(self.start()["params"]).mean(), atol=0.5
        ):
            centred = wide + to_vector(self.start()["params"])
            if np.abs(centred).max() <= 4:
                return "noise-returned", "The old parameters are not in the result."
        # The first four numbers are W1, for either function; noise of its own differs there.
        if np.ptp(wide[:, :4], axis=1).max() < 1e-9 * 4:
            return equal, flat
        if np.abs(narrow).max() > 0.6 * largest:
            return (
                self.ignored,
                f"{seen} With {self.words} 0.5 they reach {np.abs(narrow).max():.3g}.",
            )
        for columns, name in ((self.bias_columns, "biases-zero"),):
            if self.start is None and not wide[:, columns].any():
                return name, "The biases are zero in every draw."
        if smallest >= 0:
            return self.one_sided, seen
        if largest > 4 * (1 + 1e-9):
            normal = 0.8 < wide.std() / 4 < 1.2
            return ("normal-instead" if normal else None), f"{seen} None may be larger than 4."
        if largest < 0.6 * 4:
            return (
                "half-range" if self.start is None else None
            ), f"{seen} They should reach up to 4."
        if not 0.52 < wide.std() / 4 < 0.63 or np.abs(wide.mean()) > 0.4:
            return None, f"{seen} They are not spread evenly."
        if any(np.unique(row).size < row.size for row in wide[:5]):
            return equal, "Some numbers of one draw are equal."
        return "right", seen

    bias_columns = (4, 5, 8)

    @property
    def equal(self):
        if self.start:
            return "same-noise-everywhere", "All numbers moved by the same amount."
        return "all-equal", "All numbers of one draw are equal."

    @property
    def ignored(self):
        return "width-ignored" if self.start else "scale-ignored"

    @property
    def one_sided(self):
        return "one-sided-noise" if self.start else "one-sided-range"


initialise = Drawing(
    "initialise",
    "initialise(rng, scale) returns a 2-2-1 network, each number uniform in (-scale, scale).",
    network.initialise,
    None,
    "a scale of",
)
perturb = Drawing(
    "perturb",
    "perturb(params, rng, width) returns new parameters, plus uniform(-width, width) each.",
    evolution.perturb,
    lambda: {
        "params": network.Params(*(p + 20 for p in a_network(np.random.default_rng(3), 3, 4, 2)))
    },
    "a width of",
)


class Asked:
    """A cost function that keeps what it was asked."""

    def __init__(self, cost):
        self.cost, self.points, self.costs = cost, [], []

    def __call__(self, params):
        params = network.Params(*(np.array(p, dtype=float) for p in params))
        self.points.append(to_vector(params))
        self.costs.append(self.cost(params))
        return self.costs[-1]


def bumpy(params):
    """A bowl with ripples, so that a search sometimes fails and sometimes does not."""
    v = to_vector(params)
    return float(np.sum((v - 0.7) ** 2) + 0.5 * np.sum(np.sin(5 * v)))


class HillClimb(Exercise):
    """Judges a search by the candidates that it asks about."""

    def judge(self, function):
        start, width, turns = a_network(np.random.default_rng(8)), 0.4, 80
        asked = Asked(bumpy)
        rng = np.random.default_rng(1)
        outcome = call(lambda s: function(asked, s, rng, width, turns), {"start": start})
        said = f"Called: hill_climb(f, start, rng, width={width}, turns={turns})."
        if outcome.error_type == "NotImplementedError":
            return self.untouched()
        if outcome.error_type:
            loop = "endless-loop" if outcome.error_type == "OutOfTime" else None
            return self.wrong(loop, said, outcome.error)
        try:
            best, costs = compare._sequence(outcome.value, 2, "(best, costs)")
            best = to_vector(network.Params(*compare.parts_of(best, "params").values()))
            costs = compare._array(costs, "costs").ravel()
        except compare.Misfit as misfit:
            changed = "changes-arguments" if outcome.changed else None
            return self.wrong(changed, said, str(misfit))
        with np.errstate(invalid="ignore"):  # costs may hold anything
            mistake, seen = self.judge_search(asked, best, costs, start, width, turns)
        if mistake == "right" and outcome.changed:
            mistake, seen = "changes-arguments", "The start is not what it was before the call."
        if mistake == "right" and outcome.used_global_random:
            mistake, seen = "global-random", "The noise comes from numpy's global generator."
        return self.right() if mistake == "right" else self.wrong(mistake, said, seen)

    def judge_search(self, asked, best, costs, start, width, turns):
        """Return the mistake ("right" for none) and what was seen."""
        asks, points = np.array(asked.costs), np.array(asked.points)
        if len(asks) < 2:
            return None, f"It asked for {len(asks)} costs in {turns} turns."
        if len(costs) != turns:
            return None, f"costs has {len(costs)} entries, expected {turns}, one a turn."
        lowest = np.minimum.accumulate(asks)
        returned = bumpy(network.Params(*evolution.from_vector(best, start)))
        true_best = [lowest[:turns], lowest[1 : turns + 1]]
        costs_right = any(len(t) == turns and np.allclose(costs, t) for t in true_best)
        best_before = points[np.array([np.argmin(asks[: i + 1]) for i in range(len(asks) - 1)])]
        jumps = np.abs(points[1:] - best_before).max(axis=1)
        from_last = np.abs(np.diff(points, axis=0)).max(axis=1)
        near_best, near_last = jumps.max() <= width * 1.0001, from_last.max() <= width * 1.0001
        returned_best = np.isclose(returned, lowest[-1])
        if np.all(np.diff(costs) >= 0) and np.ptp(costs) > 0:
            return "uphill", "The costs on your list rise: the higher one wins."
        if np.allclose(costs, asks[:turns]) and not costs_right:
            return (
                "accepts-worse",
                "The costs on your list go up and down: the worse one wins, too.",
            )
        if not near_best and near_last:
            if returned_best:
                return "walks-from-last", "A candidate lies further from the best than the width."
            return "aliased-best", (
                f"The list ends at {costs[-1]:.4g}, but what you returned costs {returned:.4g}."
            )
        if costs_right and near_best and not returned_best:
            return "forgets-best", (
                f"The best cost was {lowest[-1]:.4g}; what you returned costs {returned:.4g}."
            )
        if not costs_right and np.ptp(costs) < 1e-12:
            return "stale-best-cost", f"Every entry of costs is {costs[0]:.4g}."
        if not near_best:
            return None, f"A candidate lies {jumps.max():.3g} from the best; the width is {width}."
        if not costs_right:
            at = (
                int(np.argmax(~np.isclose(costs, true_best[0][:turns])))
                if len(asks) >= turns
                else 0
            )
            return None, f"costs[{at}] is {costs[at]:.4g}, expected {lowest[at]:.4g}."
        if np.abs(points - points[0]).max() == 0:
            return None, "All candidates are the same."
        if not np.allclose(points[0], to_vector(start)):
            return None, "The first cost that it asks for is not that of the start."
        return "right", ""


hill_climb = HillClimb(
    "hill_climb",
    "hill_climb(f, start, rng, width, turns) returns (best, costs), as lesson 08 describes.",
    evolution.hill_climb,
    [],
    "params",
)


class EsGradient(Exercise):
    """Judges an estimate by the points that it asks about, and recomputes it from them."""

    def judge(self, function):
        params, sigma, pairs = a_network(np.random.default_rng(8)), 0.3, 7
        asked = Asked(bumpy)
        rng = np.random.default_rng(1)
        outcome = call(lambda p: function(asked, p, rng, sigma, pairs), {"params": params})
        said = f"Called: es_gradient(f, params, rng, sigma={sigma}, pairs={pairs})."
        if outcome.error_type == "NotImplementedError":
            return self.untouched()
        if outcome.error_type:
            return self.wrong(None, said, outcome.error)
        try:
            found = compare.parts_of(outcome.value, "params")
            found = np.concatenate([part.ravel() for part in found.values()])
        except compare.Misfit as misfit:
            return self.wrong(None, said, str(misfit))
        if outcome.changed:
            return self.wrong("changes-arguments", said, "The parameters handed in have moved.")
        if outcome.used_global_random:
            return self.wrong(
                "global-random", said, "The noise comes from numpy's global generator."
            )
        mistake, seen = self.judge_estimate(asked, found, to_vector(params), sigma, pairs)
        return self.right() if mistake == "right" else self.wrong(mistake, said, seen)

    def judge_estimate(self, asked, found, at, sigma, pairs):
        """Return the mistake ("right" for none) and what was seen."""
        asks = np.array(asked.costs)
        if len(asks) < 2 * pairs:
            return None, f"It asked for {len(asks)} costs; {pairs} pairs need {2 * pairs}."
        moves = np.array(asked.points) - at
        if found.size != at.size:
            return None, f"It returned {found.size} numbers, expected {at.size}."
        distance = np.abs(moves[:, np.newaxis] + moves[np.newaxis]).max(axis=2)
        partner = distance.argmin(axis=1)
        mirrored = distance.min(axis=1) < 1e-9
        if not mirrored.all():
            return "not-antithetic", "Not every point has a partner on the opposite side."
        first = [i for i, j in enumerate(partner) if i < j]
        noise = moves[first] / sigma
        if not 0.6 < noise.std() < 1.5:
            return None, f"The noise has a width of {moves[first].std():.3g}; sigma is {sigma}."
        rises = asks[first] - asks[partner[first]]
        right = (rises[:, np.newaxis] * noise).mean(axis=0) / (2 * sigma)
        ratios = {
            "right": 1, "sign-flipped": -1, "sigma-forgotten": sigma, "sigma-twice": 1 / sigma,
            "mean-not-sum": pairs, "factor-two": 2,
        }  # fmt: skip
        for mistake, ratio in ratios.items():
            if compare.close(found, ratio * right):
                return mistake, f"Your estimate is {ratio:.4g} times the expected one."
        return None, f"[0] is {found[0]:.5g}, expected {right[0]:.5g} from the same points."


es_gradient = EsGradient(
    "es_gradient",
    "es_gradient(f, params, rng, sigma, pairs) returns an antithetic estimate of the gradient.",
    evolution.es_gradient,
    [],
    "params",
)
