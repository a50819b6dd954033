"""The checks on MORE_PROBES, of a seed chosen at grading, which no table of answers knows."""

import copy

import numpy as np

from nn_helpers import check
from nn_helpers.check.exercises.kinds import Detector

# More probes for exercises whose own are the same for every seed.
MORE_PROBES = {
    "sigmoid": (lambda rng: {"z": rng.uniform(-40, 40, (3, 4))},),
    "one_hot": (
        lambda rng: {"labels": rng.integers(0, 7, 9), "classes": int(rng.integers(7, 12))},
    ),
}


def seeded(name, seed):
    """Return a copy of a check whose probes come from a seed.

    A test that the learner wrote is asked about cases on other numbers, in an order of the seed's, each
    twice.
    """
    exercise = copy.copy(getattr(check, name))
    if hasattr(exercise, "seed"):
        exercise.seed = seed
    if name in MORE_PROBES:
        exercise.probes = [*exercise.probes, *MORE_PROBES[name]]
    if isinstance(exercise, Detector):
        cases = list(exercise.cases(seed))
        order = np.random.default_rng(seed).permutation(2 * len(cases)) % len(cases)
        exercise.cases = lambda: (cases[i] for i in order)
    return exercise


def patient(exercise, seconds):
    """Return a copy of a check that waits so many seconds longer for an answer than in a notebook.

    A call from one process to another takes its time on a busy machine. An endless loop is still ended,
    by who keeps the process.
    """
    slow = copy.copy(exercise)

    def judge(attempt):
        if hasattr(attempt, "seconds"):  # a function's, not a value's
            attempt.seconds += seconds
        return exercise.judge(attempt)

    slow.judge = judge
    return slow


def holds_elsewhere(name, answer, seed):
    """Return whether an answer that passed also holds where its check never looks.

    That is for noise from three numbers: the check asks about the same places each time.
    """
    if name != "candidate_noise":
        return True
    rng = np.random.default_rng(seed)
    # No table holds so many; but an honest answer may spawn all seeds up to the one that it is asked for.
    places = [tuple(map(int, rng.integers(0, 10**4, 3))) for _ in range(4)]
    try:
        drawn = [np.asarray(answer(*place, 11), dtype=float) for place in [*places, *places]]
    except Exception:  # whatever a student's function raises
        return False
    fine = all(d.shape == (11,) and np.isfinite(d).all() for d in drawn)
    again = all(np.array_equal(a, b) for a, b in zip(drawn[:4], drawn[4:], strict=True))
    return fine and again and len({d.tobytes() for d in drawn}) == len(places)
