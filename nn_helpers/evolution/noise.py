"""Noise for candidates: one generator for each number of one run; one rng, or one a seed, for many."""

import numpy as np


def generator(seed, generation, candidate=0):
    """Return the random generator of one candidate, the same on whatever worker it is made."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(generation, candidate)))


def candidate_noise(root, generation, i, size):
    """Return the standard normal noise of candidate ``i`` of a generation, shape (size,).

    It depends on the four arguments alone, so any machine can make it, at any time, in any order.

    >>> there = candidate_noise(7, generation=2, i=1, size=3)
    >>> bool(np.array_equal(there, candidate_noise(7, generation=2, i=1, size=3)))
    True
    """
    return generator(root, generation, i).standard_normal(size)


class NoiseOfOneRun:
    """Noise that comes from the seed, the generation and the number of a candidate alone."""

    def __init__(self, seed, numbers):
        self.seed, self.numbers = seed, numbers

    def uniform(self, turn, count, width):
        """Return the noise of ``count`` turns of one candidate each, (1, count, numbers)."""
        shape, turns = (1, 1, self.numbers), range(turn, turn + count)
        draws = [generator(self.seed, t).uniform(-width, width, shape) for t in turns]
        return np.concatenate(draws, axis=1)

    def normal(self, generation, count, more=0):
        """Return the noise of a generation of ``count`` candidates, (1, count, numbers + more)."""
        noise_size = self.numbers + more
        draws = [candidate_noise(self.seed, generation, i, noise_size) for i in range(count)]
        return np.array(draws)[np.newaxis]

    def normal_and_steps(self, generation, count):
        """Return normal noise, and one more number for each candidate, (1, count)."""
        draws = self.normal(generation, count, more=1)
        return draws[..., :-1], draws[..., -1]


class NoiseOfManyRuns:
    """The same, (runs, ...) in front, drawn in turn from one generator for all runs."""

    def __init__(self, rng, shape):
        self.rng, (self.runs, self.numbers) = rng, shape

    def uniform(self, _turn, count, width):
        return self.rng.uniform(-width, width, (self.runs, count, self.numbers))

    def normal(self, _generation, count):
        return self.rng.standard_normal((self.runs, count, self.numbers))

    def normal_and_steps(self, generation, count):
        steps = self.rng.standard_normal((self.runs, count))
        return self.normal(generation, count), steps


class NoiseOfSeeds:
    """Noise for several runs at once, (seeds, ...) in front; no run depends on who runs beside it.

    Each draws from one generator of its own, many candidates at a time. A generator for each candidate,
    as one run on many machines has it, would take longer than the search.
    """

    BLOCK = 256  # candidates drawn at a time

    def __init__(self, seeds, numbers):
        self._rngs, self._numbers = [np.random.default_rng(seed) for seed in seeds], numbers
        self._block, self._used = None, self.BLOCK

    def uniform(self, _turn, count, width):
        return width * self._next(
            count, lambda rng, shape: rng.uniform(-1, 1, shape), self._numbers
        )

    def normal(self, _generation, count):
        return self._next(count, np.random.Generator.standard_normal, self._numbers)

    def normal_and_steps(self, _generation, count):
        noise = self._next(count, np.random.Generator.standard_normal, self._numbers + 1)
        return noise[..., :-1], noise[..., -1]

    def _next(self, count, draw, size):
        if self._used + count > self.BLOCK:
            self._block = np.stack([draw(rng, (self.BLOCK, size)) for rng in self._rngs])
            self._used = 0
        self._used += count
        return self._block[:, self._used - count : self._used]
