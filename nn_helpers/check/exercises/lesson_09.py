"""The exercise of lesson 09: the ES gradient, recomputed from the points that it asks about."""

import numpy as np

from nn_helpers import evolution
from nn_helpers.check import compare
from nn_helpers.check.compare import constant_ratio
from nn_helpers.check.exercises.kinds import Mistake, Random
from nn_helpers.check.exercises.lesson_08 import START, Asked, bumpy
from nn_helpers.evolution import to_vector


class EsGradient(Random):
    """Judges an estimate by the points that it asks about, and recomputes it from them."""

    def examine(self, attempt):
        self.estimate(attempt, 0.3, 7, 1)
        self.estimate(attempt, 0.8, 40, 2)
        one, again = (self.estimate(attempt, 0.3, 7, 3) for _ in range(2))
        other = self.estimate(attempt, 0.3, 7, 4)
        said = "Called es_gradient with two generators, one of them twice."
        if not np.array_equal(one, again):
            raise Mistake("global-random", said, "The noise does not follow the one handed in.")
        if np.array_equal(one, other):
            raise Mistake("global-random", said, "The noise is the same with either.")

    def estimate(self, attempt, sigma, pairs, seed):
        asked, rng = Asked(bumpy), self.generator(seed)
        said = f"Called es_gradient(f, params, rng, sigma={sigma}, pairs={pairs})."
        parts = self.run(
            attempt,
            said,
            lambda params: compare.read(attempt.own(asked, params, rng, sigma, pairs), "params"),
            params=START,
        )
        for name, wanted in START._asdict().items():
            if parts[name].shape != wanted.shape:
                raise Mistake("other-shape", said, compare.beside(name, parts[name], wanted))
        found, at = to_vector(parts.values()), to_vector(START)
        moves = np.array(asked.points).reshape(-1, at.size) - at
        asks = np.array(asked.costs)
        away = np.abs(moves).max(axis=1) > 1e-12  # asking about the middle does no harm
        noise, ups, downs = self.pair_up(said, moves[away], asks[away], pairs, sigma, asks[~away])
        self.judge_noise(said, noise, sigma)
        right = ((ups - downs)[:, np.newaxis] * noise).mean(axis=0) / (2 * sigma)
        self.judge_estimate(said, found, right, sigma, pairs, noise, ups, downs)
        return np.array(asked.points)

    def pair_up(self, said, moves, asks, pairs, sigma, middle):
        """Return each pair's noise and its two costs."""
        if len(moves) < 2:
            raise Mistake(
                "wrong-pairs",
                said,
                f"It asked for {len(moves)} costs; {pairs} pairs need {2 * pairs}.",
            )
        distance = np.abs(moves[:, np.newaxis] + moves[np.newaxis]).max(axis=2)
        first = []
        free = set(range(len(moves)))
        for i in range(len(moves)):
            if i in free:
                others = [j for j in free if j != i and distance[i, j] < 1e-9]
                if not others:
                    one = "with the middle" if len(middle) else "with another point"
                    raise Mistake(
                        "not-antithetic", said,
                        f"A point has no partner on the opposite side; it is compared {one}.",
                    )  # fmt: skip
                first.append((i, min(others)))
                free -= {i, min(others)}
        if len(first) != pairs:
            raise Mistake(
                "wrong-pairs", said, f"It asked about {len(first)} pairs, expected {pairs}."
            )
        one, two = map(list, zip(*first, strict=True))
        return moves[one] / sigma, asks[one], asks[two]

    def judge_noise(self, said, noise, sigma):
        if len(noise) > 1 and np.linalg.matrix_rank(noise, tol=1e-9) == 1:
            raise Mistake("same-noise-everywhere", said, "All pairs lie along one direction.")
        if np.ptp(noise, axis=1).max() < 1e-9:
            raise Mistake("same-noise-everywhere", said, "All numbers move by the same amount.")
        spread = noise.std()
        seen = (
            f"The numbers move by {spread * sigma:.3g} (one standard deviation); sigma is {sigma}."
        )
        if not 0.75 < spread < 1.3:
            if abs(spread * sigma - 1) < 0.2:
                raise Mistake("sigma-forgotten", said, seen, "The noise is not scaled by sigma.")
            wrong = "noise-too-wide" if spread > 1 else "noise-too-narrow"
            raise Mistake("sigma-twice" if abs(spread / sigma - 1) < 0.2 else wrong, said, seen)
        if noise.size > 300 and (np.abs(noise).max() < 2 or spread < 0.85):
            raise Mistake("not-gaussian", said,
                          f"{seen} The largest is {np.abs(noise).max() * sigma:.3g}.")  # fmt: skip

    def judge_estimate(self, said, found, right, sigma, pairs, noise, ups, downs):
        if compare.close(found, right):
            return
        ratio = constant_ratio(found, right)
        names = (
            ("sign-flipped", -1), ("sigma-forgotten", sigma), ("sigma-twice", 1 / sigma),
            ("mean-not-sum", pairs), ("mean-not-sum", 2 * pairs), ("mean-not-sum", 1 / pairs),
            ("factor-two", 2), ("factor-two", 0.5), ("sigma-forgotten", 2 * sigma),
            ("sigma-forgotten", sigma**2), ("sigma-forgotten", sigma / 2),
        )  # fmt: skip
        if ratio is not None:
            for slug, value in names:
                if np.isclose(ratio, value, rtol=1e-6):
                    raise Mistake(
                        slug, said, f"The estimate is {ratio:.4g} times the expected one."
                    )
            raise Mistake("sign-flipped" if ratio < 0 else "constant-factor", said,
                          f"The estimate is {ratio:.4g} times the expected one.")  # fmt: skip
        for slug, other in (
            ("not-antithetic", ups[:, np.newaxis] * noise),
            ("not-antithetic", -downs[:, np.newaxis] * noise),
            ("not-antithetic", (ups + downs)[:, np.newaxis] * noise),
            ("last-pair-only", (ups - downs)[-1:, np.newaxis] * noise[-1:] / 2),
        ):
            made = constant_ratio(found, other.mean(axis=0))
            if made is not None:
                pair = "The two costs of a pair are not subtracted from each other."
                rest = "Not all costs it asked for count."
                raise Mistake(slug, said, pair if slug == "not-antithetic" else rest)
        at = int(np.argmax(~np.isclose(found, right)))
        raise Mistake("other-estimate", said, f"From the same points, number {at} is {right[at]:.5g}; "
                      f"yours is {found[at]:.5g}.")  # fmt: skip


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
