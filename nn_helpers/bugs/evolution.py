"""Slips in search without a gradient: perturb, hill_climb, es_gradient."""

import numpy as np

from nn_helpers.bugs.bug import Family, Pipeline
from nn_helpers.evolution import from_vector, perturb, to_vector
from nn_helpers.network import Params

FORUMS = "question-and-answer sites and course forums"


def even(p, rng, width):
    return p + rng.uniform(-width, width, p.shape)


def moved(number=even):
    """Return ``perturb`` with a move of its own: ``number(values, rng, width)`` gives the new ones."""

    def variant(params, rng, width):
        return Params(*(number(np.asarray(p, dtype=float), rng, width) for p in params))

    return variant


def plus(noise):
    return lambda p, rng, width: p + noise(rng, width, p.shape)


PERTURB = Family("perturb", FORUMS, moved)
PERTURB.slips(
    "number",
    ("one-sided-noise", "Noise from 0 to the width: no number ever gets smaller.",
     plus(lambda rng, width, shape: rng.uniform(0, width, shape))),
    ("one-sided-noise", "Noise from minus the width to 0: no number ever gets larger.",
     plus(lambda rng, width, shape: rng.uniform(-width, 0, shape))),
    ("one-sided-noise", "Noise from 0 to 1, whatever the width.",
     plus(lambda rng, width, shape: rng.uniform(0, 1, shape))),
    ("same-noise-everywhere", "Each array gets one draw for all of its numbers.",
     plus(lambda rng, width, shape: rng.uniform(-width, width))),
    ("normal-instead", "Noise from a bell curve of this width, which has no bounds.",
     plus(lambda rng, width, shape: rng.normal(0, width, shape))),
    ("normal-instead", "Noise from a bell curve of width 1, whatever the width.",
     plus(lambda rng, width, shape: rng.normal(0, 1, shape))),
    ("half-range", "The noise reaches to half the width.",
     plus(lambda rng, width, shape: rng.uniform(-width / 2, width / 2, shape))),
    ("double-range", "The noise reaches to twice the width.",
     plus(lambda rng, width, shape: rng.uniform(-2 * width, 2 * width, shape))),
    ("width-squared", "The width is multiplied in twice.",
     plus(lambda rng, width, shape: width * rng.uniform(-width, width, shape))),
    ("noise-returned", "The noise alone is returned.",
     lambda p, rng, width: rng.uniform(-width, width, p.shape)),
    ("noise-multiplied", "Each number is multiplied with its noise.",
     lambda p, rng, width: p * rng.uniform(-width, width, p.shape)),
    ("noise-multiplied", "The noise grows with the parameter: p (1 + noise).",
     lambda p, rng, width: p * (1 + rng.uniform(-width, width, p.shape))),
    ("nothing-moves", "The parameters come back as they were.", lambda p, rng, width: 1.0 * p),
    *(("width-ignored", f"The noise always runs from -{size:g} to {size:g}.",
       plus(lambda rng, width, shape, s=size: rng.uniform(-s, s, shape)))
      for size in (1, 2, 0.5, 0.12, 0.1, 0.05, 0.01)),
)  # fmt: skip


@PERTURB.whole("same-noise-everywhere", "One draw is added to all numbers.")
def perturb_same(params, rng, width):
    noise = rng.uniform(-width, width)
    return Params(*(p + noise for p in params))


@PERTURB.whole(
    "changes-arguments", "The operator += changes the arrays that were handed in.", beside=True
)
def perturb_in_place(params, rng, width):
    for values in params:
        values += rng.uniform(-width, width, values.shape)
    return Params(*params)


@PERTURB.whole(
    "global-random", "The global generator of numpy is used, not the one handed in.", beside=True
)
def perturb_global(params, rng, width):
    return Params(*(p + np.random.uniform(-width, width, np.shape(p)) for p in params))


@PERTURB.whole(
    "own-generator", "A generator is made inside: every call draws the same numbers.", beside=True
)
def perturb_own_generator(params, rng, width):
    return perturb(params, np.random.default_rng(0), width)


@PERTURB.whole("biases-forgotten", "The weights move, the biases stay.")
def perturb_weights(params, rng, width):
    _, b1, _, b2 = params
    return perturb(Params(*params), rng, width)._replace(b1=1.0 * b1, b2=1.0 * b2)


