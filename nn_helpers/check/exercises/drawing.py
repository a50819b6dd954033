"""Drawing: judges random draws as a crowd, range, spread, independence; initialise, perturb."""

import numpy as np

from nn_helpers.check import noise, words
from nn_helpers.check.call import changed_parts
from nn_helpers.check.exercises.kinds import Mistake, Random
from nn_helpers.check.noise import groups
from nn_helpers.evolution import to_vector

APART = 2.3  # how far two crowds of one kind may lie apart, in units of what chance allows


class Drawing(Random):
    """Judges ``initialise`` and ``perturb`` by many draws at two widths."""

    TIMES = 150
    WIDE, NARROW = 4.0, 0.5

    def __init__(self, signature, contract, reference, start, width, as_given=None):
        super().__init__(signature, contract, reference, [], "params")
        self.start, self.width, self.as_given = start, width, as_given
        self.perturbs = "params" in signature
        self._crowds = {}

    def draws(self, attempt, width, seed=5, times=TIMES, stir=None):
        """Return what was drawn, (times, numbers), as far as it is new."""
        rng = self.generator(seed)
        said = f"Called {self.name} {times} times with {self.width}={width:g}."

        def draw(**params):
            # Every draw starts from the same numbers, or a change in place would go unnoticed.
            results = []
            for _ in range(times):
                results.append(attempt.read(attempt.own(*params.values(), rng, width)))
                if any(changed_parts("params", self.start, p) for p in params.values()):
                    break
            return results

        arguments = {"params": self.start} if self.perturbs else {}
        results = self.run(attempt, said, draw, stir, **arguments)
        for parts in results:
            self.shapes(said, parts, self.start)
        rows = np.array([to_vector(parts.values()) for parts in results])
        if not np.isfinite(rows).all():
            raise Mistake(None, said, "Not all numbers are finite.",
                          question=words.about("not-finite", "the result"))  # fmt: skip
        return rows

    def crowd(self, bug, width):
        """Return what a slip of the catalogue draws at a width, worked out once."""
        key = (bug.how, width, self.seed)
        if key not in self._crowds:
            given, rng = ((self.start,) if self.perturbs else ()), self.generator(5)
            made = [to_vector(bug.function(*given, rng, width)) for _ in range(self.TIMES)]
            self._crowds[key] = np.array(made)
        return self._crowds[key]

    def examine(self, attempt):
        wide = self.draws(attempt, self.WIDE)
        self.follows_the_generator(
            lambda seed, stir: self.draws(attempt, self.WIDE, seed, 20, stir),
        )
        narrow = self.draws(attempt, self.NARROW)
        said = f"Called {self.name} {self.TIMES} times with {self.width}=4, and again with 0.5."
        seen = self.not_right_about(wide, self.WIDE) or self.not_right_about(narrow, self.NARROW)
        if not seen:
            return
        if self.same_every_time(wide, narrow):
            raise Mistake("own-generator", said, "Every call draws the same numbers, stretched.")
        crowds = (wide, self.WIDE), (narrow, self.NARROW)
        if self.as_given and all(
            alike(rows, self.crowd(self.as_given, width), self.start) for rows, width in crowds
        ):
            raise Mistake(None, said, seen.text, cause=words.AS_GIVEN,
                          question=words.question(self.name, self.as_given.slug))  # fmt: skip

        def fits(bug):  # slips of the generator and of the arguments are seen otherwise
            return (bug.stages or not bug.beside) and all(
                alike(rows, self.crowd(bug, width), self.start) for rows, width in crowds
            )

        self.name_it(fits, said, seen.text, seen.question)

    def same_every_time(self, wide, narrow):
        """Return whether each call draws one set of different numbers, stretched by the width alone."""
        start = to_vector(self.start) if self.perturbs else 0.0
        one, two = (wide - start) / self.WIDE, (narrow - start) / self.NARROW
        different = np.unique(one[0].round(9)).size == one.shape[1] and np.abs(one).max() <= 1
        return different and np.ptp(one, axis=0).max() < 1e-12 and np.allclose(one, two, atol=1e-9)

    def not_right_about(self, rows, width):
        """Return what is seen of draws that are not right; None when all is right."""
        moves = rows - to_vector(self.start) if self.perturbs else rows
        return noise.seen(moves, width, self.start, f"{self.width}={width:g}")


def alike(rows, others, start):
    """Return whether two crowds could be draws of one kind: the same numbers equal, spread alike."""
    at_first = to_vector(start)
    for at in groups(start).values():
        one, two = rows[:, at] - at_first[at], others[:, at] - at_first[at]
        if not np.array_equal(np.ptp(one, axis=0) < 1e-12, np.ptp(two, axis=0) < 1e-12):
            return False
        if not np.ptp(two, axis=0).any():
            if not np.allclose(one, two):
                return False
        elif distance(one.ravel(), two.ravel()) > APART or not reach_alike(one, two):
            return False
    return np.array_equal(pattern(rows, start), pattern(others, start))


def reach_alike(one, two):
    """Return whether two sets of moves reach equally far; a bell curve has no end, and so some leeway."""
    off = 1.04 if np.abs(two).max() < 2 * two.std() else 1.4
    return all(1 / off < a / b < off for a, b in zip(ends(one), ends(two), strict=True))


def ends(moves):
    """Return how far moves reach down and up, the smaller of the two at least a little."""
    size = np.abs(moves).max()
    return max(-moves.min(), 0.01 * size), max(moves.max(), 0.01 * size)


def pattern(rows, start):
    """Return which numbers moved by the same amount in the first call."""
    moves = (rows[0] - to_vector(start)).round(9)
    return moves[:, np.newaxis] == moves


def distance(one, two):
    """Return how far two samples of equal size lie apart, in units of what chance allows."""
    both = np.sort(np.concatenate([one, two]))
    below = [np.searchsorted(np.sort(side), both, "right") for side in (one, two)]
    return np.abs(below[0] - below[1]).max() / len(one) * np.sqrt(len(one) / 2)
