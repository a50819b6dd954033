"""Wrong variants of perturb, hill_climb (climbing: tried, listing), es_gradient (estimating)."""

import numpy as np

from nn_helpers.bugs.bug import Family
from nn_helpers.bugs.pipeline import Pipeline, stages
from nn_helpers.evolution import from_vector, perturb, to_vector
from nn_helpers.network import Params


def moved(number):
    """Return ``perturb`` with a move of its own, of the old numbers p, rng and width."""
    return lambda params, rng, width: Params(
        *(number(p=np.asarray(p, dtype=float), rng=rng, width=width) for p in params)
    )


PERTURB = Family("perturb", moved, stages("number = p + rng.uniform(-width, width, p.shape)"))
PERTURB.add("evolution", "perturb")


@PERTURB.whole("same-noise-everywhere", "One draw is added to all numbers.")
def perturb_same(params, rng, width):
    noise = rng.uniform(-width, width)
    return Params(*(p + noise for p in params))


PERTURB.in_place("The operator += changes the arrays that were handed in.", beside=True)
PERTURB.global_random(1)

# A search in three rules: where the next candidate starts, what is returned, what is listed. Each
# gets the costs of all that was tried, the start first; the first two give a place among them.
RULES = stages("""
    anchor = np.argmin(costs)
    returned = np.argmin(costs)
    listed = min(costs)
""")


def climbing(anchor, returned, listed):
    """Return ``hill_climb`` with these rules."""

    def variant(f, start, rng, width, turns):
        tried, costs, listing = [start], [], []
        for _ in range(turns):
            costs.append(f(tried[-1]))
            listing.append(listed(costs=costs))
            tried.append(perturb(Params(*tried[anchor(costs=costs)]), rng, width))
        return tried[returned(costs=costs)], np.array(listing)

    return variant


HILL_CLIMB = Family("hill_climb", climbing, RULES)
HILL_CLIMB.add("evolution", "hill_climb")

# The estimate from the learner's own points: noise (pairs, numbers), costs up and down (pairs,).
ESTIMATE = Pipeline("noise ups downs sigma pairs", "estimate", None, """
    difference = ups - downs
    terms = difference[:, np.newaxis] * noise
    summed = terms.sum(axis=0) / pairs
    estimate = summed / (2 * sigma)
""")  # fmt: skip


def estimating(**replaced):
    """Return ``es_gradient`` with some stages of its estimate replaced."""
    estimate = ESTIMATE.replaced(**replaced)

    def variant(f, params, rng, sigma, pairs):
        like, at = Params(*params), to_vector(params)
        noise = [rng.standard_normal(at.size) for _ in range(pairs)]
        costs = [f(from_vector(at + by * e, like)) for e in noise for by in (sigma, -sigma)]
        found = estimate(*map(np.array, (noise, costs[::2], costs[1::2])), sigma, pairs)
        return from_vector(found, like)

    return variant


ES_GRADIENT = Family("es_gradient", estimating)
ES_GRADIENT.add("evolution", "es_gradient")


@ES_GRADIENT.whole("not-antithetic", "The two points of a pair have noises of their own.")
def es_not_antithetic(f, params, rng, sigma, pairs):
    like, at = Params(*params), to_vector(params)
    noise = rng.standard_normal((2 * pairs, at.size))
    costs = [f(from_vector(at + sigma * e, like)) for e in noise]
    return from_vector(costs @ noise / (2 * pairs * sigma), like)


ES_GRADIENT.global_random(2)
