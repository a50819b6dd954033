"""Evolution strategies: search with the cost alone, no gradient.

The first half are the functions that lesson 08 writes. The second half are whole strategies. Each
takes a cost function ``f`` of a Params, a start, a seed and a budget of evaluations, and returns the
same record, a ``Search``, so that methods can be compared at an equal number of evaluations.

A strategy hands its candidates to ``map``: the builtin one by default, or that of an executor or a
cluster. The noise of a candidate comes from the seed, its generation and its number alone. So the
result is the same however many workers there are.
"""

from dataclasses import dataclass, field

import numpy as np

from nn_helpers.network import SMALLEST, Params
from nn_helpers.training.sweep import sigmoid_in_place

# One gradient is counted as this many evaluations: one pass forward, and one back with a little more
# arithmetic. (On networks as small as these the calls cost more than the arithmetic, and a gradient
# takes the time of 1.1 evaluations: tests/bench/bench_evolution.py.)
GRADIENT_COST = 2.1


def to_vector(params):
    """Return all numbers of a Params as one vector, W1 first."""
    return np.concatenate([np.ravel(p) for p in params])


def from_vector(vector, like):
    """Return a vector as a Params in the shapes of ``like``.

    >>> params = Params(*np.ones((4, 1, 1)))
    >>> from_vector(to_vector(params), params).b2
    array([[1.]])
    """
    sizes = np.cumsum([np.size(p) for p in like])[:-1]
    parts = np.split(np.asarray(vector, dtype=float), sizes)
    return Params(*(part.reshape(np.shape(p)) for part, p in zip(parts, like, strict=True)))


def perturb(params, rng, width):
    """Return new parameters: each number plus a draw of its own, uniform in (-width, width).

    >>> zeros = Params(*np.zeros((4, 2, 2)))
    >>> moved = perturb(zeros, np.random.default_rng(0), width=0.12)
    >>> bool(np.all(np.abs(moved.W1) < 0.12)), float(zeros.W1.sum())
    (True, 0.0)
    """
    return Params(*(p + rng.uniform(-width, width, np.shape(p)) for p in params))


def hill_climb(f, start, rng, width, turns):
    """Run the strategy of the answer in the case, and return ``(best, costs)``.

    Each turn computes the cost of the current parameters. If it is lower than the best so far, they
    become the best. The next candidate is the best plus noise. ``costs[i]`` is the best cost known
    after turn i.

    >>> bowl = lambda p: float(sum(np.sum(q**2) for q in p))
    >>> start = Params(*np.ones((4, 1, 1)))
    >>> best, costs = hill_climb(bowl, start, np.random.default_rng(0), width=0.5, turns=200)
    >>> float(costs[0]), bool(costs[-1] < 0.1)
    (4.0, True)
    """
    best, best_cost = start, np.inf
    costs = np.empty(turns)
    candidate = start
    for turn in range(turns):
        candidate_cost = f(candidate)
        if candidate_cost < best_cost:
            best, best_cost = candidate, candidate_cost
        costs[turn] = best_cost
        candidate = perturb(best, rng, width)
    return best, costs


def es_gradient(f, params, rng, sigma, pairs):
    """Return an estimate of the gradient of ``f``, smoothed by Gaussian noise of width ``sigma``.

    Each pair measures ``f`` at two opposite points. The estimate is the mean over pairs of
    ``(f(p + sigma e) - f(p - sigma e)) / (2 sigma) e`` with e from N(0, 1).

    Source: T. Salimans et al., "Evolution Strategies as a Scalable Alternative to Reinforcement
    Learning" (2017), with mirrored sampling (D. Brockhoff et al., 2010).

    >>> slope = lambda p: float(3 * p.W1[0, 0])
    >>> start = Params(*np.zeros((4, 1, 1)))
    >>> round(float(es_gradient(slope, start, np.random.default_rng(0), 0.1, 20_000).W1[0, 0]), 1)
    3.0
    """
    total = Params(*(np.zeros(np.shape(p)) for p in params))
    for _ in range(pairs):
        noise = Params(*(rng.standard_normal(np.shape(p)) for p in params))
        rise = f(_moved(params, noise, sigma)) - f(_moved(params, noise, -sigma))
        total = _moved(total, noise, rise / (2 * sigma))
    return Params(*(t / pairs for t in total))


