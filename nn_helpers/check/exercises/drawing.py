"""Drawing: judges random draws as a crowd: WIDE, narrow, one and two alike; initialise, perturb."""

import numpy as np

from nn_helpers.check import noise, words
from nn_helpers.check.call import Attempt, Call, Probe, changed_parts
from nn_helpers.check.exercises.kinds import Random
from nn_helpers.check.noise import groups
from nn_helpers.check.probes import Seeded
from nn_helpers.evolution import to_vector

APART = 2.3  # how far two crowds of one kind may lie apart, in units of what chance allows


class Drawing(Random):
    """Judges ``initialise`` and ``perturb`` by many draws at two widths.

    ``start`` are the parameters that are perturbed; for ``initialise`` they are 0.
    """

    TIMES = 150
    WIDE, NARROW = 4.0, 0.5

    def __init__(self, signature, contract, reference, start, width, as_given=None):
        super().__init__(signature, contract, reference, [], "params")
        self.start, self.width, self.as_given = start, width, as_given
        self.handed_in = {"params": start} if "params" in signature else {}
        self._crowds = {}

    def draws(self, attempt, width, seed=5, times=TIMES, stir=None):
        """Return what was drawn, (times, numbers), as far as it is new."""
        given = {**self.handed_in, "rng": Seeded(self.seed, seed), self.width: width}
        self.gate(attempt, attempt.call(Probe(given, self.start._asdict()), stir=stir))

        def draw(**own):
            # Every draw starts from the same numbers, or a change in place would go unnoticed.
            rows = []
            for _ in range(times):
                rows.append(to_vector(attempt.read(attempt.own(*own.values())).values()))
                if "params" in own and changed_parts("params", self.start, own["params"]):
                    break
            return rows

        call = Call(Probe(given, {}), *attempt.act(draw, given, stir=stir))
        rows = np.array(self.gate(attempt, call).parts)
        if not np.isfinite(rows).all():
            self.refuse(None, self.called(given), "Not all numbers are finite.",
                        question=words.about("other", "the result"))  # fmt: skip
        return rows - to_vector(self.start)

    def crowd(self, bug, width):
        """Return what a slip of the catalogue draws at a width, worked out once."""
        key = (bug.how, width, self.seed)
        if key not in self._crowds:
            given, rng = self.handed_in.values(), self.generator(5)
            made = [to_vector(bug.function(*given, rng, width)) for _ in range(self.TIMES)]
            self._crowds[key] = np.array(made) - to_vector(self.start)
        return self._crowds[key]

    def judge(self, attempt):
        wide = self.draws(attempt, self.WIDE)
        self.follows_the_generator(
            lambda seed, stir: self.draws(attempt, self.WIDE, seed, 20, stir)
        )
        crowds = (wide, self.WIDE), (self.draws(attempt, self.NARROW), self.NARROW)
        said = f"Called {self.name} {self.TIMES} times with {self.width}=4, and again with 0.5."
        seen = [noise.seen(moves, width, groups(self.start), f"{self.width}={width:g}")
                for moves, width in crowds]  # fmt: skip
        seen = seen[0] or seen[1]
        if not seen:
            return self.right(attempt)
        if stretched(*(moves / width for moves, width in crowds)):
            # Noise that is kept differs in a fresh copy.
            both = attempt, Attempt(self, attempt.original)
            drawn = np.array_equal(*(self.draws(a, self.WIDE, 4, 1) for a in both))
            slug, how = ("own-generator", "draws") if drawn else ("two-answers", "adds")
            self.refuse(slug, said, f"Every call {how} the same numbers, stretched.")

        def fits(bug):
            return all(alike(moves, self.crowd(bug, w), groups(self.start)) for moves, w in crowds)

        if self.as_given and fits(self.as_given):
            question = words.question(self.name, self.as_given.slug)
            self.refuse(None, said, seen.cause, cause=words.AS_GIVEN, question=question)
        # Slips of the generator and of the arguments are seen otherwise.
        return self.name_it(lambda b: not b.beside and fits(b), said, seen.cause, seen.question)


def stretched(one, two):
    """Return whether each call draws one set of different numbers, stretched by the width alone."""
    different = np.unique(one[0].round(9)).size == one.shape[1] and np.abs(one).max() <= 1
    return different and np.ptp(one, axis=0).max() < 1e-12 and np.allclose(one, two, atol=1e-9)


def alike(moves, others, places):
    """Return whether two crowds could be draws of one kind: the same numbers equal, spread alike."""
    for at in places.values():
        one, two = moves[:, at], others[:, at]
        if not np.array_equal(np.ptp(one, axis=0) < 1e-12, np.ptp(two, axis=0) < 1e-12):
            return False
        fixed = not np.ptp(two, axis=0).any()
        if not (np.allclose(one, two) if fixed else spread_alike(one, two)):
            return False
    # Which numbers moved by the same amount in the first call?
    one, two = moves[0].round(9), others[0].round(9)
    return np.array_equal(one[:, np.newaxis] == one, two[:, np.newaxis] == two)


def spread_alike(one, two):
    """Return whether two sets of moves of equal size reach equally far and lie alike in between.

    A bell curve has no end, and so some leeway.
    """
    both = np.sort(np.concatenate([one.ravel(), two.ravel()]))
    below = [np.searchsorted(np.sort(side.ravel()), both, "right") for side in (one, two)]
    apart = np.abs(below[0] - below[1]).max() / np.sqrt(2 * one.size)  # 1: what chance allows
    off = 1.04 if np.abs(two).max() < 2 * two.std() else 1.4
    # How far they reach down and up, the smaller of the two at least a little.
    least = [0.01 * np.abs(side).max() for side in (one, two)]
    ratios = [max(a, least[0]) / max(b, least[1])
              for a, b in ((-one.min(), -two.min()), (one.max(), two.max()))]  # fmt: skip
    return apart <= APART and all(1 / off < ratio < off for ratio in ratios)
