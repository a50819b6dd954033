"""One strategy, run many times at once: how often it solves a task, and for how many evaluations.

The strategies are those of ``evolution``, written for a whole crowd of independent runs: each takes
``f``, which maps (n, numbers) to n costs, the starts as an array (runs, numbers), a generator and a
budget of evaluations for each run. Each run draws noise of its own from that generator. The result
is a ``Runs``. A run counts as solved when it first finds a cost below ``target``.
"""

from dataclasses import dataclass

import numpy as np

from nn_helpers import evolution
from nn_helpers.network import Params, initialise
from nn_helpers.training import sweep

TARGET = 0.1  # a summed cost below this: every sample gets its label with more than 90 %


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


class _Book:
    """Asks for the costs of all runs, and keeps the best of each and when it was good enough."""

    def __init__(self, f, start, target):
        self.f, self.target, self.spent = f, target, 0.0
        self.best, self.best_costs = np.array(start, dtype=float), np.full(len(start), np.inf)
        self.solved_at = np.full(len(start), np.inf)

    def evaluate(self, candidates):
        """Return the costs (runs, k) of k candidates a run, ``candidates`` (runs, k, numbers)."""
        runs, k, numbers = candidates.shape
        costs = np.reshape(self.f(candidates.reshape(-1, numbers)), (runs, k))
        costs = np.where(np.isnan(costs), np.inf, costs)
        at = costs.argmin(axis=1)[:, np.newaxis]
        lowest = np.take_along_axis(costs, at, axis=1)[:, 0]
        if lowest.min() < self.target:
            below = costs < self.target
            first = np.where(below.any(axis=1), self.spent + below.argmax(axis=1) + 1, np.inf)
            self.solved_at = np.minimum(self.solved_at, first)
        better = lowest < self.best_costs
        chosen = np.take_along_axis(candidates, at[..., np.newaxis], axis=1)[:, 0]
        self.best_costs = np.where(better, lowest, self.best_costs)
        self.best = np.where(better[:, np.newaxis], chosen, self.best)
        self.spent += k
        return costs

    def runs(self, budget):
        return Runs(self.solved_at, self.best_costs, self.best, budget)


def costs_of(X, Y, hidden=2):
    """Return the cost function of one task for many networks at once.

    >>> from nn_helpers import data
    >>> costs_of(*data.xor())(np.zeros((2, 9))).round(4)
    array([2.7726, 2.7726])
    """
    return lambda vectors: evolution.many_costs(vectors, X, Y, hidden)


def climb(f, start, rng, budget, width=0.12, target=TARGET):
    """The strategy of the answer in the case (``evolution.hill_climb``), many times.

    >>> bowl = lambda vectors: np.sum(vectors**2, axis=1)
    >>> climb(bowl, np.ones((20, 3)), np.random.default_rng(0), 500, width=0.3).success
    1.0
    """
    book = _Book(f, start, target)
    candidates = book.best
    for _ in range(budget):
        book.evaluate(candidates[:, np.newaxis])
        candidates = book.best + rng.uniform(-width, width, candidates.shape)
    return book.runs(budget)


def guess(f, start, rng, budget, width=50.0, target=TARGET, block=50):
    """Random guessing, many times: every candidate is uniform in (-width, width)."""
    book = _Book(f, start, target)
    runs, numbers = np.shape(start)
    for done in range(0, budget, block):
        size = min(block, budget - done)
        book.evaluate(rng.uniform(-width, width, (runs, size, numbers)))
    return book.runs(budget)


def one_plus_one(f, start, rng, budget, sigma=1.0, target=TARGET):
    """(1+1)-ES with the 1/5 success rule (``evolution.one_plus_one``), many times."""
    book = _Book(f, start, target)
    book.evaluate(book.best[:, np.newaxis])
    steps = np.full(len(start), float(sigma))
    for _ in range(1, budget):
        before = book.best_costs
        noise = rng.standard_normal(np.shape(start))
        book.evaluate((book.best + steps[:, np.newaxis] * noise)[:, np.newaxis])
        steps = steps * np.where(book.best_costs < before, 1.5, 1.5**-0.25)
    return book.runs(budget)