def _moved(params, noise, by):
    return Params(*(p + by * e for p, e in zip(params, noise, strict=True)))


def angle(a, b):
    """Return the angle between two gradients in degrees: 0 for the same direction, 90 for nothing
    in common, 180 for opposite ones.

    ``a`` and ``b`` are Params or vectors; nan when one of them is zero everywhere.

    >>> angle(np.array([1.0, 0.0]), np.array([1.0, 1.0]))
    45.0
    """
    a, b = (np.asarray(to_vector(v) if isinstance(v, tuple) else v, dtype=float) for v in (a, b))
    sizes = np.linalg.norm(a) * np.linalg.norm(b)
    if not sizes > 0:
        return np.nan
    return round(float(np.degrees(np.arccos(np.clip(a @ b / sizes, -1, 1)))), 9)


# Whole strategies ---------------------------------------------------------------------------------


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
        below = np.flatnonzero(self.costs < target)
        return int(below[0]) + 1 if len(below) else None


class _Ledger:
    """Evaluates candidates, and keeps the best and the record of costs."""

    def __init__(self, f, like, map):
        self.f, self.like, self.map = f, like, map
        self.best, self.best_cost, self.costs = np.array(to_vector(like)), np.inf, []

    def evaluate(self, vectors):
        found = list(self.map(self.f, [from_vector(v, self.like) for v in vectors]))
        for vector, cost in zip(vectors, found, strict=True):
            if cost < self.best_cost:  # never true for nan
                self.best, self.best_cost = vector, float(cost)
            self.costs.append(self.best_cost)
        return np.where(np.isnan(found), np.inf, found)

    def search(self, steps=()):
        return Search(from_vector(self.best, self.like), np.array(self.costs), np.array(steps))


