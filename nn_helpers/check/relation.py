"""Relation of a wrong part to the right one on every probe: constant_ratio, summed, shifted."""

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
    for found, _ in pairs[:1]:
        odd = np.argwhere(~np.isfinite(np.atleast_1d(found)))
        if odd.size:
            what = np.atleast_1d(found)[tuple(odd[0])]
            return Relation("not-finite", f"It holds {what}, first at {odd[0].tolist()}.")
    telling = [(f, e) for f, e in pairs if e.size > 1]
    if len(telling) < 2:
        single = [(f, e) for f, e in pairs if f.shape == e.shape == ()]
        if len(single) < 3:
            return Relation()
        return _scaled([tuple(map(np.array, zip(*single, strict=True)))]) or Relation()
    scaled = _scaled(telling) if all(f.shape == e.shape for f, e in telling) else None
    holding = (Relation(*said) for *said, test in TESTS if all(test(f, e) for f, e in telling))
    return scaled or next(holding, Relation())


def _scaled(pairs):
    """Return the relation of results that are off by a factor."""
    if all(not f.any() for f, _ in pairs):
        return Relation("zero", "It is zero everywhere.")
    ratios = [constant_ratio(f, e) for f, e in pairs]
    if None in ratios:
        return None
    if np.allclose(ratios, -1):
        return Relation("sign", "It is the right result with the wrong sign.")
    if np.ptp(ratios) < 1e-6 * np.abs(ratios).max():
        return Relation("factor", f"It is the right result times {ratios[0]:.4g}.")
    each = ", ".join(f"{r:.4g}" for r in ratios)
    return Relation("factor", f"In each call it is the right result times one factor: {each}.")


TESTS = (
    ("shape", "The numbers are right; only the shape differs.",
     lambda f, e: close(f.ravel(), e.ravel())),
    ("digits", "None of its numbers is off by more than 0.2 % of the largest.",
     lambda f, e: f.shape == e.shape and np.abs(f - e).max() < 0.002 * np.abs(e).max()),
    ("transposed", "It is the right result, transposed.", lambda f, e: close(f.T, e)),
    ("places", "The right numbers are there, in other places.",
     lambda f, e: f.shape == e.shape and close(np.sort(f, None), np.sort(e, None))),
    ("entries", "Some of its numbers are right.", lambda f, e: f.shape == e.shape
     and np.isclose(f, e, rtol=RELATIVE, atol=ABSOLUTE).any()),
)  # fmt: skip


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
