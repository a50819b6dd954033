"""Wrong variants of any function, from its right result: reordered, cut, rounded, scaled.

They are made from the right result, so that every exercise of a form has them.
"""

from itertools import permutations

import numpy as np

from nn_helpers.bugs.bug import Bug
from nn_helpers.network import Params

ANYBODY = "any function"
LAYERS = ("Z1", "A1", "Z2", "A2")
ARRAY = (
    ("sign-flipped", "{} has the wrong sign.", lambda r: -r),
    ("factor-two", "{} is twice as large.", lambda r: 2.0 * r),
    ("factor-two", "{} is half as large.", lambda r: r / 2),
    ("zero", "{} is zero everywhere.", lambda r: 0.0 * r),
    ("integer-result", "{} is cut to whole numbers.", lambda r: np.trunc(r) if np.trunc(r).any() else r),
    *(("rounded" if digits else "integer-result",
       f"{{}} is rounded to {f'{digits} digits' if digits else 'whole numbers'}.",
       lambda r, d=digits: np.round(r, d) if np.round(r, d).any() else r) for digits in (0, 1, 2, 3, 4)),
)  # fmt: skip
MATRIX = (
    ("transposed", "{} is transposed.", lambda r: np.transpose(r)),
    ("other-shape", "{} is right, but flat: one axis alone.", lambda r: np.ravel(r)),
    ("other-shape", "{} is right, but has one axis too many in front.", lambda r: r[np.newaxis]),
    ("other-shape", "{} is right, but has one axis too many behind.", lambda r: r[..., np.newaxis]),
    ("other-shape", "{} is right, but without its first axis.", lambda r: r[0]),
    ("reversed", "{} has its rows in the opposite order.", lambda r: r[::-1]),
    ("reversed", "{} has its columns in the opposite order.", lambda r: r[:, ::-1]),
    ("moved", "{} has its rows moved by one place.", lambda r: np.roll(r, 1, axis=0)),
    ("moved", "{} has its columns moved by one place.", lambda r: np.roll(r, 1, axis=1)),
    ("summed-over-everything", "{} is one number, the sum of all.", lambda r: np.sum(r)),
    ("summed-over-everything", "{} is one number, the mean of all.", lambda r: np.mean(r)),
    ("last-sample-only", "{} is its last column alone.", lambda r: r[:, -1:]),
    ("first-sample-only", "{} is its first column alone.", lambda r: r[:, :1]),
    ("last-sample-only", "{} is its last column alone, flat.", lambda r: r[:, -1]),
    ("first-sample-only", "{} is its first column alone, flat.", lambda r: r[:, 0]),
    ("last-sample-only", "{} repeats its last column.", lambda r: r[:, -1:] + 0 * r),
    ("first-sample-only", "{} repeats its first column.", lambda r: r[:, :1] + 0 * r),
)  # fmt: skip


def of(exercise, reference, form):
    """Return the slips at the end of an exercise whose right function is ``reference``."""
    if form == "number":
        return [_whole(exercise, reference, *known) for known in ARRAY]
    if form == "array":
        return [_whole(exercise, reference, *known) for known in (*ARRAY, *MATRIX)]
    if form not in ("layers", "params"):
        return []
    names = LAYERS if form == "layers" else Params._fields
    bugs = [_ordered(exercise, reference, names, order) for order in permutations(names)][1:]
    bugs += [_whole(exercise, reference, *known, many=True) for known in (*ARRAY, *MATRIX[:2])]
    for at, name in enumerate(names):
        bugs += [_one(exercise, reference, at, name, *known) for known in (*ARRAY, *MATRIX[:11])]
    return bugs


def _bug(exercise, slug, how, reference, change):
    def variant(*arguments):
        return change(reference(*arguments))

    return Bug(exercise, slug, variant, how, ANYBODY)


def _whole(exercise, reference, slug, how, change, many=False):
    if not many:
        return _bug(exercise, slug, how.format("The result"), reference,
                    lambda r: change(np.asarray(r)))  # fmt: skip
    return _bug(exercise, slug, how.format("Every part"), reference,
                lambda r: tuple(map(change, r)))  # fmt: skip


def _one(exercise, reference, at, name, slug, how, change):
    def changed(parts):
        parts = list(parts)
        parts[at] = change(parts[at])
        return tuple(parts)

    return _bug(exercise, slug, how.format(f"{name} alone").replace("alone is", "is"),
                reference, changed)  # fmt: skip


def _ordered(exercise, reference, names, order):
    def change(parts):
        named = dict(zip(names, parts, strict=True))
        return tuple(named[name] for name in order)

    return _bug(
        exercise, "other-order", f"The parts come as {', '.join(order)}.", reference, change
    )
