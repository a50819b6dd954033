"""Which line is wrong? Three short strategies of lesson 09 to read and to try.

The learner sees the very code that runs (``listing``), and can call it. The feedback on a claim that
does not hold says what the claimed line does, and what the strategy did when it was tried.
"""

import inspect

import numpy as np

from nn_helpers.check.base import Check
from nn_helpers.check.report import NOT_ATTEMPTED, PASSED, WRONG, Report

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


def repaired_a(f, start, rng, width, turns):
    """Strategy A with its fourth line repaired."""
    best, best_cost = start, f(start)
    for _ in range(turns - 1):
        candidate = best + rng.uniform(-width, width, best.size)
        cost = f(candidate)
        if cost < best_cost:
            best, best_cost = candidate, cost
    return best, best_cost


def repaired_b(f, start, rng, width, turns):
    """Strategy B with its first line repaired."""
    mean = start
    for _ in range(turns // 10):
        candidates = mean + width * rng.standard_normal((10, mean.size))
        chosen = np.argsort([f(candidate) for candidate in candidates])[:2]
        mean = candidates[chosen].mean(axis=0)
    return mean, f(mean)


def repaired_c(f, start, rng, width, turns):
    """Strategy C with its third line repaired."""
    here = start
    for _ in range(turns // 20):
        half = rng.standard_normal((10, here.size))
        noise = np.concatenate([half, -half])
        places = np.argsort(np.argsort([f(here + width * e) for e in noise]))
        weights = places / 19 - 0.5
        here = here - 5 * width * (weights @ noise) / 20
    return here, f(here)


STRATEGIES = {"A": strategy_a, "B": strategy_b, "C": strategy_c}
REPAIRED = {"A": repaired_a, "B": repaired_b, "C": repaired_c}

# What each right line does, for those who suspect it.
INNOCENT = {
    "A": {
        1: "Line 1 takes the start as the best so far, together with its cost.",
        2: "Line 2 throws from the best, to both sides, with a draw for every number.",
        3: "Line 3 lets only a lower cost win. But lower than which cost?",
        5: "Line 5 returns the best and the cost that it has on file.",
    },
    "B": {
        2: "Line 2 asks for one cost for each candidate.",
        3: "Line 3 takes the places of the two lowest costs: argsort is right where the first are wanted.",
        4: "Line 4 averages the chosen two, number by number.",
        5: "Line 5 asks for the cost of the mean itself.",
    },
    "C": {
        1: "Line 1 draws a noise for every number of every candidate.",
        2: "Line 2 puts the opposite of each noise beside it: antithetic pairs.",
        4: "Line 4 spreads places from 0 to 19 evenly over -0.5 to 0.5.",
        5: "Line 5 weighs each noise and steps away from the costly ones.",
    },
}
LAST_QUESTIONS = {
    "A": "What has to change together when a candidate wins?",
    "B": "In which directions can it move? Print one candidate minus the mean.",
    "C": "Costs of 30, 10 and 20: which places must they get, and what does line 3 give?",
}
CENTRE = np.arange(1.0, 6.0)


class Bowl:
    """A cost with its lowest point, 0, at (1, 2, 3, 4, 5); it remembers the lowest cost it gave."""

    def __init__(self):
        self.lowest = np.inf

    def __call__(self, vector):
        cost = float(np.sum((vector - CENTRE) ** 2))
        self.lowest = min(self.lowest, cost)
        return cost


def tried(strategy, seed=0):
    """Return what a strategy reports on a bowl, what its result costs, and the lowest cost it saw.

    >>> reported, true, lowest = tried(repaired_a)
    >>> reported == true == lowest
    True
    """
    bowl = Bowl()
    found, reported = strategy(bowl, np.zeros(5), np.random.default_rng(seed), 0.3, 400)
    lowest = bowl.lowest
    return float(reported), bowl(found), lowest


class StrategyMistake(Check):
    """Judges which line of each strategy is wrong: a dict from each letter to a line number.

    Attributes
    ----------
    strategies : dict of letter to ``strategy(f, start, rng, width, turns)``; f takes a vector
    listing : str, their code
    """

    name = "strategy_mistake"
    hints = (
        "Which strategy reports a cost that its own result does not have? Which one gets stuck "
        "at the same height whatever the seed?",
        "Print what the numbered lines make: the shape of the noise in line 1, the places in line 3.",
        "np.argsort([30, 10, 20]) is not [2, 0, 1]. And what does numpy do with a shape of (10, 1)?",
    )

    def __init__(self):
        super().__init__(self.name, self.__doc__)
        self.strategies = dict(STRATEGIES)
        self.listing = "\n".join(inspect.getsource(f) for f in STRATEGIES.values()).rstrip()

    def __repr__(self):
        return f"check.{self.name}({self.name}) says whether these are the wrong lines."

    def report(self, answer):
        """Judge the three claims, without any effect."""
        if answer is None or answer is ... or _untouched(answer):
            text = f"Give each letter of {self.name} a line number, then run this cell again."
            return Report(self.name, NOT_ATTEMPTED, None, (text,))
        trouble = _trouble(answer)
        if trouble:
            return Report(self.name, WRONG, "other-form", (f"{self.name} {trouble}",))
        held = [letter for letter, line in WRONG_LINE.items() if answer[letter] == line]
        if len(held) == len(WRONG_LINE):
            ends = ", ".join(
                f"{letter} from {tried(STRATEGIES[letter])[1]:.2f} to {tried(REPAIRED[letter])[1]:.2f}"
                for letter in WRONG_LINE
            )
            praise = f"These are the lines. Repaired, the strategies end lower on the bowl: {ends}."
            return Report(self.name, PASSED, None, (praise,))
        return self._refuted(
            next(letter for letter in WRONG_LINE if letter not in held), answer, len(held)
        )

    def _refuted(self, letter, answer, held):
        """Return the report on the first claim that does not hold."""
        reported, true, lowest = tried(STRATEGIES[letter])
        return Report(
            self.name,
            WRONG,
            f"{letter}-line-{answer[letter]}",
            (
                f"{held} of {len(WRONG_LINE)} hold. The first that does not: {letter}.",
                INNOCENT[letter][answer[letter]],
                f"Tried on the bowl, {letter} reports a cost of {reported:.2f}. What it returned "
                f"costs {true:.2f}, and the lowest cost it saw was {lowest:.2f}.",
                LAST_QUESTIONS[letter],
            ),
        )


def _untouched(answer):
    return isinstance(answer, dict) and bool(answer) and all(v is ... for v in answer.values())


def _trouble(answer):
    """Return what keeps the answer from being judged, or an empty text."""
    if not isinstance(answer, dict) or set(answer) != set(WRONG_LINE):
        return f"is to be a dict with the keys {', '.join(WRONG_LINE)}."
    for letter, line in answer.items():
        if line is ...:
            return f"has no line for {letter} yet."
        if type(line) is not int or not 1 <= line <= LINES:
            return f"has {line!r} for {letter}; expected a line number from 1 to {LINES}."
    return ""


strategy_mistake = StrategyMistake()