def mu_lambda(f, start, rng, budget, mu=2, lambda_=10, sigma=1.0, target=TARGET):
    """(mu/mu, lambda)-ES with self-adapted steps (``evolution.mu_lambda``), many times."""
    book = _Book(f, start, target)
    parents, steps = book.best, np.full(len(start), float(sigma))
    runs, numbers = parents.shape
    learning = 1 / np.sqrt(2 * numbers)
    for _ in range(budget // lambda_):
        tried = steps[:, np.newaxis] * np.exp(learning * rng.standard_normal((runs, lambda_)))
        noise = rng.standard_normal((runs, lambda_, numbers))
        candidates = parents[:, np.newaxis] + tried[..., np.newaxis] * noise
        chosen = np.argsort(book.evaluate(candidates), axis=1, kind="stable")[:, :mu]
        parents = np.take_along_axis(candidates, chosen[..., np.newaxis], axis=1).mean(axis=1)
        steps = np.exp(np.log(np.take_along_axis(tried, chosen, axis=1)).mean(axis=1))
    return book.runs(budget)


def es_descent(f, start, rng, budget, pairs=10, sigma=0.5, learning_rate=1.0, target=TARGET):
    """Descent along an estimated gradient, ranks for costs (``evolution.es_descent``), many times."""
    book = _Book(f, start, target)
    parents, size = book.best, 2 * pairs
    runs, numbers = parents.shape
    for _ in range(budget // size):
        half = rng.standard_normal((runs, pairs, numbers))
        noise = np.concatenate([half, -half], axis=1)
        costs = book.evaluate(parents[:, np.newaxis] + sigma * noise)
        weights = ranks(costs)
        parents = parents - learning_rate * np.einsum("rk,rkn->rn", weights, noise) / (size * sigma)
    return book.runs(budget)


def ranks(costs):
    """Return the ranks of each run's costs, (runs, k), as ``evolution.ranks`` does for one run.

    >>> ranks(np.array([[10.0, 1000.0, 20.0], [1.0, 1.0, 0.0]])).tolist()
    [[-0.5, 0.5, 0.0], [0.25, 0.25, -0.5]]
    """
    this, other = costs[:, :, np.newaxis], costs[:, np.newaxis]
    below, equal = (other < this).sum(axis=2), (other == this).sum(axis=2)
    return (below + (equal - 1) / 2) / max(costs.shape[1] - 1, 1) - 0.5


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
    like = Params(np.empty(0), np.empty(0), np.empty(0), np.empty(0))
    found = []
    for here in np.asarray(start, dtype=float):
        params = like._replace(W1=here)
        seed = int(rng.integers(2**63))
        search = evolution.cma_es(
            lambda p: float(f(p.W1[np.newaxis])[0]), params, seed, budget, sigma
        )
        found.append((search.reached(target) or np.inf, search.cost, search.best.W1))
    solved_at, costs, best = map(np.array, zip(*found, strict=True))
    return Runs(solved_at, costs, best, budget)


def backprop(start, X, Y, budget, learning_rate=1.0, target=TARGET):
    """Full-batch gradient descent on a 2-2-1 network, many times, in the same currency.

    One gradient counts as ``evolution.GRADIENT_COST`` evaluations. ``start`` is (runs, 9).
    """
    f = costs_of(X, Y)
    params = _stacked(start)
    rates = np.full(len(start), float(learning_rate))
    steps = int(budget / evolution.GRADIENT_COST)
    best, costs = np.array(start, dtype=float), f(start)
    solved_at = np.where(costs < target, 1.0, np.inf)
    for step in range(1, steps + 1):
        params = sweep.train_block(params, X, Y, rates, 1)
        here = _rows(params)
        found = f(here)
        solved_at = np.where(
            (found < target) & np.isinf(solved_at), step * evolution.GRADIENT_COST, solved_at
        )
        better = found < costs
        costs, best = np.where(better, found, costs), np.where(better[:, np.newaxis], here, best)
    return Runs(solved_at, costs, best, budget)


def starts(count, rng, scale):
    """Return ``count`` starts of a 2-2-1 network, uniform in (-scale, scale), (count, 9)."""
    return np.array([evolution.to_vector(initialise(rng, scale)) for _ in range(count)])


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
        found = search(start[waiting], min(every, budget - spent))
        solved_at[waiting] = spent + found.solved_at
        better = found.costs < costs[waiting]
        costs[waiting[better]], best[waiting[better]] = found.costs[better], found.best[better]
        waiting = waiting[np.isinf(found.solved_at)]
        if not len(waiting):
            break
    return Runs(solved_at, costs, best, budget)
