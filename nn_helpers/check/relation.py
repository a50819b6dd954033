"""Relation of a wrong part to the right one on every probe: zero, a constant_ratio, few digits."""

from typing import NamedTuple

import numpy as np

from nn_helpers.check.compare import ABSOLUTE, RELATIVE, close


class Relation(NamedTuple):
    """A key of the words "about", which leads to the question, and the relation in words."""

    kind: str = ""
    text: str = ""


def relation(pairs):
    """Return the ``Relation`` of wrong parts to right ones, or an empty one.

    ``pairs`` are (found, expected), one a probe. Of a single number anything could be said, so a
    relation has to hold for two numbers at least on two probes at least; of single numbers it takes
    three.

    >>> relation([(np.array([-1.0, 2.0]), np.array([1.0, -2.0]))] * 2).text
    'It is the right result with the wrong sign.'
    """
    many = [(f, e) for f, e in pairs if e.size > 1]
    single = [(f, e) for f, e in pairs if f.shape == e.shape == ()]
    if len(many) < 2 and len(single) > 2:
        many = [tuple(map(np.array, zip(*single, strict=True)))]
    elif len(many) < 2 or any(f.shape != e.shape for f, e in many):
        return Relation()
    if not any(f.any() for f, _ in many):
        return Relation("zero", "It is zero everywhere.")
    ratios = [constant_ratio(f, e) for f, e in many]
    if None not in ratios:
        times = f"It is the right result times {ratios[0]:.4g}."
        if np.allclose(ratios, -1):
            times = "It is the right result with the wrong sign."
        elif np.ptp(ratios) > 1e-6 * np.abs(ratios).max():
            each = ", ".join(f"{r:.4g}" for r in ratios)
            times = f"It is the right result times a number that differs from call to call: {each}."
        return Relation("factor", times)
    if all(np.abs(f - e).max() < 0.002 * np.abs(e).max() for f, e in many):
        return Relation("digits", "None of its numbers is off by more than 0.2 % of the largest.")
    if all(np.isclose(f, e, rtol=RELATIVE, atol=ABSOLUTE).any() for f, e in many):
        return Relation("entries", "Some of its numbers are right.")
    return Relation()


def constant_ratio(found, expected):
    """Return the number that the right result was multiplied by, or None.

    >>> constant_ratio(np.array([3.0, 0.0]), np.array([1.5, 0.0]))
    2.0
    """
    if found.shape != expected.shape or not np.isfinite(found).all() or not found.any():
        return None
    size = float(np.sum(expected * expected))
    ratio = float(np.sum(found * expected)) / size if size else 0.0
    return ratio if ratio and close(found, ratio * expected, loose=0.1) else None
