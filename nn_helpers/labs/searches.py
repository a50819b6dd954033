"""Trail: every candidate, cost, mean and width of a search; follow one, for the evolution lab."""

from dataclasses import dataclass

import numpy as np

from nn_helpers import data, evolution
from nn_helpers.evolution import strategies
from nn_helpers.evolution.noise import NoiseOfOneRun
from nn_helpers.network import Params
from nn_helpers.training import plain_numbers

ZEROS = Params(np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((1, 2)), np.zeros((1, 1)))
START = evolution.to_vector(ZEROS)
SAMPLES = [
    (*x, int(y)) for x, (y,) in zip(data.xor()[0].T.tolist(), data.xor()[1].T.tolist(), strict=True)
]

# The strategies of a lab by the name that it shows; the width is the one thing that they share.
STRATEGIES = {
    "hill climbing": strategies.Climb,
    "(1+1) with the 1/5 rule": strategies.OnePlusOne,
    "population: 2 best of 10": lambda starts, noise, width: strategies.MuLambda(
        starts, noise, mu=2, lambda_=10, sigma=width
    ),
    "estimated gradient, 10 pairs": lambda starts, noise, width: strategies.ESDescent(
        starts, noise, pairs=10, sigma=width
    ),
}


# A search whose width has become smaller than this has arrived, and in a picture it stands still.
ARRIVED = 1e-3


@dataclass(frozen=True)
class Trail:
    """Every candidate of one search.

    Attributes
    ----------
    candidates : (evaluations, numbers) array
    generations : (generations + 1,) int array, where each generation begins, and the end
    costs : (evaluations,) array, the cost of each candidate
    means : (generations + 1, numbers) array, where the candidates of each generation are thrown from,
        and where the search stands at the end
    widths : (generations + 1,) array, how far they are thrown
    chosen : int, how many of a generation make the next mean; 0 where that is no mean of a few
    uniform : bool, whether none falls further than the width in any number
    """

    candidates: np.ndarray
    generations: np.ndarray
    costs: np.ndarray
    means: np.ndarray
    widths: np.ndarray
    chosen: int = 0
    uniform: bool = False

    @property
    def best_costs(self):
        """The best cost known after each evaluation, (evaluations,)."""
        return np.minimum.accumulate(np.where(np.isnan(self.costs), np.inf, self.costs))

    @property
    def crowd(self):
        """Whether a generation has several candidates."""
        return len(self.generations) <= len(self.costs)

    def best_places(self):
        """Return which candidate was the best after each evaluation, (evaluations,) ints."""
        best = self.best_costs
        new_best = np.append(True, best[1:] < best[:-1])
        return np.maximum.accumulate(np.where(new_best, np.arange(len(best)), 0))

    def generation_of(self, evaluation):
        """Return the number of the generation, from 0, that an evaluation belongs to."""
        return int(np.searchsorted(self.generations, evaluation, side="right")) - 1

    def order(self, generation):
        """Return the candidates of a generation from the best to the worst, as places in the trail."""
        first, end = self.generations[generation : generation + 2]
        return first + np.argsort(self.costs[first:end], kind="stable")


def xor_costs(vectors):
    """Return the cost of XOR for networks as rows of nine numbers, a list."""
    return [plain_numbers.cost(vector, SAMPLES) for vector in vectors.tolist()]


def follow(strategy, seed, budget, width, f=xor_costs, start=START, arrived=0.0):
    """Run one of ``STRATEGIES`` on the cost ``f``, and return its ``Trail``.

    ``f`` maps (n, numbers) to n costs. A search that changes its width ends when that is below
    ``arrived``.
    """
    noise = NoiseOfOneRun(seed, len(start))
    way = STRATEGIES[strategy]([start], noise, width)
    followed, means, widths = [], [np.array(start, dtype=float)], [width]
    for asked, told in strategies.generations(way, f, budget):
        followed.append((asked[0], told[0]))
        means.append(getattr(way, "parents", way.best)[0])
        widths.append(width if way.steps is None else float(way.steps[0]))
        if widths[-1] < arrived:
            break
    candidates, costs = map(np.concatenate, zip(*followed, strict=True))
    return Trail(
        candidates,
        np.cumsum([0, *(len(told) for _, told in followed)]),
        costs,
        np.array(means),
        np.array(widths),
        chosen=getattr(way, "mu", 0),
        uniform=isinstance(way, strategies.Climb),
    )


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
    count = len(costs)
    one_by_one = np.arange(count + 1), np.array(costs), np.zeros((count + 1, len(START)))
    trail = Trail(np.array(candidates), *one_by_one, np.full(count + 1, width), uniform=True)
    # Where it stands is not said, so it is taken to stand on the best that it knows.
    trail.means[1:] = trail.candidates[trail.best_places()]
    return trail
