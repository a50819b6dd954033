"""Wrong variants of numerical_gradients and relative_error: a part of measured() replaced."""

import numpy as np

from nn_helpers.bugs.bug import Family
from nn_helpers.bugs.pipeline import Pipeline, stages
from nn_helpers.network import Params

MEASURED = stages("""
    base = np.array(p, dtype=float)
    step = h
    slope = (up - down) / (2 * h)
    place = at
    kind = float
    whole = False
""")


def measured(**parts):
    """Return ``numerical_gradients(f, params, h)`` with parts of its own.

    The parameters are measured at a ``base``, with a ``step``; ``slope`` is made of costs; ``place``
    is what moves where the number ``at`` should; ``kind`` is the type of the moved numbers; ``whole``
    moves all arrays at once.
    """
    parts = {**MEASURED, **parts}

    def variant(f, params, h=1e-5):
        params = Params(*(parts["base"](p=p) for p in params))
        h = parts["step"](h=h)

        def cost(name, at, by):
            if parts["whole"]():
                return f(Params(*(p + by for p in params)))
            moved = np.array(getattr(params, name), dtype=parts["kind"]())
            moved[parts["place"](at=at)] += by
            return f(params._replace(**{name: moved}))

        out = Params(*(np.zeros(np.shape(p)) for p in params))
        here = f(params)
        for name, slopes in out._asdict().items():
            for at in np.ndindex(slopes.shape):
                up, down = cost(name, at, h), cost(name, at, -h)
                slopes[at] = parts["slope"](up=up, here=here, down=down, h=h)
        return out

    return variant


NUMERICAL = Family("numerical_gradients", measured)
NUMERICAL.add("checking", "numerical_gradients")


def staying(two, anew, copied=lambda p: np.array(p, dtype=float)):
    """Return ``numerical_gradients`` in which what has moved stays moved.

    It moves one copy or ``two``, made once or ``anew`` for each array; or what was handed in.
    """

    def variant(f, params, h=1e-5):
        def copies():
            high = Params(*map(copied, params))
            return high, Params(*map(copied, params)) if two else high

        out, (high, low) = Params(*(np.zeros(np.shape(p)) for p in params)), copies()
        for part, slopes in enumerate(out):
            high, low = copies() if anew else (high, low)
            for at in np.ndindex(slopes.shape):
                high[part][at] += h
                up = f(high)
                low[part][at] -= h if two else 2 * h
                slopes[at] = (up - f(low)) / (2 * h)
        return out

    return variant


for how, variant in (
    ("Each number is left at p - h; all later costs feel it.", staying(False, False, np.asarray)),
    ("Each array is copied once: its numbers stay at p - h while the next is measured.",
     staying(two=False, anew=True)),
    ("Each array has one copy up and one down: its numbers stay moved in both.",
     staying(two=True, anew=True)),
    ("There is one copy up and one down of everything: all stays moved.",
     staying(two=True, anew=False)),
):  # fmt: skip
    NUMERICAL.whole("not-restored", how)(variant)
NUMERICAL.add("checking", "whole_check", alone=True)

ERROR = Pipeline("a b", "error", None, """
    difference = norm(np.subtract(a, b))
    size = norm(a) + norm(b)
    error = ratio(difference, size)
""")  # fmt: skip
RELATIVE = Family("relative_error", ERROR.function)
RELATIVE.add("checking", "relative_error")
RELATIVE.add("checking", "whole_error", alone=True)
