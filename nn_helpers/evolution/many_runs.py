"""Many runs at once, drawn by one rng, to a target: climb, mu_lambda, backprop; Runs, restarts.

Each function takes ``f``, which maps (n, numbers) to n costs, the starts as an array (runs, numbers),
a generator and a budget of evaluations for each run. Each run draws noise of its own from that
generator. The result is a ``Runs``. A run counts as solved when it first finds a cost below
``target``.
"""

from dataclasses import dataclass

import numpy as np

from nn_helpers.evolution import strategies
from nn_helpers.evolution.noise import NoiseOfManyRuns
from nn_helpers.evolution.strategies import ranks
from nn_helpers.evolution.vectors import many_costs, to_vector
from nn_helpers.network import Params, initialise
from nn_helpers.training import sweep

TARGET = 0.1  # a summed cost below this: every sample gets its label with more than 90 %

# One gradient is counted as this many evaluations: one pass forward, and one back with a little more
# arithmetic. (On networks as small as these the calls cost more than the arithmetic, and a gradient
# takes the time of 1.1 evaluations: tests/bench/bench_evolution.py.)
GRADIENT_COST = 2.1


@dataclass(frozen=True)
class Runs:
    """How many runs of one strategy ended.

    Attributes
    ----------
    solved_at : (runs,) floats, the evaluations until the cost was below the target; inf if never
    costs : (runs,) the best cost of each run at the end
    best : (runs, numbers) where it was found
    budget : evaluations that each run was given
    """

    solved_at: np.ndarray
    costs: np.ndarray
    best: np.ndarray
    budget: float

    @property
    def success(self):
        """The share of runs that solved the task."""
        return float(np.mean(np.isfinite(self.solved_at)))

    @property
    def median(self):
        """The median number of evaluations among the runs that solved it; nan when none did."""
        solved = self.solved_at[np.isfinite(self.solved_at)]
        return float(np.median(solved)) if len(solved) else np.nan

    @property
    def expected(self):
        """The expected running time: all evaluations spent, failures in full, for each solved run.

        Source: A. Auger and N. Hansen, "Performance evaluation of an advanced local search
        evolutionary algorithm" (2005).
        """
        return self.expected_with_restarts(self.budget)

    def expected_with_restarts(self, every):
        """The expected running time when a run is given up after ``every`` evaluations, which must
        not exceed the budget, and is started anew.

        >>> runs = Runs(np.array([100.0, 900.0]), np.zeros(2), np.zeros((2, 1)), 1000)
        >>> runs.expected, runs.expected_with_restarts(200)  # 100 and 200 spent, one solved
        (500.0, 300.0)
        """
        if every > self.budget:
            raise ValueError(f"every is {every}, but the runs had only {self.budget} evaluations.")
        solved = np.count_nonzero(self.solved_at <= every)
        return float(np.minimum(self.solved_at, every).sum() / solved) if solved else np.inf

    def share(self, evaluations):
        """Return the share of runs solved after each of these numbers of evaluations."""
        evaluations = np.asarray(evaluations, dtype=float)
        return np.mean(self.solved_at <= evaluations[..., np.newaxis], axis=-1)


def _runs(strategy, f, budget, target):
    """Run a strategy, and keep when each run was first good enough."""
    solved_at, spent = np.full(len(strategy.best), np.inf), 0.0
    for _, costs in strategies.generations(strategy, f, budget):
        below = costs < target
        if below.any():
            first = np.where(below.any(axis=1), spent + below.argmax(axis=1) + 1, np.inf)
            solved_at = np.minimum(solved_at, first)
        spent += costs.shape[1]
    return Runs(solved_at, strategy.best_costs, strategy.best, budget)


def _from(start, rng):
    return start, NoiseOfManyRuns(rng, np.shape(start))


def costs_of(X, Y, hidden=2):
    """Return the cost function of one task for many networks at once.

    >>> from nn_helpers import data
    >>> costs_of(*data.xor())(np.zeros((2, 9))).round(4)
    array([2.7726, 2.7726])
    """
    return lambda vectors: many_costs(vectors, X, Y, hidden)


def climb(f, start, rng, budget, width=0.12, target=TARGET):
    """The strategy of the answer in the case (``evolution.hill_climb``), many times.

    >>> bowl = lambda vectors: np.sum(vectors**2, axis=1)
    >>> climb(bowl, np.ones((20, 3)), np.random.default_rng(0), 500, width=0.3).success
    1.0
    """
    return _runs(strategies.Climb(*_from(start, rng), width), f, budget, target)


def guess(f, start, rng, budget, width=50.0, target=TARGET, block=50):
    """Random guessing, many times: every candidate is uniform in (-width, width)."""
    return _runs(strategies.Guess(*_from(start, rng), budget, width, block), f, budget, target)


def one_plus_one(f, start, rng, budget, sigma=1.0, target=TARGET):
    """(1+1)-ES with the 1/5 success rule (``evolution.one_plus_one``), many times."""
    return _runs(strategies.OnePlusOne(*_from(start, rng), sigma), f, budget, target)


