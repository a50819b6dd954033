"""The functions that lessons 08 and 09 write: perturb, hill_climb, es_gradient (pairs)."""

import numpy as np

from nn_helpers.network import Params


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
