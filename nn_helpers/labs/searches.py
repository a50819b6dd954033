"""The Trail of a search on XOR for the evolution lab and the race: every candidate and cost."""

from dataclasses import dataclass

import numpy as np

from nn_helpers import data, evolution
from nn_helpers.evolution import strategies
from nn_helpers.network import Params
from nn_helpers.training import plain_numbers

ZEROS = Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))
SAMPLES = [
    (*x, int(y)) for x, (y,) in zip(data.xor()[0].T.tolist(), data.xor()[1].T.tolist(), strict=True)
]

# The strategies of a lab by the name that it shows; the width is the one thing that they share.
STRATEGIES = {
    "the answer's strategy": strategies.Climb,
    "(1+1) with the 1/5 rule": strategies.OnePlusOne,
    "population: 2 best of 10": lambda starts, noise, width: strategies.MuLambda(
        starts, noise, mu=2, lambda_=10, sigma=width
    ),
    "estimated gradient, 10 pairs": lambda starts, noise, width: strategies.ESDescent(
        starts, noise, pairs=10, sigma=width
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
    start = evolution.to_vector(ZEROS)
    noise = strategies.NoiseOfOneRun(seed, len(start))
    way = STRATEGIES[strategy]([start], noise, width)
    parts = [(asked[0], told[0]) for asked, told in strategies.generations(way, _costs, budget)]
    candidates, costs = map(np.concatenate, zip(*parts, strict=True))
    sizes = [0, *(len(told) for _, told in parts)]
    return Trail(candidates, np.cumsum(sizes), costs)


def _costs(vectors):
    return [plain_numbers.cost(vector, SAMPLES) for vector in vectors.tolist()]


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
