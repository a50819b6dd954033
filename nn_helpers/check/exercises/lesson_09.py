"""The exercise of lesson 09: es_gradient, by pairs of points it asks, its moves; what follows."""

import numpy as np

from nn_helpers import evolution
from nn_helpers.bugs.evolution import ESTIMATE
from nn_helpers.check import compare, noise, words
from nn_helpers.check.call import Probe
from nn_helpers.check.exercises.kinds import Random
from nn_helpers.check.exercises.lesson_08 import START, bumpy
from nn_helpers.check.place import relation
from nn_helpers.check.probes import Asked, Seeded
from nn_helpers.evolution import to_vector


class EsGradient(Random):
    """Judges an estimate by the points that it asks about, and recomputes it from them."""

    RUNS = ((1, 0.3, 7), (2, 0.8, 40))

    def judge(self, attempt):
        calls = [self.ask(attempt, *run) for run in self.RUNS]
        self.follows_the_generator(
            lambda seed, stir: self.ask(attempt, seed, 0.3, 7, stir).own["f"].moves(START)
        )
        made = [(call, self.pair_up(call), to_vector(call.parts.values())) for call in calls]
        for call, (drawn, *_, sigma, _), _ in made:
            places, told = noise.groups(START), f"sigma={sigma}"
            seen = noise.seen(sigma * drawn, sigma, places, told, "normal", "pair")
            if seen:
                said = self.called(call.given)
                self.refuse(seen.slug, said, seen.cause, question=seen.question)
        self.follow(made)
        return self.right(attempt)

    def ask(self, attempt, seed, sigma, pairs, stir=None):
        """Return the call on a probe of a seed."""
        given = {"f": Asked(bumpy), "params": START, "rng": Seeded(self.seed, seed)}
        probe = Probe({**given, "sigma": sigma, "pairs": pairs}, START._asdict())
        return self.gate(attempt, attempt.call(probe, stir=stir))

    def pair_up(self, call):
        """Return what the estimate is made of: each pair's noise, its two costs, sigma, pairs."""
        said, sigma, pairs = self.called(call.given), call.given["sigma"], call.given["pairs"]
        moves, costs = call.own["f"].moves(START), np.array(call.own["f"].costs)
        free = list(
            np.flatnonzero(np.abs(moves).max(axis=1) > 1e-12)
        )  # to ask the middle is no harm
        one, two = [], []
        while free:
            one.append(free.pop(0))
            two += [j for j in free if np.abs(moves[one[-1]] + moves[j]).max() < 1e-9][:1]
            if len(two) < len(one):
                found = "A point that was asked about has no partner on the opposite side."
                self.refuse("not-antithetic", said, found)
            free.remove(two[-1])
        if len(one) != pairs:
            found = f"It asked about {len(one)} pairs, expected {pairs}."
            self.refuse(None, said, found, question="How often is f asked, for pairs=3?")
        return moves[one] / sigma, costs[one], costs[two], sigma, pairs

    def follow(self, made):
        """Refuse when an estimate does not follow from the points that it asked about."""
        wrong = [(call, found, ESTIMATE(*pairs)) for call, pairs, found in made
                 if not compare.close(found, ESTIMATE(*pairs))]  # fmt: skip
        if not wrong:
            return
        call, found, right = wrong[0]
        at = int(np.argmax(~np.isclose(found, right)))
        seen = (f"From the same points, number {at} (counted from 0 through W1, b1, W2, b2) is "
                f"{right[at]:.5g}; yours is {found[at]:.5g}.")  # fmt: skip
        kind, told = relation([(found, right) for _, found, right in wrong])
        told = told.replace("It is", "The estimate is")

        def fits(bug):
            estimate = ESTIMATE.replaced(**bug.stages)
            return bug.stages and all(follows(estimate, pairs, found) for _, pairs, found in made)

        asked = words.stage(self.name, kind)
        self.name_it(fits, self.called(call.given), f"{seen} {told}".strip(), asked)


def follows(estimate, pairs, found):
    """Return whether an estimate follows from pairs; which point of a pair came first is free."""
    drawn, ups, downs, *more = pairs
    with np.errstate(all="ignore"):
        return any(
            compare.close(found, estimate(*pair, *more), 0.1)
            for pair in ((drawn, ups, downs), (-drawn, downs, ups))
        )


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
