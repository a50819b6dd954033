"""Wrong variants of numerical_gradients (measured: up, down give slopes), or not_put_back."""

import numpy as np

from nn_helpers.bugs.bug import Family
from nn_helpers.bugs.pipeline import stages
from nn_helpers.network import Params

MEASURED = stages("""
    slope = (up - down) / (2 * h)
    place = at
    kind = float
""")


def measured(slope, place, kind):
    """Return ``numerical_gradients(f, params, h)`` with parts of its own.

    ``slope`` is made of costs, ``place`` is what moves where the number ``at`` should, ``kind`` is the
    type of the moved numbers.
    """

    def variant(f, params, h=1e-5):
        params = Params(*params)

        def cost(name, at, by):
            moved = np.array(getattr(params, name), dtype=kind())
            moved[place(at=at)] += by
            return f(params._replace(**{name: moved}))

        out = Params(*(np.zeros(np.shape(p)) for p in params))
        here = f(params) if "here" in slope.needs else None
        for name, slopes in out._asdict().items():
            for at in np.ndindex(slopes.shape):
                up, down = cost(name, at, h), cost(name, at, -h)
                slopes[at] = slope(up=up, here=here, down=down, h=h)
        return out

    return variant


NUMERICAL = Family("numerical_gradients", measured, MEASURED)
NUMERICAL.add("checking", "numerical_gradients")


@NUMERICAL.whole("not-restored", "Each number is left at p - h; all later costs feel it.")
def not_put_back(f, params, h=1e-5):
    out = Params(*(np.zeros(np.shape(p)) for p in params))
    for part, slopes in zip(params, out, strict=True):
        for at in np.ndindex(slopes.shape):
            part[at] += h
            up = f(params)
            part[at] -= 2 * h
            slopes[at] = (up - f(params)) / (2 * h)
    return out
