"""Strategy (noise, generation), Climb, ..., CmaEs: each asks for candidates, is told costs; ranks.

A strategy is asked for candidates and told their costs, as in the package ``cma``; it never sees the
cost function. Everything has the runs as its first axis: candidates (runs, k, numbers), costs
(runs, k). Noise comes in from outside: one run draws that of each candidate by its number, so that
it is the same on any worker; a crowd of runs draws all of it from one generator.
"""

import numpy as np


def generations(strategy, f, budget):
    """Ask for candidates, find their costs by ``f``, tell them; for as long as the budget lasts.

    Yields the candidates (runs, k, numbers) and costs (runs, k) of each generation, when they have
    been told. ``f`` maps (n, numbers) to n costs; a nan counts as infinite. A last generation that
    the budget does not cover is not begun.
    """
    while 0 < strategy.size <= budget and not strategy.stop():
        candidates = strategy.ask()
        runs, k, numbers = candidates.shape
        costs = np.asarray(f(candidates.reshape(-1, numbers)), dtype=float).reshape(runs, k)
        costs = np.fmin(costs, np.inf)  # of a number and a nan, the number
        strategy.tell(candidates, costs)
        budget -= k
        yield candidates, costs


class Strategy:
    """What all strategies share: how many candidates a run gets, and the best of each run.

    A strategy adds ``ask()``, which returns the next candidates, (runs, size, numbers).

    Attributes
    ----------
    size : how many candidates a run has in a generation
    best : (runs, numbers); best_costs : (runs,), infinite before there is a cost
    steps : (runs,) step sizes, or None where they never change
    """

    steps = None

    def __init__(self, starts, noise, size=1):
        self.best = np.array(starts, dtype=float)
        self.best_costs = np.full(len(self.best), np.inf)
        self.noise, self.size, self.generation = noise, size, 0

    def tell(self, candidates, costs):
        """Take the costs of the candidates; return which runs have a new best, (runs,) bools."""
        lowest = costs.min(axis=1)
        better = lowest < self.best_costs
        if better.any():
            at = costs.argmin(axis=1)[:, np.newaxis, np.newaxis]
            chosen = np.take_along_axis(candidates, at, axis=1)[:, 0]
            self.best_costs = np.where(better, lowest, self.best_costs)
            self.best = np.where(better[:, np.newaxis], chosen, self.best)
        self.generation += 1
        return better

    def stop(self):
        """Return whether the strategy itself gives up."""
        return False


class Climb(Strategy):
    """The strategy of the answer in the case: the best so far plus uniform noise."""

    def __init__(self, starts, noise, width=0.12):
        super().__init__(starts, noise)
        self.width, self._next = width, self.best[:, np.newaxis]

    def ask(self):
        return self._next

    def tell(self, candidates, costs):
        turn = self.generation
        better = super().tell(candidates, costs)
        self._next = self.best[:, np.newaxis] + self.noise.uniform(turn, 1, self.width)
        return better


class Guess(Strategy):
    """Random guessing, in blocks: every candidate is a fresh draw, uniform in (-width, width)."""

    def __init__(self, starts, noise, budget, width=50.0, block=50):
        super().__init__(starts, noise, min(block, budget))
        self.width, self.budget, self.turn = width, budget, 0

    def ask(self):
        return self.noise.uniform(self.turn, self.size, self.width)

    def tell(self, candidates, costs):
        self.turn += self.size
        self.size = min(self.size, self.budget - self.turn)  # 0 at the end
        return super().tell(candidates, costs)


class OnePlusOne(Strategy):
    """(1+1)-ES with Gaussian noise and the 1/5 success rule.

    After a success the step grows by 1.5, after a failure it shrinks by the fourth root of that: it
    stays as it is when one candidate in five is better.

    Source: I. Rechenberg, "Evolutionsstrategie" (1973); the factors as in S. Kern et al. (2004).
    """

    def __init__(self, starts, noise, sigma=1.0):
        super().__init__(starts, noise)
        self.steps = np.full(len(self.best), float(sigma))

    def ask(self):
        here = self.best[:, np.newaxis]
        if not self.generation:
            return here
        return here + self.steps[:, np.newaxis, np.newaxis] * self.noise.normal(self.generation, 1)

    def tell(self, candidates, costs):
        first = not self.generation
        better = super().tell(candidates, costs)
        if not first:
            self.steps = self.steps * np.where(better, 1.5, 1.5**-0.25)
        return better


