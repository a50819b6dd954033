"""Wrong versions of perturb, hill_climb and es_gradient."""

import numpy as np

from nn_helpers.bugs.bug import family
from nn_helpers.evolution import es_gradient
from nn_helpers.evolution import perturb as right_perturb
from nn_helpers.network import Params

FORUMS = "question-and-answer sites and course forums"
PERTURB, bug = family("perturb", FORUMS)


@bug("changes-arguments", "The operator += changes the arrays that were handed in.")
def perturb_in_place(params, rng, width):
    for values in params:
        values += rng.uniform(-width, width, values.shape)
    return Params(*params)


@bug("one-sided-noise", "Noise from 0 to the width: no number ever gets smaller.")
def perturb_one_sided(params, rng, width):
    return Params(*(p + rng.uniform(0, width, np.shape(p)) for p in params))


@bug("same-noise-everywhere", "One draw is added to all numbers.")
def perturb_same(params, rng, width):
    noise = rng.uniform(-width, width)
    return Params(*(p + noise for p in params))


@bug("width-ignored", "The noise always runs from -1 to 1.")
def perturb_no_width(params, rng, width):
    return right_perturb(params, rng, 1.0)


@bug("global-random", "The global generator of numpy is used, not the one handed in.")
def perturb_global(params, rng, width):
    return Params(*(p + np.random.uniform(-width, width, np.shape(p)) for p in params))


@bug("normal-instead", "Noise from a bell curve, which has no bounds.")
def perturb_normal(params, rng, width):
    return Params(*(p + rng.normal(0, width, np.shape(p)) for p in params))


@bug("noise-returned", "The noise alone is returned.")
def perturb_only_noise(params, rng, width):
    return Params(*(rng.uniform(-width, width, np.shape(p)) for p in params))


HILL_CLIMB, bug = family("hill_climb", FORUMS)


@bug("walks-from-last", "The next candidate starts at the last one, better or not.")
def climb_from_last(f, start, rng, width, turns):
    best, best_cost, costs, candidate = start, np.inf, [], start
    for _ in range(turns):
        found = f(candidate)
        if found < best_cost:
            best, best_cost = candidate, found
        costs.append(best_cost)
        candidate = right_perturb(candidate, rng, width)
    return best, np.array(costs)


@bug(
    "aliased-best", "The name best is a second one for the current parameters, and moves with them."
)
def climb_aliased(f, start, rng, width, turns):
    current = Params(*(np.array(p, dtype=float) for p in start))
    best, best_cost, costs = current, np.inf, []
    for _ in range(turns):
        found = f(current)
        if found < best_cost:
            best, best_cost = current, found
        costs.append(best_cost)
        for values in current:
            values += rng.uniform(-width, width, values.shape)
    return best, np.array(costs)


@bug("uphill", "The higher cost wins.")
def climb_uphill(f, start, rng, width, turns):
    best, best_cost, costs, candidate = start, -np.inf, [], start
    for _ in range(turns):
        found = f(candidate)
        if found > best_cost:
            best, best_cost = candidate, found
        costs.append(best_cost)
        candidate = right_perturb(best, rng, width)
    return best, np.array(costs)


@bug("accepts-worse", "A candidate becomes the best that is not better.")
def climb_accepts_worse(f, start, rng, width, turns):
    best, costs, candidate = start, [], start
    for _ in range(turns):
        best = candidate
        costs.append(f(candidate))
        candidate = right_perturb(best, rng, width)
    return best, np.array(costs)


@bug("forgets-best", "The last candidate is returned, not the best.")
def climb_forgets(f, start, rng, width, turns):
    best, best_cost, costs, candidate = start, np.inf, [], start
    for _ in range(turns):
        last = candidate
        found = f(candidate)
        if found < best_cost:
            best, best_cost = candidate, found
        costs.append(best_cost)
        candidate = right_perturb(best, rng, width)
    return last, np.array(costs)


@bug("stale-best-cost", "The best parameters are kept, but not their cost.")
def climb_stale_cost(f, start, rng, width, turns):
    best, first, costs, candidate = start, None, [], start
    for _ in range(turns):
        found = f(candidate)
        first = found if first is None else first
        if found < first:
            best = candidate
        costs.append(first)
        candidate = right_perturb(best, rng, width)
    return best, np.array(costs)


ES_GRADIENT, bug = family("es_gradient", FORUMS)


def _estimate(f, params, rng, sigma, pairs, weight):
    total = Params(*(np.zeros(np.shape(p)) for p in params))
    for _ in range(pairs):
        noise = Params(*(rng.standard_normal(np.shape(p)) for p in params))
        up = f(Params(*(p + sigma * e for p, e in zip(params, noise, strict=True))))
        down = f(Params(*(p - sigma * e for p, e in zip(params, noise, strict=True))))
        by = weight(up, down)
        total = Params(*(t + by * e for t, e in zip(total, noise, strict=True)))
    return Params(*(t / pairs for t in total))


@bug("sign-flipped", "The estimate points downhill.")
def es_flipped(f, params, rng, sigma, pairs):
    return Params(*(-g for g in es_gradient(f, params, rng, sigma, pairs)))


@bug("sigma-forgotten", "The difference is not divided by sigma.")
def es_no_sigma(f, params, rng, sigma, pairs):
    return Params(*(sigma * g for g in es_gradient(f, params, rng, sigma, pairs)))


@bug("not-antithetic", "The two points of a pair have noises of their own.")
def es_not_antithetic(f, params, rng, sigma, pairs):
    total = Params(*(np.zeros(np.shape(p)) for p in params))
    for _ in range(2 * pairs):
        noise = Params(*(rng.standard_normal(np.shape(p)) for p in params))
        found = f(Params(*(p + sigma * e for p, e in zip(params, noise, strict=True))))
        total = Params(*(t + found * e for t, e in zip(total, noise, strict=True)))
    return Params(*(t / (2 * pairs * sigma) for t in total))


@bug("mean-not-sum", "The sum over the pairs where the mean is wanted.")
def es_sum(f, params, rng, sigma, pairs):
    return Params(*(pairs * g for g in es_gradient(f, params, rng, sigma, pairs)))


@bug("factor-two", "Divided by sigma, though the points are 2 sigma apart.")
def es_twice(f, params, rng, sigma, pairs):
    return Params(*(2 * g for g in es_gradient(f, params, rng, sigma, pairs)))


@bug("sigma-twice", "Divided by sigma squared: the noise was scaled and is scaled again.")
def es_sigma_twice(f, params, rng, sigma, pairs):
    return Params(*(g / sigma for g in es_gradient(f, params, rng, sigma, pairs)))


@bug("global-random", "The global generator of numpy is used, not the one handed in.")
def es_global(f, params, rng, sigma, pairs):
    return es_gradient(f, params, np.random, sigma, pairs)
