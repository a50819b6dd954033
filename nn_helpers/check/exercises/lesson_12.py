"""The exercises of lesson 12: one_hot for many classes; candidate_noise, refuse_same ones.

Noise is never compared with a stored sequence. It is judged by what a cluster needs: the same call
gives the same numbers whenever and wherever it is made, and no two candidates share theirs.
"""

import numpy as np

from nn_helpers import data, evolution
from nn_helpers.check import naming, noise, words
from nn_helpers.check.call import Probe
from nn_helpers.check.compare import RESULT
from nn_helpers.check.judge import Exercise
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
        calls, here = {}, (ROOTS[0], 1, 2)
        for place in ((root, *place) for root in ROOTS for place in PLACES):
            given = dict(zip(NAMES, (*place, SIZE), strict=True))
            call = attempt.call(Probe(given, {RESULT: np.zeros(SIZE)}))
            calls[place] = self.gate(attempt, call)
            if call.outcome.global_random:
                said = "The numbers come from a global generator, which everybody else uses too."
                self.refuse("global-random", self.called(given), said, cause="")
        for call in reversed(calls.values()):
            if not call.agrees(attempt.call(call.probe)):
                said = "The same call, made earlier or later than the others, gave other numbers."
                self.refuse("shared-generator", self.called(call.given), said)
            if not call.agrees(naming.again(attempt, call, 11)):
                said = "Made first of all, the same call gives other numbers."
                self.refuse("two-answers", self.called(call.given), said)
        drawn = {place: call.parts[RESULT] for place, call in calls.items()}
        for mistake, there in ONE_OTHER.items():
            if np.array_equal(drawn[here], drawn[there]):
                self.refuse_same(mistake, *sorted((here, there)))
        seen = {}
        for place, values in drawn.items():
            twin = seen.setdefault(values.tobytes(), place)
            if twin != place:
                self.refuse_same("seeds-collide", twin, place)
        self.refuse_spread(np.array(list(drawn.values())))
        return self.right(attempt)

    def refuse_same(self, mistake, first, second):
        """Refuse that two places got the same numbers."""
        places = " and ".join(f"root={r}, generation={g}, i={i}" for r, g, i in (first, second))
        said = "Both got the same numbers; expected different ones."
        self.refuse(mistake, f"Called {self.name} for {places}.", said)

    def refuse_spread(self, moves):
        """Refuse numbers, one row a candidate, that come again or are not normal."""
        said = f"Called {self.name} for many places."
        if np.unique(moves).size < moves.size:
            slug = None if np.ptp(moves, axis=1).any() else "same-noise-everywhere"
            found = "Some numbers come again, in one candidate or in several."
            self.refuse(slug, said, found, question=words.about("again", ""))
        wrong = noise.seen(moves, 1.0, {}, "size=6", "normal", "candidate")
        if wrong:
            self.refuse("not-normal", said, wrong.cause)


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
