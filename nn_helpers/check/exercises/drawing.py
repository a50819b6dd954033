"""Judge random draws as a crowd: their range, spread, independence; for initialise and perturb."""

import numpy as np

from nn_helpers.check import compare
from nn_helpers.check.call import changed_parts
from nn_helpers.check.exercises.kinds import Mistake, Random
from nn_helpers.evolution import to_vector

# How far the largest distance between the draws and an even spread may be (Kolmogorov-Smirnov), in
# units of 1/sqrt(n). Even draws exceed 2.3 once in twenty thousand; the generator is seeded here.
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

    def __init__(self, signature, contract, reference, start, width, names):
        super().__init__(signature, contract, reference, [], "params")
        self.start, self.width, self.names = start, width, names

    def draws(self, attempt, width, seed=5, times=TIMES):
        """Return what was drawn, (times, numbers), as far as it is new."""
        rng = self.generator(seed)
        said = f"Called {self.name} {times} times with {self.width}={width:g}."

        def draw(**params):
            # Every draw starts from the same numbers, or a change in place would go unnoticed.
            results = []
            for _ in range(times):
                results.append(compare.read(attempt.own(*params.values(), rng, width), "params"))
                if any(changed_parts("params", self.start, p) for p in params.values()):
                    break
            return results

        arguments = {"params": self.start} if self.perturbs else {}
        results = self.run(attempt, said, draw, **arguments)
        for name, wanted in self.start._asdict().items():
            if results[0][name].shape != wanted.shape:
                found = compare.beside(name, results[0][name], wanted)
                raise Mistake("other-shape", said, found)
        rows = np.array([to_vector(parts.values()) for parts in results])
        if not np.isfinite(rows).all():
            raise Mistake("not-finite", said, "Not all numbers are finite.")
        return rows - to_vector(self.start) if self.perturbs else rows

    @property
    def perturbs(self):
        return self.name == "perturb"

    def examine(self, attempt):
        wide = self.draws(attempt, self.WIDE)
        self.follows_the_generator(attempt, wide)
        narrow = self.draws(attempt, self.NARROW)
        low, high, reach = wide.min(), wide.max(), np.abs(narrow).max()
        said = f"Called {self.name} {self.TIMES} times with {self.width}=4, and again with 0.5."
        seen = f"With 4 the numbers lie between {low:.3g} and {high:.3g}."
        both = f"{seen} With 0.5 they reach {reach:.3g}."
        equal, one_sided, ignored, half = self.names
        if self.perturbs:
            self.replaces(said, wide)
        self.all_equal(said, wide, equal)
        if reach > 0.6 * max(-low, high):
            raise Mistake(ignored, said, both)
        if low >= 0 or high <= 0:
            raise Mistake(one_sided, said, seen)
        spread, largest = wide.std() / self.WIDE, max(-low, high) / self.WIDE
        if largest > 1 + 1e-9:
            bell = abs(spread - 1) < 0.15 and abs(np.mean(np.abs(wide) < 4 * spread) - 0.683) < 0.05
            raise Mistake(
                "normal-instead" if bell or largest > 2.5 else "noise-too-wide",
                said, f"{seen} None may lie beyond 4.",
            )  # fmt: skip
        if largest < 0.6:
            slug = half if abs(largest - 0.5) < 0.02 else "noise-too-narrow"
            raise Mistake(slug, said, f"{seen} They should reach up to 4.")
        self.even(said, wide, seen)

    def replaces(self, said, wide):
        """Raise when the old parameters are not in the result, or scale the noise."""
        start = to_vector(self.start)
        result = wide + start
        if np.abs(result).max() <= self.WIDE * 1.01:
            raise Mistake("noise-returned", said, "The old parameters are not in the result.")
        relative = wide / start
        if np.abs(relative).max() > self.WIDE * 0.9 and np.abs(wide).max() > 2 * self.WIDE:
            raise Mistake("noise-multiplied", said,
                          "Large numbers move far and small ones hardly.")  # fmt: skip

    def all_equal(self, said, wide, equal):
        first = wide[0]
        if np.ptp(wide) > 0 and not np.mod(wide, 1).any():
            raise Mistake("integer-result", said, "All numbers are whole.")
        if np.ptp(wide, axis=0).max() < 1e-12 and np.ptp(first) > 1e-9:
            raise Mistake("global-random", said, "Every call draws the same numbers.")
        parts = groups(self.start)
        still = [name for name, at in parts.items() if not np.abs(wide[:, at]).any()]
        if still and len(still) < 4:
            slug = "biases-forgotten" if self.perturbs else "biases-zero"
            what = "Never moved" if self.perturbs else "Zero in every draw"
            slug = slug if all(name[0] == "b" for name in still) else "part-missing"
            raise Mistake(slug, said, f"{what}: {' and '.join(still)}.")
        same = [name for name, at in parts.items() if at.stop - at.start > 1
                and np.ptp(wide[:, at], axis=1).max() < 1e-9]  # fmt: skip
        if same:
            raise Mistake(equal, said, f"All numbers of {same[0]} are equal.")
        if any(np.unique(row.round(12)).size < row.size for row in wide[:5]):
            raise Mistake(equal, said, "Some numbers of one draw are equal.")

    def even(self, said, wide, seen):
        """Raise when the numbers are not spread evenly, in each array."""
        for name, at in groups(self.start).items():
            numbers = np.sort(wide[:, at].ravel()) / self.WIDE
            steps = np.arange(len(numbers) + 1) / len(numbers)
            evenly = (numbers + 1) / 2
            gap = max(np.max(steps[1:] - evenly), np.max(evenly - steps[:-1]))
            if gap * np.sqrt(len(numbers)) > UNEVEN:
                raise Mistake(
                    "uneven-draws", said, f"{seen} Those of {name} are not spread evenly."
                )

    def follows_the_generator(self, attempt, wide):
        again = self.draws(attempt, self.WIDE)
        other = self.draws(attempt, self.WIDE, seed=6)
        said = f"Called {self.name} with two generators, one of them twice."
        if np.ptp(wide) > 1e-9 and not np.array_equal(wide, again):
            raise Mistake("global-random", said, "The draws do not follow the one handed in.")
        if np.ptp(wide, axis=0).max() > 1e-9 and np.array_equal(wide, other):
            raise Mistake("global-random", said, "The draws are the same with either.")
