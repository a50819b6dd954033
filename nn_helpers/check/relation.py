"""How a wrong part is related to the right one: scaled, summed, shifted, on every probe."""

from typing import NamedTuple

import numpy as np

from nn_helpers.check.compare import ABSOLUTE, RELATIVE, close


class Relation(NamedTuple):
    """A key of the words "about", which leads to the question; the relation in words; the place."""

    kind: str = ""
    text: str = ""
    at: str = ""


def relation(pairs):
    """Return the ``Relation`` of wrong parts to right ones, or an empty one.

    ``pairs`` are (found, expected), one a probe. Of a single number anything could be said, so a
    relation has to hold for two numbers at least on two probes at least; of single numbers it takes
    three.

    >>> relation([(np.array([-1.0, 2.0]), np.array([1.0, -2.0]))] * 2).text
    'It is the right result with the wrong sign.'
    """
    for found, _ in pairs[:1]:
        if not np.isfinite(found).all():
            at = [int(i) for i in np.argwhere(~np.isfinite(np.atleast_1d(found)))[0]]
            what = np.ravel(found)[~np.isfinite(np.ravel(found))][0]
            return Relation("not-finite", f"It holds {what}, first at {at}.")
    telling = [(f, e) for f, e in pairs if e.size > 1]
    if len(telling) < 2:
        single = [(f, e) for f, e in pairs if f.shape == e.shape == ()]
        if len(single) < 3:
            return Relation()
        return _scaled([tuple(map(np.array, zip(*single, strict=True)))]) or Relation()
    if any(f.shape != e.shape for f, e in telling):
        return _first(telling, SHAPES)
    return _scaled(telling) or _first(telling, PLACES)


def _first(pairs, tests):
    for kind, text, test in tests:
        if all(test(f, e) for f, e in pairs):
            return Relation(kind, text)
    return Relation()


def _scaled(pairs):
    """Return the relation of results that are off by a factor."""
    if all(not f.any() for f, _ in pairs):
        return Relation("zero", "It is zero everywhere.")
    ratios = [constant_ratio(f, e) for f, e in pairs]
    if None not in ratios:
        if np.allclose(ratios, -1):
            return Relation("sign", "It is the right result with the wrong sign.")
        if np.ptp(ratios) < 1e-6 * np.abs(ratios).max():
            return Relation("factor", f"It is the right result times {ratios[0]:.4g}.")
        each = ", ".join(f"{r:.4g}" for r in ratios)
        return Relation("factor", f"In each call it is the right result times one factor: {each}.")
    return None


SHAPES = (
    ("shape", "The numbers are right; only the shape differs.",
     lambda f, e: f.size == e.size and close(f.ravel(), e.ravel())),
    ("transposed", "It is the right result, transposed.",
     lambda f, e: f.shape == e.shape[::-1] and close(f.T, e)),
)  # fmt: skip
PLACES = (
    ("digits", "None of its numbers is off by more than 0.2 % of the largest.",
     lambda f, e: np.abs(f - e).max() < 0.002 * np.abs(e).max()),
    ("transposed", "It is the right result, transposed.",
     lambda f, e: f.ndim == 2 and f.shape[0] == f.shape[1] and close(f.T, e)),
    ("places", "The right numbers are there, in other places.",
     lambda f, e: close(np.sort(f, None), np.sort(e, None))),
    ("entries", "Some of its numbers are right.",
     lambda f, e: np.isclose(f, e, rtol=RELATIVE, atol=ABSOLUTE).any()),
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