def mu_lambda(f, start, rng, budget, mu=2, lambda_=10, sigma=1.0, target=TARGET):
    """(mu/mu, lambda)-ES with self-adapted steps (``evolution.mu_lambda``), many times."""
    return _runs(strategies.MuLambda(*_from(start, rng), mu, lambda_, sigma), f, budget, target)


def es_descent(f, start, rng, budget, pairs=10, sigma=0.5, learning_rate=1.0, target=TARGET):
    """Descent along an estimated gradient, ranks for costs (``evolution.es_descent``), many times."""
    strategy = strategies.ESDescent(*_from(start, rng), pairs, sigma, learning_rate)
    return _runs(strategy, f, budget, target)


def estimates(f, at, rng, sigma, evaluations, repeats, kind="pairs"):
    """Return ``repeats`` estimates of the gradient of ``f`` at a vector, (repeats, numbers).

    Parameters
    ----------
    kind : "pairs" weighs antithetic pairs by their costs, as ``evolution.es_gradient`` does;
        "singles" weighs points that have no partner; "ranks" weighs pairs by their ranks, which
        keeps the direction in mind and gives the length up.
    """
    count = evaluations // 2
    half = rng.standard_normal((repeats, count, len(at)))
    if kind == "singles":
        noise = np.concatenate([half, rng.standard_normal(half.shape)], axis=1)
    else:
        noise = np.concatenate([half, -half], axis=1)
    costs = f((at + sigma * noise).reshape(-1, len(at))).reshape(noise.shape[:2])
    weights = ranks(costs) if kind == "ranks" else costs
    return np.einsum("rk,rkn->rn", weights, noise) / (noise.shape[1] * sigma)


def cma_es(f, start, rng, budget, sigma=1.0, target=TARGET):
    """CMA-ES, many times, one after the other: the package works on one run at a time.

    Raises ``ImportError`` with the command that installs it when the package is missing.
    """
    one_by_one = []
    for start_of_run in np.asarray(start, dtype=float):
        strategy = strategies.CmaEs(start_of_run, int(rng.integers(2**63)), budget, sigma)
        one_by_one.append(_runs(strategy, f, budget, target))
    parts = ((runs.solved_at, runs.costs, runs.best) for runs in one_by_one)
    return Runs(*map(np.concatenate, zip(*parts, strict=True)), budget)


def backprop(start, X, Y, budget, learning_rate=1.0, target=TARGET):
    """Full-batch gradient descent on a 2-2-1 network, many times, in the same currency.

    One gradient counts as ``GRADIENT_COST`` evaluations. ``start`` is (runs, 9).
    """
    f = costs_of(X, Y)
    params = _stacked(start)
    rates = np.full(len(start), float(learning_rate))
    gradients = int(budget / GRADIENT_COST)
    best_of_runs, costs_of_runs = np.array(start, dtype=float), f(start)
    solved_at = np.where(costs_of_runs < target, 1.0, np.inf)
    for gradient in range(1, gradients + 1):
        params = sweep.train_block(params, X, Y, rates, 1)
        runs = _rows(params)
        costs = f(runs)
        solved_now = (costs < target) & np.isinf(solved_at)
        solved_at = np.where(solved_now, gradient * GRADIENT_COST, solved_at)
        better_runs = costs < costs_of_runs
        costs_of_runs = np.where(better_runs, costs, costs_of_runs)
        best_of_runs = np.where(better_runs[:, np.newaxis], runs, best_of_runs)
    return Runs(solved_at, costs_of_runs, best_of_runs, budget)


def starts(count, rng, scale):
    """Return ``count`` starts of a 2-2-1 network, uniform in (-scale, scale), (count, 9)."""
    return np.array([to_vector(initialise(rng, scale)) for _ in range(count)])


def _stacked(vectors):
    """Return (runs, 9) as Params with the runs on the last axis, as ``sweep`` wants them."""
    W1, b1, W2, b2 = np.split(np.asarray(vectors, dtype=float).T, [4, 6, 8])
    return Params(W1.reshape(2, 2, -1), b1.reshape(2, 1, -1), W2.reshape(1, 2, -1), b2[np.newaxis])


def _rows(params):
    """Return Params with the runs on the last axis as (runs, 9)."""
    runs = params.b2.shape[-1]
    return np.concatenate([p.reshape(-1, runs) for p in params]).T


def with_restarts(search, start, budget, every):
    """Run a search anew every ``every`` evaluations, in the runs that have not solved the task yet.

    ``search`` is a function of (starts, budget) that gives a ``Runs``, for example
    ``lambda start, budget: climb(f, start, rng, budget, width=0.12)``. What failed tries have spent
    is counted in full.
    """
    start = np.array(start, dtype=float)
    solved_at, costs = np.full(len(start), np.inf), np.full(len(start), np.inf)
    best, waiting = start.copy(), np.arange(len(start))
    for spent in range(0, budget, every):
        restarted = search(start[waiting], min(every, budget - spent))
        solved_at[waiting] = spent + restarted.solved_at
        better = restarted.costs < costs[waiting]
        costs[waiting[better]] = restarted.costs[better]
        best[waiting[better]] = restarted.best[better]
        waiting = waiting[np.isinf(restarted.solved_at)]
        if not len(waiting):
            break
    return Runs(solved_at, costs, best, budget)
