"""See an overflow without floating-point flags: noted by arrays and a numpy that are watched.

A function gets numbers, and finds a numpy, that note when what was finite becomes infinite.
"""

import functools
import types

import numpy as np

from nn_helpers.sandbox.isolate import isolated


def flags_work():
    """Return whether numpy raises here when an exponential overflows."""
    try:
        with np.errstate(over="raise"):
            np.exp(np.array([1000.0]))
    except FloatingPointError:
        return True
    return False


class Watched(np.ndarray):
    """Numbers whose operations note an overflow in the list ``noted``; so do single ones of them."""

    def __array_finalize__(self, other):
        self.noted = getattr(other, "noted", [])

    def __getitem__(self, at):
        return watched(super().__getitem__(at), self.noted)

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **more):
        if out is not None:
            more["out"] = tuple(map(_plain, out))
        own = getattr(ufunc, method)
        return noting(self.noted, ufunc, inputs, lambda: own(*map(_plain, inputs), **more))


def watched(value, noted):
    """Return numbers that are watched; what is no array of numpy's, nor a float of its, as it is."""
    if not isinstance(value, np.ndarray | np.floating):
        return value
    value = np.asarray(value).view(Watched)
    value.noted = noted
    return value


def noting(noted, function, inputs, compute):
    """Return what is computed. Note it when all that went in was finite, and what came out is not."""
    were_finite = isinstance(function, np.ufunc) and all(map(_finite, inputs))
    result = compute()
    infinite = were_finite and not _finite(result) and np.isinf(_plain(result)).any()
    if infinite and np.geterr()["over"] != "ignore":  # else nobody minds
        noted.append(f"overflow encountered in {function.__name__}")
    return watched(result, noted)


def _finite(value):
    array = np.asarray(_plain(value))
    return array.dtype.kind in "fiub" and bool(np.isfinite(array).all())


def _plain(value):
    return value.view(np.ndarray) if isinstance(value, Watched) else value


def overflows(function, values):
    """Return what was noted when a learner's function was called with these values: texts.

    It finds a numpy whose functions note; classes, constants and modules in it are as they were.
    """
    noted = []

    def watching(thing):
        if not callable(thing) or isinstance(thing, type):
            return thing
        return functools.wraps(thing)(
            lambda *inputs, **more: noting(noted, thing, inputs, lambda: thing(*inputs, **more))
        )

    numpy = types.SimpleNamespace(**{name: watching(thing) for name, thing in vars(np).items()})
    instead = [(np, numpy), *zip(vars(np).values(), vars(numpy).values(), strict=True)]
    isolated(function, instead=instead)(watched(np.array(values, dtype=float), noted))
    return noted