# A search in three rules: where the next candidate starts, what is returned, what is listed. Each
# gets the costs of all that was tried, the start first; the first two give a place among them.
RULES = {
    "anchor": lambda costs: int(np.argmin(costs)),
    "returned": lambda costs: int(np.argmin(costs)),
    "listed": lambda costs: min(costs),
}


def climbing(**rules):
    """Return ``hill_climb`` with some of its rules replaced."""
    anchor, returned, listed = {**RULES, **rules}.values()

    def variant(f, start, rng, width, turns):
        tried, costs, listing = [start], [], []
        for _ in range(turns):
            costs.append(f(tried[-1]))
            listing.append(listed(costs))
            tried.append(perturb(Params(*tried[anchor(costs)]), rng, width))
        return tried[returned(costs)], np.array(listing)

    return variant


def last(costs):
    return len(costs) - 1


def better_than_the_start(costs):
    """Return the last place with a cost below the first one's, or the start."""
    return max([0, *(i for i, cost in enumerate(costs) if cost < costs[0])])


def better_than_the_last(costs):
    """Return the last place whose cost is below that of the one before it, or the start."""
    return max([0, *(i for i in range(1, len(costs)) if costs[i] < costs[i - 1])])


HIGHEST = {"anchor": lambda costs: int(np.argmax(costs)),
           "returned": lambda costs: int(np.argmax(costs))}  # fmt: skip
LATEST = {"anchor": last, "returned": last}
NEVER_ASKED = {"returned": len}  # one step beyond the last that was tried
HILL_CLIMB = Family("hill_climb", FORUMS, climbing)
for slug, how, rules in (
    ("walks-from-last", "The next candidate starts at the last one, better or not.",
     {"anchor": last}),
    ("walks-from-start", "Every candidate is the start plus noise, not the best plus noise.",
     {"anchor": lambda costs: 0}),
    ("aliased-best", "The best moves along with the candidate: what is returned was never tried.",
     {**LATEST, **NEVER_ASKED}),
    ("accepts-worse", "Every candidate is taken, better or not; only the list keeps the lowest.", LATEST),
    ("forgets-best", "The candidate of a further turn is returned, not the best.", NEVER_ASKED),
    ("uphill", "The higher cost wins.", {**HIGHEST, "listed": max}),
    ("uphill", "The higher cost wins; every candidate's cost is listed.",
     {**HIGHEST, "listed": lambda costs: costs[-1]}),
    ("accepts-worse", "Every candidate is taken, better or not.",
     {**LATEST, "listed": lambda costs: costs[-1]}),
    ("accepts-worse", "A candidate is taken when it is better than the one before it.",
     {"anchor": better_than_the_last, "returned": better_than_the_last}),
    ("forgets-best", "The last candidate is returned, not the best.", {"returned": last}),
    ("start-returned", "The start is returned, not the best.", {"returned": lambda costs: 0}),
    ("stale-best-cost", "The best is replaced, but not its cost: all are compared with the start.",
     {"anchor": better_than_the_start, "returned": better_than_the_start,
      "listed": lambda costs: costs[0]}),
    ("stale-best-cost", "All are compared with the start; the costs of the candidates are listed.",
     {"anchor": better_than_the_start, "returned": better_than_the_start,
      "listed": lambda costs: costs[-1]}),
    ("lists-candidates", "The list holds every candidate's cost.",
     {"listed": lambda costs: costs[-1]}),
    ("stale-best-cost", "Every entry of the list is the cost of the start.",
     {"listed": lambda costs: costs[0]}),
    ("list-late", "Each entry of the list is a turn late.",
     {"listed": lambda costs: min(costs[:-1] or costs)}),
    ("list-highest", "The list holds the highest cost known so far.", {"listed": max}),
):  # fmt: skip
    HILL_CLIMB.slip(slug, how, **rules)


# The estimate from the learner's own points: noise (pairs, numbers), costs up and down (pairs,).
ESTIMATE = Pipeline(
    "noise ups downs sigma pairs", "estimate", None,
    difference=lambda ups, downs: ups - downs,
    terms=lambda difference, noise: difference[:, np.newaxis] * noise,
    summed=lambda terms, pairs: terms.sum(axis=0) / pairs,
    estimate=lambda summed, sigma: summed / (2 * sigma),
)  # fmt: skip


