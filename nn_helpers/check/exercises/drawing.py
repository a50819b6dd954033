"""Judge random draws as a crowd: their range, spread, independence; for initialise and perturb."""

import numpy as np

from nn_helpers import bugs
from nn_helpers.check import words
from nn_helpers.check.call import changed_parts
from nn_helpers.check.exercises.kinds import Mistake, Random
from nn_helpers.evolution import to_vector

# How far two crowds of draws may lie apart, and one from an even spread (Kolmogorov-Smirnov), in units
# of 1/sqrt(n). Even draws exceed 2.3 once in twenty thousand; the generator is seeded here.
UNEVEN = 2.3


def groups(params):
    """Return where the numbers of each array stand when all are put in one row."""
    ends = np.cumsum([np.size(part) for part in params])
    return {
        name: slice(int(end - np.size(part)), int(end))
        for (name, part), end in zip(params._asdict().items(), ends, strict=True)
    }


class Drawing(Random):
    """Judges ``initialise`` and ``perturb`` by many draws at two widths."""

    TIMES = 150
    WIDE, NARROW = 4.0, 0.5

    def __init__(self, signature, contract, reference, start, width):
        super().__init__(signature, contract, reference, [], "params")
        self.start, self.width = start, width
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
            f"Called {self.name} with two generators, one of them twice.",
            lambda seed, stir: self.draws(attempt, self.WIDE, seed, 20, stir),
        )
        narrow = self.draws(attempt, self.NARROW)
        said = f"Called {self.name} {self.TIMES} times with {self.width}=4, and again with 0.5."
        seen = self.not_right_about(wide, self.WIDE) or self.not_right_about(narrow, self.NARROW)
        if not seen:
            return
        names = {}
        for bug in bugs.family(self.name):
            if self.comparable(bug) and all(
                alike(rows, self.crowd(bug, width), self.start)
                for rows, width in ((wide, self.WIDE), (narrow, self.NARROW))
            ):
                names.setdefault(bug.slug, bug)
        what, question = seen
        if self.same_every_time(wide, narrow):
            raise Mistake("own-generator", said, "Every call draws the same numbers, stretched.",
                          question=words.question("", "own-generator"))  # fmt: skip
        if len(names) == 1:
            raise self.known(next(iter(names.values())))(said, what)
        raise Mistake(None, said, what, cause="None of the mistakes we know.", question=question)

    def same_every_time(self, wide, narrow):
        """Return whether each call draws one set of different numbers, stretched by the width alone."""
        start = to_vector(self.start) if self.perturbs else 0.0
        one, two = (wide - start) / self.WIDE, (narrow - start) / self.NARROW
        different = np.unique(one[0].round(9)).size == one.shape[1] and np.abs(one).max() <= 1
        return different and np.ptp(one, axis=0).max() < 1e-12 and np.allclose(one, two, atol=1e-9)

    @staticmethod
    def comparable(bug):
        """Return whether a slip is one of what is drawn, and not of the generator or the arguments."""
        return bool(bug.stages) or not bug.beside

    def not_right_about(self, rows, width):
        """Return what is seen of draws that are not right, and a question; None when all is right."""
        moves = rows - to_vector(self.start) if self.perturbs else rows
        what = "moves" if self.perturbs else "numbers"
        low, high = moves.min(), moves.max()
        reach = f"With {self.width}={width:g} the {what} lie between {low:.3g} and {high:.3g}"
        still = np.flatnonzero(np.ptp(moves, axis=0) < 1e-12)
        if still.size:
            parts = [name for name, at in groups(self.start).items()
                     if np.isin(np.arange(at.start, at.stop), still).all()]  # fmt: skip
            where = f" All of {' and '.join(parts)} are among them." if 0 < len(parts) < 4 else ""
            told = f"{len(still)} of {moves.shape[1]} numbers are the same in every call."
            return (
                f"{told}{where} {reach}.",
                "Print two results below each other. Which numbers never change?",
            )
        if (np.abs(moves) < 1e-12).mean() > 0.01:
            share = (np.abs(moves) < 1e-12).mean()
            return (f"In one call {100 * share:.0f} % of the numbers {'stay' if self.perturbs else 'are 0'}.",
                    "How many of the numbers should one call draw?")  # fmt: skip
        if any(np.unique(row.round(12)).size < row.size for row in moves[:5]):
            return (
                f"Some {what} of one call are equal. {reach}.",
                "How many different numbers did one call draw?",
            )
        if max(-low, high) > width * (1 + 1e-9):
            return (
                f"{reach}; none may lie beyond {width:g}.",
                "What is the largest number that may come out?",
            )
        if max(-low, high) < 0.9 * width or min(-low, high) < 0.9 * width:
            return f"{reach}; they should reach {width:g} to both sides.", words.QUESTIONS[
                "half-range"
            ]
        return self.uneven(moves, width)

    def uneven(self, moves, width):
        """Return what is seen of numbers that are not spread evenly in some array, or None."""
        for name, at in groups(self.start).items():
            numbers = np.sort(moves[:, at].ravel()) / width
            steps = np.arange(len(numbers) + 1) / len(numbers)
            evenly = (numbers + 1) / 2
            gap = max(np.max(steps[1:] - evenly), np.max(evenly - steps[:-1]))
            if gap * np.sqrt(len(numbers)) > UNEVEN:
                half = 100 * np.mean(np.abs(numbers) < 0.5)
                return (
                    f"Those of {name} are not spread evenly: {half:.0f} % lie in the middle half.",
                    "Draw a thousand numbers. How many lie in each quarter of the range?",
                )
        return None


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
        elif distance(one.ravel(), two.ravel()) > UNEVEN or not reach_alike(one, two):
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
    gaps = np.searchsorted(np.sort(one), both, "right") - np.searchsorted(
        np.sort(two), both, "right"
    )
    return np.abs(gaps).max() / len(one) * np.sqrt(len(one) / 2)
