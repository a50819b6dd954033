"""The exercises of lesson 12: one_hot for many classes; candidate_noise, nowhere the same_at.

Noise is never compared with a stored sequence. It is judged by what a cluster needs: the same call
gives the same numbers whenever and wherever it is made, and no two candidates share theirs.
"""

import numpy as np

from nn_helpers import data, evolution
from nn_helpers.check import memory, words
from nn_helpers.check.call import Probe, same_bits
from nn_helpers.check.compare import RESULT
from nn_helpers.check.judge import Exercise
from nn_helpers.check.naming import Finding
from nn_helpers.check.noise import seen as noise_seen
from nn_helpers.check.probes import fixed

SIZE = 6
NAMES = ("root", "generation", "i", "size")
ROOTS = (7, 1007)
# Pairs that meet when numbers are added or packed: (0, 1) and (1, 0), (0, 100) and (1, 0), ...
PLACES = (
    *((g, i) for g in (0, 1, 2) for i in (0, 1, 2, 10, 100, 1000)),
    *((10, 0), (100, 0), (1000, 0)),
    *((1, 11), (11, 1), (11, 11), (111, 1)),  # written one behind the other
)
# By what the seed leaves out: a place that differs from (7, 1, 2) in that alone.
ONE_OTHER = {
    "same-for-all": (7, 1, 1),
    "same-every-generation": (7, 2, 2),
    "root-ignored": (1007, 1, 2),
}


class CandidateNoise(Exercise):
    """Judges noise by calls in two orders, over several runs, generations and candidates."""

    def judge(self, attempt):
        drawn = {}
        for place in ((root, *place) for root in ROOTS for place in PLACES):
            given = dict(zip(NAMES, (*place, SIZE), strict=True))
            call = drawn[place] = attempt.call(Probe(given, {RESULT: np.zeros(SIZE)}))
            if call.parts is None:
                return self.failed(attempt, call, [], Finding())
            if not call.shaped:
                found, asked = self.beside(RESULT, call), words.about("shape", "the result")
                return self.wrong(None, self.called(given), found, question=asked)
            if call.outcome.global_random:
                said = "The numbers come from a global generator, which everybody else uses too."
                return self.wrong("global-random", self.called(given), said, cause="")
        for first in reversed(drawn.values()):
            again = attempt.call(first.probe)
            if again.parts is None or not same_bits(first.parts, again.parts):
                said = "The same call, made earlier or later than the others, gave other numbers."
                return self.wrong("shared-generator", self.called(first.given), said)
            if not same_bits(first.parts, memory.again(attempt, first, 11).parts):
                said = "Made first of all, the same call gives other numbers."
                return self.wrong("two-answers", self.called(first.given), said)
        return self.shared(attempt, {place: call.parts[RESULT] for place, call in drawn.items()})

    def shared(self, attempt, noise):
        """Return the report on noise by (root, generation, i): what is equal, and how it is spread."""
        here, said = (ROOTS[0], 1, 2), f"Called {self.name} for many places."
        for mistake, there in ONE_OTHER.items():
            if np.array_equal(noise[here], noise[there]):
                return self.same_at(mistake, *sorted((here, there)))
        seen = {}
        for place, values in noise.items():
            twin = seen.setdefault(values.tobytes(), place)
            if twin != place:
                return self.same_at("seeds-collide", twin, place)
        moves = np.array(list(noise.values()))
        if np.unique(moves).size < moves.size:
            slug = None if np.ptp(moves, axis=1).any() else "same-noise-everywhere"
            found, asked = (
                "Some numbers come again, in one candidate or in several.",
                words.about("again", ""),
            )
            return self.wrong(slug, said, found, question=asked)
        wrong = noise_seen(moves, 1.0, {}, "size=6", "normal", "candidate")
        return self.wrong("not-normal", said, wrong.cause) if wrong else self.right(attempt)

    def same_at(self, mistake, first, second):
        """Return the report that two places got the same numbers."""
        places = " and ".join(f"root={r}, generation={g}, i={i}" for r, g, i in (first, second))
        said = "Both got the same numbers; expected different ones."
        return self.wrong(mistake, f"Called {self.name} for {places}.", said)


one_hot = Exercise(
    "one_hot(labels, classes)",
    "Return an array (classes, m): 1 in the row of the label, else 0.",
    data.one_hot,
    [
        fixed(labels=[2, 0, 1, 2, 0], classes=4),
        fixed(labels=[3], classes=6),
        fixed(labels=[1, 1, 0, 2, 4, 1, 3], classes=5),
    ],
    "array",
)
candidate_noise = CandidateNoise(
    "candidate_noise(root, generation, i, size)",
    "Return (size,) standard normal numbers that depend on its arguments alone.",
    evolution.candidate_noise,
    [],
    "array",
)
