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


@NUMERICAL.whole("not-restored", "Each number is left at p - h; all later costs feel it.")
def numerical_not_restored(f, params, h=1e-5):
    out = Params(*(np.zeros(np.shape(p)) for p in params))
    for slopes, values in zip(out, params, strict=True):
        for at in np.ndindex(np.shape(values)):
            values[at] += h
            up = f(params)
            values[at] -= 2 * h
            slopes[at] = (up - f(params)) / (2 * h)
    return out


def staying(two):
    """Return ``numerical_gradients`` with copies that are made once for each array."""

    def variant(f, params, h=1e-5):
        out = Params(*(np.zeros(np.shape(p)) for p in params))
        for name, slopes in out._asdict().items():
            up = np.array(getattr(Params(*params), name), dtype=float)
            down = up.copy() if two else up
            for at in np.ndindex(slopes.shape):
                up[at] += h
                costs = [f(Params(*params)._replace(**{name: up}))]
                down[at] -= h if two else 2 * h
                costs.append(f(Params(*params)._replace(**{name: down})))
                slopes[at] = (costs[0] - costs[1]) / (2 * h)
        return out

    return variant


NUMERICAL.whole(
    "not-restored",
    "Each array is copied once: its numbers stay at p - h while the next is measured.",
)(staying(two=False))
NUMERICAL.whole(
    "not-restored", "Each array has one copy up and one down: its numbers stay moved in both."
)(staying(two=True))


@NUMERICAL.whole(
    "not-restored", "There is one copy up and one down of everything: all stays moved."
)
def numerical_two_copies(f, params, h=1e-5):
    up, down = (Params(*(np.array(p, dtype=float) for p in params)) for _ in range(2))
    out = Params(*(np.zeros(np.shape(p)) for p in params))
    for slopes, high, low in zip(out, up, down, strict=True):
        for at in np.ndindex(slopes.shape):
            high[at] += h
            low[at] -= h
            slopes[at] = (f(up) - f(down)) / (2 * h)
    return out


NUMERICAL.add("checking", "whole_check", alone=True)

ERROR = Pipeline("a b", "error", None, """
    difference = norm(np.subtract(a, b))
    size = norm(a) + norm(b)
    error = ratio(difference, size)
""")  # fmt: skip
RELATIVE = Family("relative_error", ERROR.function)
RELATIVE.add("checking", "relative_error")
RELATIVE.add("checking", "whole_error", alone=True)