def generator(seed, generation, candidate=0):
    """Return the random generator of one candidate, the same on whatever worker it is made."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(generation, candidate)))


def candidate_noise(root, generation, i, size):
    """Return the standard normal noise of candidate ``i`` of a generation, shape (size,).

    It depends on the four arguments alone, so any machine can make it, at any time, in any order.

    >>> there = candidate_noise(7, generation=2, i=1, size=3)
    >>> bool(np.array_equal(there, candidate_noise(7, generation=2, i=1, size=3)))
    True
    """
    return generator(root, generation, i).standard_normal(size)


def _population(seed, generation, size, numbers):
    draws = (candidate_noise(seed, generation, i, numbers) for i in range(size))
    return np.array(list(draws)).reshape(size, numbers)


def _check_budget(budget, least=1):
    if budget < least:
        raise ValueError(
            f"The budget is {budget} evaluations; this strategy needs {least} or more."
        )


def climb(f, start, seed, budget, width=0.12, map=map):
    """The strategy of the answer, one candidate a turn: ``hill_climb`` with a record."""
    _check_budget(budget)
    ledger = _Ledger(f, start, map)
    candidate = to_vector(start)
    for turn in range(budget):
        ledger.evaluate([candidate])
        noise = generator(seed, turn).uniform(-width, width, len(candidate))
        candidate = ledger.best + noise
    return ledger.search()


def guess(f, start, seed, budget, width=50.0, map=map):
    """Random guessing: every candidate is a fresh draw, uniform in (-width, width).

    The baseline. On XOR it nearly ties the answer's strategy, so XOR alone proves little.
    """
    _check_budget(budget)
    ledger = _Ledger(f, start, map)
    numbers = len(to_vector(start))
    ledger.evaluate(
        [generator(seed, turn).uniform(-width, width, numbers) for turn in range(budget)]
    )
    return ledger.search()


def one_plus_one(f, start, seed, budget, sigma=1.0, map=map):
    """(1+1)-ES with Gaussian noise and the 1/5 success rule.

    After a success the step grows by 1.5, after a failure it shrinks by the fourth root of that: it
    stays as it is when one candidate in five is better.

    Source: I. Rechenberg, "Evolutionsstrategie" (1973); the factors as in S. Kern et al. (2004).
    """
    _check_budget(budget)
    ledger = _Ledger(f, start, map)
    ledger.evaluate([to_vector(start)])
    steps = [sigma]
    for turn in range(1, budget):
        before = ledger.best_cost
        noise = generator(seed, turn).standard_normal(len(ledger.best))
        ledger.evaluate([ledger.best + sigma * noise])
        sigma *= 1.5 if ledger.best_cost < before else 1.5**-0.25
        steps.append(sigma)
    return ledger.search(steps)


def mu_lambda(f, start, seed, budget, mu=2, lambda_=10, sigma=1.0, map=map):
    """(mu/mu, lambda)-ES: the mean of the mu best of lambda candidates is the next parent.

    Every candidate varies the step size as well, and the steps of the best are averaged
    (self-adaptation, H.-G. Beyer and H.-P. Schwefel, "Evolution strategies" (2002)).
    """
    _check_budget(budget, lambda_)
    if not 1 <= mu <= lambda_:
        raise ValueError(f"mu is {mu} and lambda {lambda_}; mu must be between 1 and lambda.")
    ledger = _Ledger(f, start, map)
    parent = to_vector(start)
    learning = 1 / np.sqrt(2 * len(parent))
    steps = []
    for generation in range(budget // lambda_):
        draws = _population(seed, generation, lambda_, len(parent) + 1)
        sigmas = sigma * np.exp(learning * draws[:, -1])
        candidates = parent + sigmas[:, np.newaxis] * draws[:, :-1]
        chosen = np.argsort(ledger.evaluate(candidates), kind="stable")[:mu]
        parent = candidates[chosen].mean(axis=0)
        sigma = float(np.exp(np.log(sigmas[chosen]).mean()))
        steps.append(sigma)
    return ledger.search(steps)


def ranks(costs):
    """Return each cost's rank, spread evenly from -0.5 (lowest) to 0.5 (highest).

    Only the order counts, so one huge cost cannot pull the whole step. Equal costs share a rank.

    >>> ranks(np.array([10.0, 1000.0, 20.0]))
    array([-0.5,  0.5,  0. ])
    """
    _, inverse, counts = np.unique(costs, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    middle = last - (counts + 1) / 2  # the mean place of those with this cost
    return middle[inverse] / max(len(costs) - 1, 1) - 0.5


def es_descent(f, start, seed, budget, pairs=10, sigma=0.5, learning_rate=1.0, map=map):
    """Descend along an estimated gradient: antithetic pairs, weighed by the ranks of their costs.

    Source: T. Salimans et al. (2017), algorithm 1 with fitness shaping.
    """
    size = 2 * pairs
    _check_budget(budget, size)
    ledger = _Ledger(f, start, map)
    parent = to_vector(start)
    for generation in range(budget // size):
        half = _population(seed, generation, pairs, len(parent))
        noise = np.concatenate([half, -half])
        weights = ranks(ledger.evaluate(parent + sigma * noise))
        parent = parent - learning_rate * weights @ noise / (size * sigma)
    return ledger.search()


def cma_es(f, start, seed, budget, sigma=1.0, map=map):
    """CMA-ES from the ``cma`` package (N. Hansen), which also learns the directions to search in.

    Raises ``ImportError`` with the command that installs it when the package is missing.
    """
    try:
        import cma
    except ImportError:
        raise ImportError(
            "CMA-ES comes from the package cma. To install it: pip install cma"
        ) from None
    ledger = _Ledger(f, start, map)
    # cma draws from numpy's global generator unless it is handed another one.
    rng = np.random.default_rng(np.random.SeedSequence(seed))
    options = {
        "randn": lambda *shape: rng.standard_normal(shape),
        "seed": np.nan,  # leave the global generator alone
        "verbose": -9,
        "maxfevals": budget,
    }
    evolution = cma.CMAEvolutionStrategy(to_vector(start), sigma, options)
    steps = []
    while not evolution.stop() and len(ledger.costs) + evolution.popsize <= budget:
        candidates = evolution.ask()
        evolution.tell(candidates, ledger.evaluate(candidates).tolist())
        steps.append(evolution.sigma)
    return ledger.search(steps)


def with_restarts(strategy, f, start, seed, budget, every, target, **options):
    """Run a strategy anew every ``every`` evaluations until the cost is below ``target``.

    ``start`` is a Params, or a function of a random generator that draws one for each run.
    """
    _check_budget(budget)
    costs, best = [], None
    for attempt in range(-(-budget // every)):
        left = min(every, budget - len(costs))
        here = start(generator(seed, attempt, 1)) if callable(start) else start
        root = int(generator(seed, attempt).integers(2**63))
        found = strategy(f, here, root, left, **options)
        known = costs[-1] if costs else np.inf
        best = found.best if found.cost < known or best is None else best
        costs.extend(np.minimum(found.costs, known))
        if found.reached(target):
            costs = costs[: len(costs) - found.evaluations + found.reached(target)]
            break
    return Search(best, np.array(costs))


# Many at once -------------------------------------------------------------------------------------


def many_costs(vectors, X, Y, hidden=2):
    """Return the cost of many networks at once: ``vectors`` (n, numbers) gives (n,).

    >>> X, Y = np.array([[0.0, 1.0], [1.0, 1.0]]), np.array([[1.0, 0.0]])
    >>> many_costs(np.zeros((3, 9)), X, Y).round(4)  # 2 ln 2 each
    array([1.3863, 1.3863, 1.3863])
    """
    return -np.log(np.maximum(_given(vectors, X, Y, hidden), SMALLEST)).sum(axis=(1, 2))


def many_right(vectors, X, Y, hidden=2):
    """Return which of many networks give every sample its label: (n, numbers) gives (n,) bools.

    >>> many_right(np.zeros((1, 9)), np.ones((2, 1)), np.ones((1, 1)))  # 0.5 is no answer
    array([False])
    """
    return np.all(_given(vectors, X, Y, hidden) > 0.5, axis=(1, 2))


def _given(vectors, X, Y, hidden):
    """Return the probability that each network gives to each true label, (n, outputs, m)."""
    X, Y = np.asarray(X, dtype=float), np.asarray(Y, dtype=float)
    vectors = np.asarray(vectors, dtype=float)
    inputs, outputs = len(X), len(Y)
    sizes = np.cumsum([hidden * inputs, hidden, outputs * hidden, outputs])
    if vectors.shape[-1] != sizes[-1]:
        raise ValueError(
            f"vectors has shape {vectors.shape}; a network of {inputs} inputs, {hidden} hidden "
            f"units and {outputs} outputs has {sizes[-1]} numbers, so (n, {sizes[-1]}) is expected."
        )
    W1, b1, W2, b2 = np.split(vectors, sizes[:-1], axis=1)
    A1 = W1.reshape(-1, inputs) @ X  # one product for all networks
    A1 += b1.reshape(-1, 1)
    A1 = sigmoid_in_place(A1).reshape(len(vectors), hidden, -1)
    A2 = W2.reshape(-1, outputs, hidden) @ A1
    A2 += b2[..., np.newaxis]
    return np.abs(sigmoid_in_place(A2) - (1 - Y))
