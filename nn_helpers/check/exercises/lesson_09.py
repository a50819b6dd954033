"""The exercise of lesson 09: es_gradient, by pairs of points it asks, its moves; not_following."""

import numpy as np

from nn_helpers import evolution
from nn_helpers.bugs.evolution import ESTIMATE
from nn_helpers.check import compare, noise, words
from nn_helpers.check.exercises.kinds import Mistake, Random
from nn_helpers.check.exercises.lesson_08 import START, bumpy
from nn_helpers.check.probes import Asked
from nn_helpers.check.relation import relation
from nn_helpers.evolution import to_vector


class EsGradient(Random):
    """Judges an estimate by the points that it asks about, and recomputes it from them."""

    RUNS = ((0.3, 7, 1), (0.8, 40, 2))

    def examine(self, attempt):
        runs = [self.run_once(attempt, *run) for run in self.RUNS]
        self.follows_the_generator(lambda seed, stir: self.run_once(attempt, 0.3, 7, seed, stir)[2])
        made = []
        for (sigma, pairs, _), (said, found, moves, asks) in zip(self.RUNS, runs, strict=True):
            away = np.abs(moves).max(axis=1) > 1e-12  # asking about the middle does no harm
            paired = self.pair_up(said, moves[away], asks[away], pairs, sigma)
            made.append((said, found, (*paired, sigma, pairs)))
        self.judge_noise(made)
        self.judge_estimate(made)

    def run_once(self, attempt, sigma, pairs, seed, stir=None):
        """Return what was called, the estimate, and the moves and costs that f was asked for."""
        asked, rng = Asked(bumpy), self.generator(seed)
        said = f"Called es_gradient(f, params, rng, sigma={sigma}, pairs={pairs})."

        def estimate(params):
            return attempt.read(attempt.own(asked, params, rng, sigma, pairs))

        parts = self.run(attempt, said, estimate, stir, params=START)
        self.shapes(said, parts, START)
        at = to_vector(START)
        moves = np.array(asked.points).reshape(-1, at.size) - at
        return said, to_vector(parts.values()), moves, np.array(asked.costs)

    def pair_up(self, said, moves, asks, pairs, sigma):
        """Return each pair's noise and its two costs."""
        first, free = [], list(range(len(moves)))
        while free:
            i = free.pop(0)
            j = next((j for j in free if np.abs(moves[i] + moves[j]).max() < 1e-9), None)
            if j is None:
                found = "A point that was asked about has no partner on the opposite side."
                raise Mistake("not-antithetic", said, found)
            first.append((i, j))
            free.remove(j)
        if len(first) != pairs:
            found = f"It asked about {len(first)} pairs, expected {pairs}."
            raise Mistake(None, said, found, question="How often is f asked, for pairs=3?")
        one, two = map(list, zip(*first, strict=True))
        return moves[one] / sigma, asks[one], asks[two]

    def judge_noise(self, made):
        """Raise when the noise is not normal, or not a new one for every pair."""
        for said, _, (drawn, _, _, sigma, _) in made:
            places, told = noise.groups(START), f"sigma={sigma}"
            seen = noise.seen(sigma * drawn, sigma, places, told, "normal", "pair")
            if seen:
                raise Mistake(seen.slug, said, seen.cause, question=seen.question)

    @staticmethod
    def not_following(made):
        """Return (said, found, right) of the estimates that do not follow from the points asked about."""
        right = [(said, found, ESTIMATE(*traced)) for said, found, traced in made]
        return [one for one in right if not compare.close(one[1], one[2])]

    def judge_estimate(self, made):
        """Raise when an estimate does not follow from the points that it asked about."""
        wrong = self.not_following(made)
        if not wrong:
            return
        said, found, right = wrong[0]
        at = int(np.argmax(~np.isclose(found, right)))
        seen = (f"From the same points, number {at} (counted from 0 through W1, b1, W2, b2) is "
                f"{right[at]:.5g}; yours is {found[at]:.5g}.")  # fmt: skip
        related = relation([(found, right) for _, found, right in wrong])
        told = related.text.replace("It is", "The estimate is")

        def fits(bug):
            estimate = ESTIMATE.replaced(**bug.stages)
            return bug.stages and all(follows(estimate, run, found) for _, found, run in made)

        self.name_it(fits, said, f"{seen} {told}".strip(), words.stage(self.name, related.kind))


def follows(estimate, traced, found):
    """Return whether an estimate follows from a trace; which point of a pair came first is free."""
    drawn, ups, downs, sigma, pairs = traced
    turned = (-drawn, downs, ups, sigma, pairs)
    with np.errstate(all="ignore"):
        return any(compare.close(found, estimate(*t), 0.1) for t in (traced, turned))


es_gradient = EsGradient(
    "es_gradient(f, params, rng, sigma, pairs)",
    """Return an estimate of the gradient of f, smoothed by Gaussian noise of standard deviation sigma.

    For each pair draw e, one standard normal number for every parameter, from rng. The estimate is
    the mean over the pairs of (f(params + sigma e) - f(params - sigma e)) / (2 sigma) * e. It has
    the shapes of params, which stays as it is. Source: T. Salimans et al. (2017), "Evolution
    strategies as a scalable alternative to reinforcement learning", section 2.""",
    evolution.es_gradient,
    [],
    "params",
)
