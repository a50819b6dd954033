"""Wrong variants of any right result, or of one part of it: reordered, cut, rounded, turned.

They are made from the right result, so that every exercise of a form has them.
"""

from itertools import permutations, product

import numpy as np

from nn_helpers.bugs.bug import Bug
from nn_helpers.network import Params

NAMES = {"layers": ("Z1", "A1", "Z2", "A2"), "params": Params._fields}
ENDS = (
    ("sign-flipped", "{} has the wrong sign.", lambda r: -r),
    ("zero", "{} is zero everywhere.", lambda r: 0.0 * r),
    *(("clipped", f"{{}} is cut off at {c} to both sides.", lambda r, c=c: np.clip(r, -c, c))
      for c in (1, 5, 10)),
    *(("rounded", f"{{}} is rounded to {digits} digits.",
       lambda r, d=digits: np.round(r, d) if np.round(r, d).any() else r) for digits in (1, 2, 3)),
    ("transposed", "{} is transposed.", np.transpose),
    ("other-shape", "{} is right, but flat: one axis alone.", np.ravel),
    ("reversed", "{} has its columns in the opposite order.", lambda r: r[:, ::-1]),
    ("moved", "{} has its rows moved by one place.", lambda r: np.roll(r, 1, axis=0)),
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
        for slug, how, change in ENDS:
            yield slug, how.format("The result"), lambda r, change=change: change(np.asarray(r))
    names = NAMES.get(form, ())
    for order in list(permutations(range(len(names))))[1:]:
        how = f"The parts come as {', '.join(names[i] for i in order)}."
        yield "other-order", how, lambda parts, order=order: tuple(parts[i] for i in order)
    parts_changed = [(f"{name} alone", {name}) for name in names] + [("Every part", names)]
    for (what, at), (slug, how, change) in product(parts_changed if names else (), ENDS):
        yield (
            slug,
            how.format(what),
            lambda parts, at=at, change=change: tuple(
                change(part) if name in at else part
                for name, part in zip(names, parts, strict=True)
            ),
        )
