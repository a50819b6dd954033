"""Lesson 09's strategies a, b, c with a wrong line each, to read and to try on a bowl.

The learner sees the very code that runs (``listing``), and can call it. The feedback on a claim that
does not hold says what the claimed line does, and what the strategy did when it was tried.
"""

import inspect

import numpy as np

from nn_helpers.check import words
from nn_helpers.check.exercises.kinds import Claims

LINES = 5
WRONG_LINE = {"A": 4, "B": 1, "C": 3}


def strategy_a(f, start, rng, width, turns):
    best, best_cost = start, f(start)  # 1
    for _ in range(turns - 1):
        candidate = best + rng.uniform(-width, width, best.size)  # 2
        if f(candidate) < best_cost:  # 3
            best = candidate  # 4
    return best, best_cost  # 5


def strategy_b(f, start, rng, width, turns):
    mean = start
    for _ in range(turns // 10):
        candidates = mean + width * rng.standard_normal((10, 1))  # 1
        costs = [f(candidate) for candidate in candidates]  # 2
        chosen = np.argsort(costs)[:2]  # 3
        mean = candidates[chosen].mean(axis=0)  # 4
    return mean, f(mean)  # 5


def strategy_c(f, start, rng, width, turns):
    here = start
    for _ in range(turns // 20):
        half = rng.standard_normal((10, here.size))  # 1
        noise = np.concatenate([half, -half])  # 2
        places = np.argsort([f(here + width * e) for e in noise])  # 3
        weights = places / 19 - 0.5  # 4
        here = here - 5 * width * (weights @ noise) / 20  # 5
    return here, f(here)


STRATEGIES = {"A": strategy_a, "B": strategy_b, "C": strategy_c}
CENTRE = np.arange(1.0, 6.0)


def tried(strategy, seed=0):
    """Return what a strategy reports on a bowl, what its result costs, and the lowest cost it saw.

    The lowest point of the bowl, 0, is at (1, 2, 3, 4, 5).

    >>> [round(cost) for cost in tried(strategy_a)]
    [55, 54, 15]
    """
    seen = []

    def bowl(vector):
        seen.append(float(np.sum((vector - CENTRE) ** 2)))
        return seen[-1]

    found, reported = strategy(bowl, np.zeros(5), np.random.default_rng(seed), 0.3, 400)
    lowest = min(seen)
    return float(reported), bowl(found), lowest


class StrategyMistake(Claims):
    """Judges which line of each strategy is wrong: a dict from each letter to a line number.

    Attributes
    ----------
    strategies : dict of letter to ``strategy(f, start, rng, width, turns)``; f takes a vector
    listing : str, their code
    """

    def __init__(self):
        super().__init__(
            "strategy_mistake", "A dict that gives each letter the number of its wrong line.",
            "line", WRONG_LINE, range(1, LINES + 1),
        )  # fmt: skip
        self.strategies = dict(STRATEGIES)
        self.listing = "\n".join(inspect.getsource(f) for f in STRATEGIES.values()).rstrip()

    def evidence(self, key, claim):
        reported, true, lowest = tried(STRATEGIES[key])
        told = (f"Line {claim} of {key} has no fault. Tried on the bowl, {key} reports a cost of {reported:.2f}. What "
                f"it returned costs {true:.2f}, and the lowest cost it saw was {lowest:.2f}.")  # fmt: skip
        return told, words.stage(self.name, key)


strategy_mistake = StrategyMistake()
