"""One run from a seed over a map, on a Params: Search (reached, costs), climb, cma_es; restarted.

Each function takes a cost function ``f`` of a Params, a start, a seed and a budget of evaluations, and
returns the same record, a ``Search``, so that methods can be compared at an equal number of
evaluations. ``many_runs`` has the same strategies for many runs at once.

The candidates are handed to ``map``: the builtin one by default, or that of an executor or a cluster.
The noise of a candidate comes from the seed, its generation and its number alone. So the result is
the same however many workers there are.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from nn_helpers.evolution import many_runs, strategies
from nn_helpers.evolution.noise import NoiseOfOneRun, generator
from nn_helpers.evolution.vectors import from_vector, to_vector
from nn_helpers.network import Params


@dataclass(frozen=True)
class Search:
    """What a strategy found.

    Attributes
    ----------
    best : Params
    costs : (evaluations,) array, the best cost known after each evaluation
    steps : (generations,) array, the step size of each generation, for strategies that have one
    """

    best: Params
    costs: np.ndarray
    steps: np.ndarray = field(default_factory=lambda: np.empty(0))

    @property
    def evaluations(self):
        """How often the cost was computed."""
        return len(self.costs)

    @property
    def cost(self):
        """The lowest cost found; infinite when there was no finite one."""
        return float(self.costs[-1])

    def reached(self, target):
        """Return after how many evaluations the cost was below ``target``, or None if never."""
        reached = np.flatnonzero(self.costs < target)
        return int(reached[0]) + 1 if len(reached) else None


def climb(f, start, seed, budget, width=0.12, map=map):
    """The strategy of the answer, one candidate a turn: ``hill_climb`` with a record."""
    return _search(strategies.Climb(*_from(start, seed), width), f, start, budget, map)


def guess(f, start, seed, budget, width=50.0, map=map):
    """Random guessing: every candidate is a fresh draw, uniform in (-width, width).

    The baseline. On XOR it nearly ties hill climbing, so XOR alone proves little.
    """
    strategy = strategies.Guess(*_from(start, seed), budget, width, block=budget)
    return _search(strategy, f, start, budget, map)


def one_plus_one(f, start, seed, budget, sigma=1.0, map=map):
    """(1+1)-ES with Gaussian noise and the 1/5 success rule, see ``strategies.OnePlusOne``."""
    return _search(strategies.OnePlusOne(*_from(start, seed), sigma), f, start, budget, map)


def mu_lambda(f, start, seed, budget, mu=2, lambda_=10, sigma=1.0, map=map):
    """(mu/mu, lambda)-ES: the mean of the mu best of lambda candidates is the next parent.

    Every candidate varies the step size as well, see ``strategies.MuLambda``.
    """
    strategy = strategies.MuLambda(*_from(start, seed), mu, lambda_, sigma)
    return _search(strategy, f, start, budget, map)


def es_descent(f, start, seed, budget, pairs=10, sigma=0.5, learning_rate=1.0, map=map):
    """Descend along an estimated gradient: antithetic pairs, weighed by the ranks of their costs."""
    strategy = strategies.ESDescent(*_from(start, seed), pairs, sigma, learning_rate)
    return _search(strategy, f, start, budget, map)


def cma_es(f, start, seed, budget, sigma=1.0, map=map):
    """CMA-ES from the ``cma`` package (N. Hansen), which also learns the directions to search in.

    Raises ``ImportError`` with the command that installs it when the package is missing.
    """
    strategy = strategies.CmaEs(to_vector(start), seed, budget, sigma)
    return _search(strategy, f, start, budget, map)


def _from(start, seed):
    vector = to_vector(start)
    return vector[np.newaxis], NoiseOfOneRun(seed, len(vector))


def _search(strategy, f, like, budget, map):
    """Run a strategy with one run, and keep its record."""
    _check_budget(budget, strategy.size)

    def costs_of(vectors):
        return list(map(f, [from_vector(v, like) for v in vectors]))

    costs, steps = [], []
    for _, told in strategies.generations(strategy, costs_of, budget):
        costs.append(told[0])
        if strategy.steps is not None:
            steps.append(strategy.steps[0])
    best_so_far = np.minimum.accumulate(np.concatenate(costs))
    return Search(from_vector(strategy.best[0], like), best_so_far, np.array(steps))


def _check_budget(budget, least=1):
    if budget < max(least, 1):
        raise ValueError(
            f"The budget is {budget} evaluations; this strategy needs {max(least, 1)} or more."
        )


def with_restarts(strategy, f, start, seed, budget, every, target, **options):
    """Run a strategy anew every ``every`` evaluations until the cost is below ``target``.

    ``start`` is a Params, or a function of a random generator that draws one for each run.
    """
    _check_budget(budget)
    draw = start if callable(start) else lambda _rng: start
    like, tries = draw(generator(seed, 0, 1)), []

    def search(_starts, left):
        attempt = len(tries)
        root = int(generator(seed, attempt).integers(2**63))
        restarted = strategy(f, draw(generator(seed, attempt, 1)), root, left, **options)
        tries.append(restarted.costs)
        at, best = restarted.reached(target) or np.inf, to_vector(restarted.best)
        return many_runs.Runs(np.array([at]), np.array([restarted.cost]), best[np.newaxis], left)

    runs = many_runs.with_restarts(search, to_vector(like)[np.newaxis], budget, every)
    whole = Search(from_vector(runs.best[0], like), np.minimum.accumulate(np.concatenate(tries)))
    return replace(whole, costs=whole.costs[: whole.reached(target)])
