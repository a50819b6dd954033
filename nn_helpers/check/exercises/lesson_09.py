"""The exercise of lesson 09: the ES gradient, recomputed from the points that it asks about."""

import numpy as np

from nn_helpers import bugs, evolution
from nn_helpers.bugs.evolution import ESTIMATE
from nn_helpers.check import compare, words
from nn_helpers.check.exercises.kinds import Mistake, Random
from nn_helpers.check.exercises.lesson_08 import START, Asked, bumpy
from nn_helpers.check.relation import relation
from nn_helpers.evolution import to_vector


class EsGradient(Random):
    """Judges an estimate by the points that it asks about, and recomputes it from them."""

    RUNS = ((0.3, 7, 1), (0.8, 40, 2))

    def examine(self, attempt):
        runs = [self.run_once(attempt, *run) for run in self.RUNS]
        self.follows_the_generator(
            "Called es_gradient with two generators, one of them twice.",
            lambda seed, stir: self.run_once(attempt, 0.3, 7, seed, stir)[-1],
        )
        made = []
        for (sigma, pairs, _), (said, found, moves, asks, _) in zip(self.RUNS, runs, strict=True):
            away = np.abs(moves).max(axis=1) > 1e-12  # asking about the middle does no harm
            noise, ups, downs = self.pair_up(
                said, moves[away], asks[away], pairs, sigma, not away.all()
            )
            self.judge_noise(said, noise, sigma)
            made.append((said, found, (noise, ups, downs, sigma, pairs)))
        self.judge_estimate(made)

    def run_once(self, attempt, sigma, pairs, seed, stir=None):
        """Return what was called, the estimate, and the moves, costs and points that f was asked for."""
        asked, rng = Asked(bumpy), self.generator(seed)
        said = f"Called es_gradient(f, params, rng, sigma={sigma}, pairs={pairs})."
        parts = self.run(
            attempt,
            said,
            lambda params: attempt.read(attempt.own(asked, params, rng, sigma, pairs)),
            stir,
            params=START,
        )
        self.shapes(said, parts, START)
        at = to_vector(START)
        points = np.array(asked.points).reshape(-1, at.size)
        return said, to_vector(parts.values()), points - at, np.array(asked.costs), points

    def pair_up(self, said, moves, asks, pairs, sigma, middle):
        """Return each pair's noise and its two costs."""
        ask = "How often is f asked, for pairs=3?"
        if not len(moves) and middle:
            found = "Every point that f was asked about is params itself: nothing was moved."
            raise Mistake(
                None, said, found, question="Print the two points of a pair. Do they differ?"
            )
        if len(moves) < 2:
            found = f"It asked for {len(moves)} costs; {pairs} pairs need {2 * pairs}."
            raise Mistake(None, said, found, question=ask)
        distance = np.abs(moves[:, np.newaxis] + moves[np.newaxis]).max(axis=2)
        first, free = [], set(range(len(moves)))
        for i in range(len(moves)):
            if i in free:
                others = [j for j in free if j != i and distance[i, j] < 1e-9]
                if not others:
                    one = "with the middle" if middle else "with another point"
                    found = f"A point has no partner on the opposite side; it is compared {one}."
                    raise Mistake("not-antithetic", said, found)
                first.append((i, min(others)))
                free -= {i, min(others)}
        if len(first) != pairs:
            found = f"It asked about {len(first)} pairs, expected {pairs}."
            raise Mistake(None, said, found, question=ask)
        one, two = map(list, zip(*first, strict=True))
        return moves[one] / sigma, asks[one], asks[two]

    def judge_noise(self, said, noise, sigma):
        spread = noise.std()
        seen = (
            f"The numbers move by {spread * sigma:.3g} (one standard deviation); sigma is {sigma}."
        )
        ask = "Draw a thousand numbers: what is their standard deviation?"
        if np.linalg.matrix_rank(noise, tol=1e-9) == 1:
            alike = np.ptp(noise, axis=1).max() < 1e-9
            found = (
                "All numbers move by the same amount."
                if alike
                else "All pairs lie along one direction."
            )
            raise Mistake("same-noise-everywhere" if alike else None, said, found,
                          question=words.QUESTIONS["same-noise-everywhere"])  # fmt: skip
        if any(np.unique(row.round(12)).size < row.size for row in noise):
            raise Mistake(None, said, "Some numbers of one noise are equal.",
                          question=words.QUESTIONS["same-noise-everywhere"])  # fmt: skip
        still = np.flatnonzero(~np.abs(noise).max(axis=0).astype(bool))
        if still.size:
            raise Mistake(
                None, said, f"{still.size} of {noise.shape[1]} numbers never move.", question=ask
            )
        if not 0.75 < spread < 1.3:
            raise Mistake(None, said, seen, question=ask)
        if noise.size > 300 and (np.abs(noise).max() < 2 or spread < 0.85):
            far = f"{seen} The largest move is {np.abs(noise).max() * sigma:.3g}: no bell curve."
            raise Mistake(
                None,
                said,
                far,
                question="Draw a thousand numbers: how many are larger than twice sigma?",
            )

    def judge_estimate(self, made):
        """Raise when an estimate does not follow from the points that it asked about."""
        wrong = [(said, found, ESTIMATE(*traced)) for said, found, traced in made]
        wrong = [
            (said, found, right) for said, found, right in wrong if not compare.close(found, right)
        ]
        if not wrong:
            return
        said, found, right = wrong[0]
        at = int(np.argmax(~np.isclose(found, right)))
        seen = f"From the same points, number {at} is {right[at]:.5g}; yours is {found[at]:.5g}."
        names = {}
        for bug in bugs.family(self.name):
            estimate = ESTIMATE.replaced(**bug.stages)
            if bug.stages and all(follows(estimate, traced, found) for _, found, traced in made):
                names.setdefault(bug.slug, bug)
        if len(names) == 1:
            raise self.known(next(iter(names.values())))(said, seen)
        related = relation([(found, right) for _, found, right in wrong])
        related = related.text.replace("It is", "The estimate is")
        raise Mistake(None, said, f"{seen} {related}".strip(), cause="None of the mistakes we know.",
                      question=words.stage(self.name, "estimate"))  # fmt: skip


def follows(estimate, traced, found):
    """Return whether an estimate follows from a trace; which point of a pair came first is free."""
    noise, ups, downs, sigma, pairs = traced
    turned = (-noise, downs, ups, sigma, pairs)
    with np.errstate(all="ignore"):
        return any(compare.close(found, estimate(*t), 0.1) for t in (traced, turned))


es_gradient = EsGradient(
    "es_gradient(f, params, rng, sigma, pairs)",
    """
    Return an estimate of the gradient of f, smoothed by Gaussian noise of standard deviation sigma.

    For each pair draw e, one standard normal number for every parameter, from rng. The estimate is
    the mean over the pairs of (f(params + sigma e) - f(params - sigma e)) / (2 sigma) * e. It has
    the shapes of params, which stays as it is. Source: T. Salimans et al. (2017), "Evolution
    strategies as a scalable alternative to reinforcement learning", section 2.
    """,
    evolution.es_gradient,
    [],
    "params",
)