def estimating(**stages):
    """Return ``es_gradient`` with some stages of its estimate replaced."""
    estimate = ESTIMATE.replaced(**stages)

    def variant(f, params, rng, sigma, pairs):
        noise, ups, downs = [], [], []
        for _ in range(pairs):
            e = Params(*(rng.standard_normal(np.shape(p)) for p in params))
            for costs, sign in ((ups, 1), (downs, -1)):
                costs.append(
                    f(Params(*(p + sign * sigma * d for p, d in zip(params, e, strict=True))))
                )
            noise.append(to_vector(e))
        found = estimate(np.array(noise), np.array(ups), np.array(downs), sigma, pairs)
        return from_vector(found, Params(*params))

    return variant


ES_GRADIENT = Family("es_gradient", FORUMS, estimating)
ES_GRADIENT.slips(
    "estimate",
    ("sign-flipped", "The estimate points downhill: it has the wrong sign.",
     lambda summed, sigma: -summed / (2 * sigma)),
    ("sigma-forgotten", "It is sigma times too small: sigma does not divide, or the noise that weighs has it.",
     lambda summed: summed / 2),
    ("sigma-forgotten", "The difference is divided neither by 2 nor by sigma.",
     lambda summed: 1.0 * summed),
    ("sigma-forgotten", "Sigma multiplies where it should divide.",
     lambda summed, sigma: summed / 2 * sigma),
    ("sigma-twice", "It is divided by sigma squared.", lambda summed, sigma: summed / (2 * sigma**2)),
    ("sigma-twice", "It is divided by sigma squared, and not by 2.",
     lambda summed, sigma: summed / sigma**2),
    ("factor-two", "Divided by sigma, though the points are 2 sigma apart.",
     lambda summed, sigma: summed / sigma),
    ("factor-two", "It is half as large: divided by 4 sigma.",
     lambda summed, sigma: summed / (4 * sigma)),
    ("normalised", "The estimate is cut to length 1.",
     lambda summed: summed / np.linalg.norm(summed)),
)  # fmt: skip
ES_GRADIENT.slips(
    "summed",
    ("mean-not-sum", "The sum over the pairs stands where the mean is wanted.",
     lambda terms: terms.sum(axis=0)),
    ("mean-not-sum", "It is divided by the number of pairs twice.",
     lambda terms, pairs: terms.sum(axis=0) / pairs**2),
    ("last-pair-only", "Only the last pair counts, divided by the number of pairs.",
     lambda terms, pairs: terms[-1] / pairs),
    ("last-pair-only", "Only the last pair counts.", lambda terms: 1.0 * terms[-1]),
    ("first-pair-only", "Only the first pair counts.", lambda terms: 1.0 * terms[0]),
    ("first-pair-only", "Only the first pair counts, divided by the number of pairs.",
     lambda terms, pairs: terms[0] / pairs),
)  # fmt: skip
ES_GRADIENT.slips(
    "difference",
    ("costs-added", "The two costs of a pair are added, not subtracted.",
     lambda ups, downs: ups + downs),
    ("one-sided", "Only the costs on the plus side count.", lambda ups: 1.0 * ups),
    ("one-sided", "Only the costs on the minus side count.", lambda downs: -downs),
    ("normalised", "The differences of the costs are standardised before they weigh the noise.",
     lambda ups, downs: (ups - downs - np.mean(ups - downs)) / np.std(ups - downs)),
    ("ranked", "Only the sign of each difference counts.", lambda ups, downs: np.sign(ups - downs)),
)  # fmt: skip


@ES_GRADIENT.whole("not-antithetic", "The two points of a pair have noises of their own.")
def es_not_antithetic(f, params, rng, sigma, pairs):
    total = 0.0
    for _ in range(2 * pairs):
        noise = Params(*(rng.standard_normal(np.shape(p)) for p in params))
        found = f(Params(*(p + sigma * e for p, e in zip(params, noise, strict=True))))
        total = total + found * to_vector(noise)
    return from_vector(total / (2 * pairs * sigma), Params(*params))


@ES_GRADIENT.whole(
    "global-random", "The global generator of numpy is used, not the one handed in.", beside=True
)
def es_global(f, params, rng, sigma, pairs):
    return estimating()(f, params, np.random, sigma, pairs)
