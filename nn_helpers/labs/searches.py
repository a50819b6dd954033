"""Strategies run for a lab: on XOR, with every candidate kept, and costs computed in plain numbers."""

from dataclasses import dataclass

import numpy as np

from nn_helpers import data, evolution
from nn_helpers.network import Params
from nn_helpers.training import plain_numbers

ZEROS = Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))
SAMPLES = [
    (*x, int(y)) for x, (y,) in zip(data.xor()[0].T.tolist(), data.xor()[1].T.tolist(), strict=True)
]

# The strategies of a lab by the name that it shows; the width is the one thing that they share.
STRATEGIES = {
    "the answer's strategy": lambda f, start, seed, budget, width, **options: evolution.climb(
        f, start, seed, budget, width=width, **options
    ),
    "(1+1) with the 1/5 rule": lambda f, start, seed, budget, width, **options: (
        evolution.one_plus_one(f, start, seed, budget, sigma=width, **options)
    ),
    "population: 2 best of 10": lambda f, start, seed, budget, width, **options: (
        evolution.mu_lambda(f, start, seed, budget, sigma=width, **options)
    ),
    "estimated gradient, 10 pairs": lambda f, start, seed, budget, width, **options: (
        evolution.es_descent(f, start, seed, budget, sigma=width, **options)
    ),
}


@dataclass(frozen=True)
class Trail:
    """Every candidate of one search.

    Attributes
    ----------
    candidates : (evaluations, 9) array
    generations : (generations + 1,) int array, where each generation begins, and the end
    costs : (evaluations,) array, the cost of each candidate
    """

    candidates: np.ndarray
    generations: np.ndarray
    costs: np.ndarray

    @property
    def best_costs(self):
        """The best cost known after each evaluation, (evaluations,)."""
        return np.minimum.accumulate(np.where(np.isnan(self.costs), np.inf, self.costs))

    def best_places(self):
        """Return which candidate was the best after each evaluation, (evaluations,) ints."""
        best = self.best_costs
        new = np.append(True, best[1:] < best[:-1])
        return np.maximum.accumulate(np.where(new, np.arange(len(best)), 0))

    def centres(self):
        """Return the mean of each generation's candidates, (generations, 9)."""
        sizes = np.diff(self.generations)
        return np.add.reduceat(self.candidates, self.generations[:-1]) / sizes[:, np.newaxis]


def follow(strategy, seed, budget, width):
    """Run one of ``STRATEGIES`` from all zeros, and return its ``Trail``."""
    candidates, costs, sizes = [], [], [0]

    def costs_of(_f, generation):
        vectors = [evolution.to_vector(p) for p in generation]
        found = [plain_numbers.cost(v.tolist(), SAMPLES) for v in vectors]
        candidates.extend(vectors)
        costs.extend(found)
        sizes.append(len(costs))
        return found

    STRATEGIES[strategy](None, ZEROS, seed, budget, width, map=costs_of)
    return Trail(np.array(candidates), np.array(sizes), np.array(costs))


def follow_climb(climb, seed, width, turns):
    """Run a learner's ``hill_climb`` from all zeros, and return its ``Trail``."""
    candidates, costs = [], []

    def f(params):
        candidates.append(evolution.to_vector(params))
        costs.append(plain_numbers.cost(candidates[-1].tolist(), SAMPLES))
        return costs[-1]

    climb(f, ZEROS, np.random.default_rng(seed), width, turns)
    if not costs:
        raise ValueError("hill_climb never called f, so it cannot know which candidate is better.")
    return Trail(np.array(candidates), np.arange(len(costs) + 1), np.array(costs))
