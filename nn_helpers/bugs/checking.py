"""Slips in the gradient check: numerical_gradients and relative_error."""

import numpy as np

from nn_helpers.bugs.bug import Family
from nn_helpers.bugs.pipeline import Pipeline, stages
from nn_helpers.gradcheck import numerical_gradients
from nn_helpers.network import Params

MEASURED = stages("""
    slope = (up - down) / (2 * h)
    place = at
    kind = float
    whole = False
""")


def measured(**parts):
    """Return ``numerical_gradients(f, params, h)`` with parts of its own.

    ``slope`` is made of costs; ``place`` is what moves where the number ``at`` should; ``kind`` is the
    type of the moved numbers; ``whole`` moves all arrays at once.
    """
    parts = {**MEASURED, **parts}

    def variant(f, params, h=1e-5):
        def cost(name, at, by):
            if parts["whole"]():
                return f(Params(*(np.asarray(p) + by for p in params)))
            moved = np.array(getattr(Params(*params), name), dtype=parts["kind"]())
            moved[parts["place"](at=at)] += by
            return f(Params(*params)._replace(**{name: moved}))

        out = Params(*(np.zeros(np.shape(p)) for p in params))
        here = f(Params(*params))
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


@NUMERICAL.whole("integer-parameters", "The parameters are rounded to whole numbers first.")
def numerical_rounded(f, params, h=1e-5):
    whole = Params(*(np.asarray(p, dtype=float).round() for p in params))
    return numerical_gradients(f, whole, h)


@NUMERICAL.whole("step-too-small", "The move is 1e-14 always, so rounding eats the difference.")
def numerical_too_small(f, params, h=1e-5):
    return numerical_gradients(f, params, h=1e-14)


for fixed in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7):

    @NUMERICAL.whole("h-ignored", f"The step h is always {fixed:g}, whatever is handed in.")
    def numerical_fixed_h(f, params, h=1e-5, fixed=fixed):
        return numerical_gradients(f, params, h=fixed)


ERROR = Pipeline("a b", "error", None, """
    difference = norm(np.subtract(a, b))
    size = norm(a) + norm(b)
    error = ratio(difference, size)
""")  # fmt: skip
RELATIVE = Family("relative_error", ERROR.function)
RELATIVE.add("checking", "relative_error")
RELATIVE.add("checking", "whole_error", alone=True)
