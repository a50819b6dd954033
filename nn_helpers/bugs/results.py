"""Wrong variants of any right result (ARRAY, MATRIX), or part: reordered, cut, rounded, scaled.

They are made from the right result, so that every exercise of a form has them.
"""

from itertools import permutations

import numpy as np

from nn_helpers.bugs.bug import Bug
from nn_helpers.network import Params

LAYERS = ("Z1", "A1", "Z2", "A2")
ARRAY = (
    ("sign-flipped", "{} has the wrong sign.", lambda r: -r),
    ("factor-two", "{} is twice as large.", lambda r: 2.0 * r),
    ("factor-two", "{} is half as large.", lambda r: r / 2),
    ("zero", "{} is zero everywhere.", lambda r: 0.0 * r),
    *(("clipped", f"{{}} is cut off at {c} to both sides.", lambda r, c=c: np.clip(r, -c, c))
      for c in (1, 5, 10)),
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
    return [
        Bug(exercise, slug, lambda *given, change=change: change(reference(*given)), how)
        for slug, how, change in ends(form)
    ]


def ends(form):
    """Yield (slug, sentence, what is done to the result) for results of a form."""
    if form in ("number", "array"):
        for slug, how, change in ARRAY if form == "number" else (*ARRAY, *MATRIX):
            yield slug, how.format("The result"), lambda r, change=change: change(np.asarray(r))
    if form not in ("layers", "params"):
        return
    names = LAYERS if form == "layers" else Params._fields
    for order in list(permutations(range(4)))[1:]:
        how = f"The parts come as {', '.join(names[i] for i in order)}."
        yield "other-order", how, lambda parts, order=order: tuple(parts[i] for i in order)
    for slug, how, change in (*ARRAY, *MATRIX[:2]):
        yield slug, how.format("Every part"), lambda parts, change=change: tuple(map(change, parts))
    for at, name in enumerate(names):
        for slug, how, change in (*ARRAY, *MATRIX[:11]):
            how = how.format(f"{name} alone").replace("alone is", "is")
            yield (
                slug,
                how,
                lambda parts, at=at, change=change: tuple(
                    change(part) if i == at else part for i, part in enumerate(parts)
                ),
            )
