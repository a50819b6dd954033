"""Search helpers for the diagnosis: try guesses in turn until one fits on every probe.

Each function takes apart a wrong result, stage by stage and in the order of the computation, and
tries what learners write at that stage. It computes every stage from the learner's own earlier
ones, so that one slip is one message. Where several things are wrong, the first in the flow counts.

A diagnosis gets what was seen, what was expected and the arguments, probe by probe, and returns
``(slug or None, sentence)``, or None when it has nothing to say.
"""

import numpy as np

from nn_helpers.check.compare import close, same_shapes


def usable(seen, expected, arguments):
    """Return the probes whose results have the right shapes, as (parts, expected, arguments)."""
    return [
        (s.parts, wanted, tuple(given.values()))
        for s, wanted, given in zip(seen, expected, arguments, strict=True)
        if s.parts is not None and same_shapes(s.parts, wanted)
    ]


def first_that_fits(cases, guesses, found):
    """Return the first slug whose guess gives what was found, in every case; None for none.

    ``guesses`` are (slug, function of a case); ``found`` is a function of a case.
    """
    for slug, guess in guesses:
        if all(guess_fits(guess, case, found(case)) for case in cases):
            return slug
    return None


def guess_fits(guess, case, found):
    try:
        with np.errstate(all="ignore"):
            value = np.asarray(guess(case), dtype=float)
    except (ValueError, IndexError):
        return False
    return close(found, value, loose=0.1)


def safe_log(y):
    return np.log(np.maximum(y, np.finfo(float).tiny))