class MuLambda(Strategy):
    """(mu/mu, lambda)-ES: the mean of the mu best of lambda candidates is the next parent.

    Every candidate varies the step size as well, and the steps of the best are averaged
    (self-adaptation, H.-G. Beyer and H.-P. Schwefel, "Evolution strategies" (2002)).
    """

    def __init__(self, starts, noise, mu=2, lambda_=10, sigma=1.0):
        if not 1 <= mu <= lambda_:
            raise ValueError(f"mu is {mu} and lambda {lambda_}; mu must be between 1 and lambda.")
        super().__init__(starts, noise, lambda_)
        self.mu, self.parents = mu, self.best
        self.steps = np.full(len(self.best), float(sigma))
        self.learning = 1 / np.sqrt(2 * self.best.shape[1])

    def ask(self):
        noise, steps = self.noise.normal_and_steps(self.generation, self.size)
        self._tried = self.steps[:, np.newaxis] * np.exp(self.learning * steps)
        return self.parents[:, np.newaxis] + self._tried[..., np.newaxis] * noise

    def tell(self, candidates, costs):
        chosen = np.argsort(costs, axis=1, kind="stable")[:, : self.mu]
        every = np.arange(len(chosen))[:, np.newaxis]
        self.parents = candidates[every, chosen].mean(axis=1)
        self.steps = np.exp(np.log(self._tried[every, chosen]).mean(axis=1))
        return super().tell(candidates, costs)


class ESDescent(Strategy):
    """Descent along an estimated gradient: antithetic pairs, weighed by the ranks of their costs.

    Source: T. Salimans et al. (2017), algorithm 1 with fitness shaping.
    """

    def __init__(self, starts, noise, pairs=10, sigma=0.5, learning_rate=1.0):
        super().__init__(starts, noise, 2 * pairs)
        self.pairs, self.sigma, self.learning_rate = pairs, sigma, learning_rate
        self.parents = self.best

    def ask(self):
        half = self.noise.normal(self.generation, self.pairs)
        self._noise = np.concatenate([half, -half], axis=1)
        return self.parents[:, np.newaxis] + self.sigma * self._noise

    def tell(self, candidates, costs):
        way = np.einsum("rk,rkn->rn", ranks(costs), self._noise)
        self.parents = self.parents - self.learning_rate * way / (self.size * self.sigma)
        return super().tell(candidates, costs)


class CmaEs(Strategy):
    """CMA-ES from the package ``cma`` (N. Hansen): one run, which learns the directions as well.

    Raises ``ImportError`` with the command that installs it when the package is missing.
    """

    def __init__(self, start, seed, budget, sigma=1.0):
        try:
            import cma
        except ImportError:
            raise ImportError(
                "CMA-ES comes from the package cma. To install it: pip install cma"
            ) from None
        # cma draws from numpy's global generator unless it is handed another one.
        rng = np.random.default_rng(np.random.SeedSequence(seed))
        options = {
            "randn": lambda *shape: rng.standard_normal(shape),
            "seed": np.nan,  # leave the global generator alone
            "verbose": -9,
            "maxfevals": budget,
        }
        self._es = cma.CMAEvolutionStrategy(start, sigma, options)
        super().__init__([start], None, self._es.popsize)

    @property
    def steps(self):
        return np.array([self._es.sigma])

    def ask(self):
        self._asked = self._es.ask()  # it wants the same objects back
        return np.array(self._asked)[np.newaxis]

    def tell(self, candidates, costs):
        self._es.tell(self._asked, costs[0].tolist())
        return super().tell(candidates, costs)

    def stop(self):
        return bool(self._es.stop())


def ranks(costs):
    """Return each cost's rank on the last axis, evenly from -0.5 (lowest) to 0.5 (highest).

    Only the order counts, so one huge cost cannot pull the whole step. Equal costs share a rank.

    >>> ranks(np.array([10.0, 1000.0, 20.0]))
    array([-0.5,  0.5,  0. ])
    """
    costs = np.asarray(costs)
    this, other = costs[..., np.newaxis], costs[..., np.newaxis, :]
    ranked_below, equal = (other < this).sum(axis=-1), (other == this).sum(axis=-1)
    return (ranked_below + (equal - 1) / 2) / max(costs.shape[-1] - 1, 1) - 0.5
